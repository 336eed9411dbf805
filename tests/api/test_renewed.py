"""Every test begins with the same database, whatever the one before it did."""

import pytest
from sqlalchemy import select, text

from app.database import Table
from app.extensions import db


@pytest.fixture
def rows(app):
    """Everything that stands in the database, by table."""

    def rows():
        with app.app_context():
            tables = Table.metadata.sorted_tables
            return {one.name: sorted(map(repr, db.session.execute(select(one)))) for one in tables}

    return rows


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE person SET name = 'x' WHERE id = 2",
        "DELETE FROM role_grant",
        "DELETE FROM role_grant WHERE id = 1",
        "DROP TABLE notice",
    ],
)
def test_what_was_changed_or_deleted_is_back(app, furnished, rows, act):
    before = rows()
    with app.app_context():
        db.session.execute(text(act))
        db.session.commit()
    furnished.rest()
    furnished.renew()

    assert rows() == before


def test_what_was_added_is_gone_and_numbers_begin_anew(furnished, rows, open_case, task):
    before, case_no = rows(), open_case()
    id = task("check", case_no)["id"]
    furnished.rest()
    furnished.renew()

    assert rows() == before
    assert (open_case(), task("check", case_no)["id"]) == (case_no, id)
