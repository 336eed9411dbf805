"""Which way a drawing can still go from where it stands."""

from collections import defaultdict

from workflows.diagram import Scope


def reachable(drawn: Scope, standing) -> set[str]:
    """The ids of the nodes that may still be reached from those a token stands at, these included.

    Conditions are not looked at: what a gateway might still choose counts. Nothing, when nothing stands.
    """
    nodes = {node.id: node for node in drawn.every_node()}
    ahead = [id for id in standing if id in nodes]
    onward = _Onward(drawn)
    ahead += onward.woken_in(drawn) if ahead else []
    seen = set()
    while ahead:
        id = ahead.pop()
        if id not in seen and id in nodes:
            seen.add(id)
            ahead += onward.after(nodes[id])
    return seen


class _Onward:
    """Where each node of a drawing leads: by flows, edges, links, into sub-processes and out of them."""

    def __init__(self, drawn):
        self.on_edge, self.links = defaultdict(list), defaultdict(list)
        for node in drawn.every_node():
            if node.kind == "boundaryEvent":
                self.on_edge[node.attributes.get("attachedToRef", "").rpartition(":")[2]].append(node.id)
            if node.kind == "intermediateCatchEvent":
                for event in _links(node):
                    self.links[node.scope.id, event.name].append(node.id)

    def after(self, node):
        """The ids of what may follow a node at once."""
        found = [flow.target for flow in node.outgoing] + self.on_edge[node.id]
        for event in _links(node) if node.kind == "intermediateThrowEvent" else ():
            found += self.links[node.scope.id, event.name]
        if node.scope.node is not None:
            found.append(node.scope.node.id)
        if node.inner is not None:
            found += [one.id for one in node.inner.nodes if not one.incoming and one.kind != "boundaryEvent"]
        return found + [target for source, target in node.scope.links if source == node.id]

    @staticmethod
    def woken_in(scope):
        """The event sub-processes of a scope: they may begin as long as something stands in it."""
        return [node.id for node in scope.nodes if node.flag("triggeredByEvent")]


def _links(node):
    return [event for event in node.events if event.kind == "link"]


def skipped(drawn: Scope, standing, walked) -> tuple[list[str], list[str]]:
    """(nodes, flows) that were not taken and can no longer be: a choice fell otherwise, or all is over."""
    ahead = reachable(drawn, standing)
    left = [node.id for node in drawn.every_node() if node.id not in ahead and node.id not in walked]
    flows = [flow for scope in drawn.every_scope() for flow in scope.flows]
    return left, [flow.id for flow in flows if flow.source not in ahead and flow.id not in walked]
