"""The conversion of a ledger of revision 0002, whose plans and registry were changed in place, into facts of actions.

What an old action changed it kept as it was before (its column `before`). From the last action to the first these
rows are put back, and what each action made is noted down; then the facts are written from the first to the last.
What was entered before there were actions gets actions of its own. The chain of hashes starts anew; the last action
is the conversion itself; its command tells the hash that the old chain ended with, and where that chain was broken.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from egovtrack.chain import FREE, Digests, chain_hash, make_salt, text_hash, told
from egovtrack.columns import COLUMNS
from egovtrack.connection import Connection
from egovtrack.dates import utc_text
from egovtrack.ledger.actions import now
from egovtrack.ledger.founding import founding_facts

if TYPE_CHECKING:
    from sqlalchemy import Connection as Connected

Old = dict[str, Any]

_OLD = {
    "ledger": ("id",),
    "action": ("id", "recorded_at", "author", "origin", "command", "undoes_id", "written", "before", "hash"),
    "department": ("id", "name", "kind", "valid_from", "valid_to", "successor_id", "basis", "position"),
    "department_name": ("id", "department_id", "name", "form", "valid_from", "valid_to"),
    "collective": ("id", "name", "kind"),
    "collective_name": ("name", "collective_id"),
    "collective_member": ("collective_id", "department_kind"),
    "document": ("id", "sha256", "title", "number", "issuer", "issued_on", "source", "text"),
    "plan": (
        "id", "key", "title", "kind", "period_start", "period_end", "cycle", "document_id", "recorded_at", "action_id",
    ),
    "section": ("id", "plan_id", "parent_id", "position", "level", "label", "title", "place_start", "place_end"),
    "task": (
        "id", "plan_id", "section_id", "position", "ref", "number", "label", "title", "wording", "text",
        "place_start", "place_end", "stated_deadline", "stated_deadline_text",
    ),
    "clause": (
        "id", "task_id", "number", "text", "printed", "place_start", "place_end", "stated_deadline",
        "stated_deadline_text",
    ),
    "assignment": (
        "id", "clause_id", "position", "role", "word", "printed", "name", "kind", "open_list", "collective_id",
        "place_start", "place_end",
    ),
    "target": (
        "id", "task_id", "position", "text", "min_value", "max_value", "unit", "comparator", "place_start",
        "place_end",
    ),
    "block": ("id", "document_id", "position", "kind", "place_start", "place_end", "task_id", "section_id"),
    "progress_note": (
        "id", "action_id", "task_id", "clause_id", "department_id", "as_of", "kind", "status", "percent", "value",
        "target", "author", "channel", "note", "problem", "next_step", "evidence", "source", "recorded_at",
    ),
    "progress_retraction": ("id", "action_id", "note_id", "reason", "recorded_at", "author"),
    "designation": (
        "id", "action_id", "clause_id", "collective_id", "department_id", "member", "as_of", "basis",
    ),
    "assigned_lead": ("id", "action_id", "clause_id", "department_id", "as_of", "basis"),
    "extension": ("id", "action_id", "task_id", "clause_id", "until", "as_of", "reason"),
    "division": ("id", "action_id", "title", "number", "issued_on", "valid_from"),
    "leader": ("id", "division_id", "position", "name", "post"),
    "portfolio": ("id", "leader_id", "position", "relation", "name"),
    "portfolio_department": ("portfolio_id", "department_id", "position"),
}  # fmt: skip
"""The tables of revision 0002, each after those that it refers to, with the columns that are read."""

_CHAINED = {
    "progress_note": (
        "task_id", "clause_id", "department_id", "as_of", "recorded_at", "status", "percent", "value", "note",
        "problem", "next_step", "evidence", "author", "channel", "kind", "target", "action_id", "source",
    ),
    "progress_retraction": ("note_id", "reason", "author", "recorded_at", "action_id"),
    "action": ("recorded_at", "author", "origin", "command", "undoes_id", "written", "before", "digests"),
}  # fmt: skip
"""What the old chains of hashes cover; columns that came later only where they do not have these values."""
_SILENT = {"kind": "report", "target": None, "action_id": None, "source": None}

_KEYS = {
    "collective_name": ("name",), "collective_member": ("collective_id", "department_kind"),
    "portfolio_department": ("portfolio_id", "department_id"),
}  # fmt: skip
_PARENTS = {
    "plan": "action_id", "section": "plan_id", "task": "plan_id", "clause": "task_id", "assignment": "clause_id",
    "target": "task_id", "block": "document_id", "department_name": "department_id",
    "collective_name": "collective_id", "collective_member": "collective_id", "leader": "division_id",
    "portfolio": "leader_id", "portfolio_department": "portfolio_id",
}  # fmt: skip
_CHANGED = (
    "document", "plan", "section", "task", "clause", "assignment", "target", "block", "department", "department_name",
    "collective", "collective_name", "collective_member",
)  # fmt: skip
_AT_A_TIME = 10_000
_MOST_TOLD = 20


def wrapped(bind: Connected) -> Connection:
    """Return the ledger's connection on the plain driver, within the transaction of SQLAlchemy's."""
    return Connection(bind.connection.driver_connection, postgresql=bind.dialect.name == "postgresql")


@contextmanager
def set_aside(connection: Connection) -> Iterator[None]:
    """Drop the tables of revision 0002; within the block their rows are in temporary tables, `old_` before the name."""
    for table in _OLD:
        connection.execute(f"CREATE TEMPORARY TABLE old_{table} AS SELECT * FROM {table}")
    for table in reversed(_OLD):
        connection.execute(f"DROP TABLE {table}")
    yield
    for table in _OLD:
        connection.execute(f"DROP TABLE old_{table}")


def convert(connection: Connection, zone: str, *, fresh: bool) -> None:
    """Fill the tables of revision 0003 from those set aside. A fresh ledger has no action yet."""
    ((ledger,),) = connection.rows("SELECT id FROM old_ledger")
    connection.insert("ledger", ("id", "number", "hash"), [(ledger, 0, "")])
    if not fresh:
        _Conversion(connection, ledger).run(zone)


def _broken(connection: Connection) -> Iterator[str]:
    """Yield the rows of the old chains that are not as they were entered, or do not follow the row before them."""
    for table, columns in _CHAINED.items():
        before = ""
        sql = f"SELECT id, previous_hash, hash, {', '.join(columns)} FROM old_{table} ORDER BY id"
        for number, previous, own, *values in connection.each(sql):
            row = zip(columns, values, strict=True)
            said = {name: value for name, value in row if name not in _SILENT or value != _SILENT[name]}
            content = json.dumps({"previous": previous, **said}, sort_keys=True, ensure_ascii=False, default=str)
            if previous != before or own != hashlib.sha256(content.encode()).hexdigest():
                yield f"{table} {number}"
            before = own


def _read(connection: Connection, table: str) -> list[Old]:
    columns = _OLD[table]
    key = ", ".join(_KEYS.get(table, ("id",)))
    rows = connection.rows(f"SELECT {', '.join(columns)} FROM old_{table} ORDER BY {key}")
    return [dict(zip(columns, row, strict=True)) for row in rows]


class _Rows:
    """The rows of an old table by key, and their keys by what they belong to."""

    def __init__(self, connection: Connection, table: str) -> None:
        self.parent = _PARENTS.get(table, "")
        self.rows: dict[str, Old] = {}
        self._under: dict[Any, dict[str, None]] = defaultdict(dict)
        for row in _read(connection, table):
            self.put("/".join(str(row[name]) for name in _KEYS.get(table, ("id",))), row)

    def put(self, key: str, row: Old | None) -> None:
        """Make a row what it is now; None: it is gone."""
        old = self.rows.pop(key, None)
        if old is not None:
            self._under[old.get(self.parent)].pop(key)
        if row is not None:
            self.rows[key] = row
            self._under[row.get(self.parent)][key] = None

    def of(self, parent: Any, order: str = "position") -> list[Old]:
        """Return the rows that belong to something."""
        return sorted((self.rows[key] for key in self._under[parent]), key=itemgetter(order))


class _Made:
    """What an action made of plans and of the registry: editions (plan, document, contents); departments with their
    names; further names with their basis; events; collectives with their names and members.
    """

    def __init__(self) -> None:
        self.editions: list[tuple[Old, Old, dict[str, Any]]] = []
        self.departments: list[tuple[Old, list[Old]]] = []
        self.names: list[tuple[Old, str | None]] = []
        self.events: list[dict[str, Any]] = []
        self.collectives: list[tuple[Old, list[Old], list[Old]]] = []


class _Past:
    """The old ledger's changing rows, put back action by action: what each action made."""

    def __init__(self, connection: Connection, numbers: Mapping[int, int], undone: Iterable[int]) -> None:
        self.state = {table: _Rows(connection, table) for table in _CHANGED}
        self.made: dict[int, _Made] = defaultdict(_Made)
        self.unused = dict(self.state["document"].rows)
        self._numbers, self._undone = numbers, frozenset(undone)

    def put_back(self, action: Old) -> None:
        """Make the rows what they were before an action, and note down what it made."""
        before = json.loads(action["before"] or "{}") if action["id"] not in self._undone else {}
        made = self.made[self._numbers[action["id"]]]
        brought = self.state["plan"].of(action["id"], "id")
        for plan in {plan["id"]: plan for plan in chain(brought, self._changed_plans(before))}.values():
            self.capture(made, plan)
        self._note_registry(made, before)
        for table, rows in before.items():
            if table in self.state:
                for key, row in rows.items():
                    self.state[table].put(key, row)
        for plan in self.state["plan"].of(action["id"], "id"):
            self._drop(plan)

    def _changed_plans(self, before: Mapping[str, Mapping[str, Old | None]]) -> Iterator[Old]:
        plans = self.state["plan"].rows
        yield from (plans[key] for key in before.get("plan", ()))
        for table in ("section", "task"):
            for key, old in before.get(table, {}).items():
                row = old or self.state[table].rows.get(key)
                if row and str(row["plan_id"]) in plans:
                    yield plans[str(row["plan_id"])]

    def capture(self, made: _Made, plan: Old) -> None:
        """Note down a plan's text as it is now, as an edition."""
        state = self.state
        document = state["document"].rows[str(plan["document_id"])]
        self.unused.pop(str(plan["document_id"]), None)
        tasks = [
            (
                task,
                [(clause, state["assignment"].of(clause["id"])) for clause in state["clause"].of(task["id"], "number")],
                state["target"].of(task["id"]),
            )
            for task in state["task"].of(plan["id"])
        ]
        contents = {
            "section": state["section"].of(plan["id"]),
            "task": tasks,
            "block": state["block"].of(document["id"]),
        }
        made.editions.append((plan, document, contents))

    def _drop(self, plan: Old) -> None:
        """Forget a plan before it was entered: its rows' numbers may have been others' before."""
        for task in self.state["task"].of(plan["id"]):
            for clause in self.state["clause"].of(task["id"], "number"):
                self._forget("assignment", self.state["assignment"].of(clause["id"]))
                self._forget("clause", [clause])
            self._forget("target", self.state["target"].of(task["id"]))
            self._forget("task", [task])
        self._forget("block", self.state["block"].of(plan["document_id"]))
        self._forget("section", self.state["section"].of(plan["id"]))
        self._forget("plan", [plan])

    def _forget(self, table: str, rows: Iterable[Old]) -> None:
        for row in rows:
            self.state[table].put(str(row["id"]), None)

    def _note_registry(self, made: _Made, before: Mapping[str, Mapping[str, Old | None]]) -> None:
        added: dict[int, str | None] = {}
        for key, old in before.get("department", {}).items():
            row = self.state["department"].rows[key]
            if old is None:
                made.departments.append(self.department(row))
                continue
            basis = _added(old["basis"], row["basis"])
            if row["valid_to"] != old["valid_to"]:
                made.events.append(_ending(row, basis))
            else:
                added[row["id"]] = basis
        new = {row["id"] for row, _names in made.departments}
        for key, old in sorted(before.get("department_name", {}).items(), key=lambda pair: int(pair[0])):
            row = self.state["department_name"].rows[key]
            if old is None and row["department_id"] not in new:
                # A basis stands once, with the first of the names that came with it.
                made.names.append((row, added.pop(row["department_id"], None)))
        for key, old in before.get("collective", {}).items():
            if old is None:
                made.collectives.append(self.collective(self.state["collective"].rows[key]))

    def department(self, row: Old) -> tuple[Old, list[Old]]:
        """Return a department with its names."""
        return row, self.state["department_name"].of(row["id"], "id")

    def collective(self, row: Old) -> tuple[Old, list[Old], list[Old]]:
        """Return a collective with its names, its own first, and its members."""
        names = self.state["collective_name"].of(row["id"], "name")
        names.sort(key=lambda name: name["name"] != row["name"])
        return row, names, self.state["collective_member"].of(row["id"], "department_kind")


def _added(before: str | None, after: str | None) -> str | None:
    """Return what a change added to a department's basis, without the day that it begins with."""
    return after and re.sub(r"^\d{4}-\d\d-\d\d ", "", after.removeprefix(f"{before}；"))


def _ending(row: Old, basis: str | None) -> dict[str, Any]:
    kind = "merged" if row["successor_id"] else "ended"
    return {
        "department": row["id"], "kind": kind, "as_of": row["valid_to"], "other": row["successor_id"], "basis": basis,
    }  # fmt: skip


class _Writer:
    """Writes facts action by action, some thousands at a time."""

    def __init__(self, connection: Connection, ledger_id: str) -> None:
        self._connection, self._previous = connection, ledger_id
        self._highest: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._columns: dict[str, tuple[str, ...]] = {}
        self.number = 0

    def begin(self, **action: Any) -> None:
        """Begin the next action, with these columns."""
        self.number += 1
        self._action = {"id": self.number, "clock": None, "account": "", "origin": "", "undoes_id": None, **action}
        self._rows: dict[str, list[int]] = {}
        self._digests = Digests()

    def put(self, table: str, row_id: int | None = None, **values: Any) -> int:
        """Add a fact, and return its id: `row_id`, if the ids of the action's rows go on without a gap then."""
        number = self._highest[table] + 1
        if row_id is not None and row_id > number and table not in self._rows:
            number = row_id
        self._highest[table] = number
        row = {"id": number, "action_id": self.number, **values}
        if table in FREE:
            row["salt"] = make_salt()
            row["text_hash"] = text_hash(table, row)
        columns = self._columns.setdefault(table, tuple(row))
        self._digests.add(table, [told(table, columns, row.values())])
        self._waiting[table].append(tuple(row.values()))
        self._rows.setdefault(table, [number, 0])[1] += 1
        return number

    def seal(self) -> str:
        """End the action, and return its hash."""
        row = self._action
        row["salt"] = make_salt()
        row["text_hash"] = text_hash("action", row)
        rows = {table: [*told, self._digests.of(table)] for table, told in self._rows.items()}
        row["rows"] = json.dumps(rows, sort_keys=True)
        row["hash"] = chain_hash(self._previous, tuple(row), tuple(row.values()))
        self._previous = row["hash"]
        self._columns["action"] = tuple(row)
        self._waiting["action"].append(tuple(row.values()))
        if sum(map(len, self._waiting.values())) > _AT_A_TIME:
            self.flush()
        return self._previous

    def flush(self) -> None:
        """Store what waits."""
        for table in COLUMNS:
            if self._waiting[table]:
                self._connection.insert(table, self._columns[table], self._waiting.pop(table))


class _Conversion:
    def __init__(self, connection: Connection, ledger_id: str) -> None:
        self._connection = connection
        self._actions = _read(connection, "action")
        self._undone = {action["undoes_id"] for action in self._actions if action["undoes_id"]}
        self._entered = {
            table: _read(connection, table)
            for table in (
                "progress_note", "progress_retraction", "designation", "assigned_lead", "extension", "division",
            )
        }  # fmt: skip
        self._earlier = self._earlier_actions()
        self._numbers = {
            action["id"]: number for number, action in enumerate(self._actions, start=len(self._earlier) + 1)
        }
        self._newest = len(self._earlier) + len(self._actions)
        self._write = _Writer(connection, ledger_id)
        self._work = {table: _Rows(connection, table) for table in ("leader", "portfolio", "portfolio_department")}
        self._plans: dict[str, int] = {}
        self._editions: dict[int, tuple[int, int, str]] = {}
        self._parties: dict[str, int] = {}
        self._departments: dict[int, int] = {}
        self._tasks: dict[int, tuple[int, int, Old]] = {}
        self._clauses: dict[int, tuple[int, int]] = {}
        self._targets: dict[int, list[tuple[int, Old]]] = {}
        self._notes: dict[int, int] = {}
        self._meant: dict[tuple[int, int], dict[int, None]] = defaultdict(dict)
        self._collectives = {row["id"]: row["name"] for row in _read(connection, "collective")}

    def run(self, zone: str) -> None:
        past = _Past(self._connection, self._numbers, self._undone)
        for action in reversed(self._actions):
            past.put_back(action)
        for plan in past.state["plan"].of(None, "id"):
            past.capture(past.made[self._earlier[plan["recorded_at"], ""]], plan)
        self._note_shipped(past)
        entered = {table: self._by_action(rows) for table, rows in self._entered.items()}
        for recorded_at, author in self._earlier:
            self._write.begin(recorded_at=recorded_at, author=author, command="")
            self._write_action(past.made, entered)
        for action in self._actions:
            undoes = action["undoes_id"] and self._numbers[action["undoes_id"]]
            same = {name: action[name] for name in ("recorded_at", "author", "origin", "command")}
            self._write.begin(undoes_id=undoes, **same)
            self._write_action(past.made, entered)
        self._write_conversion(past, zone)

    # --- which action --------------------------------------------------------------------------------------------

    def _earlier_actions(self) -> dict[tuple[str, str], int]:
        """Return the numbers of actions for what was entered before there were any, by moment and author."""
        plans = self._connection.rows("SELECT recorded_at FROM old_plan WHERE action_id IS NULL")
        moments = {(moment, "") for (moment,) in plans}
        for table in ("progress_note", "progress_retraction"):
            moments |= {(row["recorded_at"], row["author"]) for row in self._entered[table] if not row["action_id"]}
        return {moment: number for number, moment in enumerate(sorted(moments), start=1)}

    def _number_of(self, row: Old) -> int:
        if row["action_id"]:
            return self._numbers[row["action_id"]]
        return self._earlier[row["recorded_at"], row["author"]]

    def _by_action(self, rows: Iterable[Old]) -> dict[int, list[Old]]:
        found: dict[int, list[Old]] = defaultdict(list)
        for row in rows:
            found[self._number_of(row)].append(row)
        return found

    def _note_shipped(self, past: _Past) -> None:
        """Give the rows of the shipped registry, whose making was only counted, to the actions that counted them. The
        undoing of an action left them: then they are made anew by the next action that stands.
        """
        state = past.state
        departments = self._shared_out("department", state["department"].rows.values(), past)
        for number, rows in departments.items():
            past.made[number].departments[:0] = [past.department(row) for row in rows]
        collectives = self._shared_out("collective", state["collective"].rows.values(), past)
        for number, rows in collectives.items():
            past.made[number].collectives[:0] = [past.collective(row) for row in rows]

    def _shared_out(self, table: str, left: Iterable[Old], past: _Past) -> dict[int, list[Old]]:
        """Return by action the rows of a table that are left after all actions were put back. Those that no action
        counted are older than all.
        """
        counts = [(action, json.loads(action["written"] or "{}").get(table, 0)) for action in self._actions]
        rows = sorted(left, key=itemgetter("id"))
        start = max(len(rows) - sum(count for _action, count in counts), 0)
        found = {1: rows[:start]}
        for action, count in counts:
            theirs, start = rows[start : start + count], start + count
            for number in {self._numbers[action["id"]], self._standing_from(action)}:
                found[number] = found.get(number, []) + theirs
        return found

    def _standing_from(self, action: Old) -> int:
        """Return the number of the first action from this one on that was not undone and undoes nothing."""
        for later in self._actions[self._numbers[action["id"]] - len(self._earlier) - 1 :]:
            if later["id"] not in self._undone and not later["undoes_id"]:
                return self._numbers[later["id"]]
        return self._newest + 1

    # --- writing -------------------------------------------------------------------------------------------------

    def _write_action(self, made: Mapping[int, _Made], entered: Mapping[str, Mapping[int, list[Old]]]) -> None:
        number = self._write.number
        if number in made:
            self._write_registry(made[number])
            for plan, document, contents in made[number].editions:
                self._write_edition(plan, document, contents)
        for table, write in (
            ("division", self._write_division), ("progress_note", self._write_note),
            ("progress_retraction", self._write_retraction), ("designation", self._write_designation),
            ("assigned_lead", self._write_lead), ("extension", self._write_deadline),
        ):  # fmt: skip
            for row in entered[table].get(number, ()):
                write(row)
        self._write.seal()

    def _write_conversion(self, past: _Past, zone: str) -> None:
        words = [f"head before: {action['id']} {action['hash']}" for action in self._actions[-1:]]
        if broken := list(islice(_broken(self._connection), _MOST_TOLD)):
            words.append(f"not as entered: {', '.join(broken)}")
        moments = [action["recorded_at"] for action in self._actions[-1:]] + [at for at, _author in self._earlier]
        clock = utc_text(now())
        recorded_at = max([clock, *moments])
        self._write.begin(
            recorded_at=recorded_at, clock=clock if clock != recorded_at else None, author="egovtrack",
            command=f"db upgrade 0003 ({'; '.join(words)})" if words else "db upgrade 0003",
        )  # fmt: skip
        if self._write.number in past.made:
            self._write_registry(past.made[self._write.number])
        for document in past.unused.values():
            self._write_document(document)
        for table, values in founding_facts(zone, "zh"):
            self._write.put(table, **values)
        from egovtrack.spelling import place_of

        names = past.state["department_name"].rows.values()
        if place := place_of(row["name"] for row in names if row["form"] == "full"):
            self._write.put("profile", name="place", value=place)
        head = self._write.seal()
        self._write.flush()
        self._connection.execute("UPDATE ledger SET number = ?, hash = ?", (self._write.number, head))

    # --- the registry --------------------------------------------------------------------------------------------

    def _party(self, name: str) -> int:
        if name not in self._parties:
            self._parties[name] = self._write.put("party", name=name)
        return self._parties[name]

    def _write_registry(self, made: _Made) -> None:
        events = []
        for row, _names in sorted(made.departments, key=lambda pair: (pair[0]["position"], pair[0]["id"])):
            self._departments[row["id"]] = self._write.put("department")
            self._write.put("department_kind", department_id=self._departments[row["id"]], kind=row["kind"])
        for row, names in made.departments:
            own = _events(row)
            plain = next((name for name in names if name["form"] == "short"), None)
            for name in names:
                self._write_name(name, row["basis"] if name is plain and not own else None)
            events += own
        for name, basis in made.names:
            self._write_name(name, basis)
        for event in events + made.events:
            self._write.put(
                "department_event", department_id=self._departments[event["department"]], kind=event["kind"],
                as_of=event["as_of"], other_id=event["other"] and self._departments[event["other"]],
                replaces_id=None, basis=event["basis"],
            )  # fmt: skip
        for row, printed, members in made.collectives:
            own_id = self._write.put("collective", kind=row["kind"])
            for each in printed:
                self._write.put("collective_name", collective_id=own_id, party_id=self._party(each["name"]))
            for each in members:
                self._write.put(
                    "collective_member", collective_id=own_id, department_kind=each["department_kind"],
                    department_id=None, member=True, as_of=None,
                )  # fmt: skip

    def _write_name(self, row: Old, basis: str | None) -> None:
        self._write.put(
            "department_name", department_id=self._departments[row["department_id"]], party_id=self._party(row["name"]),
            form=row["form"], since=row["valid_from"], until=row["valid_to"], replaces_id=None, basis=basis,
        )  # fmt: skip

    def _write_division(self, row: Old) -> None:
        division = self._write.put(
            "division", title=row["title"], number=row["number"], issued_on=row["issued_on"],
            effective_on=row["valid_from"],
        )  # fmt: skip
        for leader in self._work["leader"].of(row["id"]):
            own = self._write.put("leader", division_id=division, **_except(leader, "leader", "division_id"))
            for field in self._work["portfolio"].of(leader["id"]):
                same = _except(field, "portfolio", "leader_id")
                portfolio = self._write.put("portfolio", leader_id=own, **same)
                for each in self._work["portfolio_department"].of(field["id"]):
                    self._write.put(
                        "portfolio_department", portfolio_id=portfolio,
                        department_id=self._departments[each["department_id"]], position=each["position"],
                    )  # fmt: skip

    # --- plans ---------------------------------------------------------------------------------------------------

    def _write_document(self, row: Old) -> int:
        return self._write.put("document", **_except(row, "document"))

    def _write_edition(self, plan: Old, document: Old, contents: Mapping[str, Any]) -> None:
        key = re.sub(r"~\d+$", "", plan["key"])  # an import that was undone left the action's number at its end
        if key not in self._plans:
            self._plans[key] = self._write.put("plan", key=key)
        document_id = self._write_document(document)
        edition = self._write_edition_row(plan, document, self._plans[key], document_id)
        sections: dict[int, int] = {}
        for row in contents["section"]:
            sections[row["id"]] = self._write.put(
                "section", edition_id=edition, parent_id=sections.get(row["parent_id"]),
                **_except(row, "section", "plan_id", "parent_id"),
            )  # fmt: skip
        texts: dict[int, int] = {}
        for row, clauses, targets in contents["task"]:
            task = self._task(row, self._plans[key])
            texts[row["id"]] = text = self._write.put(
                "task_text", edition_id=edition, task_id=task, document_id=document_id,
                section_id=sections.get(row["section_id"]), **_except(row, "task", "plan_id", "section_id"),
            )  # fmt: skip
            for clause, parties in clauses:
                self._write_clause(edition, text, task, clause, parties)
            self._write_targets(edition, text, task, targets)
        for row in contents["block"]:
            self._write.put(
                "block", edition_id=edition, **_except(row, "block", "document_id", "task_id", "section_id"),
                task_text_id=texts.get(row["task_id"]), section_id=sections.get(row["section_id"]),
            )  # fmt: skip

    def _write_edition_row(self, plan: Old, document: Old, plan_id: int, document_id: int) -> int:
        """A plan that was replaced was corrected; one whose import was undone before is issued anew."""
        base = self._editions.get(plan_id)
        if base and base[1] in {self._numbers[undone] for undone in self._undone}:
            base = None
        effective = base[2] if base else document["issued_on"]
        number = self._write.put(
            "edition", plan_id=plan_id, document_id=document_id, kind="correction" if base else "issue",
            based_on_id=base and base[0], effective_on=effective, basis=None, issued_on=document["issued_on"],
            title=plan["title"], plan_kind=plan["kind"], number=document["number"], issuer=document["issuer"],
            place=None, **{name: plan[name] for name in ("period_start", "period_end", "cycle")},
        )  # fmt: skip
        self._editions[plan_id] = number, self._write.number, effective
        return number

    def _task(self, row: Old, plan_id: int) -> int:
        """Return the identity of a task. A number that was given again, after its task was dropped, is another one."""
        known = self._tasks.get(row["id"])
        if known and known[1] == plan_id and (
            known[2]["ref"] == row["ref"] or _shadow(known[2]["wording"]) == _shadow(row["wording"])
        ):  # fmt: skip
            task = known[0]
        else:
            task = self._write.put("task", plan_id=plan_id)
        self._tasks[row["id"]] = task, plan_id, row
        return task

    def _write_clause(self, edition: int, text: int, task: int, row: Old, parties: Iterable[Old]) -> None:
        known = self._clauses.get(row["id"])
        clause = known[0] if known and known[1] == task else self._write.put("clause", task_id=task)
        self._clauses[row["id"]] = clause, task
        clause_text = self._write.put(
            "clause_text", edition_id=edition, task_text_id=text, clause_id=clause, **_except(row, "clause", "task_id")
        )
        for each in parties:
            party = self._party(each["name"])
            same = _except(each, "assignment", "clause_id", "name", "open_list", "collective_id")
            self._write.put(
                "assignment", edition_id=edition, clause_text_id=clause_text, party_id=party,
                open_list=bool(each["open_list"]), **same,
            )  # fmt: skip
            if each["collective_id"]:
                self._meant[clause, each["collective_id"]][party] = None

    def _write_targets(self, edition: int, text: int, task: int, rows: list[Old]) -> None:
        """A target is the same as before if it says the same; else if it is the next that counts in the same unit."""
        left = list(self._targets.get(task, ()))
        kept = {row["text"] for row in rows}
        now: list[tuple[int, Old]] = []
        for row in rows:
            same = [pair for pair in left if pair[1]["text"] == row["text"]]
            same += [pair for pair in left if pair[1]["unit"] == row["unit"] and pair[1]["text"] not in kept]
            if same:
                left.remove(same[0])
            target = same[0][0] if same else self._write.put("target", task_id=task)
            now.append((target, row))
            self._write.put(
                "target_text", edition_id=edition, task_text_id=text, target_id=target,
                **_except(row, "target", "task_id"),
            )  # fmt: skip
        self._targets[task] = now

    # --- what was entered ----------------------------------------------------------------------------------------

    def _write_note(self, row: Old) -> None:
        task = self._tasks[row["task_id"]][0]
        measured = (target for target, printed in self._targets.get(task, ()) if printed["position"] == row["target"])
        self._notes[row["id"]] = self._write.put(
            "progress_note", row["id"], task_id=task, clause_id=self._clause(row), department_id=self._department(row),
            target_id=next(measured, None),
            **_except(
                row, "progress_note", "action_id", "task_id", "clause_id", "department_id", "target", "recorded_at"
            ),
        )  # fmt: skip

    def _write_retraction(self, row: Old) -> None:
        self._write.put("retraction", note_id=self._notes[row["note_id"]], reason=row["reason"])

    def _write_designation(self, row: Old) -> None:
        """Of a collective that a clause prints in several ways each was meant."""
        clause = self._clauses[row["clause_id"]][0]
        collective = row["collective_id"]
        for party in self._meant.get((clause, collective)) or [self._party(self._collectives[collective])]:
            self._write.put(
                "designation", clause_id=clause, party_id=party, department_id=self._department(row),
                member=bool(row["member"]), as_of=row["as_of"], replaces_id=None, basis=row["basis"],
            )  # fmt: skip

    def _write_lead(self, row: Old) -> None:
        self._write.put(
            "lead", clause_id=self._clause(row), department_id=self._department(row), as_of=row["as_of"],
            replaces_id=None, basis=row["basis"],
        )  # fmt: skip

    def _write_deadline(self, row: Old) -> None:
        self._write.put(
            "deadline", task_id=self._tasks[row["task_id"]][0], clause_id=self._clause(row), until=row["until"],
            as_of=row["as_of"], replaces_id=None, basis=row["reason"],
        )  # fmt: skip

    def _clause(self, row: Old) -> int | None:
        return None if row["clause_id"] is None else self._clauses[row["clause_id"]][0]

    def _department(self, row: Old) -> int | None:
        return None if row["department_id"] is None else self._departments[row["department_id"]]


def _events(row: Old) -> list[dict[str, Any]]:
    """Return what was known of a department's beginning and end when it was entered, with its basis."""
    events = []
    if row["valid_from"]:
        events.append(
            {"department": row["id"], "kind": "founded", "as_of": row["valid_from"], "other": None, "basis": None}
        )
    if row["valid_to"]:
        events.append(_ending(row, None))
    return [*events[:-1], events[-1] | {"basis": row["basis"]}] if events else []


def _except(row: Old, table: str, *names: str) -> Old:
    """Return the columns of an old row that are kept as they are: all but its number and some."""
    return {name: row[name] for name in _OLD[table][1:] if name not in names}


def _shadow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
