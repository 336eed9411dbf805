"""Data objects, inputs, outputs and associations become variables and copies between them."""

from __future__ import annotations

from workflows.compile.book import Book, expression
from workflows.diagram import Association, EventDefinition, Formula, Node, Scope
from workflows.specs.data import Copy, Inputs, Outputs
from workflows.specs.payload import Received
from workflows.specs.process import ProcessSpec


def declare(spec: ProcessSpec, scope: Scope, book: Book) -> None:
    """Data objects and properties are variables of their scope; an executable process may name its data."""
    for item in scope.data:
        if item.kind in ("dataObject", "property"):
            spec.declared[item.id] = [] if item.collection else None
    if scope.io is not None:
        spec.input_names = tuple(item.id for item in scope.io.inputs)
        spec.output_names = tuple(item.id for item in scope.io.outputs)


def fill(made, node: Node, book: Book) -> None:
    """The data side of an activity; what a multi-instance marker reads itself is left out."""
    multi = node.multi
    skip_in = {multi.input_ref} if multi else set()
    skip_out = {multi.output_ref} if multi else set()
    drawn_in = [a for a in node.data_in if a.target not in skip_in]
    drawn_out = [a for a in node.data_out if not skip_out & set(a.sources)]
    names = [item for item in (node.io.inputs if node.io else []) if item.id not in skip_in]
    results = [item for item in (node.io.outputs if node.io else []) if item.id not in skip_out]
    own = [item.id for item in node.items if item.kind == "property"]
    if names or drawn_in or own or results:
        made.data_inputs = Inputs(
            copies(drawn_in, node, book),
            tuple(item.id for item in names if not item.optional),
            tuple(item.id for item in names if item.optional),
            tuple(own) + tuple(item.id for item in results),
        )
    if drawn_out or results:
        made.data_outputs = Outputs(
            copies(drawn_out, node, book), tuple(item.id for item in results if not item.optional)
        )


def copies(associations: list[Association], node: Node, book: Book) -> list[Copy]:
    """One copy for each association, with its transformation or assignments compiled."""
    return [
        Copy(
            tuple(book.variable(source) for source in association.sources),
            book.variable(association.target),
            expression(association.transformation, node.id),
            [
                (expression(Formula(given, association.line), node.id), wanted)
                for given, wanted in association.assignments
                if given and wanted
            ],
            frozenset(map(book.variable, association.sources)) & book.objects,
        )
        for association in associations
    ]


def receiving(node: Node, drawn: list[EventDefinition], book: Book) -> Received | None:
    """Where the payload of a caught event goes, None for entry by entry."""
    variable = node.extensions.get("messageVariable")
    for event in drawn:
        named = book.diagram.messages.get(event.ref)
        variable = variable or (named.extensions.get("messageVariable") if named else None)
    if node.kind == "receiveTask":
        return Received(variable, []) if variable else None
    made = copies(node.data_out, node, book)
    return Received(variable, made) if variable or made else None


def match_call(call) -> None:
    """Which data of the called process each input and output of a call activity is (BPMN 2.0.2, 10.3.6)."""
    own = call.drawn.io
    theirs = call.inner.drawn.io if call.inner is not None else None
    if own is None or theirs is None:
        return
    call.goes_in = paired(own.inputs, theirs.inputs)
    call.comes_out = {called: ours for ours, called in paired(own.outputs, theirs.outputs).items()}


def paired(ours: list, theirs: list) -> dict[str, str]:
    """Our id to theirs: the same id first, then the same name, what is left in order.

    A name may also be the other's id, for that is the variable. The check has seen that both are as many.
    """
    found: dict[str, str] = {}
    for alike in (_same_id, _same_name, _any):
        for item in ours:
            free = [other for other in theirs if other.id not in found.values() and alike(item, other)]
            if item.id not in found and free:
                found[item.id] = free[0].id
    return found


def _same_id(item, other) -> bool:
    return item.id == other.id


def _same_name(item, other) -> bool:
    return bool({item.name, item.id} & {other.name, other.id} - {""})


def _any(item, other) -> bool:
    return True
