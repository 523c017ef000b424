"""What a command is given: the settings, the clock, the ledger and the output. Nothing is opened before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from egovtrack import i18n, settings
from egovtrack.app.clock import Clock
from egovtrack.app.output import Output
from egovtrack.app.store import Store
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.streams import MADE

if TYPE_CHECKING:
    from egovtrack.ledger.actions import Action
    from egovtrack.queries.actions import Deed


class App:
    """One run of the program.

    `values` are the settings that were given (see `settings`), and --as-of, --known-at and -o; `command` is what was
    typed, without the settings.
    """

    def __init__(self, values: dict[str, Any], command: str = "") -> None:
        self._values = values
        setting = self.setting
        self.clock = Clock(str(setting("zone")), setting("today"))
        self.output = Output(
            setting("format"), width=setting("width"), colour=not setting("no_color"), quiet=setting("quiet"),
            path=values.get("output"),
        )  # fmt: skip
        self.store = Store(
            setting("db"), command=command, user=setting("user"), clock=self.clock, output=self.output,
            clock_ok=bool(setting("clock_ok")),
        )  # fmt: skip
        self.day, self.now, self.local = self.clock.day, self.clock.now, self.clock.local
        self.period = self.clock.period
        self.as_of, self.known_at = values.get("as_of"), values.get("known_at")
        self.say, self.show = self.output.say, self.output.show
        self.action = self.store.action

    def setting(self, name: str) -> Any:
        """Return the value of a setting, or its default."""
        value = self._values.get(name)
        return settings.DEFAULTS[name] if value is None else value

    def elsewhere(self, db: str) -> dict[str, Any]:
        """Return the settings of this run with another ledger, for a process of its own."""
        return {**self._values, "db": db, "output": None}

    @property
    def today(self) -> date:
        """The day taken for today."""
        return self.clock.today

    @contextmanager
    def facts(self, as_of: str | None = None, known_at: str | None = None, *, kept: bool = False) -> Iterator[Facts]:
        """Open the ledger as of a day, with what had been entered by a moment, both as typed: as given here, or with
        --as-of and --known-at. What is `kept`, or goes into a file with -o, has the ledger's words and times, whatever
        machine writes it; with --lang words of that.
        """
        as_of, known_at = as_of or self.as_of, known_at or self.known_at
        with self.store.reading() as connection:
            known = self.clock.moment(known_at) if known_at else None
            snapshot = read_snapshot(connection, self.day(as_of), known, self.clock.zone)
            facts = Facts(connection, snapshot, self.today)
            if kept or self.output.to_file:
                facts = facts.in_own_zone()
                if not self._values.get("said_lang"):
                    i18n.write_in(facts.language)
            self.output.head = facts.head
            yield facts

    def answer(self) -> None:
        """Tell a program what a command did that shows no table: what was entered, which files were made."""
        output = self.output
        if not output.is_asked() or not (output.done or output.said or MADE):
            return
        from egovtrack.sheets.actions import done_sheet

        deeds: list[Deed] = []
        if output.done:
            from egovtrack.queries.actions import each_deed, read_actions

            with self.facts() as facts:
                deeds = [deed for row in read_actions(facts, action=output.done.id) for deed in each_deed(facts, row)]
        files = [path for path in MADE if str(path) != settings.told()]
        output.answer(done_sheet(output.done, deeds, files, output.said, self.today))

    def facts_in(self, action: Action) -> Facts:
        """Return what is known inside an action, what it has entered itself included, as of today."""
        snapshot = read_snapshot(action.connection, self.today, zone=self.clock.zone)
        return Facts(action.connection, snapshot, self.today)
