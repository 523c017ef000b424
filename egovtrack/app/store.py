"""Where the ledger is, and opening it: for reading, for writing, and upgrading it first where that is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from egovtrack import settings
from egovtrack.addresses import check, is_server, shown
from egovtrack.app.cautions import untold
from egovtrack.connection import HEAD, Connection
from egovtrack.database import damaged_ledger, in_line, no_ledger, opened
from egovtrack.datafiles import is_beside_database
from egovtrack.errors import ClockAhead, Conflict, DamagedLedger, EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from egovtrack.app.clock import Clock
    from egovtrack.app.output import Output
    from egovtrack.ledger.actions import Action, Signature
    from egovtrack.queries.check import LedgerFinding

# What a value brings about that nobody could have entered: a date that is none, a text in place of a number, a code
# that there is not, something that is its own heading.
_OF_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, DamagedLedger, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
_REVISION = "SELECT v.version_num FROM alembic_version v"


class Store:
    """The ledger of one run.

    `given` is the path or URL as typed, None for the user's own ledger. `command` is what was typed, and `user` who
    enters things (None: the login name); both are recorded with each action. `clock_ok`: the machine's clock is right,
    however far it is ahead of the last entry.
    """

    def __init__(
        self, given: str | None, *, command: str, user: str | None, clock: Clock, output: Output, clock_ok: bool = False
    ) -> None:
        self._given = given
        self._command = command
        self._user = user
        self._clock = clock
        self._output = output
        self._clock_ok = clock_ok

    @cached_property
    def db(self) -> str:
        """The ledger's path or URL. Raises EgovtrackError for what can be neither."""
        if not self._given:
            return settings.default_ledger()
        path = self._given.removeprefix("sqlite:///")
        check(path)
        if is_server(path):
            return path
        is_other = os.path.exists(path) and not os.path.isfile(path)
        if path == ":memory:" or is_other or is_beside_database(path):
            raise no_ledger(path)
        return os.path.expanduser(path)

    @property
    def place(self) -> str:
        """Where the ledger is, as it may be shown: without a password."""
        return shown(self.db)

    @property
    def author(self) -> str:
        """Who enters things in this run."""
        from egovtrack.writer import login_name

        return self._user or login_name()

    def at(self, db: str) -> Store:
        """Return the store of another ledger in the same run."""
        return Store(db, command=self._command, user=self._user, clock=self._clock, output=self._output)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open the ledger for reading, upgraded first where it is of an older program.

        Raises EgovtrackError where there is no ledger.
        """
        if not is_server(self.db) and (not os.path.exists(self.db) or os.path.getsize(self.db) == 0):
            raise self._no_ledger_yet()
        self.caution()
        with self._opened() as connection:
            if _is_newest(connection):
                yield connection
                return
        found = self.revision()
        if found is None:
            raise self._no_ledger_yet()
        self._upgrade(found)
        with self._opened() as connection:
            yield connection

    @contextmanager
    def damage_named(self) -> Iterator[None]:
        """Tell of an error that comes of damage to the ledger what is damaged, and not how the program failed there."""
        try:
            yield
        except _OF_DAMAGE as error:
            found = self._first_damage()
            if not found:
                raise
            what = " ".join(filter(None, (found.table, found.row)))
            told = damaged_ledger(self.place, f"{what}: {found.message}" if what else found.message)
            told.hint = _("egovtrack check tells all that is wrong; egovtrack db restore brings a backup back")
            raise told from error

    def _first_damage(self) -> LedgerFinding | None:
        from egovtrack.queries.check import check_rows

        with suppress(EgovtrackError), self._opened() as connection:
            if _is_newest(connection):
                found = list(check_rows(connection))
                return next((each for each in found if each.row), found[0] if found else None)
        return None

    def caution(self) -> None:
        """Say what there is to say of the place of the ledger, before anything is written to it."""
        if not is_server(self.db) and not self._output.quiet:
            for words in untold(self.db):
                self._output.say(words)

    def create(self) -> None:
        """Make the ledger. Raises EgovtrackError where there is one."""
        if not self._is_missing() and self.revision() is not None:
            raise EgovtrackError(_("there is a ledger already at {where}").format(where=self.place))
        with self.action(makes=True):
            pass

    def prepare(self, *, makes: bool = True) -> None:
        """Make the ledger where it is not there, or raise EgovtrackError; upgrade the ledger of an older program."""
        self.caution()
        found = None if self._is_missing() else self.revision()
        if found is None and not makes:
            raise self._no_ledger_yet()
        if found != HEAD:
            self._upgrade(found)

    @contextmanager
    def action(self, *, rehearse: bool = False, undoes: int | None = None, makes: bool = False) -> Iterator[Action]:
        """Open a transaction that records one action. `undoes` is the number of the action it takes back.

        Where there is no ledger one is made if the action `makes` it; else EgovtrackError is raised: the place may be
        mistyped. A rehearsal is rolled back at the end, and makes a temporary ledger.
        """
        if rehearse and makes and self._is_missing():
            from tempfile import TemporaryDirectory

            with (
                TemporaryDirectory(prefix="egovtrack-") as folder,
                self.at(f"{folder}/ledger.db").action(makes=True) as action,
            ):
                yield action
            return
        self.prepare(makes=makes)
        with suppress(_Rehearsed), self._writing() as connection:
            action = self._begin(connection, undoes)
            yield action
            action.seal()
            if rehearse:
                raise _Rehearsed
            self._output.done = action if action.is_entered else None

    def _begin(self, connection: Connection, undoes: int | None) -> Action:
        from egovtrack.ledger.actions import Action
        from egovtrack.ledger.founding import found
        from egovtrack.queries.snapshots import read_head

        signature = self._signature(connection.user)
        if read_head(connection)[1] == 0:  # a fresh ledger: what it begins with is its first action
            first = Action(connection, signature._replace(command="db create"))
            found(first, zone=self._clock.zone)
            first.seal()
        try:
            action = Action(connection, signature, undoes)
        except ClockAhead as error:
            if not self._output.confirm(_("{message}. Is the clock right?").format(message=error.message)):
                raise
            action = Action(connection, signature._replace(clock_ok=True), undoes)
        if action.clock_behind:
            words = _(
                "the clock is behind the ledger's last entry ({moment}); this one follows it. If that entry was made "
                "with a wrong clock: egovtrack db clock {id} --was TIME"
            )
            self._output.say(words.format(moment=action.clock_behind, id=action.id - 1))
        return action

    def _signature(self, user: str) -> Signature:
        from egovtrack.ledger.actions import Signature, now
        from egovtrack.writer import host_name, login_name

        kind = "terminal" if sys.stdin.isatty() else "script"
        origin = f"{host_name()} {kind}" + (f" postgresql:{user}" if user else "")
        return Signature(self.author, login_name(), origin, self._command, now(), self._clock_ok)

    def _is_missing(self) -> bool:
        return not is_server(self.db) and not os.path.exists(self.db)

    def _no_ledger_yet(self) -> EgovtrackError:
        hint = _(
            "egovtrack import FILE (your plan), depts import FILE (your departments) or seed 2017 (a sample) makes one"
        )
        return EgovtrackError(_("there is no ledger yet at {where}").format(where=self.place), hint)

    def revision(self) -> str | None:
        """Return the revision of the ledger's schema, None for an empty database."""
        try:
            with self._opened() as connection:
                row = connection.one(_REVISION)
                return row[0] if row else None
        except EgovtrackError as error:
            if "alembic_version" not in str(error.__cause__):
                raise
            if is_server(self.db) or self._is_empty():
                return None
            raise no_ledger(self.place) from error  # now, since opening it for writing would change it

    def _is_empty(self) -> bool:
        """Return whether the file has no tables: the machine may have stopped while the ledger was being made."""
        with self._opened() as connection:
            return connection.one("SELECT 1 FROM sqlite_master") is None

    def _upgrade(self, found: str | None) -> None:
        """Upgrade the ledger from revision `found` (None: make it); a file is backed up first."""
        from egovtrack import schema

        schema.check_known(found, self.place)
        if found is not None and not is_server(self.db):
            from egovtrack.ledger import backups

            kept = backups.before(self.db, "upgrade", self._clock.now())
            self._output.say(_("before the upgrade the ledger was backed up to {path}").format(path=kept))
        schema.upgrade(self.db)

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        """Open the ledger for reading as it is, of whatever revision."""
        try:
            with opened(self.db, self._command) as connection:
                yield connection
        except Conflict as error:
            # No Conflict, on which the command would be run again: part of the answer may be printed already.
            raise LedgerInUse(error.message, error.hint) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Open a transaction that keeps other writers out; who waited in vain is told who holds the ledger, where the
        server tells.
        """
        try:
            with in_line(self.db), opened(self.db, self._command, writing=True, say=self._output.say) as connection:
                yield connection
        except LedgerInUse as error:
            from egovtrack.writer import holder_of

            holder = holder_of(self.db) if is_server(self.db) and not isinstance(error, Conflict) else None
            if holder is None:
                raise
            message = _("the ledger {where} is in use: {holder}").format(where=self.place, holder=holder)
            raise LedgerInUse(message, _("try again in a moment")) from error


class _Rehearsed(Exception):
    """A rehearsal is over: what it entered is rolled back."""


def _is_newest(connection: Connection) -> bool:
    """Return whether the ledger has this program's schema. Errors are left to `revision`, which explains them."""
    try:
        return connection.one(_REVISION) == (HEAD,)
    except Exception:
        return False
