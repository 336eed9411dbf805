"""Collections: what people put in while an element waits that says `collects` (decision 0081)."""

from __future__ import annotations

import re

from workflows.check.names import writes
from workflows.check.rule import NODE, at, rule
from workflows.properties import listed

WAITING = {
    *("intermediateCatchEvent", "eventBasedGateway", "receiveTask", "userTask", "manualTask"),
    *("subProcess", "adHocSubProcess", "transaction", "callActivity"),
}
CHOICES = {
    "authors": ("named", "pseudonymous", "anonymous"),
    "moderation": ("none", "post", "pre"),
}
NUMBERS = ("contributionLimit", "minContributions")
REMINDERS = ("contributionReminders", "remindAfter")
DAYS = re.compile(r"P[1-9][0-9]?D")


@rule(
    NODE,
    "{who}: collects ใช้ได้กับขั้นตอนที่รอเท่านั้น เช่น เหตุการณ์รับกลางทาง เกตเวย์รอเหตุการณ์ งานของคน",
    "{who}: collects stands only on what waits: a catch event, event-based gateway, a person's task …",
    running=True,
)
def collects_without_waiting(node, look):
    """A collection is open while a token stands at its element: elsewhere it would never open."""
    if node.properties.get("collects") and node.kind not in WAITING:
        yield at(node)


@rule(
    NODE,
    "{who}: collects ต้องมี contributionForm บอกว่าจะถามอะไร",
    "{who}: collects needs contributionForm, which says what is asked.",
    running=True,
)
def collects_without_form(node, look):
    """What people send is checked by a form of the release."""
    if node.properties.get("collects") and not node.properties.get("contributionForm"):
        yield at(node)


@rule(
    NODE,
    "{who}: “{name}” ต้องเป็นจำนวนวัน เช่น P5D,P1D หรือชื่อตัวแปร คั่นด้วยจุลภาค ไม่ใช่ “{value}”",
    "{who}: “{name}” is days such as P5D,P1D or names of variables, commas between, not “{value}”.",
    running=True,
)
def collection_reminders(node, look):
    """A reminder that cannot be read would never come."""
    for name in REMINDERS:
        for value in listed(node.properties.get(name, "")):
            if not (DAYS.fullmatch(value) or _is_written(value, look)):
                yield at(node, name=name, value=value[:40])


@rule(
    NODE,
    "{who}: whenContributed บอกกระบวนการทุกครั้งที่มีผู้ส่ง จึงใช้กับการรวบรวมที่ปกปิด (hidden) ไม่ได้",
    "{who}: whenContributed tells the process of each contribution: not of a hidden collection.",
    running=True,
)
def collection_told(node, look):
    """The entry of the message would say when somebody contributed, and how often."""
    if node.properties.get("whenContributed") and node.properties.get("hidden") == "true":
        yield at(node)


@rule(
    NODE,
    "{who}: “{name}” ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 1000 หรือชื่อตัวแปรที่มีขั้นตอนเขียนค่า ไม่ใช่ “{value}”",
    "{who}: “{name}” is a whole number from 1 to 1000 or a variable that some step writes, not “{value}”.",
    running=True,
)
def collection_number(node, look):
    """A limit that is no number would be no limit."""
    for name in NUMBERS:
        value = node.properties.get(name, "1").strip()
        number = value.isascii() and value.isdigit()
        if not (1 <= int(value[:9]) <= 1000 if number else _is_written(value, look)):
            yield at(node, name=name, value=value[:40])


@rule(
    NODE,
    "{who}: “{name}” ต้องเป็นค่าใดค่าหนึ่งใน {known} หรือชื่อตัวแปรที่มีขั้นตอนเขียนค่า ไม่ใช่ “{value}”",
    "{who}: “{name}” is one of {known}, or a variable that some step writes, not “{value}”.",
    running=True,
)
def collection_choice(node, look):
    """Who is named and what is looked at first would be left to chance."""
    if not node.properties.get("collects"):
        return
    for name, known in CHOICES.items():
        value = node.properties.get(name, known[0])
        if value not in known and not _is_written(value, look):
            yield at(node, name=name, known=", ".join(known), value=value[:40])


def _is_written(name, look):
    """Whether a script, a form, a table or a declaration anywhere in the bundle gives the variable."""
    every = look.bundle.nodes if name.isidentifier() else ()
    return any(name in writes(node, look.bundle) for _, node in every)


@rule(
    NODE,
    "{who}: ไม่มีขั้นตอนใดในชุดเผยแพร่ที่รวบรวม “{name}” (collects) ให้ตรวจตัวสะกด",
    "{who}: nothing in the bundle collects “{name}”; check its spelling.",
    running=True,
)
def collection_unknown(node, look):
    """Reading a collection nobody fills would give an empty list for ever."""
    said = node.properties
    known = {one.properties.get("collects") for _, one in look.bundle.nodes}
    for name in listed(f"{said.get('collection', '')},{said.get('collections', '')}"):
        if name not in known:
            yield at(node, name=name)


@rule(
    NODE,
    "{who}: ผู้ตอบด้วยลิงก์ครั้งเดียวไม่รู้ชื่อในระบบ ฟอร์มจึงถามบุคคล องค์กร หรือเรื่อง (x-ref “{value}”) ไม่ได้",
    "{who}: holders of one-time links know no names of ours: their form asks for none (x-ref “{value}”).",
    running=True,
)
def collection_link_names(node, look):
    """Whether a name is refused would tell anybody with a link who holds a role."""
    form = look.bundle.parts.forms.get(node.properties.get("contributionForm"))
    if form is None or node.properties.get("oneTimeLinks") != "true":
        return
    for field in form.fields:
        for ref in filter(None, (field.ref, *(column.ref for column in field.columns))):
            yield at(node, value=ref[:40])
