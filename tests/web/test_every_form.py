"""Every form of the pipeline can be asked on a page, and everything it asks is there."""

from datetime import UTC, datetime

import pytest
from flask import g, render_template_string

from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)

PAGE = """{% from "macros/fields.html" import field with context -%}
{% for heading, questions in form.groups %}
{% for one in questions %}{{ field(one, form) }}{% endfor %}
{% endfor %}"""


@pytest.fixture
def forms(app):
    from app.processes import service as processes

    with app.app_context():
        [release] = {version.release_hash for version in processes.list_processes()}
        return processes.release(release).forms


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_question_of_every_form_is_on_its_page(app, forms, language):
    missing = []
    for path, form in forms.items():
        with app.test_request_context("/"):
            g.language, g.person, g.visit = language, None, ""
            offers = offers_of(form, {}, datetime(2026, 11, 23, tzinfo=UTC))
            shown = FormPage(form, None, language, offers=offers)
            page = render_template_string(PAGE, form=shown)
        missing += [(path, one.name) for one in shown.questions if f'id="{one.id}-field"' not in page]
    assert len(forms) > 40
    assert missing == []


def test_no_form_of_the_pipeline_is_without_english(forms):
    same = [
        (path, field.name)
        for path, form in forms.items()
        for field in form.fields
        if field.title == field.title_en
    ]
    assert same == []
