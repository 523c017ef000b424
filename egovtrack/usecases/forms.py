"""Forms out to the departments, and what they say when they come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from egovtrack.datafiles import read_bytes
from egovtrack.dates import parse_period
from egovtrack.errors import EgovtrackError
from egovtrack.facts import Plan
from egovtrack.forms import Expected, Form, read_form, write_form
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.forms import TakenFile, take_forms
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import read_notes
from egovtrack.queries.snapshots import read_head
from egovtrack.rollup import TaskRow
from egovtrack.sheets.forms import form_key, make_form
from egovtrack.standing import Obligation
from egovtrack.usecases.entries import TABLES, take_table
from egovtrack.usecases.tasks import each_task_row

Period = tuple[str, date, date]
"""A reporting period: its label, its first and its last day."""
_LONGEST = 60  # of a name in that of a file: 255 bytes are the most that file systems take
_FORMS = (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".et", *TABLES)


def forms_of(facts: Facts, name: str | None, period: Period, keys: Sequence[str]) -> list[Form]:
    """Return the form of a department for a period, or without a name those of all that have obligations, for the
    plans with these keys, else for those under way in the period. Things stand in it as at the period's end, or as
    today where it is not over.

    Raises EgovtrackError where the department has no obligation.
    """
    label, first, last = period
    then = facts.on(min(last, facts.today))
    under_way = [plan for plan in then.plans if plan.issued_on <= last and plan.period_end >= first]
    plans = [then.plan(key) for key in dict.fromkeys(keys)] or under_way
    rows = _by_department(then, plans)
    registry, day = then.registry, then.snapshot.as_of
    wanted = [registry.find(name)[0].heir(day).id] if name else list(rows)
    notes = {note.id: note for plan in plans for note in read_notes(then, plan=plan.id)}
    ledger = read_head(then.connection)[0]
    forms = []
    for department in wanted:
        called, own = registry.name_on(department, day), rows.get(department, [])
        if not own:
            raise EgovtrackError(_("{name} has no obligation in {period}").format(name=called, period=label))
        shown = [plan for plan in plans if any(task.plan == plan.key for task, _obligation in own)]
        forms.append(make_form(ledger, called, period, shown, own, notes, facts.today, then.snapshot.zone))
    return forms


def _by_department(facts: Facts, plans: Iterable[Plan]) -> dict[int, list[tuple[TaskRow, Obligation]]]:
    """Return the obligations of plans by who answers for them, in the order of the registry."""
    found: dict[int, list[tuple[TaskRow, Obligation]]] = {}
    for plan in plans:
        for task in each_task_row(facts, plan):
            for obligation in task.obligations:
                found.setdefault(obligation.holder_id, []).append((task, obligation))
    return {key: found[key] for key in facts.registry.departments if key in found}


def form_files(forms: Iterable[Form], output: Path, *, many: bool) -> dict[Path, bytes]:
    """Return the workbooks of forms by the files they go to: in the folder `output` where there are `many`."""
    made: dict[Path, bytes] = {}
    for form in forms:
        path = _free(output, _file_name(form.department), form.period, made) if many or output.is_dir() else output
        made[path] = write_form(form)
    return made


def _file_name(name: str) -> str:
    """Return what of a department's name stands in the name of a file: no separators, no dots, and not too much."""
    return "".join(character for character in name if character.isalnum() or character in "-_")[:_LONGEST]


def _free(folder: Path, name: str, period: str, taken: Collection[Path]) -> Path:
    """Return a path that is not taken, also where two names are alike but for their punctuation."""
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    return next(path for each in names if (path := folder / f"{each}-{period}.xlsx") not in taken)


def take_in(action: Action, facts: Facts, paths: Sequence[Path], period: str | None) -> list[TakenFile]:
    """Make notes of what returned forms and tables say, all files in one action. Where a `period` is given, forms of
    other periods are not taken.
    """
    known = {
        form_key(obligation): (plan, obligation)
        for plan in facts.plans
        for task in each_task_row(facts, plan)
        for obligation in task.obligations
    }
    statuses = {key: obligation.status for key, (_plan, obligation) in known.items()}
    expected = Expected(read_head(facts.connection)[0], period, facts.today, statuses)
    forms = [path for path in paths if path.suffix.lower() not in TABLES]
    returned = [read_form(path.name, read_bytes(path), expected) for path in forms]
    ends = {each.period: parse_period(each.period)[2] for each in returned if each.period and not each.problems}
    tables = [path for path in paths if path not in forms]
    taken = take_forms(action, facts, returned, ends, known)
    return taken + [take_table(action, facts, path, period) for path in tables]


def returned_files(paths: Sequence[str]) -> list[Path]:
    """Return the files named, and of a folder all that could be forms; an office program's lock files are none.

    Raises EgovtrackError where a file is not there, or none is found.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(filter(_may_be_form, path.iterdir()))
        elif path.is_file():
            found.append(path)
        else:
            raise EgovtrackError(_("there is no file {path}").format(path=path))
    if not found:
        raise EgovtrackError(_("there is no form in {paths}").format(paths=_(", ").join(paths)))
    return found


def _may_be_form(path: Path) -> bool:
    return path.suffix.lower() in _FORMS and not path.name.startswith(("~$", ".")) and path.is_file()
