"""From the validator's findings to sentences about the fields of a form."""

from __future__ import annotations

from workflows.forms import sentences
from workflows.forms.refusals import FieldError

_CODES = {
    "enum": "choice", "oneOf": "choice", "minLength": "too_short", "maxLength": "too_long",
    "minimum": "too_small", "maximum": "too_large", "exclusiveMinimum": "too_small",
    "exclusiveMaximum": "too_large", "multipleOf": "multiple", "minItems": "too_few", "maxItems": "too_many",
    "uniqueItems": "repeated", "falseSchema": "not_needed",
}  # fmt: skip


def explain(schema: dict, error: object) -> list[FieldError]:
    """The field errors of one finding of the validator (several when several fields are unknown)."""
    path, kind = _of_field(schema, list(error.instance_path)), error.kind
    if kind.name == "required":
        return [missing(schema, [*path, kind.property])]
    if kind.name == "additionalProperties":
        return [_unknown([*path, name], name) for name in kind.unexpected]
    rule, title = rule_at(schema, path)
    if kind.name in ("pattern", "format"):
        return [_format(path, rule, title, kind.name)]
    if kind.name == "type":
        return [
            _said(path, "type", sentences.TYPES.get(rule.get("type"), sentences.KEYWORDS["invalid"]), title)
        ]
    if kind.name == "const":
        code = "accept" if rule.get("const") is True else "choice"
        return [_said(path, code, sentences.KEYWORDS[code], title)]
    code = _CODES.get(kind.name, "invalid")
    limit = getattr(kind, "limit", None) if hasattr(kind, "limit") else getattr(kind, "value", "")
    if code == "too_short" and limit == 1:
        return [missing(schema, path)]
    return [_said(path, code, sentences.KEYWORDS[code], title, _grouped(limit))]


def missing(schema: dict, path: list) -> FieldError:
    """The error for an answer that is required and not there."""
    rule, title = rule_at(schema, path)
    return _said(path, "required", sentences.required(rule), title)


def mistyped(path: list, schema: dict) -> FieldError:
    """The error for an answer that is not of the type of the field at ``path``."""
    rule, title = rule_at(schema, path)
    rule = rule.get("items", rule)
    return _said(path, "type", sentences.TYPES.get(rule.get("type"), sentences.KEYWORDS["invalid"]), title)


def said(path: list, code: str, schema: dict, limit: object = "") -> FieldError:
    """The error ``code`` about the field at ``path``."""
    return _said(path, code, sentences.KEYWORDS[code], rule_at(schema, path)[1], _grouped(limit))


def rule_at(schema: dict, path: list) -> tuple[dict, str]:
    """The property's schema and its title, following an instance path such as ["pain_points", 0, "point"]."""
    rule, row, titled = schema, None, schema
    for step in path:
        if isinstance(step, int):
            rule, row = rule.get("items", {}), step + 1
        else:
            rule = rule.get("properties", {}).get(step, {})
        titled = rule if "title" in rule else titled
    return rule, Titled(titled, row)


class Titled(str):
    """The Thai title of a field with the row it stands in; ``en`` is the same in English."""

    def __new__(cls, rule: dict, row: int | None = None) -> Titled:
        title = rule.get("title", "")
        self = super().__new__(cls, title + (f" (แถวที่ {row})" if row else ""))
        self.en = rule.get("x-en", {}).get("title", title) + (f" (row {row})" if row else "")
        return self


def _of_field(schema: dict, path: list) -> list:
    """The path of the field: an entry of a plain list belongs to the list."""
    if path and isinstance(path[-1], int) and "properties" not in rule_at(schema, path)[0]:
        return path[:-1]
    return path


def pointer(path: list) -> str:
    """The JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _said(path: list, code: str, pair: tuple[str, str], title: str, limit: str = "") -> FieldError:
    th, en = pair
    english = getattr(title, "en", title)
    return FieldError(
        pointer(path), code, th.format(title=title, limit=limit), en.format(title=english, limit=limit)
    )


def _unknown(path: list, name: str) -> FieldError:
    th, en = sentences.KEYWORDS["unknown"]
    short = name[:60]
    return FieldError(pointer(path), "unknown", th.format(name=short), en.format(name=short))


def _format(path: list, rule: dict, title: str, keyword: str) -> FieldError:
    name = rule.get("format")
    if name is None or (keyword == "pattern" and "pattern" in rule):
        return _said(path, "pattern", sentences.KEYWORDS["pattern"], title)
    return _said(path, name.replace("-", "_"), sentences.FORMATS[name], title)


def _grouped(limit: object) -> str:
    if isinstance(limit, bool) or not isinstance(limit, (int, float)):
        return str(limit)
    return f"{int(limit):,}" if limit == int(limit) else str(limit)
