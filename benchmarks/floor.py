"""The floors: the least a Flask endpoint can do that looks up a token, inserts three rows and commits once.

The same process, database, engine and settings as the application: only the work differs.
"""

from flask import Blueprint, request
from sqlalchemy import ForeignKey, String, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.database import Id, Table
from app.extensions import db
from app.people.models import ApiToken, Person
from app.people.passwords import hash_text

blueprint = Blueprint("floor", __name__, url_prefix="/floor")


class Row:
    """What a floor writes three times: about as wide as a journal entry."""

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(String(4000))


class FirstRow(Row, Table):
    __tablename__ = "floor_first"


class SecondRow(Row, Table):
    __tablename__ = "floor_second"


class ThirdRow(Row, Table):
    __tablename__ = "floor_third"


ROWS = (FirstRow, SecondRow, ThirdRow)
WHO = select(ApiToken.person_id).where(ApiToken.hash == bindparam("hash"))
INSERTS = tuple(insert(row.__table__) for row in ROWS)


@blueprint.post("/orm")
def orm():
    """The floor as most applications would write it."""
    holder = select(Person).join(ApiToken, ApiToken.person_id == Person.id)
    person = db.session.scalar(holder.where(ApiToken.hash == given_hash()))
    rows = [row(person_id=person.id, body=body()) for row in ROWS]
    db.session.add_all(rows)
    db.session.commit()
    return {"ids": [row.id for row in rows], "at": clock.text(clock.now())}


@blueprint.post("/core")
def core():
    """The floor without a unit of work."""
    person_id = db.session.execute(WHO, {"hash": given_hash()}).scalar_one()
    for statement in INSERTS:
        db.session.execute(statement, {"person_id": person_id, "body": body()})
    db.session.commit()
    return {"at": clock.text(clock.now())}


def given_hash() -> str:
    return hash_text(request.headers["Authorization"].removeprefix("Bearer "))


def body() -> str:
    return request.get_data(as_text=True)[:4000]
