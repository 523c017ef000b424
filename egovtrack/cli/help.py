"""How help is written: folded by the width of its characters, with placeholders in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from egovtrack.i18n import N_, gettext as _

_PLACEHOLDERS = frozenset((
    N_("ALIAS"), N_("ARGS"), N_("COLUMN"), N_("COMMAND"), N_("DATE"), N_("DEPT"), N_("DIR"), N_("FILE"), N_("HASH"),
    N_("ID"), N_("KEY"), N_("KIND"), N_("LIGHT"), N_("N"), N_("NAME"), N_("NEW"), N_("NOTE"), N_("NUMBER"), N_("OLD"),
    N_("OPTIONS"), N_("PARTY"), N_("PATH"), N_("PERIOD"), N_("PLACE"), N_("PLAN"), N_("REF"), N_("ROLE"), N_("STATUS"),
    N_("TEXT"), N_("TIME"), N_("TITLE"), N_("V"), N_("VIA"), N_("WEEK"), N_("WORDS"), N_("ZONE"),
))  # fmt: skip
_FIRST_COLUMN, _GAP, _LEAST = 30, 2, 10


def placeholders(words: str) -> str:
    """Return what stands for values in a usage or before an option's help, in the language in use."""
    return re.sub(r"\b[A-Z]+\b", lambda found: _(found[0]) if found[0] in _PLACEHOLDERS else found[0], words)


class Formatter(click.HelpFormatter):
    """Write help in lines of the terminal's width, whatever its characters take."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        from egovtrack.wrapping import wrap

        indent = " " * self.current_indent
        lines = wrap(" ".join(text.split()), max(self.width - self.current_indent, _LEAST)).splitlines()
        self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _FIRST_COLUMN, col_spacing: int = _GAP) -> None:
        """Write a list of what is explained, each with its explanation beside it, or below where it is long."""
        from egovtrack.wrapping import width, wrap

        told = [(placeholders(first), second) for first, second in rows]
        column = min(max((width(first) for first, _second in told), default=0), col_max) + col_spacing
        indent, gap = " " * self.current_indent, " " * (self.current_indent + column)
        for first, second in told:
            lines = wrap(second, max(self.width - len(gap), _LEAST)).splitlines() or [""]
            if width(first) > column - col_spacing:
                self.write(f"{indent}{first}\n")
            else:
                self.write(f"{indent}{first}{' ' * (column - width(first))}{lines.pop(0)}".rstrip() + "\n")
            self.write("".join(f"{gap}{line}\n" for line in lines if line))


class Context(click.Context):
    """A context whose help is written so."""

    formatter_class = Formatter
