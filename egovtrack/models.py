"""The ledger's tables (DESIGN §2): columns, constraints, indexes. No queries and no rules stand here.

The same schema runs on SQLite and PostgreSQL. A date is a date without a time zone; a time is UTC, kept as text
`2017-03-10T08:00:00.000000Z` so that both databases and every reader compare it alike.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; its metadata is what the migrations are compared with."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Ledger(Base):
    """Which ledger this is: one row, made with it. A form that went out from another is known by it."""

    __tablename__ = "ledger"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)


class Action(Base):
    """A command that changed the ledger, as a whole: who, when, from where, what. It is taken back by another action
    that names it in `undoes_id`; nothing that was entered is deleted.

    `written` counts the rows it added to append-only tables, by table; `before` are the rows of other tables as they
    were before it (null: there was none), `digests` cover what it entered of the office's words and of plans; all JSON.
    `hash` covers the row and the hash of the action before it.
    """

    __tablename__ = "action"
    __table_args__ = (Index("uq_action_undoes_id", "undoes_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[str] = mapped_column(String(27))
    author: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(200))
    command: Mapped[str] = mapped_column(Text)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    written: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    digests: Mapped[str | None] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Document(Base):
    """A document exactly as read; every task and clause holds its place in `text`."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_issued_on", "issued_on", "number", "issuer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    text: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(100))
    issuer: Mapped[str | None] = mapped_column(String(200))
    issued_on: Mapped[date]
    source: Mapped[str | None] = mapped_column(Text)


class Plan(Base):
    """A set of tasks for a period, `period_start` to `period_end`, both inclusive."""

    __tablename__ = "plan"
    __table_args__ = (
        _one_of("kind", "annual", "five_year", "other"),
        _one_of("cycle", "weekly", "monthly", "quarterly"),
        CheckConstraint("period_start <= period_end", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    period_start: Mapped[date]
    period_end: Mapped[date]
    cycle: Mapped[str] = mapped_column(String(20), default="monthly")
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    recorded_at: Mapped[str] = mapped_column(String(27))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))

    document: Mapped[Document] = relationship()
    sections: Mapped[list[Section]] = relationship(order_by="Section.position")
    tasks: Mapped[list[Task]] = relationship(order_by="Task.position")


class Section(Base):
    """A heading of a plan; `label || title` is the heading as issued."""

    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    position: Mapped[int]
    level: Mapped[int]
    label: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    place_start: Mapped[int]
    place_end: Mapped[int]


class Task(Base):
    """A numbered item. `label || wording` is the item as issued; `text` is the wording without its clauses."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("plan_id", "ref"), UniqueConstraint("plan_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    position: Mapped[int]
    ref: Mapped[str] = mapped_column(String(40))
    number: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    wording: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    place_start: Mapped[int]
    place_end: Mapped[int]
    stated_deadline: Mapped[date | None]
    stated_deadline_text: Mapped[str | None] = mapped_column(String(200))

    clauses: Mapped[list[Clause]] = relationship(order_by="Clause.number")
    targets: Mapped[list[Target]] = relationship(order_by="Target.position")


class Block(Base):
    """A stretch of a document and what it was taken for; the blocks of a document cover it without gap or overlap."""

    __tablename__ = "block"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        _one_of("kind", "task", "heading", "preamble", "annex", "furniture", "other_document", "unread"),
        CheckConstraint("place_start <= place_end", name="place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    place_start: Mapped[int]
    place_end: Mapped[int]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))


class Clause(Base):
    """A responsibility clause and the words of its task that it covers."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("task_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    printed: Mapped[str] = mapped_column(Text)
    place_start: Mapped[int]
    place_end: Mapped[int]
    stated_deadline: Mapped[date | None]
    stated_deadline_text: Mapped[str | None] = mapped_column(String(200))

    assignments: Mapped[list[Assignment]] = relationship(order_by="Assignment.position")


class Assignment(Base):
    """A party named by a clause: one department, or one collective, or (both null) a name the registry lacks."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("clause_id", "position"),
        _one_of("role", "lead", "responsible", "cooperate"),
        CheckConstraint("department_id IS NULL OR collective_id IS NULL", name="one_party"),
        Index("ix_assignment_department", "department_id", "clause_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    word: Mapped[str] = mapped_column(String(40))
    printed: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    open_list: Mapped[bool] = mapped_column(default=False)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    collective_id: Mapped[int | None] = mapped_column(ForeignKey("collective.id"), index=True)
    place_start: Mapped[int]
    place_end: Mapped[int]


class Target(Base):
    """Something measurable in a task, as printed, and its range where it can be read."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("task_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    min_value: Mapped[float | None]
    max_value: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(40))
    comparator: Mapped[str | None] = mapped_column(String(2))
    place_start: Mapped[int]
    place_end: Mapped[int]


class Department(Base):
    """An office through its changes of name; it exists from `valid_from` up to, not including, `valid_to`."""

    __tablename__ = "department"
    __table_args__ = (
        _one_of("kind", "department", "district", "party", "institution", "committee", "organisation"),
        CheckConstraint("valid_from < valid_to", name="validity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    basis: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]

    names: Mapped[list[DepartmentName]] = relationship(order_by="DepartmentName.id")


class DepartmentName(Base):
    """A name a department is known by: its short name, full name or an everyday one, and for which time."""

    __tablename__ = "department_name"
    __table_args__ = (_one_of("form", "short", "full", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    form: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Collective(Base):
    """A party that is several: universal (every member answers) or indefinite (nobody, until designated)."""

    __tablename__ = "collective"
    __table_args__ = (_one_of("kind", "universal", "indefinite"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))

    members: Mapped[list[CollectiveMember]] = relationship()
    names: Mapped[list[CollectiveName]] = relationship()


class CollectiveName(Base):
    """A printed form of a collective's name (各区人民政府 for 各区政府)."""

    __tablename__ = "collective_name"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    collective_id: Mapped[int] = mapped_column(ForeignKey("collective.id"))


class CollectiveMember(Base):
    """The rule for a collective's members: the departments of these kinds that exist on the day the plan is issued."""

    __tablename__ = "collective_member"

    collective_id: Mapped[int] = mapped_column(ForeignKey("collective.id"), primary_key=True)
    department_kind: Mapped[str] = mapped_column(String(20), primary_key=True)


# The office's own words are few among the notes.
_WHERE_OFFICE: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), text("department_id IS NULL"))


class ProgressNote(Base):
    """What was reported on a task at a day; append-only. Without a department it is the office's word on the task.

    A `report` says how far the work is; by a `verification` the office strikes it off (销号), by a `return` it sends a
    claim back (退回). `target` is the position of the target that `value` measures, `source` the fingerprint of the
    entry in a returned form. `as_of` is the day it speaks of,
    `recorded_at` the moment it was entered. `hash` covers the row and the hash of the row before it, so that a row
    changed behind the program's back is found.
    """

    __tablename__ = "progress_note"
    __table_args__ = (
        _one_of("status", "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled"),
        _one_of("kind", "report", "verification", "return"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        Index("ix_progress_note_latest", "task_id", "department_id", "as_of", "id"),
        Index("ix_progress_note_as_of", "as_of"),
        Index("ix_progress_note_office", "as_of", "id", **_WHERE_OFFICE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    as_of: Mapped[date]
    recorded_at: Mapped[str] = mapped_column(String(27))
    status: Mapped[str] = mapped_column(String(20))
    percent: Mapped[int | None]
    value: Mapped[float | None]
    target: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    next_step: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20), default="report", server_default="report")
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    source: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class ProgressRetraction(Base):
    """A progress note taken back, with the reason; the note itself stays."""

    __tablename__ = "progress_retraction"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("progress_note.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[str] = mapped_column(String(27))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Designation(Base):
    """The office's word, from `as_of` on, that a department is (`member`) or no longer is one of those whom an
    indefinite collective means in a clause (指定).
    """

    __tablename__ = "designation"
    __table_args__ = (Index("ix_designation_latest", "clause_id", "collective_id", "department_id", "as_of", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    collective_id: Mapped[int] = mapped_column(ForeignKey("collective.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    member: Mapped[bool]
    as_of: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)


class AssignedLead(Base):
    """The office's word, from `as_of` on, which department leads in a clause whose document names no lead; without a
    department: none does any longer.
    """

    __tablename__ = "assigned_lead"
    __table_args__ = (Index("ix_assigned_lead_latest", "clause_id", "as_of", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    as_of: Mapped[date]
    basis: Mapped[str] = mapped_column(Text)


class Extension(Base):
    """The office's word, from `as_of` on, that a task, or one clause of it, is due `until` another day (延期)."""

    __tablename__ = "extension"
    __table_args__ = (Index("ix_extension_task_id", "task_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"))
    until: Mapped[date]
    as_of: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class Division(Base):
    """A division of work among the leaders (工作分工), in force from `valid_from` until the next one is."""

    __tablename__ = "division"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(100))
    issued_on: Mapped[date]
    valid_from: Mapped[date]

    leaders: Mapped[list[Leader]] = relationship(order_by="Leader.position")


class Leader(Base):
    """A leader (分管领导) and the post held, as a division of work names them."""

    __tablename__ = "leader"
    __table_args__ = (UniqueConstraint("division_id", "position"), UniqueConstraint("division_id", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200))

    fields: Mapped[list[Portfolio]] = relationship(order_by="Portfolio.position")


class Portfolio(Base):
    """A field of work under a leader, as printed, and in what relation: leads it (领导), is in charge of it (分管),
    holds its office in person (兼), helps with it (协助分管), keeps in contact with it (联系).
    """

    __tablename__ = "portfolio"
    __table_args__ = (
        UniqueConstraint("leader_id", "position"),
        _one_of("relation", "leads", "in_charge", "holds", "helps", "contact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("leader.id"))
    position: Mapped[int]
    relation: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))

    departments: Mapped[list[PortfolioDepartment]] = relationship(order_by="PortfolioDepartment.position")


class PortfolioDepartment(Base):
    """A department whose work a field of a leader's portfolio is."""

    __tablename__ = "portfolio_department"

    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolio.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    position: Mapped[int]
