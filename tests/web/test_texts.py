"""Every text a person sees exists in Thai and in English: t(thai, english) in templates, Text in Python."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

WEB = Path(__file__).parents[2] / "app" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
MODULES = sorted(WEB.rglob("*.py"))
THAI = re.compile("[\u0e00-\u0e7f]")
# Data which is one thing in both languages: the product, names of languages, example times.
SAME = {"DGTi Flow", "English", "ภาษาไทย", "SHA-256"}


def parsed(path):
    text = path.read_text("utf-8")
    return Environment(trim_blocks=True).parse(text)


def pairs():
    """(where, Thai, English) of every text in templates and modules."""
    for path in TEMPLATES:
        for call in parsed(path).find_all(nodes.Call):
            written = all(isinstance(arg, nodes.Const) for arg in call.args[:2])
            if isinstance(call.node, nodes.Name) and call.node.name == "t" and written:
                yield (f"{path.name}:{call.lineno}", *(arg.value for arg in call.args[:2]))
    for path in MODULES:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Text", "translate")
            if named and all(isinstance(arg, ast.Constant) for arg in call.args[:2]):
                yield (f"{path.name}:{call.lineno}", *(arg.value for arg in call.args[:2]))


def test_every_text_has_thai_and_english():
    found = list(pairs())
    assert len(found) > 150
    assert not [where for where, thai, english in found if bool(thai.strip()) != bool(english.strip())]


def test_the_first_is_thai_and_the_second_is_not():
    swapped = [
        (where, thai, english)
        for where, thai, english in pairs()
        if THAI.search(english) or (re.search("[a-z]", thai) and not THAI.search(thai))
    ]
    assert not swapped


def test_both_languages_fill_the_same_places():
    places = re.compile(r"{(\w*)}")
    uneven = [
        (where, thai)
        for where, thai, english in pairs()
        if set(places.findall(thai)) != set(places.findall(english))
    ]
    assert not uneven


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_text_in_one_language_only(path):
    markup = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text("utf-8"), flags=re.S)
    shown = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]+)"', markup)
    shown += re.sub(r"<[^>]*>", "\n", markup).splitlines()
    lettered = [text for text in shown if re.search("[A-Za-z\u0e00-\u0e7f]", text)]
    words = {text.strip(" ·") for text in lettered if '="' not in text}
    assert not words - SAME


def test_no_thai_stands_in_a_script_where_nobody_translates_it():
    scripts = [
        path for path in (WEB / "static" / "js").glob("*.js") if path.stem in ("page", "inbox", "task")
    ]
    code = [re.sub(r"/\*.*?\*/|//.*", "", path.read_text("utf-8"), flags=re.S) for path in scripts]
    assert not [path.name for path, text in zip(scripts, code, strict=True) if THAI.search(text)]


def test_our_own_style_stays_small():
    sheets = [WEB / "static" / "css" / f"{name}.css" for name in ("base", "forms", "lists", "case")]
    assert sum(sheet.stat().st_size for sheet in sheets) <= 20 * 1024
