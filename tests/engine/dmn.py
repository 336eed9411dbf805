"""Writes small DMN files for the tests: a table in four lines."""

from xml.sax.saxutils import escape, quoteattr

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def column(spec):
    """("score: integer [1..25]") → name, type, allowed values."""
    name, _, rest = spec.partition(":")
    kind, _, values = rest.strip().partition(" ")
    return name.strip(), kind, values


def entry(tag, text):
    return f"<{tag}><text>{escape(text)}</text></{tag}>"


def input_xml(spec):
    name, kind, values = column(spec)
    allowed = entry("inputValues", values) if values else ""
    return (
        f"<input><inputExpression typeRef={quoteattr(kind)}><text>{escape(name)}</text></inputExpression>"
        f"{allowed}</input>"
    )


def output_xml(spec, default):
    name, kind, values = column(spec)
    inside = (entry("outputValues", values) if values else "") + (
        entry("defaultOutputEntry", default) if default else ""
    )
    return f"<output name={quoteattr(name)} typeRef={quoteattr(kind)}>{inside}</output>"


def table(inputs, outputs, rules, policy="UNIQUE", name="table", more="", defaults=(), requires=()):
    """One decision; ``rules`` are texts such as ">= 10 | - | 'high'" (inputs, then outputs)."""
    defaults = list(defaults) + [""] * len(outputs)
    rows = "".join(
        "<rule>"
        + "".join(entry("inputEntry", cell) for cell in cells[: len(inputs)])
        + "".join(entry("outputEntry", cell) for cell in cells[len(inputs) :])
        + "</rule>"
        for cells in ([cell.strip() for cell in rule.split("|")] for rule in rules)
    )
    required = "".join(
        f'<informationRequirement><requiredDecision href="#{one}"/></informationRequirement>'
        for one in requires
    )
    return (
        f'<decision id="{name}" name="{name}">{required}<decisionTable hitPolicy="{policy}" {more}>'
        + "".join(map(input_xml, inputs))
        + "".join(output_xml(spec, defaults[place]) for place, spec in enumerate(outputs))
        + rows
        + "</decisionTable></decision>"
    )


def dmn(*decisions, model=MODEL):
    """A file with these decisions."""
    body = "".join(decisions)
    return f'<definitions xmlns="{model}" id="d" name="d" namespace="x">{body}</definitions>'.encode()
