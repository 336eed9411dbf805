"""Who is named by an address has an account, one role, and a letter with a link that nothing else knows."""

from types import SimpleNamespace

import pytest

from app import clock
from app.extensions import db
from app.notices.welcoming import welcome_people
from app.people import service as people
from app.people.ways_in import look_at_link
from app.refusals import Invalid
from tests.api.test_mail import mail  # noqa: F401 the fixture

ROWS = [
    {"name": "นางสาวมาลี ใหม่", "email": "Malee.Mai@example.ac.th"},
    {"name": "คุณ innovator", "email": "innovator@example.org"},
    {"name": "ผู้ตรวจสอบ", "email": "auditor@example.org"},
    {"person": "reviewer", "name": "มีบัญชีแล้ว", "email": "reviewer@example.org"},
    {"name": "ไม่ใช่อีเมล", "email": "a@b.example, c@d.example"},
]


@pytest.fixture
def scene(app, open_case):
    from app.cases.models import Case

    number = open_case()
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=number).one()
        said = {"peopleVariable": "nominations", "role": "nominee"}
        yield SimpleNamespace(
            properties=said, centre_id=case.centre_id, case_id=case.id, case_no=number, now=clock.now()
        )


def test_each_gets_an_account_or_the_role_alone_and_an_auditor_neither(scene):
    done = welcome_people(scene, {"nominations": ROWS})

    assert done == {
        "welcomed": {"malee.mai@example.ac.th": "malee.mai", "innovator@example.org": "innovator"}
    }
    assert [people.has_role(people.person_named(name), "nominee") for name in done["welcomed"].values()] == [
        True,
        True,
    ]
    assert welcome_people(scene, {"nominations": ROWS}) == done


def test_no_role_that_reads_cases_is_given_this_way(scene):
    scene.properties["role"] = "secretary"
    with pytest.raises(Invalid):
        welcome_people(scene, {"nominations": ROWS})


def test_the_letter_has_a_link_with_which_a_password_is_chosen_once(mail, scene, app, client, drain):  # noqa: F811
    welcome_people(scene, {"nominations": ROWS[:2]})
    db.session.commit()
    drain()
    letters = [one for one in mail.letters if "malee" in one["To"].lower()]
    link = letters[0].get_content().split("/p/")[1].split()[0]

    assert len(letters) == len([one for one in mail.letters if "/p/" in one.get_content()]) == 1
    assert people.person_named("malee.mai").password_hash is None
    from app.staff.service import use_link

    assert use_link(link, "a password of mine").username == "malee.mai"


def test_each_letter_is_of_its_own_with_a_link_good_already(mail, scene, monkeypatch, later, drain):  # noqa: F811
    seen = []

    def send(self, message):
        link = message.get_content().split("/p/")[1].split()[0]
        seen.append((message["Message-ID"], look_at_link(link).person.username))
        if len(seen) == 1:
            raise OSError("taken, and the line broke")

    monkeypatch.setattr(mail, "send_message", send)
    welcome_people(scene, {"nominations": ROWS[:1]})
    db.session.commit()
    drain()
    later(hours=1)
    drain()

    (first, who), (second, again) = seen
    assert (who, again) == ("malee.mai", "malee.mai")
    assert first != second
