"""A form outside the documented subset is refused at publication; inside it, pages get all they need."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.engine.form_examples import PROPERTIES, SCHEMA, form
from workflows.forms import Form, FormRefused, Option

TEXT = {"type": "string", "title": "ก"}
TABLE = {"type": "object", "additionalProperties": False, "properties": {"a": TEXT}}
NESTED = {"type": "array", "title": "ข", "items": TABLE}


def refusal_of(schema):
    with pytest.raises(FormRefused) as caught:
        Form.load("forms/bad.json", json.dumps(schema).encode())
    return caught.value


def with_field(rule, **more):
    return {**SCHEMA, "properties": {**PROPERTIES, "extra": rule}, **more}


@pytest.mark.parametrize(
    "changes",
    [
        {"additionalProperties": True}, {"additionalProperties": None}, {"type": "array"}, {"title": ""},
        {"title": None},
        {"required": ["nope"]}, {"required": ["name", "name"]}, {"required": "name"}, {"x-order": ["nope"]},
        {"$ref": "#/x"},
        {"patternProperties": {}}, {"anyOf": []}, {"$defs": {}}, {"properties": []}, {"definitions": {}},
        {"if": {"properties": {"name": 5}}},
        {"if": {"properties": {"nope": {"const": 1}}}}, {"if": {"properties": {"name": {"format": "date"}}}},
        {"if": {"oneOf": []}}, {"if": True}, {"then": []}, {"allOf": [{"required": ["name"]}]},
        {"allOf": {}}, {"allOf": [1]},
        {"allOf": [{"if": {}, "then": {}, "minProperties": 1}]},
        {"x-groups": [{"title": "ก", "fields": ["nope"]}]},
        {"x-groups": [{"fields": ["name"]}]}, {"x-groups": {}}, {"x-groups": [1]}, {"x-en": "Title"},
        {"x-en": {"title": 5}},
        {"x-groups": [{"title": "ก", "fields": ["name"]}, {"title": "ข", "fields": ["name"]}]},
        {"x-rules": [{"rule": "name ==", "th": "ก", "en": "x"}]},
        {"x-rules": [{"rule": "True", "th": "ก"}]}, {"x-rules": {}},
        {"x-rules": [{"rule": "True", "th": "ก", "en": "x", "field": "nope"}]},
        {"x-rules": [{"rule": 5, "th": "ก", "en": "x"}]},
        {"x-rules": [{"rule": "import os", "th": "ก", "en": "x"}]},
        {"x-show": [{"value": "1 +", "title": "ก"}]},
        {"x-show": [{"value": "1"}]}, {"x-show": {}}, {"x-rules": [1]}, {"x-show": [1]}, {"x-form": 5},
    ],
)  # fmt: skip
def test_a_form_that_says_too_much_or_too_little_is_refused(changes):
    refused = refusal_of({**SCHEMA, **changes})
    assert refused.th
    assert refused.en
    assert refused.file == "forms/bad.json"


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "number", "title": "ก"}, {"type": "string"}, {"type": "null", "title": "ก"},
        {"type": ["string"], "title": "ก"},
        {**TEXT, "format": "uri"}, {**TEXT, "contentEncoding": "base64"}, {**TEXT, "x-widget": "magic"},
        {**TEXT, "pattern": "("},
        {**TEXT, "minLength": "2"}, {**TEXT, "enum": ["a", "a"]}, {**TEXT, "enum": "a"}, {**TEXT, "enum": []},
        {**TEXT, "oneOf": [{"const": "a"}]}, {**TEXT, "oneOf": [{"title": "ก"}]}, {**TEXT, "oneOf": "a"},
        {**TEXT, "oneOf": []},
        {**TEXT, "oneOf": [{"const": "a", "title": "ก", "type": "string"}]},
        {**TEXT, "oneOf": [{"const": 5, "title": "ก"}]},
        {**TEXT, "x-options": "1 +"}, {**TEXT, "x-default": 5}, {**TEXT, "x-minimum": "1.00"},
        {**TEXT, "x-en": []},
        {**TEXT, "format": "money", "x-minimum": 1}, {**TEXT, "format": "money", "x-maximum": "lots"},
        {"type": "integer", "title": "ก", "minimum": "1"},
        {"type": "integer", "title": "ก", "maximum": 2**53},
        {"type": "boolean", "title": "ก", "enum": [True]}, {"type": "array", "title": "ก"},
        {"type": "array", "title": "ก", "items": []},
        {"type": "array", "title": "ก", "items": {"type": "boolean"}},
        {"type": "array", "title": "ก", "items": {"type": "number"}},
        {"type": "array", "title": "ก", "items": {"type": "object", "properties": {"a": TEXT}}},
        {"type": "array", "title": "ก", "items": {**TABLE, "properties": {"t": NESTED}}},
        {"type": "array", "title": "ก", "items": {**TABLE, "x-rules": []}}, TABLE, 5, None, [], True,
        {"type": "string", "title": "ก", "description": 5}, {"type": "string", "title": 5},
    ],
)  # fmt: skip
def test_a_field_outside_the_subset_is_refused_by_its_place(rule):
    refused = refusal_of(with_field(rule))
    assert refused.pointer.startswith("/properties/extra") or refused.pointer in ("", "/properties")
    assert refused.th != refused.en


@pytest.mark.parametrize("name", ["Name", "1a", "a-b", "ชื่อ", "", "_a", "now", "a b"])
def test_the_name_of_a_field_is_a_name_scripts_can_read(name):
    assert refusal_of({**SCHEMA, "properties": {**PROPERTIES, name: TEXT}}).pointer == f"/properties/{name}"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"{}" + b" " * 600_000])
def test_what_is_no_form_at_all_is_refused(data):
    with pytest.raises(FormRefused):
        Form.load("forms/bad.json", data)


nodes = some.sampled_from(
    [None, True, 5, -1.5, "x", "", [], {}, ["name"], {"a": 1}, {"type": "string"}, [[]], "object"]
)


def places_of(value, path=()):
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        yield from places_of(part, (*path, key))


PLACES = list(places_of(SCHEMA))[1:]


@given(some.lists(some.tuples(some.sampled_from(PLACES), nodes), min_size=1, max_size=3))
def test_a_damaged_form_is_loaded_or_refused_never_more(damage):
    schema = copy.deepcopy(SCHEMA)
    for path, node in damage:
        try:
            parent = schema
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = copy.deepcopy(node)
        except (KeyError, IndexError, TypeError):
            continue
    try:
        loaded = Form.load("forms/bad.json", json.dumps(schema).encode())
    except FormRefused:
        return
    assert loaded.fields is not None
    assert loaded.groups is not None
    assert isinstance(loaded.reads, tuple)


def test_fields_come_in_order_with_all_a_page_needs():
    fields = {field.name: field for field in form().fields}
    assert list(fields)[:3] == ["name", "submitter_type", "citizen_id"]
    assert (fields["name"].title, fields["name"].title_en, fields["name"].required) == ("ชื่อ", "Name", True)
    assert fields["submitter_type"].options[0] == Option("citizen", "ประชาชน", "Citizen")
    assert (fields["name"].minimum, fields["name"].maximum, fields["name"].group) == (2, 20, "ผู้เสนอ")
    assert (fields["mandate_note"].required, fields["mandate_note"].conditional) == (False, True)
    assert fields["citizen_id"].personal


def test_every_field_has_a_widget():
    widgets = {field.name: field.widget for field in form().fields}
    assert (widgets["submitter_type"], widgets["impact"], widgets["in_mandate"]) == (
        "radio",
        "scale",
        "yesno",
    )
    assert (widgets["budget"], widgets["start"], widgets["meets_at"]) == ("money", "date", "datetime")
    assert (widgets["groups"], widgets["pain_points"], widgets["numbers"]) == ("checkboxes", "table", "list")


def test_a_table_has_columns_and_limits():
    table = next(field for field in form().fields if field.name == "pain_points")
    assert [(column.name, column.required) for column in table.columns] == [
        ("point", True), ("cost", False), ("times", False),
    ]  # fmt: skip
    assert (table.minimum, table.maximum, table.columns[0].title_en) == (1, 3, "Point")


def test_a_form_knows_what_it_reads_writes_and_shows():
    shown = form(**{"x-show": [{"value": "priority + suffix", "title": "ผล", "x-en": {"title": "Result"}}]})
    assert shown.reads == ("most_impact", "priority", "suffix")
    assert shown.names[:2] == ("submitter_type", "name")
    assert (shown.facts[0].value, shown.facts[0].title_en) == ("priority + suffix", "Result")
    assert (shown.code, shown.title_en, shown.personal) == ("F1-01", "Submit a problem", {"citizen_id"})
    assert shown.groups[0].title_en == "Submitter"
