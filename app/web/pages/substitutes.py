"""Being away: who acts for me meanwhile, for whom I act, and for a manager who does so in the centre."""

from datetime import date
from types import SimpleNamespace

from flask import flash, g, redirect, render_template, request, url_for

from app import clock
from app.extensions import db
from app.people.roles import role_name
from app.refusals import Conflict, Invalid, NotAllowed
from app.substitutes import service
from app.web.context import translate
from app.web.pages import pages
from app.web.visitor import named, say
from app.web.wording.texts import Text

STATES = {
    "now": ("here", Text("มีผลอยู่", "In force")),
    "coming": ("today", Text("ยังไม่ถึง", "To come")),
    "over": ("done", Text("ครบกำหนดแล้ว", "Over")),
    "ended": ("no", Text("ยกเลิกแล้ว", "Ended early")),
}
ASKED = ("person", "substitute", "from", "until", "centre", "role", "reason")


@pages.get("/substitutes")
def substitutes():
    return _page({"from": clock.today().isoformat(), "person": g.person.username})


@pages.post("/substitutes")
def set_substitute():
    asked = {name: (request.form.get(name) or "").strip() for name in ASKED}
    try:
        row = service.set_substitution(
            asked["person"] or g.person.username,
            asked["substitute"],
            _day(asked, "from"),
            _day(asked, "until"),
            asked["reason"],
            g.person,
            asked["centre"] or None,
            asked["role"] or None,
        )
    except (Invalid, Conflict, NotAllowed) as refusal:
        db.session.rollback()
        return _page(asked, refusal), 422
    db.session.commit()
    said = translate("บันทึกแล้ว: {who}", "Saved: {who}", who=_pair(row))
    flash(said, "done")
    return redirect(url_for("web.substitutes"), 303)


@pages.post("/substitutes/<int:substitution_id>/end")
def end_substitute(substitution_id):
    service.end_substitution(substitution_id, g.person)
    db.session.commit()
    flash(translate("ยกเลิกการปฏิบัติงานแทนแล้ว", "The substitution is ended"), "done")
    return redirect(url_for("web.substitutes"), 303)


def _page(asked, refusal=None):
    offered = [one for one in service.substitutes_for(g.person) if one.username != asked.get("person")]
    found = [error["field"] for error in refusal.errors] if refusal else []
    return render_template(
        "substitutes.html",
        area="substitutes",
        rows=[_row(one) for one in service.list_substitutions(g.person)],
        asked=asked,
        refusal=refusal,
        wrong=(found or ["substitute"])[0],
        people=service.manageable(g.person),
        others=offered,
        centres=service.places_of(g.person),
        roles=[(role, say(role_name(role))) for role in service.lendable(g.person)],
        today=clock.today(),
    )


def _row(row):
    state = service.state_of(row)
    scope = [say(role_name(row.role))] if row.role else []
    scope += [row.centre.code] if row.centre else []
    kind, words = STATES[state]
    return SimpleNamespace(
        row=row,
        pair=_pair(row),
        scope=" · ".join(scope) or translate("ทุกงาน", "All tasks"),
        kind=kind,
        state=say(words),
        can_end=state in ("now", "coming"),
    )


def _pair(row):
    """ก แทน ข"""
    return translate(
        "{a} แทน {b}",
        "{a} for {b}",
        a=named(row.substitute),
        b=named(row.person),
    )


def _day(asked, name):
    """A day as the browser sends it; Invalid, at its field, for another text."""
    try:
        return date.fromisoformat(asked[name])
    except ValueError as error:
        raise Invalid.at(name, "โปรดระบุวันที่", "Give a day.", f"substitution_{name}") from error
