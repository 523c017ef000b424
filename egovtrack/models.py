"""The ledger's tables: columns, constraints and indexes. No queries and no rules stand here.

Every command that changes the ledger is one action, and everything known is an append-only fact of one action: each
row of each table but `ledger` and `action` names the action that added it, and is never changed. What holds at a
moment is worked out from the facts (docs/explanation/model.md).

The same schema runs on SQLite and PostgreSQL. The program gives the ids, in the order of entry. A date has no time
zone; a time is UTC, kept as text `2017-03-10T08:00:00.000000Z`, so that both databases compare it alike.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; the migrations are compared with its metadata."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805  SQLAlchemy calls it with the class
        """Return the name of the class as tables are called: task_text for TaskText."""
        return re.sub("(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _where(condition: str) -> dict[str, Any]:
    """The arguments that make an index a partial one on both databases."""
    return dict.fromkeys(("sqlite_where", "postgresql_where"), text(condition))


def _id() -> Mapped[int]:
    return mapped_column(primary_key=True, autoincrement=False)


def _fk(column: str, *, index: bool = False) -> Mapped[Any]:
    return mapped_column(ForeignKey(column), index=index)


class Ledger(Base):
    """The one row that is changed: which ledger this is, and its head, the number and hash of its newest action."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class Action(Base):
    """A command that changed the ledger: who, when, from where, what.

    `recorded_at` is never before that of the action before; `clock` is what the machine's clock said, where that is
    another moment. `author` is the name as typed, `account` the login name. `rows` is JSON: for each table the first
    id, the number and the digest of the rows that the action added. `hash` covers this row and the hash of the action
    before it. `command` may quote words of a note; it is covered by `text_hash` with a random `salt`, so that
    it can be redacted (see `ProgressNote`).
    """

    __table_args__ = (
        Index("ix_action_recorded_at", "recorded_at"),
        Index("ix_action_undoes_id", "undoes_id", **_where("undoes_id IS NOT NULL")),
    )

    id: Mapped[int] = _id()
    recorded_at: Mapped[str] = mapped_column(String(27))
    clock: Mapped[str | None] = mapped_column(String(27))
    author: Mapped[str] = mapped_column(String(200))
    account: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(200))
    command: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    text_hash: Mapped[str] = mapped_column(String(64))
    undoes_id: Mapped[int | None] = _fk("action.id")
    rows: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class Fact(Base):
    """What every fact has: its number in its table, and the action that added it."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True, sort_order=-1)


class Correctable(Fact):
    """A fact in whose place another may be entered; `replaces_id`: one that was entered wrongly and holds no longer."""

    __abstract__ = True

    @declared_attr
    def replaces_id(cls) -> Mapped[int | None]:  # noqa: N805
        """Return the column that names another fact of the same table."""
        return _fk(f"{cls.__tablename__}.id")


class Decision(Correctable):
    """What the office decided, or entered of a department, from the day `as_of` on."""

    __abstract__ = True

    as_of: Mapped[date]


class Placed(Fact):
    """What stands in a document: from `place_start` up to, not including, `place_end`."""

    __abstract__ = True

    place_start: Mapped[int]
    place_end: Mapped[int]


# --- the ledger itself -----------------------------------------------------------------------------------------------


class Profile(Fact):
    """What the ledger is about: its `place`, `issuer`, `language` (of the words in files) or `zone`. The last holds."""

    __table_args__ = (_one_of("name", "place", "issuer", "language", "zone"),)

    name: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(200))


class Rule(Fact):
    """A rule of the office from a day on (None: ever), as the text of its TOML file. The last holds."""

    kind: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[date | None]
    version: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)


class ClockCorrection(Fact):
    """When an action that was entered with a wrong clock was really recorded."""

    corrected_id: Mapped[int] = _fk("action.id")
    recorded_at: Mapped[str] = mapped_column(String(27))
    basis: Mapped[str] = mapped_column(Text)


# --- identities: they say only that there is such a thing ------------------------------------------------------------


class Plan(Fact):
    """A plan, whatever its editions say."""

    key: Mapped[str] = mapped_column(String(40), unique=True)


class Task(Fact):
    """A task of a plan through its editions."""

    plan_id: Mapped[int] = _fk("plan.id", index=True)


class Clause(Fact):
    """A responsibility clause of a task through the plan's editions."""

    task_id: Mapped[int] = _fk("task.id", index=True)


class Target(Fact):
    """A target of a task through the plan's editions."""

    task_id: Mapped[int] = _fk("task.id", index=True)


class Party(Fact):
    """A name as documents print it. The registry says whose name it is, on a day and as known at a moment."""

    name: Mapped[str] = mapped_column(String(200), unique=True)


class Department(Fact):
    """An office through its names, kinds and changes."""


class Collective(Fact):
    """A party that is several: universal (every member answers) or indefinite (nobody, until designated)."""

    __table_args__ = (_one_of("kind", "universal", "indefinite"),)

    kind: Mapped[str] = mapped_column(String(20))


# --- what a plan says, edition by edition ----------------------------------------------------------------------------


class Document(Fact):
    """A document exactly as read; every task and clause holds its place in `text`."""

    sha256: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(100))
    issuer: Mapped[str | None] = mapped_column(String(200))
    issued_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class Edition(Fact):
    """A plan's whole text as it holds from `effective_on` until the next edition.

    `issue` is the first; a `correction` (勘误) holds for all days of the edition that it corrects; an `amendment`
    (补充通知) and a `decision` of the office hold from their own day on. `based_on_id` is the edition it was made
    from; `document_id` is the document it comes from (of a decision, that of the edition before it). `issued_on` is
    the day of the plan: names and members are those of that day. `place` is the issuer's place where that is not
    the ledger's own: its parties are not bound to the ledger's registry.
    """

    __table_args__ = (
        _one_of("kind", "issue", "correction", "amendment", "decision"),
        _one_of("plan_kind", "annual", "five_year", "register", "other"),
        _one_of("cycle", "weekly", "monthly", "quarterly"),
        CheckConstraint("period_start <= period_end", name="period"),
        Index("ix_edition_plan_id", "plan_id", "effective_on"),
    )

    plan_id: Mapped[int] = _fk("plan.id")
    document_id: Mapped[int] = _fk("document.id", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    based_on_id: Mapped[int | None] = _fk("edition.id")
    effective_on: Mapped[date]
    basis: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date]
    title: Mapped[str] = mapped_column(Text)
    plan_kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str | None] = mapped_column(String(100))
    issuer: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[str | None] = mapped_column(String(200))
    period_start: Mapped[date]
    period_end: Mapped[date]
    cycle: Mapped[str] = mapped_column(String(20))


class Section(Placed):
    """A heading of an edition; `label || title` is the heading as issued."""

    __table_args__ = (UniqueConstraint("edition_id", "position"),)

    edition_id: Mapped[int] = _fk("edition.id")
    parent_id: Mapped[int | None] = _fk("section.id")
    position: Mapped[int]
    level: Mapped[int]
    label: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)


class TaskText(Placed):
    """A task as an edition words it. `label || wording` is the item as issued; `text` is the wording without its
    clauses; `title` is a short title. `document_id` is the document whose words these are, and the places are in it:
    an edition takes over from the one before what it leaves as it was.
    """

    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        UniqueConstraint("edition_id", "ref"),
        UniqueConstraint("edition_id", "task_id"),
        Index("ix_task_text_task_id", "task_id"),
    )

    edition_id: Mapped[int] = _fk("edition.id")
    task_id: Mapped[int] = _fk("task.id")
    document_id: Mapped[int] = _fk("document.id")
    section_id: Mapped[int | None] = _fk("section.id")
    position: Mapped[int]
    ref: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    wording: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    stated_deadline: Mapped[date | None]
    stated_deadline_text: Mapped[str | None] = mapped_column(String(200))


class ClauseText(Placed):
    """A responsibility clause as an edition words it: `printed` is the parenthesis, `text` the words that it covers."""

    __table_args__ = (UniqueConstraint("task_text_id", "number"),)

    edition_id: Mapped[int] = _fk("edition.id", index=True)
    task_text_id: Mapped[int] = _fk("task_text.id")
    clause_id: Mapped[int] = _fk("clause.id", index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    printed: Mapped[str] = mapped_column(Text)
    stated_deadline: Mapped[date | None]
    stated_deadline_text: Mapped[str | None] = mapped_column(String(200))


class Assignment(Placed):
    """A party that a clause names in a role. `kind` is what the words themselves say it is: a department, or a
    universal or indefinite collective; `open_list`: the list ends in 等.
    """

    __table_args__ = (
        UniqueConstraint("clause_text_id", "position"),
        _one_of("role", "lead", "responsible", "cooperate"),
        Index("ix_assignment_party_id", "party_id", "edition_id", "clause_text_id"),
    )

    edition_id: Mapped[int] = _fk("edition.id", index=True)
    clause_text_id: Mapped[int] = _fk("clause_text.id")
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    word: Mapped[str] = mapped_column(String(40))
    printed: Mapped[str] = mapped_column(String(200))
    party_id: Mapped[int] = _fk("party.id")
    kind: Mapped[str] = mapped_column(String(20))
    open_list: Mapped[bool]


class TargetText(Placed):
    """Something measurable in a task as an edition words it, and its range where it can be read."""

    __table_args__ = (UniqueConstraint("task_text_id", "position"),)

    edition_id: Mapped[int] = _fk("edition.id", index=True)
    task_text_id: Mapped[int] = _fk("task_text.id")
    target_id: Mapped[int] = _fk("target.id")
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    min_value: Mapped[float | None]
    max_value: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(40))
    comparator: Mapped[str | None] = mapped_column(String(2))


class Block(Placed):
    """A stretch of an edition's document and what it was taken for; the blocks cover it without gap or overlap."""

    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        _one_of("kind", "task", "heading", "preamble", "annex", "furniture", "other_document", "unread"),
        CheckConstraint("place_start <= place_end", name="place"),
    )

    edition_id: Mapped[int] = _fk("edition.id")
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    task_text_id: Mapped[int | None] = _fk("task_text.id")
    section_id: Mapped[int | None] = _fk("section.id")


class TaskChange(Fact):
    """How a task of one edition came to be, or ceased to be, in the next: `added`, `withdrawn` by a document or the
    office, `void` (a correction says that it was never issued), `split` into the other task, `merged` into it.
    """

    __table_args__ = (_one_of("kind", "added", "withdrawn", "void", "split", "merged"),)

    edition_id: Mapped[int] = _fk("edition.id", index=True)
    task_id: Mapped[int] = _fk("task.id", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    other_task_id: Mapped[int | None] = _fk("task.id")
    basis: Mapped[str | None] = mapped_column(Text)


# --- the registry ----------------------------------------------------------------------------------------------------


class DepartmentKind(Fact):
    """What kind of office a department is; any word, the last holds."""

    department_id: Mapped[int] = _fk("department.id", index=True)
    kind: Mapped[str] = mapped_column(String(40))


class DepartmentName(Correctable):
    """A department bears a name in a form, from `since` until the next name of that form or `until`.

    `replaces_id` is a row that was entered wrongly and holds no longer; with the form `void` nothing takes its place.
    """

    __table_args__ = (
        _one_of("form", "short", "full", "alias", "void"),
        Index("ix_department_name_party_id", "party_id", "department_id"),
    )

    department_id: Mapped[int] = _fk("department.id", index=True)
    party_id: Mapped[int] = _fk("party.id")
    form: Mapped[str] = mapped_column(String(20))
    since: Mapped[date | None]
    until: Mapped[date | None]
    basis: Mapped[str | None] = mapped_column(Text)


class DepartmentEvent(Correctable):
    """A department was founded or ended, merged into another, or split (into the other, one row each), on a day: the
    first on which it exists, or no longer does. `replaces_id` is an event that was entered wrongly; `void` removes it.
    """

    __table_args__ = (_one_of("kind", "founded", "ended", "merged", "split", "void"),)

    department_id: Mapped[int] = _fk("department.id", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[date]
    other_id: Mapped[int | None] = _fk("department.id")
    basis: Mapped[str | None] = mapped_column(Text)


class Handover(Fact):
    """Who goes on with what a department had: with one task, or (no task) with all the rest."""

    department_id: Mapped[int] = _fk("department.id", index=True)
    to_id: Mapped[int] = _fk("department.id")
    task_id: Mapped[int | None] = _fk("task.id")
    as_of: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)


class CollectiveName(Fact):
    """A printed form of a collective's name (各区人民政府 for 各区政府); the last row of a name holds."""

    __table_args__ = (Index("ix_collective_name_party_id", "party_id"),)

    collective_id: Mapped[int] = _fk("collective.id", index=True)
    party_id: Mapped[int] = _fk("party.id")


class CollectiveMember(Fact):
    """From a day on (None: ever) the departments of a kind, or one department, are members (or are not)."""

    __table_args__ = (CheckConstraint("(department_kind IS NULL) <> (department_id IS NULL)", name="one"),)

    collective_id: Mapped[int] = _fk("collective.id", index=True)
    department_kind: Mapped[str | None] = mapped_column(String(40))
    department_id: Mapped[int | None] = _fk("department.id")
    member: Mapped[bool]
    as_of: Mapped[date | None]


class Division(Fact):
    """A division of work among the leaders (工作分工), in force from `effective_on` until the next one is."""

    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(100))
    issued_on: Mapped[date]
    effective_on: Mapped[date]


class Leader(Fact):
    """A leader (分管领导) and the post held, as a division of work names them."""

    __table_args__ = (UniqueConstraint("division_id", "position"), UniqueConstraint("division_id", "name"))

    division_id: Mapped[int] = _fk("division.id")
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200))


class Portfolio(Fact):
    """A field of work under a leader, as printed, and in what relation: leads it (领导), is in charge of it (分管),
    holds its office in person (兼), helps with it (协助分管), keeps in contact with it (联系).
    """

    __table_args__ = (
        UniqueConstraint("leader_id", "position"),
        _one_of("relation", "leads", "in_charge", "holds", "helps", "contact"),
    )

    leader_id: Mapped[int] = _fk("leader.id")
    position: Mapped[int]
    relation: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))


class PortfolioDepartment(Fact):
    """A department whose work a field of a leader's portfolio is."""

    __table_args__ = (UniqueConstraint("portfolio_id", "position"),)

    portfolio_id: Mapped[int] = _fk("portfolio.id")
    department_id: Mapped[int] = _fk("department.id")
    position: Mapped[int]


# --- what was reported, and what the office decided -------------------------------------------------------------------


class ProgressNote(Fact):
    """What was reported on a task at a day. Without a department it is the office's word on the task.

    A `report` says how far the work is, and answers the period from `period_start` to `period_end`; an answer that is
    `unchanged` answers it too, and says nothing new: it has no status. By a `verification` the office strikes it off
    (销号), by a `return` it sends a claim or an answer back (退回); `judged_id` is the report that it judged. `value`
    measures the target; `source` is the fingerprint of the entry in a returned form; `as_of` is the day the note speaks
    of, `received_on` the day on which it came in. `text_hash` covers the free texts (note, problem, next_step,
    evidence, source) and the random `salt`; what is redacted loses texts and salt, and keeps the hash, so that the
    chain still holds.
    """

    __table_args__ = (
        _one_of("kind", "report", "unchanged", "verification", "return"),
        _one_of("status", "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled"),
        CheckConstraint("status IS NOT NULL OR kind IN ('unchanged', 'return')", name="answer"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        Index(
            "ix_progress_note_latest",
            "task_id", "department_id", "as_of", "id", "clause_id", "status", "percent", "action_id",
        ),
        Index(
            "ix_progress_note_answer",
            "task_id", "department_id", "clause_id", "kind", "period_end", "period_start", "as_of", "received_on", "id",
            "action_id",
        ),
        Index("ix_progress_note_as_of", "as_of"),
        Index("ix_progress_note_office", "as_of", "id", **_where("department_id IS NULL")),
        Index("ix_progress_note_return", "task_id", **_where("kind = 'return'")),
    )  # fmt: skip

    task_id: Mapped[int] = _fk("task.id")
    clause_id: Mapped[int | None] = _fk("clause.id")
    department_id: Mapped[int | None] = _fk("department.id")
    as_of: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str | None] = mapped_column(String(20))
    percent: Mapped[int | None]
    value: Mapped[float | None]
    target_id: Mapped[int | None] = _fk("target.id")
    author: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(32))
    text_hash: Mapped[str] = mapped_column(String(64))
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    received_on: Mapped[date | None]
    judged_id: Mapped[int | None] = mapped_column(ForeignKey("progress_note.id"))


class Retraction(Fact):
    """A progress note taken back, with the reason; the note itself stays."""

    note_id: Mapped[int] = _fk("progress_note.id", index=True)
    reason: Mapped[str] = mapped_column(Text)


class Redaction(Fact):
    """The free texts of a progress note, and the command that entered it, were taken out for good."""

    note_id: Mapped[int] = _fk("progress_note.id", index=True)
    reason: Mapped[str] = mapped_column(Text)


class Designation(Decision):
    """The office's word, from `as_of` on, that a department is (`member`) or no longer is one of those whom a party
    means in a clause (指定).
    """

    __table_args__ = (Index("ix_designation_clause_id", "clause_id", "party_id", "department_id", "as_of", "id"),)

    clause_id: Mapped[int] = _fk("clause.id")
    party_id: Mapped[int] = _fk("party.id")
    department_id: Mapped[int] = _fk("department.id", index=True)
    member: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)


class Lead(Decision):
    """The office's word, from `as_of` on, which department leads in a clause whose document names no lead; without a
    department, none does any longer.
    """

    clause_id: Mapped[int] = _fk("clause.id", index=True)
    department_id: Mapped[int | None] = _fk("department.id")
    basis: Mapped[str] = mapped_column(Text)


class Deadline(Decision):
    """The office's word, from `as_of` on, that a task, or one clause of it, is due `until` another day (延期)."""

    task_id: Mapped[int] = _fk("task.id", index=True)
    clause_id: Mapped[int | None] = _fk("clause.id")
    until: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)


class Milestone(Decision):
    """What must be there before the deadline (阶段目标), on a task, a clause or one department's part."""

    task_id: Mapped[int] = _fk("task.id", index=True)
    clause_id: Mapped[int | None] = _fk("clause.id")
    department_id: Mapped[int | None] = _fk("department.id")
    due_on: Mapped[date]
    what: Mapped[str] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)


class MilestoneDone(Decision):
    """The office's word that a milestone was reached on a day."""

    milestone_id: Mapped[int] = _fk("milestone.id", index=True)
    basis: Mapped[str | None] = mapped_column(Text)


class Title(Decision):
    """The short title that the office gives a task, whatever the edition; the last holds."""

    task_id: Mapped[int] = _fk("task.id", index=True)
    title: Mapped[str] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)


class PlanState(Decision):
    """From a day on a plan is `closed` (归档), or open again; the last holds."""

    plan_id: Mapped[int] = _fk("plan.id", index=True)
    closed: Mapped[bool]
    basis: Mapped[str | None] = mapped_column(Text)


class Link(Decision):
    """The office's word, from `as_of` on, that a task goes on with a task of an earlier plan (or serves that of a
    five-year plan): `confirmed`, or `rejected`. The last holds.
    """

    __table_args__ = (_one_of("state", "confirmed", "rejected"),)

    task_id: Mapped[int] = _fk("task.id", index=True)
    earlier_id: Mapped[int] = _fk("task.id", index=True)
    state: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(Text)


class Carry(Decision):
    """The office's word, from `as_of` on, that a task, or one department's part of it, is carried over to a task of a
    later plan (结转): what is open of it is closed.
    """

    task_id: Mapped[int] = _fk("task.id", index=True)
    department_id: Mapped[int | None] = _fk("department.id")
    to_id: Mapped[int] = _fk("task.id", index=True)
    basis: Mapped[str] = mapped_column(Text)


# --- who is asked, and when ------------------------------------------------------------------------------------------


class ReportingRule(Decision):
    """How a plan's reports are asked from a day on: the cycle, the day on which a period's report is due (`due`: of the
    following month, or the weekday of the following week), the roles that are asked (`lead responsible`), and whether
    the lead's report answers for its clause. With a rule that `begins` asking begins. With a task, a clause or a
    department it holds for those alone.
    """

    __table_args__ = (_one_of("cycle", "weekly", "monthly", "quarterly"), CheckConstraint("due > 0", name="due"))

    plan_id: Mapped[int] = _fk("plan.id", index=True)
    task_id: Mapped[int | None] = _fk("task.id")
    clause_id: Mapped[int | None] = _fk("clause.id")
    department_id: Mapped[int | None] = _fk("department.id")
    cycle: Mapped[str] = mapped_column(String(20))
    due: Mapped[int]
    roles: Mapped[str] = mapped_column(String(40))
    lead_answers: Mapped[bool]
    begins: Mapped[bool]
    basis: Mapped[str | None] = mapped_column(Text)


class Exemption(Correctable):
    """No report is asked for periods that lie within these days: of a plan, or a task, a clause, a department of it."""

    __table_args__ = (CheckConstraint("period_start <= period_end", name="period"),)

    plan_id: Mapped[int] = _fk("plan.id", index=True)
    task_id: Mapped[int | None] = _fk("task.id")
    clause_id: Mapped[int | None] = _fk("clause.id")
    department_id: Mapped[int | None] = _fk("department.id")
    period_start: Mapped[date]
    period_end: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)


class Request(Fact):
    """A department was asked for its reports on a plan for a period, to be in by `due_on` (`channel`: `form`); or was
    chased, by a `notice` of a `level`, to answer by `reply_by`.
    """

    __table_args__ = (
        CheckConstraint("period_start <= period_end", name="period"),
        Index("ix_request_plan_id", "plan_id", "period_end", "department_id"),
    )

    plan_id: Mapped[int] = _fk("plan.id")
    department_id: Mapped[int] = _fk("department.id")
    period_start: Mapped[date]
    period_end: Mapped[date]
    due_on: Mapped[date]
    as_of: Mapped[date]
    channel: Mapped[str] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(20))
    reply_by: Mapped[date | None]


class RequestItem(Fact):
    """A clause that a request asks about; of a notice also why: what passed (`cause`), and on which day
    (`since`; of a report the last day of its period).
    """

    request_id: Mapped[int] = _fk("request.id", index=True)
    clause_id: Mapped[int] = _fk("clause.id")
    cause: Mapped[str | None] = mapped_column(String(20))
    since: Mapped[date | None]


class Call(Decision):
    """Somebody of a department was spoken to (`channel`: `phone`, `visit`, `message`) about what it owes, of all it has
    or of one task; `promised_on` is the day by which it promised to answer.
    """

    department_id: Mapped[int] = _fk("department.id", index=True)
    task_id: Mapped[int | None] = _fk("task.id")
    channel: Mapped[str] = mapped_column(String(20))
    who: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    promised_on: Mapped[date | None]


class Contact(Decision):
    """Whom to ask in a department, from a day on; the last holds. With an empty name nobody is known any longer."""

    department_id: Mapped[int] = _fk("department.id", index=True)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(200))
