"""What a command is given: settings, the ledger, the clock and the streams, all lazy: --help opens nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from egovtrack import database, settings, shipped
from egovtrack.database import check_scheme, explain, is_url, make_folder, missing_driver, no_ledger
from egovtrack.datafiles import parse_toml
from egovtrack.dates import in_zone, iso_day, local_text, parse_day, parse_moment, utc_text
from egovtrack.errors import Conflict, EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _
from egovtrack.queries.known import END_OF_TIME, View
from egovtrack.queries.reader import Reader, open_postgresql, open_sqlite, revision
from egovtrack.rules import LightRule
from egovtrack.schema import HEAD
from egovtrack.streams import one_line, write

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from egovtrack.ledger.actions import Act, Signature
    from egovtrack.sheets import Sheet


class Context:
    """One run of the program. `values` are the settings as given by flag, variable and file (see `settings`),
    `command` is what was typed, without the settings.
    """

    def __init__(self, values: dict[str, Any], command: str = "") -> None:
        self._values = values
        self.command = command

    def setting(self, name: str) -> Any:
        """The value of a setting, or its default."""
        value = self._values.get(name)
        if value is None:
            value = next(one.default for one in settings.SETTINGS if one.name == name)
        return value

    # --- the clock -----------------------------------------------------------------------------------------------

    @cached_property
    def zone(self) -> str:
        """The office's time zone, an IANA name. Raises UsageError when there is none of that name."""
        name = str(self.setting("zone"))
        in_zone(name)
        return name

    @cached_property
    def today(self) -> date:
        """The day taken for today: the setting, else the calendar's day in the office's zone."""
        given = self.setting("today")
        day = iso_day(given) if given else None
        if day is not None:  # most given days are: and the zone's calendar takes a while to load
            return day
        calendar = datetime.now(in_zone(self.zone)).date()
        return parse_day(given, calendar) if given else calendar

    def day(self, text: str | None) -> date:
        """A day as typed; today where nothing was."""
        return parse_day(text, self.today) if text else self.today

    def now(self) -> str:
        """This moment as the ledger keeps it. What is recorded carries the real time, whatever `today` says."""
        return utc_text(datetime.now(UTC))

    def local(self, moment: str) -> str:
        """A moment of the ledger (UTC text) as it is shown: in the office's zone."""
        return local_text(moment, self.zone)

    def view(self, as_of: str | None = None, known_at: str | None = None) -> View:
        """How to look at the ledger: as of a day, knowing what was entered up to a moment."""
        known = parse_moment(known_at, self.today, self.zone) if known_at else END_OF_TIME
        # Not self.zone: that there is such a zone is asked when a moment is shown in it, and few tables have any.
        return View(self.day(as_of), self.today, self.rule, known, str(self.setting("zone")))

    @cached_property
    def rule(self) -> LightRule:
        """The rule for the lights: the office's own file, or the shipped one. Raises EgovtrackError on a bad file."""
        path = self.setting("lights")
        if path is None:
            return _shipped_rule()
        try:
            with open(path, encoding="utf-8-sig") as file:
                content = parse_toml(file.read())
            version = str(content.pop("version"))
            return LightRule(version, **{name: int(value) for name, value in content.items()})
        except (OSError, TypeError, ValueError, KeyError, OverflowError) as error:
            raise EgovtrackError(_("{path} is no rule for the lights: {why}").format(path=path, why=error)) from error

    @cached_property
    def user(self) -> str:
        """Who enters what is entered."""
        import getpass

        try:
            return str(self.setting("user") or getpass.getuser())
        except (OSError, KeyError, ImportError):
            return "unknown"

    # --- the ledger ----------------------------------------------------------------------------------------------

    @cached_property
    def db(self) -> str:
        """The ledger: a path, or a URL."""
        given = self.setting("db")
        if not given:
            return settings.default_ledger()
        path = str(given).removeprefix("sqlite:///")
        if is_url(path):
            check_scheme(path)
            return path
        if path == ":memory:" or os.path.isdir(path):
            raise no_ledger(path)
        return os.path.expanduser(path)

    @property
    def place(self) -> str:
        """The ledger's place as it may be shown: without the password that a URL may hold."""
        return re.sub(r"(?<=//)([^@/:]*):[^@/]*@", r"\1:…@", self.db)

    def at(self, db: str) -> Context:
        """The same run on another ledger."""
        return Context({**self._values, "db": db}, self.command)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader on the ledger; one of an older program is upgraded first. Raises EgovtrackError without a ledger."""
        if not is_url(self.db) and (not os.path.exists(self.db) or os.path.getsize(self.db) == 0):
            raise self._no_ledger_yet()
        with self._open() as reader:
            if _is_newest(reader):
                yield reader
                return
        found = self._revision()
        if found is None:
            raise self._no_ledger_yet()
        self._upgrade(found)
        with self._open() as reader:
            yield reader

    def _no_ledger_yet(self) -> EgovtrackError:
        return EgovtrackError(
            _("there is no ledger yet at {where}").format(where=self.place), _("egovtrack seed 2017 makes one")
        )

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that writes; makes the ledger where there is none, upgrades one of an older program."""
        from egovtrack.database import make_engine, session

        if not is_url(self.db) and not os.path.exists(self.db):
            make_folder(self.db)
            self._upgrade(None)
        elif (found := self._revision()) != HEAD:
            self._upgrade(found)
        engine = make_engine(self.db, self.command)
        try:
            with session(engine) as opened:
                yield opened
        finally:
            engine.dispose()

    @contextmanager
    def action(self, *, rehearse: bool = False, undoes: int | None = None) -> Iterator[Act]:
        """An action on the ledger, in a transaction of its own. A rehearsal runs the real code and is rolled back at
        the end; without a ledger it runs in a passing one. `undoes` is the number of the action that it takes back.
        """
        from tempfile import TemporaryDirectory

        from egovtrack.ledger.actions import acting

        if rehearse and not is_url(self.db) and not os.path.exists(self.db):
            with TemporaryDirectory(prefix="egovtrack-") as folder, self.at(f"{folder}/ledger.db").action() as act:
                yield act
            return
        with self.session() as session:
            with acting(session, self._signature(), undoes) as act:
                if act.clock_behind:
                    self.say(
                        _("the clock is behind the ledger's last entry ({moment}); this one follows it").format(
                            moment=act.clock_behind
                        )
                    )
                yield act
            if rehearse:
                session.rollback()

    def _signature(self) -> Signature:
        import platform

        from egovtrack.ledger.actions import Signature

        terminal = bool(sys.stdin and sys.stdin.isatty())
        origin = " ".join((platform.node() or "?", "terminal" if terminal else "script"))
        return Signature(self.user, self.now(), origin, self.command)

    def _revision(self) -> str | None:
        """What schema the ledger has; None where there is no table of any revision."""
        try:
            with self._open() as reader:
                return revision(reader)
        except EgovtrackError as error:
            if "alembic_version" not in str(error.__cause__):
                raise
            if is_url(self.db) or self._holds_nothing():
                return None
            raise no_ledger(self.place) from error  # before anything opens it for writing, which would change it

    def _holds_nothing(self) -> bool:
        """Whether the file is an empty database: one that was being made when the machine stopped."""
        with self._open() as reader:
            return reader.one("SELECT 1 FROM sqlite_master") is None

    def _upgrade(self, found: str | None) -> None:
        """Bring the ledger from revision `found` to this program's; one in a file is backed up first."""
        from egovtrack import schema

        schema.check_known(found, self.place)
        if found is not None and not is_url(self.db):
            from egovtrack.ledger import backups

            kept = backups.before(self.db, "upgrade", self.now())
            self.say(_("before the upgrade the ledger was backed up to {path}").format(path=kept))
        schema.upgrade(self.db)

    @contextmanager
    def _open(self) -> Iterator[Reader]:
        if is_url(self.db):
            with self._open_postgresql() as reader:
                yield reader
            return
        import sqlite3

        try:
            with open_sqlite(self.db, database.BUSY_SECONDS) as reader:
                yield reader
        except sqlite3.Error as error:
            raise explain(error, self.place) from error

    @contextmanager
    def _open_postgresql(self) -> Iterator[Reader]:
        try:
            import psycopg
        except ImportError:
            raise missing_driver() from None
        try:
            with open_postgresql(self.db, database.BUSY_SECONDS) as reader:
                yield reader
        except psycopg.Error as error:
            found = explain(error, self.place)
            # Part of the answer may be out already: unlike a change, reading is not begun again.
            raise LedgerInUse(found.message, found.hint) if isinstance(found, Conflict) else found from error

    # --- the streams ---------------------------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """A word to the person at the terminal, on stderr; nothing when quiet."""
        if not self.setting("quiet"):
            with suppress(OSError):  # what was stored is stored, whether it can be told or not
                write(sys.stderr, one_line(message) + "\n")

    @property
    def format(self) -> str:
        """How results are written: as told, else a table on a terminal and plain text to a pipe."""
        return str(self.setting("format") or ("table" if sys.stdout and sys.stdout.isatty() else "text"))

    @property
    def machine(self) -> bool:
        """Whether the format asked for is one for programs."""
        return self.format in {"json", "jsonl", "csv"}

    def show(self, sheet: Sheet, *more: Sheet) -> None:
        """Write a sheet to stdout in the format asked for. `more` are shown to people only, below it."""
        from egovtrack import views

        if self.machine:
            views.write(sheet, self.format, sys.stdout)
            return
        for one in (sheet.whole(), *more):
            if self.format == "table" and not views.too_long(one):
                self._show_table(one)
            else:
                self._show_text(one)

    def _show_table(self, sheet: Sheet) -> None:
        from egovtrack.views import terminal

        colour = not (self.setting("no_color") or os.environ.get("NO_COLOR"))
        terminal.show(sheet, terminal.make_console(sys.stdout, self.setting("width"), colour=colour))

    def _show_text(self, sheet: Sheet) -> None:
        from egovtrack import views

        self.say(sheet.title)
        write(sys.stdout, views.render(sheet, self.format if self.format in views.MARKUP else "text"))
        for note in sheet.notes:
            self.say(note)


def _is_newest(reader: Reader) -> bool:
    """Whether the ledger has the schema that this program needs. What is the matter with one that cannot say so is for
    those to find out who do something about it.
    """
    try:
        return revision(reader) == HEAD
    except Exception:
        return False


def _shipped_rule() -> LightRule:
    """The rule that comes with the program. Its file is TOML of names and numbers alone, one a line: to load a parser
    for all of TOML would take a tenth of the time that a listing takes.
    """
    with open(shipped.file("lights.toml"), encoding="utf-8") as file:
        said = dict(line.split("#")[0].split("=") for line in file if "=" in line.split("#")[0])
    content = {name.strip(): value.strip() for name, value in said.items()}
    version = content.pop("version").strip('"')
    return LightRule(version, **{name: int(value) for name, value in content.items()})
