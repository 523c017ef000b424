"""What is written: results to stdout in the format asked for, words to the person at the terminal to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from egovtrack.formats import PAGES, PROGRAMS
from egovtrack.streams import interactive, one_line, write

if TYPE_CHECKING:
    from egovtrack.sheets import Sheet


class Output:
    """The streams of one run. `given` is the format asked for, `width` that of tables (None: the terminal's)."""

    def __init__(self, given: str | None, *, width: int | None, colour: bool, quiet: bool) -> None:
        self._given = given
        self._width = width
        self._colour = colour
        self._quiet = quiet

    @property
    def format(self) -> str:
        """The format asked for, else table on a terminal and text to a pipe."""
        return self._given or ("table" if sys.stdout and sys.stdout.isatty() else "text")

    @property
    def machine(self) -> bool:
        """Whether the format is one for programs."""
        return self.format in PROGRAMS

    def say(self, message: str) -> None:
        """Tell the person at the terminal something on stderr, unless the run is quiet."""
        if not self._quiet:
            with suppress(OSError):  # a closed terminal is no reason to fail after something was stored
                write(sys.stderr, one_line(message) + "\n")

    def confirm(self, question: str) -> bool:
        """Ask the person at the terminal; a script is never asked, and says no."""
        if not interactive():
            return False
        import click

        return click.confirm(one_line(question), err=True)

    def show(self, sheet: Sheet, *more: Sheet) -> None:
        """Write a sheet to stdout in the format asked for; sheets in `more` follow it in formats for people only."""
        from egovtrack import views

        if self.machine:
            views.write(sheet, self.format, sys.stdout)
            return
        for each in (sheet.whole(), *more):
            if self.format == "table" and not views.too_long(each):
                from egovtrack.views import terminal

                colour = self._colour and not os.environ.get("NO_COLOR")
                terminal.show(each, terminal.make_console(sys.stdout, self._width, colour=colour))
                continue
            self.say(each.title)
            write(sys.stdout, views.render(each, self.format if self.format in PAGES else "text"))
            for note in each.notes:
                self.say(note)
