"""What is written: results to stdout in the format asked for, words to the person at the terminal to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from egovtrack.formats import PAGES, PROGRAMS, format_of
from egovtrack.i18n import gettext as _
from egovtrack.streams import MADE, hush, interactive, one_line, telling

if TYPE_CHECKING:
    from pathlib import Path

    from egovtrack.ledger.actions import Action
    from egovtrack.sheets import Sheet

SHORT_HEAD = 24
"""Characters of a head that are enough to be copied by hand."""


class Output:
    """Where the results of one run go. `given` is the format asked for, `width` that of tables (None: the terminal's);
    `path` is the file that takes the place of stdout, in the format that its ending says. `head` is that of the ledger
    that was read: what is kept holds it. `done` is the action that was entered, `said` what the
    person was told; `is_told`: a table was shown.
    """

    head = ""
    done: Action | None = None
    is_told = False

    def __init__(
        self, given: str | None, *, width: int | None, colour: bool, quiet: bool, path: str | None = None
    ) -> None:
        self._given = given
        self._width = width
        self._colour = colour
        self.quiet = quiet
        self._path = path if path != "-" else None
        self.said: list[str] = []
        MADE.clear()

    @property
    def format(self) -> str:
        """The format of the file asked for, else the one asked for, else table on a terminal and text to a pipe."""
        if self._path:
            return format_of(self._path, self._given)
        return self._given or ("table" if sys.stdout.isatty() else "text")

    @property
    def to_file(self) -> bool:
        """Whether what is shown goes into a file."""
        return self._path is not None

    @property
    def machine(self) -> bool:
        """Whether the format is one for programs."""
        return self.format in PROGRAMS

    def say(self, message: str) -> None:
        """Tell the person at the terminal something on stderr, unless the run is quiet."""
        self.said.append(message)
        hush()
        if not self.quiet:
            with suppress(OSError):  # a closed terminal is no reason to fail after something was stored
                sys.stderr.write(one_line(message) + "\n")

    def written(self, path: str | Path, head: str) -> None:
        """Say that a file was written, and the head that it holds, as far as one would copy it; a csv can hold none."""
        words = _("written: {path} (ledger {head})") if head else _("written: {path}")
        self.say(words.format(path=path, head=head[:SHORT_HEAD]))

    def confirm(self, question: str) -> bool:
        """Ask the person at the terminal; a script is never asked, and says no."""
        if not interactive():
            return False
        import click

        hush()
        return click.confirm(one_line(question), err=True)

    def ask(self, question: str) -> str:
        """Ask the person at the terminal for words; none are an answer, too."""
        import click

        hush()
        return str(click.prompt(one_line(question), default="", show_default=False, err=True)).strip()

    def doubt(self, words: str) -> bool:
        """Return whether what is doubtful is meant: the person at the terminal is asked, a script is told only."""
        if interactive():
            return self.confirm(_("{message}. Is it right?").format(message=words))
        self.say(_("careful: {message}").format(message=words))
        return True

    def show(self, sheet: Sheet, *more: Sheet) -> None:
        """Write a sheet in the format asked for; sheets in `more` follow it in formats for people only."""
        from egovtrack import views

        self.is_told = True
        sheet = sheet._replace(head=sheet.head or self.head)
        if self._path:
            first, *others = [each.as_seen() for each in (sheet, *more)] if not self.machine else [sheet]
            self.written(views.write_to(first, self._path, self.format, others), sheet.head)
            return
        with telling():
            self._tell(sheet, *more)

    def is_asked(self) -> bool:
        """Return whether a program asked for an answer and has none yet."""
        return self._given in PROGRAMS and not self.is_told

    def answer(self, sheet: Sheet) -> None:
        """Write a sheet to standard output for a program, wherever else the command has written."""
        from egovtrack import views

        with telling():
            views.write_out([sheet._replace(head=self.head)], str(self._given), sys.stdout)

    def _tell(self, sheet: Sheet, *more: Sheet) -> None:
        """Write sheets to standard output."""
        from egovtrack import views

        if self.machine:
            views.write_out([sheet], self.format, sys.stdout)
            return
        form = self.format if self.format in PAGES else "text"
        is_told_apart = bool(more or sheet.card)  # by their titles; a list alone has its words on stderr
        for place, each in enumerate((sheet.whole(), *more)):
            if self.format == "table" and not views.too_long(each):
                from egovtrack.views import terminal

                colour = self._colour and not os.environ.get("NO_COLOR")
                terminal.show(each, terminal.make_console(sys.stdout, self._width, colour=colour))
                continue
            if is_told_apart:
                sys.stdout.write("\n" * bool(place) + views.page(each._replace(notes=()), form))
            else:
                for words in (each.title, *each.summary):
                    self.say(words)
                sys.stdout.write(views.render(each, form))
            for note in each.notes:
                self.say(note)
