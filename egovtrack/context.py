"""What a command is given: settings, the ledger, the clock and the streams, all lazy: --help opens nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovtrack import database, settings, shipped
from egovtrack.database import check_scheme, explain, is_url, make_folder, missing_driver, no_ledger
from egovtrack.datafiles import parse_toml
from egovtrack.dates import local_text, parse_day, parse_moment, utc_text
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.queries.known import END_OF_TIME, View
from egovtrack.queries.reader import Reader, open_postgresql, open_sqlite, revision
from egovtrack.rules import LightRule
from egovtrack.schema import HEAD
from egovtrack.sheets import Sheet
from egovtrack.views.plain import one_line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from egovtrack.ledger.actions import Act, Signature


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
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        name = str(self.setting("zone"))
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise UsageError(
                _("there is no time zone {name}").format(name=name), _("write it as Asia/Shanghai")
            ) from None
        return name

    @cached_property
    def today(self) -> date:
        """The day taken for today: the setting, else the calendar's day in the office's zone."""
        from zoneinfo import ZoneInfo

        calendar = datetime.now(ZoneInfo(self.zone)).date()
        given = self.setting("today")
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
        return View(self.day(as_of), self.today, self.rule, known, self.zone)

    @cached_property
    def rule(self) -> LightRule:
        """The rule for the lights: the office's own file, or the shipped one. Raises EgovtrackError on a bad file."""
        path = Path(self.setting("lights") or shipped.file("lights.toml"))
        try:
            content = parse_toml(path.read_text(encoding="utf-8-sig"))
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
        if path == ":memory:" or Path(path).is_dir():
            raise no_ledger(path)
        return str(Path(path).expanduser())

    @property
    def place(self) -> str:
        """The ledger's place as it may be shown: without the password that a URL may hold."""
        return re.sub(r"(?<=//)([^@/:]*):[^@/]*@", r"\1:…@", self.db)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader on the ledger; one of an older program is upgraded first. Raises EgovtrackError without a ledger."""
        if not is_url(self.db) and (not Path(self.db).exists() or Path(self.db).stat().st_size == 0):
            raise EgovtrackError(
                _("there is no ledger yet at {where}").format(where=self.place), _("egovtrack seed 2017 makes one")
            )
        if self._revision() != HEAD:
            self._upgrade()
        with self._open() as reader:
            yield reader

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction that writes; makes the ledger where there is none, upgrades one of an older program."""
        from egovtrack.database import make_engine, session

        if not is_url(self.db) and not Path(self.db).exists():
            make_folder(self.db)
            self._upgrade()
        elif self._revision() != HEAD:
            self._upgrade()
        engine = make_engine(self.db)
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

        if rehearse and not is_url(self.db) and not Path(self.db).exists():
            with TemporaryDirectory(prefix="egovtrack-") as folder:
                passing = Context({**self._values, "db": str(Path(folder) / "ledger.db")})
                with passing.action() as act:
                    yield act
            return
        with self.session() as session:
            with acting(session, self._signature(), undoes) as act:
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
            if is_url(self.db) or Path(self.db).stat().st_size == 0:
                return None
            raise no_ledger(self.place) from error  # before anything opens it for writing, which would change it

    def _upgrade(self) -> None:
        from egovtrack import schema

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
            raise explain(error, self.place) from error

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
            write_utf8(sys.stdout, views.render(sheet, self.format))
            return
        for one in (sheet, *more):
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
        write(sys.stdout, views.render(sheet, "text"))
        for note in sheet.notes:
            self.say(note)


def write_utf8(stream: Any, text: str) -> None:
    """Write what a program is to read: UTF-8 into a pipe or file, whatever the console's code page is. On a terminal
    stored control characters are shown as spaces.
    """
    if stream is None:
        return
    if stream.isatty():
        write(stream, "\n".join(map(one_line, text.splitlines())) + "\n")
        return
    stream.flush()
    stream.buffer.write(text.encode())


def write(stream: Any, text: str) -> None:
    """Write text to a stream whose encoding may lack a character (a GBK console): that one becomes `?`. A stream that
    was closed before the program began is None, and gets nothing.
    """
    if stream is None:
        return
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
