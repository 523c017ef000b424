"""The progress that a tracker (督办台账) tells beside its tasks: each row is checked as one of a table of reports is,
and becomes notes of those who answer for its task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from egovtrack.draft import Aside, PlanDraft, Problem
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import Reference
from egovtrack.forms import FormProblem
from egovtrack.forms.grid import Cell
from egovtrack.forms.model import Refused
from egovtrack.grammar.findings import Finding, located
from egovtrack.i18n import N_, gettext as _, in_any_language, ngettext
from egovtrack.ledger.actions import Action
from egovtrack.ledger.forms import TakenFile
from egovtrack.ledger.progress import answering
from egovtrack.ledger.rows import Row, take_rows
from egovtrack.limits import typed
from egovtrack.queries.facts import Facts
from egovtrack.registry import Department
from egovtrack.sheets import in_brackets
from egovtrack.sheets.columns import LABELS
from egovtrack.usecases.entries import read_report
from egovtrack.words import STATUS, spoken

_KEYS = ("status", "percent", "note", "problem", "next_step", "value", "as_of", "completed_on", "department")
_COMPLETED_ON = N_("Completed on")
_DONE = re.compile(r"100(?:\.0+)?\s*[%％]?")


class Tracked(NamedTuple):
    """What a tracker tells of progress: what became of it, what is wrong with it, which column says what (the head, the
    key), and the heads of the columns that are not read.
    """

    taken: TakenFile
    problems: Sequence[Problem]
    columns: Sequence[tuple[str, str]]
    unread: Sequence[str]


def take_progress(action: Action, facts: Facts, key: str, draft: PlanDraft, told: Iterable[str]) -> Tracked:
    """Make notes of the progress in the rows of a document that is plan `key`; of none where something is wrong with
    any. `told` says which column is which (状态=办理结果), where that is not plain.

    Raises UsageError where there is no such column, or none tells of progress.
    """
    columns = _columns(draft.asides, told)
    taken = TakenFile(draft.document.name)
    rows: list[Row] = []
    struck = 0
    beside = {str(task): list(group) for task, group in groupby(draft.asides, key=attrgetter("task"))}
    for place, asides in beside.items():
        task = draft.tasks[int(place)]
        cells = {columns[each.column]: Cell("text", each.text) for each in asides if each.column in columns}
        try:
            struck += _settle(cells, has_status="status" in columns.values())
            rows += _rows(facts, place, facts.reference(f"{key}-{task.ref}"), cells)
        except Refused as refused:
            taken.problems.append(FormProblem(place, *refused.problem[1:]))
        except EgovtrackError as error:
            taken.problems.append(FormProblem(place, error.message, error.hint))
    take_rows(action, facts, taken, rows)
    if struck:
        words = _("{count} rows are struck off in it: they are taken as reported done, to be verified here")
        taken.remarks.append(FormProblem("", words.format(count=struck), "egovtrack progress verify"))
    wrong = (_finding(draft, beside[each.cell], each) for each in taken.problems)
    heads = dict.fromkeys(aside.column for aside in draft.asides if aside.column not in columns)
    return Tracked(taken, located(draft.document, wrong), tuple(columns.items()), tuple(heads))


def _finding(draft: PlanDraft, asides: Sequence[Aside], problem: FormProblem) -> Finding:
    """Return what is wrong with a row, at the cell whose words are named, if they are."""
    quoted = (aside.place for aside in asides if aside.text in problem.reason)
    return Finding(
        "progress", next(quoted, draft.tasks[asides[0].task].place), {"reason": problem.reason, "hint": problem.hint}
    )


def _columns(asides: Sequence[Aside], told: Iterable[str]) -> dict[str, str]:
    """Return what columns say, by their heads: as told (- for one that is not to be read), else by their names.

    Raises UsageError for what cannot be, and where several columns say the same.
    """
    words = {typed(word).lower(): key for key in _KEYS for word in (key, *in_any_language(_label(key)))} | {"-": ""}
    said = dict[str, str]()
    heads = {typed(aside.column): aside.column for aside in asides}
    for each in told:
        name, _sign, head = each.replace("＝", "=").partition("=")
        key = words.get(typed(name).lower())
        if key is None:
            listed = _(", ").join(_(_label(key)) for key in _KEYS)
            raise UsageError(_("{name} is nothing that a column says").format(name=name), listed)
        if typed(head) not in heads:
            why = _("no column {head} is left beside the tasks, who answers and by when").format(head=head or "…")
            raise UsageError(why, _("there are: {names}").format(names=_(", ").join(heads.values()) or "—"))
        said[heads[typed(head)]] = key
    for key in [key for key in _KEYS if key not in said.values()]:
        same = list(dict.fromkeys(each.column for each in asides if each.key == key and each.column not in said))
        if len(same) > 1:
            what = _(_label(key))
            why = _("several columns tell the same ({what}): {names}").format(what=what, names=_(", ").join(same))
            raise UsageError(why, _("name the one that holds: --column {what}={head}").format(what=what, head=same[-1]))
        said |= dict.fromkeys(same, key)
    said = {head: key for head, key in said.items() if key}
    if not {"status", "percent", "note", "problem", "next_step", "value"} & set(said.values()):
        hint = _("name one: --column {label}=…").format(label=_(_label("note")))
        raise UsageError(_("no column tells of progress"), hint)
    return said


def _label(key: str) -> str:
    return LABELS.get(key, _COMPLETED_ON)


def said_of(tracked: Tracked) -> Iterator[str]:
    """Yield what is told of a tracker: how many notes it made, which column says what, which are not read."""
    words = ngettext("{count} progress note", "{count} progress notes", tracked.taken.entries)
    known = _("{known} known before").format(known=tracked.taken.known) if tracked.taken.known else ""
    yield in_brackets(words.format(count=tracked.taken.entries), known)
    told = (f"{_(_label(key))} ← {head}" for head, key in tracked.columns)
    yield _("progress: {columns}").format(columns=_(", ").join(told))
    if tracked.unread:
        yield _("columns that are not read: {names}").format(names=_(", ").join(tracked.unread))
    yield from (in_brackets(each.reason, each.hint) for each in tracked.taken.remarks)
    yield from (_("careful: {message}").format(message=each) for each in tracked.taken.doubtful)


def _settle(cells: dict[str, Cell], *, has_status: bool) -> bool:
    """Say in cells what others of the row imply: 100 % without a column of status is done, what is done was so on the
    day that it tells. Return whether the office has struck it off.
    """
    word = cells["status"].text() if "status" in cells else ""
    struck = spoken(STATUS, word) == "verified" if word else False
    if struck or (not has_status and "percent" in cells and _DONE.fullmatch(cells["percent"].text().strip())):
        cells["status"] = Cell("text", "completed")
    if day := cells.pop("completed_on", None):
        cells.setdefault("as_of", day)
    return struck


def _rows(facts: Facts, place: str, reference: Reference, cells: Mapping[str, Cell]) -> Iterator[Row]:
    """Yield what a row reports, for each who is to have said it. Raises Refused or EgovtrackError."""
    if not set(cells) - {"as_of", "department"}:
        return
    report, source = read_report(facts, cells, Path(), None)
    for department in _reporting(facts, reference, cells.get("department")):
        yield Row(place, reference, department, report, source)


def _reporting(facts: Facts, reference: Reference, named: Cell | None) -> list[Department | None]:
    """Return whose word a row is: the department's that it names; else the leads', else that of each who is named
    responsible; where nobody is, the office's.
    """
    if named:
        return [facts.registry.find(named.text())[0]]
    here = [each for each in answering(facts, reference) if each.via in ("direct", "designated")]
    for role in ("lead", "responsible"):
        if ids := dict.fromkeys(each.department_id for each in here if each.role == role):
            return [facts.registry.departments[each] for each in ids]
    return [None]
