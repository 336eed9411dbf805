"""Brings the stories on, all on one clock: whatever waits is answered by somebody who may, in office hours.

One list of what will be done when. Whatever a command or a timer opens is planned as soon as it is there;
the clock goes from one planned act, or one due row, to the next. Nothing here knows a stage: who answers
stands in the task, what is answered in the library, when in the task's due date and in the story.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count

from app import clock
from app.clock import BANGKOK
from app.seeds import library
from app.seeds.desk import Desk, Waiting
from app.seeds.hours import chance, in_office
from app.seeds.reading import read
from app.seeds.story import Story

SOONEST, LATEST = 0.12, 0.5
WITHOUT_DUE = timedelta(hours=9)
LATER, NOTICE, JUST_BEFORE = timedelta(days=2), timedelta(days=14), timedelta(minutes=25)


class Play:
    """All stories, from the first that begins to the present."""

    def __init__(self, desk: Desk, stories: list[Story], present: datetime | None, told=lambda story: None):
        self.desk, self.present, self.told = desk, present, told
        self.agenda: list[tuple] = []
        self.order = count()
        self.stories: list[Story] = []
        self.by_case: dict[int, Story] = {}
        self.taken: dict[int, str] = {}
        self.heard: set[tuple[int, str]] = set()
        self.gathering: dict[tuple[str, str], Story] = {}
        self.habits = read("habits.yaml")
        self.watched = set(self.habits["listening"]) | {
            element for story in stories for element in story.facts.get("tells", {})
        }
        for story in stories:
            self.plan(story.begins, self.begin, story)

    def run(self, over: Callable[[], bool] = lambda: False) -> None:
        """Go on until the present, until nothing happens any more, or until it is over."""
        while self.step() and not over():
            self.notice()

    def step(self) -> bool:
        """The next thing that happens; False when there is none."""
        planned = self.agenda[0][0] if self.agenda else None
        due = self.desk.next_due()
        following = [moment for moment in (planned, due) if moment]
        if not following or self.present and min(following) > self.present:
            return False
        if planned is None or due and due < planned:
            self.desk.travel(due)
            return True
        _, _, act, arguments = heappop(self.agenda)
        self.desk.travel(planned)
        act(*arguments)
        return True

    def plan(self, moment: datetime, act: Callable, *arguments) -> None:
        """Have something done then."""
        heappush(self.agenda, (moment, next(self.order), act, arguments))

    def begin(self, story: Story) -> None:
        """Open the case of a story."""
        start = self.habits["starts"][story.process]
        answers = library.answers(story, story.process, start["element"], **self.around(story))
        who = story.facts.get("by") or story.cast.roles[start["role"]][0]
        story.case_id, story.case_no = self.desk.open_case(story.process, story.cast.centre, answers, who)
        self.by_case[story.case_id] = story
        self.stories.append(story)
        self.told(story)

    def notice(self) -> None:
        """Plan what has come up."""
        for waiting in self.desk.news():
            if story := self.by_case.get(waiting.case_id):
                plan = self.expect if waiting.name is None else self.expect_many
                plan(story, waiting)
        listening = self.desk.listening(self.watched)
        for case_id, element in sorted(listening - self.heard):
            if story := self.by_case.get(case_id):
                self.hear(story, element)
        self.heard = listening

    def expect(self, story: Story, task: Waiting) -> None:
        """A task: somebody does it some time before it is due."""
        self.plan(self.moment(story, task), self.perform, story, task)

    def expect_many(self, story: Story, collection: Waiting) -> None:
        """A collection: everybody who may puts something in, over the first days."""
        apart = self.habits["collections"].get(collection.element, self.habits["apart"])
        for place, (who, carries) in enumerate(
            collection.asked[: self.habits["few"].get(collection.element)]
        ):
            hours = apart * (place + chance(story.key, who))
            moment = in_office(collection.opened + timedelta(hours=hours), who)
            moment = story.not_before(collection.element, moment)
            self.plan(moment, self.contribute, story, collection, who, place, carries)

    def moment(self, story: Story, task: Waiting) -> datetime:
        """When a task is done: minutes later in a meeting, else after a part of the time it has."""
        if minutes := self.habits["minutes"].get(task.element):
            moment = clock.now() + timedelta(minutes=minutes * (0.5 + chance(story.key, task.id)))
        else:
            span = task.due - task.opened if task.due else WITHOUT_DUE
            share = SOONEST + (LATEST - SOONEST) * chance(story.key, task.element, task.values)
            moment = in_office(task.opened + span * share, f"{story.key}{task.element}")
        return story.not_before(task.element, moment)

    def perform(self, story: Story, task: Waiting) -> None:
        """Do a task, if it is still there and the story goes on."""
        if not self.desk.is_open(task):
            return
        if story.holds(task.element):
            self.leave(story, task)
            return
        if not (who := self.taken.get(task.id) or self.desk.take(task, self.candidates(story, task))):
            return
        self.taken[task.id] = who
        form, look_up = self.desk.asked(task)
        known = {**self.around(story), **task.values, "me": who}
        known["attach"] = partial(self.desk.attach, task, who)
        subject = self.subject(story, look_up)
        answers = library.answers(subject, task.process, task.element, form, look_up, **known)
        if answers is None:
            return
        if any(answers.get(name) == [] for name in self.habits["waits_for"].get(task.element, ())):
            self.plan(in_office(clock.now() + LATER, story.key), self.perform, story, task)
            return
        self.send(story, task, answers, who)
        for one in {story, subject}:
            one.done[task.element] += 1

    def send(self, story, task, answers, who) -> None:
        """Complete a task; what goes wrong says where."""
        try:
            self.desk.complete(task, answers, who)
        except Exception as error:
            error.add_note(f"{story.key}: {task.element} by {who}: {getattr(error, 'errors', '')}")
            raise
        if task.element in self.habits["gathered"]:
            self.gathering = {where: one for where, one in self.gathering.items() if one is not story}

    def subject(self, story: Story, look_up: Callable[[], dict]) -> Story:
        """Whom an answer is about: in a matter that others called for, the one that is its turn."""
        if not story.facts.get("called"):
            return story
        item = look_up().get("item") or {}
        return self.by_case.get(item.get("case_id"), story.item or story)

    def leave(self, story: Story, task: Waiting) -> None:
        """Here the story stands today: perhaps somebody has taken the task, and begun to write."""
        if "begun" in story.facts or chance(story.key, "taken") < self.habits["taken"]:
            who = self.desk.take(task, self.candidates(story, task))
            if who and "begun" in story.facts:
                self.desk.keep_draft(task, story.facts["begun"], who)

    def candidates(self, story: Story, task: Waiting) -> list[str]:
        """Who may do it: the one it is assigned to, or those of its role in turn."""
        return [task.assignee] if task.assignee else story.cast.may(task.role, story.number)

    def contribute(self, story: Story, collection: Waiting, who: str, place: int, carries: dict) -> None:
        """Put something into a collection that is still open."""
        if story.holds(collection.element) or not self.desk.is_open(collection):
            return
        _, look_up = self.desk.asked(collection)
        known = {**self.around(story), "me": who, "place": place, "carries": carries}
        answers = library.answers(story, collection.process, collection.element, None, look_up, **known)
        if answers is not None:
            self.desk.contribute(story.case_no, collection, {**answers, **carries}, who)
            story.done[collection.element] += 1

    def hear(self, story: Story, element: str) -> None:
        """The case waits for a message: the story tells it something, or calls for what will."""
        said = story.facts.get("tells", {}).get(element) or self.habits["listening"].get(element)
        story.heard[element] += 1
        if not said or story.is_deaf(element) or story.heard[element] > said.get("times", 99):
            return
        moment = clock.now() + timedelta(days=said["days"])
        if "opens" in said and "meeting" in story.facts:
            moment = max(moment, story.present - timedelta(days=story.facts["meeting"]["starts"]) - NOTICE)
        moment = in_office(moment, story.key)
        self.plan(moment, self.call if "opens" in said else self.tell, story, element, said)

    def tell(self, story: Story, element: str, said: dict) -> None:
        """Send a message, if the case still waits for it."""
        if (story.case_id, element) not in self.desk.listening({element}):
            return
        answers = library.answers(story, "messages", said["send"], **self.around(story))
        who = said.get("who") or self._sender(story, said)
        self.desk.tell(story.case_no, said["send"], answers, who)

    def _sender(self, story, said):
        role = said.get("by", "submitter")
        return story.opener if role == "submitter" else story.cast.may(role, story.number)[0]

    def call(self, story: Story, element: str, said: dict) -> None:
        """Open the matter that will answer, unless one is coming already."""
        centre, process = story.cast.centre, said["opens"]
        alone = story.facts.get("meeting")
        if (story.case_id, element) not in self.desk.listening({element}):
            return
        if not alone and (centre, process) in self.gathering:
            self.plan(in_office(clock.now() + LATER, story.key), self.call, story, element, said)
            return
        facts = {"title_th": story.facts["title_th"], "title_en": f"Meeting: {story.key}", "called": True}
        facts |= {"centre": centre, "process": process, **(alone or {})}
        opened = Story(facts, story.present, item=story if alone else None)
        if not alone:
            self.gathering[centre, process] = opened
        self.begin(opened)

    def around(self, story: Story) -> dict:
        """What an answer may know of the play: the case, which cases a meeting takes, when it begins."""
        return {
            "takes": [story.item.case_id] if story.item else self.unheld(),
            "opener": story.opener,
            "case_id": story.case_id,
            "starts_at": clock.text(self.starts(story)),
        }

    def starts(self, story: Story) -> datetime:
        """When a meeting that is called now begins: as its story says, or at one o'clock in two weeks."""
        if "starts" in story.facts:
            then = story.present - timedelta(days=story.facts["starts"])
            return in_office(then, story.key) if story.facts["starts"] else then - JUST_BEFORE
        return in_office((clock.now() + NOTICE).astimezone(BANGKOK).replace(hour=13, minute=0, second=0))

    def unheld(self) -> list[int]:
        """The cases that any meeting may take."""
        return [
            one.case_id
            for one in self.stories
            if "meeting" not in one.facts and not any(map(one.is_deaf, self.habits["listening"]))
        ]
