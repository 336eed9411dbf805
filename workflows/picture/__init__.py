"""A diagram as one SVG, without a browser: shapes, flows and names where its owner drew them, tinted as told.

>>> svg = draw(read_diagram("intake.bpmn", data), {"check": Tint("walked", "12")}, Caption(("…",), ()))
"""

from workflows.picture.svg import Caption, Tint, draw

__all__ = ["Caption", "Tint", "draw"]
