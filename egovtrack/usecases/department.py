"""What a department answers for, as a table, and what is to be said beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.queries.facts import Facts
from egovtrack.registry import Department, Name
from egovtrack.sheets import Sheet
from egovtrack.sheets.obligations import obligations_sheet
from egovtrack.standing import Obligation
from egovtrack.usecases.obligations import department_obligations


def answer_for(
    facts: Facts, plans: Sequence[Plan], name: str, vias: Collection[str], fits: Callable[[Obligation], bool], *,
    exact_name: bool, also: Collection[str],
) -> Sheet:  # fmt: skip
    """Return what the department called `name` answers for in plans: the obligations that came by `vias` and fit.

    `exact_name`: only what was given to it under that very name. Of obligations that came by `also` the notes tell how
    many there are besides. Raises EgovtrackError where no department is called so.
    """
    day = facts.snapshot.as_of
    department, found = facts.registry.find(name, day)
    only = found if exact_name else None
    everything = [
        obligation
        for plan in plans
        for obligation in department_obligations(facts, plan, department, {*vias, *also}, name=only)
    ]
    rows = [obligation for obligation in everything if obligation.via in vias and fits(obligation)]
    called = (department.called(day) if department.exists(day) else None) or department.name
    title = ngettext("{name}: {count} obligation on {day}", "{name}: {count} obligations on {day}", len(rows))
    notes = _outdated(department, found, day) + _under_other_names(department, rows, day) + _possible(everything, vias)
    return obligations_sheet(title.format(name=called, count=len(rows), day=day), rows, facts.snapshot, notes)


def _outdated(department: Department, name: Name, day: date) -> list[str]:
    """Return a word about a name that was not in use on the day, or an office that was no more, or not yet."""
    if not department.exists(day) and department.ended(day) is None:
        before = _(", ").join(each.name for each in department.predecessors)
        return [
            _("{name} exists only from {day}.").format(name=department.name, day=department.spans[0].start)
            + (_(" Before: {names}.").format(names=before) if before else "")
        ]
    heir = department.heir(day)
    if heir is not department:
        ended, successor = department.ended(day), heir.called(day)
        words = _("{name} ended on {day}; egovtrack dept {successor} shows all that its successor answers for.")
        return [words.format(name=name.name, day=ended and ended.end, successor=successor)]
    current = department.called(day, name.form)
    if name.form != "alias" and not name.holds(day) and current != name.name:
        since = next(each.valid_from for each in department.names if each.name == current)
        return [
            _("{name} is called {current} since {day}.").format(name=name.name, current=current, day=since)
            if since and since <= day and not (name.valid_from and day < name.valid_from)
            else _("{name} was called {current} on {day}.").format(name=name.name, current=current, day=day)
        ]
    return []


def _under_other_names(department: Department, rows: Sequence[Obligation], day: date) -> list[str]:
    """Return a word on how many of the obligations were given under another name."""
    current = department.called(day) or department.name
    others = [each.member for each in rows if each.member != current]
    parts = [_("{count} as {name}").format(count=others.count(name), name=name) for name in dict.fromkeys(others)]
    return [_("Given under other names: {parts}.").format(parts=_(", ").join(parts))] if parts else []


def _possible(rows: Sequence[Obligation], vias: Collection[str]) -> list[str]:
    possible = [each for each in rows if each.via == "indefinite"]
    if not possible or "indefinite" in vias:
        return []
    parties = _(", ").join(dict.fromkeys(each.party for each in possible))
    words = ngettext(
        "{count} more is possible through {parties}: nobody answers until designated (--via all lists it).",
        "{count} more are possible through {parties}: nobody answers until designated (--via all lists them).",
        len(possible),
    )
    return [words.format(count=len(possible), parties=parties)]
