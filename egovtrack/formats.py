"""The formats that tables are written in, in one list: a new one is a module of `egovtrack.views` and a line here."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from egovtrack.datafiles import is_folder
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _


class Format(NamedTuple):
    """A format that a sheet can be written in.

    `ending` is the ending of its files, `also` another that they may have; it may be asked for by both. `use` says for
    whom the output is: people who read it, programs, whose files hold one table each, or pages that the table is pasted
    into. `written_by` is a module of `egovtrack.views` and a function in it, which takes the sheet and a stream of
    text; for a format that `is_binary`, sheets and a stream of bytes. (For `table` the stream is a console of rich.)
    `report` is the function that writes a report in it to a stream of bytes, where one can.
    """

    name: str
    ending: str
    use: Literal["people", "programs", "pages"]
    written_by: str
    is_binary: bool = False
    also: str = ""
    report: str = ""


FORMATS = {
    each.name: each
    for each in (
        Format("table", ".txt", "people", "terminal:show"),
        Format("text", ".txt", "people", "plain:write_text", report="prose:write_text"),
        Format("csv", ".csv", "programs", "delimited:write_csv"),
        Format("json", ".json", "programs", "machine:write_json"),
        Format("jsonl", ".jsonl", "programs", "machine:write_jsonl"),
        Format("markdown", ".md", "pages", "markup:write_markdown", report="prose:write_markdown"),
        Format("html", ".html", "pages", "markup:write_html", also=".htm", report="webpage:write_report"),
        Format(
            "xlsx", ".xlsx", "people", "workbook:write_sheets", is_binary=True, report="workbook_report:write_report"
        ),
        Format("docx", ".docx", "people", "word:write_sheets", is_binary=True, report="word:write_report"),
    )
}
"""All formats by name."""
TEXT = tuple(name for name, each in FORMATS.items() if not each.is_binary)
"""Those that can be written to a terminal."""
PROGRAMS = frozenset(name for name, each in FORMATS.items() if each.use == "programs")
"""Those that programs read."""
PAGES = frozenset(name for name, each in FORMATS.items() if each.use == "pages")
"""Those that are tables for other people's pages."""
REPORTS = {
    ending: each.report for each in FORMATS.values() if each.report for ending in (each.ending, each.also) if ending
}
"""By the ending of a file of a report the module of `egovtrack.views` and the function that write it."""
FILES = {ending: name for name, each in FORMATS.items() for ending in (each.ending, each.also) if ending}
"""By the ending of a file the format that it is written in (a file .txt is text: it has no width)."""
EXPORTED = tuple(dict.fromkeys(FILES.values()))
"""Those that files are written in."""


def format_named(word: str) -> str:
    """Return the format that a word means, its name or the ending of its files; the word itself if it means none."""
    return FILES.get(f".{word.lower()}", word.lower())


def format_of(path: str, given: str | None = None, endings: Mapping[str, str] = FILES) -> str:
    """Return the format of a file by its ending, or of one that is to be made in a folder: what was `given`, else xlsx.
    Raises UsageError for an ending that is none of the known `endings`.
    """
    if is_folder(path):
        return given or "xlsx"
    name = endings.get("." + path.rpartition(".")[2].lower())
    if name is None:
        raise UsageError(
            _("{path}: no format of tables has this ending").format(path=path),
            _("there are: {names}").format(names=", ".join(endings)),
        )
    return name
