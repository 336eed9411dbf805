"""The story of a case in words: who did what, when and why."""

from collections import Counter
from types import SimpleNamespace

from flask import g
from markupsafe import Markup

from app.processes import service as processes
from app.web.context import translate
from app.web.forms.fields import questions
from app.web.telling.brief import answered_rows
from app.web.telling.drawing import drawn_name, given_name
from app.web.telling.tables import table_named
from app.web.telling.vocabulary import Vocabulary, in_words
from app.web.visitor import named, say
from app.web.wording.texts import Text, plain

SHAPES = {
    "task:completed": ("done", "green"),
    "case:opened": ("done", "green"),
    "instance:started": ("here", "indigo"),
    "timer:fired": ("today", "amber"),
    "task:reassigned": ("for", "plum"),
}
WEIGHTY = ("radio", "scale", "yesno", "select")
MOST = 4
LONGEST = 220
BY_NAME = Text(
    "ที่ “{place}” เลือก “{way}” เพราะ {condition} ({values})",
    "At “{place}” the way “{way}” was taken because {condition} ({values})",
)
BY_WAY = Text("ไปที่ “{way}” เพราะ {condition} ({values})", "Went to “{way}” because {condition} ({values})")


def tell(line):
    """A line of the story as the page shows it."""
    shape, colour = SHAPES.get(line.kind, ("ahead", "grey"))
    sentence = say(line)
    who = named(line.actor) if line.actor else ""
    starts = bool(who) and sentence.startswith(who)
    return SimpleNamespace(
        number=line.number,
        at=line.at,
        shape=shape,
        colour=colour,
        who=who if starts else "",
        what=sentence.removeprefix(who) if starts else sentence,
        why=[*_answers(line), *_reason(line), *_decisions(line), *_documents(line), *_clock(line)],
    )


def _documents(line):
    """What was written, by its own (Thai) name, with the beginning of its hash."""
    shown = Markup('<span lang="th">{}</span> · SHA-256 {}…')
    return [shown.format(one["name"], one["sha256"][:12]) for one in line.documents]


def _clock(line):
    """Whether it stopped the clocks of the case, or let them go."""
    return [say((line.clock["th"], line.clock["en"]))] if line.clock else []


def decision(move, line):
    """One sentence about a choice: the table's rule and its result, or the condition that held."""
    said = words_of(line)
    if "decision" in move:
        made = move["decision"]
        table = table_named(line.release_hash, made.get("table"))
        return translate(
            "ตาราง “{table}” แถว {rules} ให้ผล {result}",
            "Table “{table}”, row {rules}: {result}",
            table=in_words(made["table"], *_table_names(table, made), g.language),
            rules=", ".join(str(rule) for rule in made.get("rules", ())) or "–",
            result=said.pairs(made.get("outputs"), table),
        )
    place = given_name(line, move["element"])
    sentence = BY_NAME if place else BY_WAY
    return sentence.in_language(
        g.language,
        place=place,
        way=flow_name(line, move.get("flow")),
        condition=move.get("condition", ""),
        values=said.pairs(move.get("values")),
    )


def _table_names(table, made):
    return (table.name or made["table"], table.name_en) if table else (made["table"], "")


def words_of(line, people=None):
    """The vocabulary nearest to a line of the story."""
    return Vocabulary(line.release_hash, g.language, people, line.process_id, line.form)


def flow_name(line, flow):
    """The name on an arrow, or where it leads."""
    bundle = processes.release(line.release_hash)
    for process in bundle.within(line.process_id):
        for scope in bundle.specs[process.id].drawn.every_scope():
            for one in scope.flows:
                if one.id == flow:
                    return plain(one, g.language) or drawn_name(line, one.target)
    return flow or ""


def _answers(line):
    """The answers that weigh: what was chosen, and the first long text as the reason."""
    if not line.answers or not line.form or line.kind != "task:completed":
        return []
    form = processes.form(line.release_hash, line.form)
    rows = dict(answered_rows(form, line.answers, g.language))
    asked = {one.label.in_language(g.language): one for one in questions(form)}
    chosen = [
        f"{label}: {words}"
        for label, words in rows.items()
        if label in asked and asked[label].widget in WEIGHTY
    ]
    texts = [words for label, words in rows.items() if label in asked and asked[label].widget == "textarea"]
    said = [" · ".join(chosen[:MOST])] if chosen else []
    return said + [_short(texts[0])] if texts else said


def _decisions(line):
    """What was chosen by tables and conditions; the same said several times is said once, with how often."""
    times = Counter(decision(move, line) for move in line.decisions)
    many = Text("{said} ({n} ครั้ง)", "{said} ({n} times)")
    return [said if n == 1 else many.in_language(g.language, said=said, n=n) for said, n in times.items()]


def _reason(line):
    return [translate("เหตุผล: {reason}", "Reason: {reason}", reason=line.reason)] if line.reason else []


def _short(text):
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
