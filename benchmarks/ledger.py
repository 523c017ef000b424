"""A ledger of any size that looks like a real one: `python -m benchmarks.ledger TASKS FILE`.

A plan whose tasks name a lead and four others each, and have ten notes. Wordings, headings and departments are those
of the shipped plans, over and over; two tasks in a hundred name all districts besides, and two "those concerned".
Notes come in rounds, as they do in an office: the first of every task, then the second of every task; what a
department reports in a round is one action. RARE answers for 50 tasks whatever the size of the ledger, every other
department for its share of the rest. On demand the plan has more editions, each with another wording of one task, and
notes that were undone. The same arguments give the same facts; `egovtrack check` finds nothing to say of them.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from egovtrack import schema, shipped
from egovtrack.connection import Connection, reading_sqlite
from egovtrack.ledger.actions import Action, Signature
from egovtrack.ledger.departments import load_registry
from egovtrack.ledger.founding import found
from egovtrack.queries.registry import read_registry
from egovtrack.reading import draft_text
from egovtrack.snapshot import Snapshot

KEY = "big"
ISSUED = date(2017, 2, 23)
TODAY = date(2017, 6, 30)
PARTIES = 5
NOTES = 10
DEPARTMENTS = 62
RARE = "市公积金管理中心"
RARE_TASKS = 50
COMMON = "市经济信息化委"
_WORDS = (
    "方案已印发，各单位正在按分工推进",
    "完成需求调研和初步设计，正在报批",
    "系统已上线试运行，覆盖全部业务",
    "正在组织验收，材料已报送",
)
_NEXT = ("下月完成专家评审", "组织培训并总结", "")
_ROLE_WORDS = {"lead": "牵头单位", "responsible": "责任单位", "cooperate": "配合单位"}


class Party(NamedTuple):
    """Whom a clause names: a printed name, and the department that it is (None: a collective)."""

    role: str
    name: str
    party: int
    department: int | None
    kind: str


class Task(NamedTuple):
    """A task to be written, by its number in the plan."""

    number: int
    title: str
    text: str
    parties: tuple[Party, ...]

    def departments(self) -> list[int]:
        """Return the departments named, the lead first: they report on it."""
        return [party.department for party in self.parties if party.department is not None]


def make(
    path: Path, tasks: int, notes: int = NOTES, parties: int = PARTIES, editions: int = 1, undone: int = 0
) -> None:
    """Make a ledger of `tasks` tasks with so many notes and parties each at `path`, where there is none; with so many
    editions of its plan, and so many actions that were undone.
    """
    schema.upgrade(str(path))
    driver = sqlite3.connect(path, isolation_level=None)
    # Nothing waits for the disk: what a power cut may cost here is a benchmark's file.
    for pragma in ("foreign_keys=ON", "synchronous=OFF", "cache_size=-400000"):
        driver.execute(f"PRAGMA {pragma}").close()
    driver.execute("BEGIN IMMEDIATE")
    connection = Connection(driver, postgresql=False)
    with _acting(connection, _signed(ISSUED, "db create")) as action:
        found(action, "Asia/Shanghai")
        load_registry(action)
    rows = list(_tasks(connection, tasks, parties))
    plan = _Plan(connection)
    for number in range(1, editions + 1):
        plan.store(rows, number, editions)
    _store_notes(connection, plan.tasks, rows, notes)
    _store_undone(connection, plan.tasks, rows, undone)
    driver.execute("COMMIT")
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    driver.close()


def tasks_of(path: Path) -> list[Task]:
    """Return the tasks of a ledger that was made here, made again: for those who write them in another form."""
    with reading_sqlite(str(path), 5) as connection:
        ((count,),) = connection.rows("SELECT count(*) FROM task")
        return list(_tasks(connection, count))


def reports(
    tasks: Sequence[Task], notes: int = NOTES
) -> Iterator[tuple[int, int, date, str, int, str, str | None, str | None]]:
    """Yield the notes on tasks, round by round: number of the task, department, day, status, percent, words."""
    draw = random.Random(2)  # noqa: S311  a benchmark's data, the same every time
    for step in range(notes):
        for task in tasks:
            who = draw.choice(task.departments())
            day = ISSUED + timedelta(days=5 + 120 * step // notes + draw.randrange(10))
            percent = min(100, 90 * step // notes + draw.randrange(15))
            status = "reported_done" if percent >= 98 else "blocked" if draw.random() < 0.03 else "in_progress"
            problem = "部门间数据标准不一" if draw.random() < 0.2 else None
            yield task.number, who, day, status, percent, draw.choice(_WORDS), problem, draw.choice(_NEXT) or None


def _tasks(connection: Connection, count: int, named: int = PARTIES) -> Iterator[Task]:
    draw = random.Random(1)  # noqa: S311  a benchmark's data, the same every time
    drafts = [
        task for key in ("2015", "2016", "2017")
        for task in draft_text((shipped.folder("seed") / key / "plan.txt").read_text("utf-8")).tasks
    ]  # fmt: skip
    registry = read_registry(connection, Snapshot(ISSUED))
    ids = {one.called(ISSUED) or one.name: one.id for one in registry.departments.values() if one.exists(ISSUED)}
    known = [name for name, key in ids.items() if registry.departments[key].kind == "department"]
    others = [name for name in ids if name not in known and name != RARE]
    common = [COMMON, *(name for name in [*known, *others] if name not in {COMMON, RARE})][:DEPARTMENTS]
    roles = ("lead", *["responsible"] * (named - 2), "cooperate")
    rare = set(draw.sample(range(1, count + 1), min(RARE_TASKS, count)))
    for number in range(1, count + 1):
        names = draw.sample(common, named)
        if number in rare:
            names[number % named] = RARE
        parties = [
            Party(role, name, registry.parties[name], ids[name], "department")
            for role, name in zip(roles, names, strict=True)
        ]
        if number % 25 == 0:
            name, kind = ("各区政府", "universal") if number % 50 == 0 else ("市政府有关部门", "indefinite")
            parties[-1] = Party("responsible", name, registry.parties[name], None, kind)
        draft = drafts[number % len(drafts)]
        yield Task(number, draft.text.split("。")[0][:24], draft.text, tuple(parties))


class _Plan:
    """The plan, as it is stored edition by edition. `tasks` and `clauses` are the identities, in the order of the
    tasks.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tasks: Sequence[int] = ()
        self._clauses: Sequence[int] = ()
        self._plan = self._edition = 0

    def store(self, tasks: Sequence[Task], number: int, editions: int) -> None:
        """Store the edition of this number; the days of all are spread over the months until TODAY."""
        day = ISSUED + timedelta(days=(TODAY - ISSUED).days * (number - 1) // editions)
        with _acting(self._connection, _signed(ISSUED, "import")) as action:
            if not self._plan:
                self._plan = action.append("plan", key=KEY)
                self.tasks = action.append_all("task", [{"plan_id": self._plan} for _task in tasks])
                self._clauses = action.append_all("clause", [{"task_id": task} for task in self.tasks])
            text = _Text(tasks, changed=number if number > 1 else None)
            document = action.append(
                "document", sha256=hashlib.sha256(text.text.encode()).hexdigest(), title="工作安排",
                number=f"沪府办发〔2017〕{98 + number}号", issued_on=day, text=text.text,
            )  # fmt: skip
            self._edition = action.append(
                "edition", plan_id=self._plan, document_id=document, kind="amendment" if self._edition else "issue",
                based_on_id=self._edition or None, effective_on=day, issued_on=ISSUED, title="工作安排",
                plan_kind="annual", number="沪府办发〔2017〕99号", period_start=date(2017, 1, 1),
                period_end=date(2017, 12, 31), cycle="monthly",
            )  # fmt: skip
            text.store(action, self._edition, document, self.tasks, self._clauses)


class _Text:
    """The text of an edition: sections of 50 tasks under headings of 500, as a document would have them; every
    character has its block. The task `changed` is worded otherwise than in the edition before.
    """

    def __init__(self, tasks: Sequence[Task], changed: int | None) -> None:
        self._size = 0
        self._pieces: list[str] = []
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._add("工作安排", "preamble")
        for task in tasks:
            self._add_task(task, "（按补充通知）" if task.number == changed else "")
        self.text = "".join(self._pieces)

    def _add(self, text: str, kind: str, **item: int) -> dict[str, int]:
        place = {"place_start": self._size, "place_end": self._size + len(text)}
        self._pieces.append(text + "\n")
        self._size += len(text) + 1
        blocks = self._rows["block"]
        blocks.append({"position": len(blocks) + 1, "kind": kind, **place, "place_end": self._size, **item})
        return place

    def _section(self, level: int, parent: int | None, label: str, title: str) -> int:
        """Add a heading; return its place among them, which the ids follow."""
        sections = self._rows["section"]
        place = self._add(label + title, "heading", section_id=len(sections))
        sections.append({
            "parent_id": parent, "position": len(sections) + 1, "level": level, "label": label, "title": title, **place,
        })  # fmt: skip
        return len(sections) - 1

    def _add_task(self, task: Task, change: str) -> None:
        if task.number % 500 == 1:
            self._top = self._section(1, None, f"第{task.number // 500 + 1}部分、", "深化信息资源共享和应用")
        if task.number % 50 == 1:
            self._sub = self._section(2, self._top, f"（{task.number // 50 + 1}）", "推进业务协同")
        label, printed, text = f"{task.number}.", _printed(task), task.text + change
        place = self._add(label + text + printed, "task", task_text_id=task.number - 1)
        end = {"place_start": place["place_end"] - len(printed), "place_end": place["place_end"]}
        self._rows["task_text"].append({
            "section_id": self._sub, "position": task.number, "ref": str(task.number), "number": task.number,
            "label": label, "title": task.title, "wording": text + printed, "text": text, **place,
        })  # fmt: skip
        self._rows["clause_text"].append({"number": 1, "text": text, "printed": printed, **end})
        self._rows["assignment"] += [
            {
                "clause_text_id": task.number - 1, "position": order, "role": each.role,
                "word": _ROLE_WORDS[each.role], "printed": each.name, "party_id": each.party, "kind": each.kind,
                "open_list": False, **end,
            }
            for order, each in enumerate(task.parties, start=1)
        ]  # fmt: skip

    def store(self, action: Action, edition: int, document: int, tasks: Sequence[int], clauses: Sequence[int]) -> None:
        """Append all rows, places among rows changed into ids."""
        given: dict[str, list[dict[str, Any]]] = {
            "task_text": [{"task_id": task, "document_id": document} for task in tasks],
            "clause_text": [{"clause_id": clause} for clause in clauses],
        }
        made: dict[str, range] = {}
        for table in ("section", "task_text", "clause_text", "assignment", "block"):
            rows = self._rows[table]
            first = action.connection.rows(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")[0][0]  # noqa: S608
            made[table] = range(first, first + len(rows))
            for row, more in zip(rows, given.get(table, [{}] * len(rows)), strict=True):
                row |= {"edition_id": edition, **more}
                for column, other in _INSIDE.items():
                    if row.get(column) is not None:
                        row[column] = made[other][row[column]]
            if table == "clause_text":
                rows = [{**row, "task_text_id": text} for row, text in zip(rows, made["task_text"], strict=True)]
            action.append_all(table, rows)


_INSIDE = {
    "parent_id": "section", "section_id": "section", "task_text_id": "task_text", "clause_text_id": "clause_text",
}  # fmt: skip


def _printed(task: Task) -> str:
    named: dict[str, list[str]] = {}
    for party in task.parties:
        named.setdefault(_ROLE_WORDS[party.role], []).append(party.name)
    return "（" + "；".join(f"{word}：{'、'.join(names)}" for word, names in named.items()) + "）"


def _store_notes(connection: Connection, ids: Sequence[int], tasks: Sequence[Task], notes: int) -> None:
    """Store the notes: what a department reports in a round is an action, a form that came back."""
    given = reports(tasks, notes)
    for step in range(notes):
        forms: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for _task, (task, who, day, status, percent, note, problem, following) in zip(tasks, given, strict=False):
            forms[who].append({
                "task_id": ids[task - 1], "department_id": who, "as_of": day, "kind": "report", "status": status,
                "percent": percent, "note": note, "problem": problem, "next_step": following, "author": "benchmark",
                "channel": "form",
            })  # fmt: skip
        day = ISSUED + timedelta(days=15 + 120 * step // notes)
        for rows in forms.values():
            with _acting(connection, _signed(day, "progress import")) as action:
                action.append_all("progress_note", rows)


def _store_undone(connection: Connection, ids: Sequence[int], tasks: Sequence[Task], count: int) -> None:
    """Store notes of the last day, each undone before the next is entered."""
    for number in range(count):
        task = tasks[number % len(tasks)]
        departments = task.departments()
        with _acting(connection, _signed(TODAY, "progress set")) as action:
            action.append(
                "progress_note", task_id=ids[task.number - 1], as_of=TODAY, kind="report", status="in_progress",
                department_id=departments[number // len(tasks) % len(departments)], percent=99, note="误录",
                author="benchmark", channel="command",
            )  # fmt: skip
        with _acting(connection, _signed(TODAY, "undo"), undoes=action.id):
            pass


@contextmanager
def _acting(connection: Connection, signature: Signature, undoes: int | None = None) -> Iterator[Action]:
    action = Action(connection, signature, undoes)
    yield action
    action.seal()


def _signed(day: date, command: str) -> Signature:
    return Signature("benchmark", "benchmark", "benchmark", command, datetime.combine(day, time(8), UTC))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("tasks", type=int)
    parser.add_argument("file", type=Path)
    for what, usual in (("notes", NOTES), ("parties", PARTIES), ("editions", 1), ("undone", 0)):
        parser.add_argument(f"--{what}", type=int, default=usual)
    options = vars(parser.parse_args())
    make(options.pop("file"), **options)
