"""A ledger of any size that looks like a real one: `python -m benchmarks.ledger TASKS FILE`.

One plan; a task names a lead and four others, and has ten notes. Wordings, headings and departments are those of the
shipped plans, over and over; two tasks in a hundred name all districts besides, and two "those concerned". Notes come
in rounds, as they do in an office: the first of every task, then the second of every task. RARE answers for 50 tasks
whatever the size of the ledger, every other department for its share of the rest. The same arguments give the same
ledger but for its random id; `egovtrack check` finds nothing to say of it.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from egovtrack import shipped
from egovtrack.chain import chain_hash
from egovtrack.context import Context
from egovtrack.ledger.departments import load_registry
from egovtrack.reading import draft_text

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
_NOTE_COLUMNS = (
    "task_id", "department_id", "as_of", "recorded_at", "status", "percent", "note", "problem", "next_step", "author",
    "channel", "action_id",
)  # fmt: skip
_UNSAID = dict.fromkeys(("clause_id", "value", "evidence"))


class Party(NamedTuple):
    """Who a clause names: a department, or a collective."""

    role: str
    name: str
    department: int | None
    collective: int | None
    kind: str


class Task(NamedTuple):
    """A task to be written: its number is its id; `departments` are those who report on it."""

    number: int
    title: str
    text: str
    parties: tuple[Party, ...]

    def departments(self) -> list[int]:
        """The departments named, the lead first."""
        return [party.department for party in self.parties if party.department is not None]


def make(path: Path, tasks: int, notes: int = NOTES, parties: int = PARTIES) -> None:
    """Make a ledger of `tasks` tasks with so many notes and parties each at `path`, where there is none."""
    with Context({"db": str(path), "user": "benchmark"}).action() as act:
        load_registry(act)
    connection = sqlite3.connect(path)
    # Not a byte less is written for it; what a power cut may cost here is a benchmark's file.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA cache_size=-400000")
    rows = list(_tasks(connection, tasks, parties))
    _store_plan(connection, rows)
    _store_notes(connection, rows, notes)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def tasks_of(path: Path) -> list[Task]:
    """The tasks of a ledger that was made here, made again: for those who write them in another form."""
    connection = sqlite3.connect(path)
    try:
        (count,) = connection.execute("SELECT count(*) FROM task").fetchone()
        return list(_tasks(connection, count))
    finally:
        connection.close()


def reports(
    tasks: Sequence[Task], notes: int = NOTES
) -> Iterator[tuple[int, int, date, str, int, str, str | None, str | None]]:
    """The notes on tasks, in the order they are entered: task, department, day, status, percent, words."""
    draw = random.Random(2)  # noqa: S311  a benchmark's data, the same every time
    for step in range(notes):
        for task in tasks:
            who = draw.choice(task.departments())
            day = ISSUED + timedelta(days=5 + 120 * step // notes + draw.randrange(10))
            percent = min(100, 90 * step // notes + draw.randrange(15))
            status = "reported_done" if percent >= 98 else "blocked" if draw.random() < 0.03 else "in_progress"
            problem = "部门间数据标准不一" if draw.random() < 0.2 else None
            yield task.number, who, day, status, percent, draw.choice(_WORDS), problem, draw.choice(_NEXT) or None


def _tasks(connection: sqlite3.Connection, count: int, named: int = PARTIES) -> Iterator[Task]:
    draw = random.Random(1)  # noqa: S311  a benchmark's data, the same every time
    drafts = [
        task for key in ("2015", "2016", "2017")
        for task in draft_text((shipped.folder("seed") / key / "plan.txt").read_text("utf-8")).tasks
    ]  # fmt: skip
    ids = dict(connection.execute("SELECT name, id FROM department"))
    kinds = "SELECT name FROM department WHERE kind = 'department' AND (valid_to IS NULL OR valid_to > :day)"
    known = [name for (name,) in connection.execute(kinds + " ORDER BY position", {"day": ISSUED.isoformat()})]
    others = [name for name in ids if name not in known and name != RARE]
    common = [COMMON, *(name for name in [*known, *others] if name != COMMON)][:DEPARTMENTS]
    collectives = dict(connection.execute("SELECT name, id FROM collective"))
    roles = ("lead", *["responsible"] * (named - 2), "cooperate")
    rare = set(draw.sample(range(1, count + 1), min(RARE_TASKS, count)))
    for number in range(1, count + 1):
        names = draw.sample(common, named)
        if number in rare:
            names[number % named] = RARE
        parties = [Party(role, name, ids[name], None, "department") for role, name in zip(roles, names, strict=True)]
        if number % 50 == 0:
            parties[-1] = Party("responsible", "各区政府", None, collectives["各区政府"], "universal")
        elif number % 50 == 25:
            parties[-1] = Party("responsible", "市政府有关部门", None, collectives["市政府有关部门"], "indefinite")
        draft = drafts[number % len(drafts)]
        yield Task(number, draft.text.split("。")[0][:24], draft.text, tuple(parties))


def _store_plan(connection: sqlite3.Connection, tasks: Sequence[Task]) -> None:
    """Sections of 50 tasks under headings of 500, as a document would have them; every character has its block."""
    pieces: list[str] = ["工作安排\n"]
    size = len(pieces[0])
    rows: dict[str, list[tuple[Any, ...]]] = {"section": [], "task": [], "clause": [], "assignment": [], "block": []}
    blocks: list[tuple[str, int, int, int | None, int | None]] = [("preamble", 0, size, None, None)]

    def add(text: str, kind: str, task: int | None = None, section: int | None = None) -> int:
        nonlocal size
        start = size
        pieces.append(text + "\n")
        size += len(text) + 1
        blocks.append((kind, start, size, task, section))
        return start

    def section(level: int, parent: int | None, label: str, title: str) -> int:
        number = len(rows["section"]) + 1
        start = add(label + title, "heading", section=number)
        rows["section"].append((number, 1, parent, number, level, label, title, start, start + len(label + title)))
        return number

    top = sub = 0
    for task in tasks:
        if task.number % 500 == 1:
            top = section(1, None, f"第{task.number // 500 + 1}部分、", "深化信息资源共享和应用")
        if task.number % 50 == 1:
            sub = section(2, top, f"（{task.number // 50 + 1}）", "推进业务协同")
        label = f"{task.number}."
        printed = _printed(task)
        wording = task.text + printed
        start = add(label + wording, "task", task=task.number)
        end = start + len(label + wording)
        rows["task"].append(
            (task.number, 1, sub, task.number, str(task.number), task.number, label, task.title, wording, task.text,
             start, end, None, None)
        )  # fmt: skip
        at = end - len(printed)
        rows["clause"].append((task.number, task.number, 1, task.text, printed, at, end, None, None))
        rows["assignment"] += [
            (None, task.number, order, one.role, _ROLE_WORDS[one.role], one.name, one.name, one.kind, False,
             one.department, one.collective, at, end)
            for order, one in enumerate(task.parties, start=1)
        ]  # fmt: skip
    rows["block"] = [(None, 1, order, *block) for order, block in enumerate(blocks, start=1)]
    text = "".join(pieces)
    document = (
        1,
        hashlib.sha256(text.encode()).hexdigest(),
        text,
        "工作安排",
        "沪府办发〔2017〕99号",
        None,
        ISSUED,
        None,
    )
    _insert(connection, "document", [document])
    plan = (1, KEY, "工作安排", "annual", date(2017, 1, 1), date(2017, 12, 31), "monthly", 1, _moment(ISSUED), 1)
    _insert(connection, "plan", [plan])
    for table, some in rows.items():
        _insert(connection, table, some)


def _printed(task: Task) -> str:
    named: dict[str, list[str]] = {}
    for one in task.parties:
        named.setdefault(_ROLE_WORDS[one.role], []).append(one.name)
    return "（" + "；".join(f"{word}：{'、'.join(names)}" for word, names in named.items()) + "）"


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    plain = ([one.isoformat() if isinstance(one, date) else one for one in row] for row in rows)
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", plain)  # noqa: S608  a table's name


def _store_notes(connection: sqlite3.Connection, tasks: Sequence[Task], notes: int) -> None:
    """Each round of a department's notes is one action: a form that came back."""
    (first,) = connection.execute("SELECT max(id) + 1 FROM action").fetchone()
    actions: dict[tuple[int, int], int] = {}
    counts: list[dict[str, Any]] = []
    previous = ""
    rows = []
    for number, (task, who, day, status, percent, note, problem, following) in enumerate(reports(tasks, notes)):
        at = (number // len(tasks), who)
        if at not in actions:
            actions[at] = first + len(actions)
            counts.append({"notes": 0, "at": _moment(ISSUED + timedelta(days=15 + 120 * at[0] // notes))})
        action = actions[at]
        counts[action - first]["notes"] += 1
        row = (
            task, who, day.isoformat(), counts[action - first]["at"], status, percent, note, problem, following,
            "benchmark", "form", action,
        )  # fmt: skip
        fields = dict(zip(_NOTE_COLUMNS, row, strict=True)) | _UNSAID
        hash_ = chain_hash(previous, fields)
        rows.append((*row, previous, hash_))
        previous = hash_
    _store_actions(connection, first, counts)
    columns = (*_NOTE_COLUMNS, "previous_hash", "hash")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO progress_note ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608


def _store_actions(connection: sqlite3.Connection, first: int, counts: Sequence[dict[str, Any]]) -> None:
    (previous,) = connection.execute("SELECT hash FROM action WHERE id = ?", (first - 1,)).fetchone()
    for number, one in enumerate(counts, start=first):
        fields = {
            "recorded_at": one["at"], "author": "benchmark", "origin": "benchmark", "command": "progress import",
            "undoes_id": None, "written": json.dumps({"progress_note": one["notes"]}), "before": None, "digests": None,
        }  # fmt: skip
        hash_ = chain_hash(previous, fields)
        connection.execute(
            "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *fields.values(), previous, hash_)
        )
        previous = hash_


def _moment(day: date) -> str:
    return f"{day.isoformat()}T08:00:00.000000Z"


if __name__ == "__main__":
    make(Path(sys.argv[2]), int(sys.argv[1]))
