"""The entries of files: whether tables of a TOML file are written as they should be, and the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from egovtrack.errors import BadInput
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from egovtrack.draft import Document

Shape = Mapping[str, Callable[[Any], bool]]
"""The keys of a table and whether a value fits; a key that ends in ? may be missing."""


def is_text(value: Any) -> bool:
    """Return whether a value is a text without white space around it."""
    return isinstance(value, str) and bool(value) and value == value.strip()


def are_texts(value: Any) -> bool:
    """Return whether a value is a list of such texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_day(value: Any) -> bool:
    """Return whether a value is a day, without a time."""
    return type(value) is date


def are_tables(value: Any) -> bool:
    """Return whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def misfits(table: Mapping[str, Any], shape: Shape) -> list[str]:
    """Return the keys of a table that are missing, not known or do not fit; those that begin with _ are not its own."""
    fits = {key.rstrip("?"): check for key, check in shape.items()}
    needed = (key for key in shape if not key.endswith("?"))
    keys = (key for key in dict.fromkeys([*needed, *table]) if not key.startswith("_"))
    return [key for key in keys if not (key in fits and key in table and fits[key](table[key]))]


def table_entries(document: Document, heads: Mapping[str, str], needed: str) -> list[dict[str, Any]]:
    """Return the rows of a table by the keys of their columns, without empty cells; `heads` are the words that a column
    may be called, by key. `_where` of an entry says where it stands, `_wrong` what is wrong with it.

    Raises BadInput where the first row does not name the columns, with the `needed` one among them.
    """
    rows = [line.cells or (line.text,) for line in document.lines if line.style != "furniture"]
    keys = {word: key for key, words in heads.items() for word in words.split()}
    titles = "\t".join(rows[0]).rstrip().split("\t")
    columns = [keys.get(title.strip().lower(), "") for title in titles]
    if needed not in columns or not all(columns) or len(set(columns)) < len(columns):
        hint = _("they are: {names}").format(names=", ".join(words.replace(" ", "/") for words in heads.values()))
        strange = [title for title, key in zip(titles, columns, strict=True) if needed in columns and not key]
        why = _("nothing is known of the columns {names}") if strange else _("the first line does not name the columns")
        raise BadInput(why.format(names=_(", ").join(strange)), hint)
    entries = []
    for number, cells in enumerate(rows[1:], start=2):
        entry: dict[str, Any] = {key: cell for key, cell in zip(columns, cells, strict=False) if cell}
        wrong = [_("it has more cells than there are columns")] if any(cells[len(columns) :]) else []
        entries.append(entry | {"_where": _("line {line}").format(line=number), "_wrong": wrong})
    return entries
