"""Actions: a command that changes the ledger is recorded as a whole, chained by hash, and can be taken back whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from egovtrack import chain
from egovtrack.database import one_writer
from egovtrack.dates import utc_text
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.journal import Images, journal
from egovtrack.ledger.texts import refuse_unfit, refuse_unfit_rows
from egovtrack.limits import MAX_NAME, MAX_TEXT
from egovtrack.models import Action, Base
from egovtrack.queries.invariants import plan_digest, words_digest
from egovtrack.queries.reader import Reader

_PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who acts, from where, by what command, and when (UTC text)."""

    author: str
    recorded_at: str
    origin: str = ""
    command: str = ""


@dataclass(slots=True)
class Act:
    """An action under way: its session, and what it has done so far."""

    session: Session
    row: Action
    channel: Literal["terminal", "form"] = "terminal"
    written: Counter[str] = field(default_factory=Counter)
    before: Images = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    clock_behind: str | None = None
    """The moment of the last entry, where this machine's clock is well before it."""

    @property
    def author(self) -> str:
        """Who acts."""
        return self.row.author

    @property
    def recorded_at(self) -> str:
        """When, as UTC text."""
        return self.row.recorded_at

    @property
    def reader(self) -> Reader:
        """A reader inside the action's transaction, so that what is checked is what is written on."""
        return reader_in(self.session)

    def add(self, *rows: Any) -> None:
        """Append rows to tables that only grow; each is this action's."""
        for row in rows:
            refuse_unfit(row)  # before the session knows of it: what is refused must not be tried again
            row.action_id = self.row.id
            self.written[row.__tablename__] += 1
            self.session.add(row)
        self.session.flush()

    def seal_plan(self, plan: int) -> None:
        """Keep a digest of a plan's rows as they are now."""
        self.digests[f"plan:{plan}"] = plan_digest(self.reader, plan)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Within the block every row that is changed, made or deleted through the session is kept as it was before."""
        with journal(self.session, self.before):
            yield
            self.session.flush()


@contextmanager
def acting(session: Session, signature: Signature, undoes: int | None = None) -> Iterator[Act]:
    """One action in the session's transaction; one that did nothing leaves no trace. Raises EgovtrackError when the
    action that it `undoes` was taken back before, or a text of it cannot be kept (`texts`).
    """
    event.listen(session, "before_flush", refuse_unfit_rows)
    try:
        with _acting(session, signature, undoes) as act:
            yield act
    finally:
        event.remove(session, "before_flush", refuse_unfit_rows)


@contextmanager
def _acting(session: Session, signature: Signature, undoes: int | None) -> Iterator[Act]:
    one_writer(session.connection())
    if is_undone(session, undoes):
        raise EgovtrackError(_("this was taken back already"))
    newest = session.execute(select(Action.hash, Action.recorded_at).order_by(Action.id.desc()).limit(1)).first()
    previous, last = newest or ("", "")
    row = Action(
        recorded_at=max(signature.recorded_at, _just_after(last)), author=signature.author,
        origin=signature.origin[:MAX_NAME], command=signature.command[:MAX_TEXT], undoes_id=undoes, written="",
        previous_hash=previous, hash="",
    )  # fmt: skip
    session.add(row)
    session.flush()
    act = Act(session, row, clock_behind=last if _is_behind(signature.recorded_at, last) else None)
    yield act
    if not (act.written or act.before or undoes):
        session.delete(row)
        return
    row.written = json.dumps(act.written, sort_keys=True)
    row.before = json.dumps(act.before, ensure_ascii=False, default=str) if act.before else None
    digests = act.digests | {
        table: words_digest(act.reader, table, row.id) for table in act.written if table in chain.WORDS
    }
    row.digests = json.dumps(digests, sort_keys=True) if digests else None
    row.hash = chain.chain_hash(previous, {name: getattr(row, name) for name in chain.ACTION})
    session.flush()


def _just_after(moment: str) -> str:
    """The next moment: entries are in the order of time as they are in the ledger's, whatever the clock says."""
    return utc_text(datetime.fromisoformat(moment) + timedelta(microseconds=1)) if moment else ""


def _is_behind(now: str, last: str) -> bool:
    """Whether a clock is further back than it takes to wait for other writers."""
    return bool(last) and datetime.fromisoformat(last) - datetime.fromisoformat(now) > _PATIENCE


def reader_in(session: Session) -> Reader:
    """A reader inside the session's transaction."""
    connection = session.connection()
    return Reader(connection.connection.driver_connection, pyformat=connection.dialect.name == "postgresql")


def is_undone(session: Session, action_id: int | None) -> bool:
    """Whether an action was taken back."""
    undone = select(Action.id).where(Action.undoes_id == action_id)
    return action_id is not None and session.scalar(undone) is not None


def last_hash(session: Session, table: type[Base]) -> str:
    """The hash of the newest row of a chained table; empty where there is none."""
    chained: Any = table
    return session.scalar(select(chained.hash).order_by(chained.id.desc()).limit(1)) or ""
