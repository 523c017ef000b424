"""Plans in the ledger, by the edition in force, and what a reference such as 2017-13 or 2016-5.2 means."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from egovtrack.connection import Connection, to_date
from egovtrack.errors import EgovtrackError
from egovtrack.facts import Plan, Reference
from egovtrack.i18n import gettext as _
from egovtrack.limits import typed
from egovtrack.queries.holding import each_fact, select
from egovtrack.registry import unknown
from egovtrack.snapshot import Snapshot

_EDITIONS = """
SELECT p.id, p.key, e.title, e.plan_kind, e.period_start, e.period_end, e.cycle, e.number, e.issuer, e.issued_on, e.id,
       e.effective_on, e.document_id, e.place, e.action_id, e.kind, e.basis, e.based_on_id
FROM plan p JOIN edition e ON e.plan_id = p.id ORDER BY e.id"""
_COUNT_TASKS = "SELECT count(*) FROM task_text t WHERE t.edition_id = :edition"
_COUNT_PARTIES = "SELECT count(*) FROM assignment a WHERE a.edition_id = :edition"
_TASK = "SELECT t.task_id, t.id FROM task_text t WHERE t.edition_id = :edition AND t.ref = :ref"
_REFS = "SELECT t.ref FROM task_text t WHERE t.edition_id = :edition ORDER BY t.position"
_SOURCE = """
SELECT d.source FROM task_text t JOIN document d ON d.id = t.document_id
WHERE t.edition_id = :edition AND t.task_id = :task"""
_CLAUSES = "SELECT c.clause_id, c.number FROM clause_text c WHERE c.task_text_id = :text ORDER BY c.number"
_SECTIONS = """
SELECT s.id, s.parent_id, s.label, s.title FROM section s WHERE s.edition_id = :edition ORDER BY s.position"""
_SECTION = "SELECT s.parent_id, s.label, s.title FROM section s WHERE s.id = :section"
_PROFILE = "SELECT p.name, p.value, p.action_id FROM profile p ORDER BY p.id"


class EditionRow(NamedTuple):
    """An edition of a plan: what it says of the plan, what kind of edition it is, by which action and on what basis."""

    plan: Plan
    action: int
    kind: str
    basis: str | None
    based_on: int | None


def read_editions(connection: Connection, snapshot: Snapshot, profile: dict[str, str]) -> list[EditionRow]:
    """Return all editions that are known at the snapshot, of all plans, in the order of entry."""
    rows = (row for row in connection.rows(_EDITIONS) if snapshot.holds(row[14]))
    return [EditionRow(_plan(row, profile.get("place")), *row[14:]) for row in rows]


def _plan(row: tuple[Any, ...], place: str | None) -> Plan:
    """Return the plan that a row tells of. `place` is the ledger's: an edition of another place is not ours."""
    plan_id, key, title, kind, start, end, cycle, number, issuer, issued, edition, effective, document, other = row[:14]
    first, issue = to_date(start), to_date(issued)
    return Plan(
        plan_id, key, title, kind, first, to_date(end), cycle, number, issuer, issue, edition,
        to_date(effective), document, other is None or other == place, max(first, issue),
    )  # fmt: skip


class State(NamedTuple):
    """A plan was closed or opened again on a day."""

    id: int
    action_id: int
    as_of: date
    plan_id: int
    closed: bool
    basis: str | None


_STATES = select(State, "plan_state")


def read_states(connection: Connection, snapshot: Snapshot) -> list[State]:
    """Return when plans were closed and opened again, the last that holds last."""
    return list(each_fact(connection, snapshot, State, _STATES))


def in_force(editions: list[EditionRow], snapshot: Snapshot, states: Iterable[State] = ()) -> list[Plan]:
    """Return every plan as the edition in force on the snapshot's day words it, the newest plan first. It is the
    last edition entered of those of the latest day; of a plan that is not in force yet, the first to be.
    """

    def rank(plan: Plan) -> tuple[bool, int]:
        is_begun, day = plan.effective_on <= snapshot.as_of, plan.effective_on.toordinal()
        return is_begun, day if is_begun else -day

    best = {plan.id: plan for plan in sorted((row.plan for row in editions), key=rank)}
    for state in states:
        if plan := best.get(state.plan_id):
            open_since = plan.open_since if state.closed else max(plan.open_since, state.as_of)
            best[plan.id] = plan._replace(closed=state.closed, open_since=open_since)
    return sorted(best.values(), key=lambda plan: (plan.issued_on, plan.key), reverse=True)


def read_profile(connection: Connection, snapshot: Snapshot) -> dict[str, str]:
    """Return what the ledger is about: place, issuer, language, zone, as far as they are known."""
    return {name: value for name, value, action in connection.rows(_PROFILE) if snapshot.holds(action)}


def count_tasks(connection: Connection, plan: Plan) -> int:
    """Return how many tasks a plan has."""
    return int((connection.one(_COUNT_TASKS, edition=plan.edition) or (0,))[0])


def count_parties(connection: Connection, plan: Plan) -> int:
    """Return how many parties a plan names; every naming counts."""
    return int((connection.one(_COUNT_PARTIES, edition=plan.edition) or (0,))[0])


def source_of(connection: Connection, plan: Plan, task: int) -> str | None:
    """Return where a task of a register comes from: a leader's instruction, a meeting."""
    row = connection.one(_SOURCE, edition=plan.edition, task=task) if plan.kind == "register" else None
    return row[0] if row else None


def find_plan(plans: list[Plan], key: str) -> Plan:
    """Return the plan with this key. Raises EgovtrackError, with the keys there are."""
    for plan in plans:
        if typed(plan.key) == typed(key):
            return plan
    known = _(", ").join(plan.key for plan in plans)
    why = _("there is no plan {key} in the ledger").format(key=key)
    raise EgovtrackError(why, _("it holds: {keys}").format(keys=known or "—"))


def find_reference(connection: Connection, plans: list[Plan], text: str) -> Reference:
    """Return what `2017-13`, `2016-5.2` or `12fyp-4.2.3` means in the editions in force; where one plan is open, `13`
    is of that. Raises EgovtrackError with the nearest references.
    """
    text = typed(text)
    key, separator, rest = text.partition("-")
    running = [plan.key for plan in plans if not plan.closed]
    if not separator and text[:1].isdigit() and len(running) == 1:
        key, separator, rest = running[0], "-", text
    if not separator or not rest:
        why = _("{text} is no reference").format(text=text)
        raise EgovtrackError(why, _("write it as 2017-13 or, for a clause, 2016-5.2"))
    plan = find_plan(plans, key)
    task = connection.one(_TASK, edition=plan.edition, ref=rest)
    if not task:
        rest = re.sub(r"(?<!\d)0+(?=\d)", "", rest)  # 2017-01 for 2017-1
        task = connection.one(_TASK, edition=plan.edition, ref=rest)
    if task:
        return Reference(plan, task[0], f"{plan.key}-{rest}")
    ref, _dot, number = rest.rpartition(".")
    whole = connection.one(_TASK, edition=plan.edition, ref=ref)
    clauses = {str(row[1]): row[0] for row in connection.rows(_CLAUSES, text=whole[1])} if whole else {}
    if whole and number in clauses:
        return Reference(plan, whole[0], f"{plan.key}-{rest}", clauses[number])
    known = [f"{key}-{found}" for (found,) in connection.rows(_REFS, edition=plan.edition)]
    known += [f"{key}-{ref}.{found}" for found in clauses]
    raise unknown(_("there is no task {text}").format(text=text), text, known)


Headings = dict[int | None, tuple[str, ...]]
"""For every section the headings down to it, outermost first, each as issued; None has none."""


def read_headings(connection: Connection, edition: int) -> Headings:
    """Return the headings of all sections of an edition."""
    found: Headings = {None: ()}
    for section, parent, label, title in connection.rows(_SECTIONS, edition=edition):
        found[section] = (*found[parent], label + title)
    return found


class FewHeadings(Headings):
    """The headings down to a section, read one by one; after a few, all of them are read at once."""

    _MOST = 6

    def __init__(self, connection: Connection, edition: int) -> None:
        super().__init__({None: ()})
        self._connection, self._edition, self._asked = connection, edition, 0

    def __missing__(self, section: int) -> tuple[str, ...]:
        self._asked += 1
        if self._asked > self._MOST:
            self.update(read_headings(self._connection, self._edition))
        else:
            ((parent, label, title),) = self._connection.rows(_SECTION, section=section)
            self[section] = (*self[parent], label + title)
        return self[section]
