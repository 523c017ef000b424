"""Reports in a table (csv) or as records (jsonl): each row is checked as one of a form is, and becomes a note."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from egovtrack.datafiles import read_bytes
from egovtrack.dates import parse_day, parse_period
from egovtrack.errors import EgovtrackError, UsageError, refused_by_system
from egovtrack.forms import FormProblem
from egovtrack.forms.grid import Cell
from egovtrack.forms.model import Refused
from egovtrack.forms.typed import quoted, typed_percent, typed_text, typed_value
from egovtrack.i18n import gettext as _, in_any_language
from egovtrack.ledger.actions import Action
from egovtrack.ledger.forms import TakenFile
from egovtrack.ledger.progress import Report
from egovtrack.ledger.rows import Row, take_rows
from egovtrack.limits import quantity, typed
from egovtrack.queries.facts import Facts
from egovtrack.readers.tables import delimiter
from egovtrack.readers.text import decode
from egovtrack.sheets.columns import LABELS
from egovtrack.words import SETTABLE, settable

TABLES = (".csv", ".jsonl", ".docx")
_HEADS = {
    "ref": "任务编号", "department": "dept 部门 填报单位", "status": "", "percent": "", "value": "完成数",
    "note": "", "problem": "", "next_step": "next 下一步", "as_of": "date 日期", "period": "报送期", "received_on":
    "received 收到日期", "evidence": "佐证",
}  # fmt: skip
"""What a row may say, and what else that is called besides its key and what tables call it."""
_SHEET = {
    "发往单位": "department", "督办事项": "ref", "报送期": "period", "办理进展": "note", "未按期完成原因": "problem",
    "需协调事项": "problem", "下一步措施及时限": "next_step",
}  # fmt: skip
"""What the rows of a supervision sheet say."""
_REPORTED = ("status", "percent", "value", "note", "problem", "next_step", "evidence")


def take_table(action: Action, facts: Facts, path: Path, wanted: str | None) -> TakenFile:
    """Make notes of the rows of a file, all of them or, where something is wrong with it, none. A row that names no
    period answers the `wanted` one, where that is given; a row with nothing to report is passed over.
    """
    taken = TakenFile(path.name, "", wanted or "")
    rows = []
    try:
        for place, values in _rows(path):
            try:
                if any(values.get(key) is not None for key in _REPORTED):
                    rows.append(_row(facts, place, values, path.parent, wanted))
            except Refused as refused:
                taken.problems.append(FormProblem(place, *refused.problem[1:]))
            except EgovtrackError as error:
                taken.problems.append(FormProblem(place, error.message, error.hint))
    except EgovtrackError as error:
        taken.problems.append(FormProblem("", error.message, error.hint))
    take_rows(action, facts, taken, rows)
    return taken


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Yield the rows of a file: where each stands, and its cells that are not blank, by what they say. Raises
    EgovtrackError for what is no table.
    """
    if path.suffix.lower() == ".docx":
        yield from _replies(path)
        return
    text = decode(read_bytes(path))
    number, known = 0, _known_heads()
    try:
        if path.suffix.lower() == ".jsonl":
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    record = json.loads(line)
                    if not isinstance(record, dict):
                        raise UsageError(_("it is no record of keys and values"))
                    yield _place(number), _cells(dict(zip(_named(record, known), record.values(), strict=True)))
            return
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
        heads = _named(next(reader, []), known)
        for cells in reader:
            number = reader.line_num
            if len(cells) > len(heads) and any(cells[len(heads) :]):
                raise UsageError(_("it has more cells than there are columns"))
            yield _place(number), _cells(dict(zip(heads, cells, strict=False)))
    except (csv.Error, ValueError, OverflowError, RecursionError, EgovtrackError) as error:
        where = _place(number) + ": " if number else ""
        why = error.message if isinstance(error, EgovtrackError) else str(error)
        raise UsageError(where + why, error.hint if isinstance(error, EgovtrackError) else "") from error


def is_notice(path: Path) -> bool:
    """Return whether a Word file is a notice that this program made."""
    from egovtrack.views.word import read_properties

    try:
        return read_properties(read_bytes(path)).get("kind") == "notice"
    except Exception:  # what the libraries raise on a damaged file is not documented
        return False


def _replies(path: Path) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Yield what is filled in in a notice: in the table of its receipt a row for each item, or a sheet for each."""
    from egovtrack.views.word import read_properties, read_tables

    if not is_notice(path):
        raise UsageError(_("it is no notice that this program made"), _("enter it by hand: egovtrack progress set"))
    data, known = read_bytes(path), _known_heads()
    department, sheets = read_properties(data)["department"], list[dict[str, str]]()
    for first, *rows in filter(None, read_tables(data)):
        heads = [known.get(typed(head).lower(), "") for head in first]
        if "ref" in heads and all(heads):
            sheets += ({"department": department, **dict(zip(heads, cells, strict=False))} for cells in rows)
            continue
        for label, *values in (first, *rows):
            key, said = _SHEET.get(label), "".join(values[:1]).strip()
            if key == "department":
                sheets.append({})
            if key and said and sheets:
                before = sheets[-1].get(key)
                sheets[-1][key] = said.split()[0] if key == "ref" else f"{before}\n{said}" if before else said
    yield from ((sheet.get("ref", ""), _cells(sheet)) for sheet in sheets)


def _place(number: int) -> str:
    return _("line {line}").format(line=number)


def _known_heads() -> dict[str, str]:
    """Return by how it may be called, in any language, what a column says."""
    return {
        typed(word).lower(): key
        for key, others in _HEADS.items()
        for word in (key, *others.split(), *in_any_language(LABELS[key]))
    }


def _named(heads: Any, known: Mapping[str, str]) -> list[str]:
    """Return what columns say. Raises UsageError for one that is not known or there twice, and for none of tasks."""
    found = [known.get(typed(str(head)).lower(), "") for head in heads]
    wrong = [str(head) for place, head in enumerate(heads) if found[place] in {"", *found[:place]}]
    if wrong or "ref" not in found:
        why = _("it has columns that are not known, or twice: {names}").format(names=_(", ").join(wrong))
        names = _(", ").join(_(LABELS[key]) for key in _HEADS)
        raise UsageError(why if wrong else _("no column names the tasks"), _("there are: {names}").format(names=names))
    return found


def _cells(values: Mapping[str, Any]) -> dict[str, Cell]:
    number = (int, float)
    return {
        key: Cell("number", float(value)) if type(value) in number else Cell("text", str(value))
        for key, value in values.items()
        if value is not None and str(value).strip()
    }


def _row(facts: Facts, place: str, cells: Mapping[str, Cell], folder: Path, wanted: str | None) -> Row:
    """Return what a row reports. Raises Refused or EgovtrackError for what cannot be taken."""
    if "ref" not in cells or "department" not in cells:
        raise UsageError(_("it names no task or no department"), _("write which task, and who reports"))
    report, source = read_report(facts, cells, folder, wanted)
    reference = facts.reference(typed_text(cells["ref"]))
    return Row(place, reference, facts.registry.find(typed_text(cells["department"]))[0], report, source)


def read_report(facts: Facts, cells: Mapping[str, Cell], folder: Path, wanted: str | None) -> tuple[Report, str]:
    """Return what the cells of a row report, and their fingerprint. Raises Refused or EgovtrackError."""
    said = {key: typed_text(cell) for key, cell in cells.items()}
    period = parse_period(said["period"], facts.today) if "period" in said else None
    if wanted and period and period.label != wanted:
        raise UsageError(_("it is for {period}, not for {expected}").format(period=period.label, expected=wanted))
    span = period or (parse_period(wanted) if wanted else None)
    received = parse_day(said["received_on"], facts.today) if "received_on" in said else None
    day = parse_day(said["as_of"], facts.today) if "as_of" in said else received or facts.today
    value, unit = (quantity(said["value"]) or (typed_value(cells["value"]), None)) if "value" in said else (None, None)
    report = Report(
        day,
        _status(said["status"]) if "status" in said else None,
        typed_percent(cells["percent"]) if "percent" in cells else None,
        value,
        unit=unit,
        evidence=kept_evidence(said.get("evidence"), folder),
        note=said.get("note"),
        problem=said.get("problem"),
        next_step=said.get("next_step"),
        period=span,
        received_on=received,
    )
    return report, hashlib.sha256(json.dumps([said.get(key) for key in _HEADS]).encode()).hexdigest()


def _status(said: str) -> str:
    if code := settable(said):
        return code
    words = _(", ").join(map(_, SETTABLE.values()))
    hint = _("Choose one of: {words}.").format(words=words)
    raise UsageError(_("{text} is not in the list").format(text=quoted(said)), hint)


def kept_evidence(text: str | None, folder: Path) -> str | None:
    """Return what is kept of a piece of evidence: a URL as it is; of a file its name and SHA-256. The path of a file
    begins in `folder`.

    Raises EgovtrackError where the file cannot be read.
    """
    if not text or "://" in text:
        return text
    path = folder / text
    if path.exists() and not path.is_file():
        why = _("{path} cannot be read: {why}").format(path=path, why=_("it is no file"))
        raise EgovtrackError(why, _("name a file, or give an address"))
    try:
        with path.open("rb") as stream:
            return f"{path.name} sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
    except (OSError, ValueError) as error:
        raise refused_by_system(error, _("{path} cannot be read: {why}"), path=path) from error
