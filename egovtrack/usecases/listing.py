"""The one listing: obligations across plans and departments, narrowed, and what is to be said beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from egovtrack.dates import parse_day
from egovtrack.facts import Plan
from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.listing import SORTS, Filter, Question, has_text, in_order, owing
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import ANSWERS, LeaderRow, division_in_force, in_charge
from egovtrack.queries.matrix import make_matrix
from egovtrack.queries.tasks import tasks_with
from egovtrack.registry import Department, Name
from egovtrack.sheets import Sheet, in_brackets, in_words
from egovtrack.sheets.columns import LABELS
from egovtrack.sheets.obligations import LISTED, explained_sheet, obligations_sheet
from egovtrack.sheets.registry import matrix_sheet
from egovtrack.standing import DEFINITE, VIAS, Obligation
from egovtrack.usecases.obligations import department_obligations
from egovtrack.words import codes_in, several

OF_ONE = ("ref", "title", "role", "via", *LISTED[LISTED.index("deadline") :])
"""What the table of one department shows: how a thing came to it, where a list says whose it is."""


class _Whose(NamedTuple):
    """Whose obligations are listed: of the departments `named`, or of all those `among` (None: everybody)."""

    named: dict[int, tuple[Department, Name]]
    among: frozenset[int] | None
    called: str


class Listed(NamedTuple):
    """What a listing found: whose, the obligations, and what is to be said beside them."""

    called: str
    rows: list[Obligation]
    notes: list[str]


def answer(
    facts: Facts, question: Question, *, name: str | None = None, exact_name: bool = False, also: Collection[str] = (),
    relations: Collection[str] = ANSWERS, shown: Sequence[str] = LISTED,
) -> Sheet:  # fmt: skip
    """Return what a listing is asked for: the obligations in the columns asked for (`shown`: where none are), how many
    there are of each department, or why each has its light.

    `name`: only what a department, or the members of a collective, answer for; with `exact_name` only what was given to
    it under that very name. Of obligations that came by `also` the notes tell how many there are besides.
    `relations`: how a department is under a leader.

    Raises EgovtrackError for names that nobody bears, UsageError for other words.
    """
    found = listed(facts, question, name=name, exact_name=exact_name, also=also, relations=relations)
    return _sheet(facts, question, found.rows, found.called, found.notes, shown)


def listed(
    facts: Facts, question: Question, *, name: str | None = None, exact_name: bool = False, also: Collection[str] = (),
    relations: Collection[str] = ANSWERS,
) -> Listed:  # fmt: skip
    """Return the obligations that `answer` shows."""
    whose, keep, order = _whose(facts, question, name, relations), _filter(facts, question), _order(question.sort)
    read = [
        (plan, list(_read(facts, plan, whose, {*keep.vias, *also}, exact_name=exact_name)))
        for plan in facts.chosen(several(question.plan) if question.plan is not None else [])
    ]
    rows = in_order((each for plan, found in read for each in _kept(facts, plan, found, keep)), order)
    everything = [each for _plan, found in read for each in found]
    notes = _beside(facts, whose, rows, [each for each in everything if each.via in keep.vias])
    notes += _possible(everything, keep.vias)
    return Listed(whose.called, rows, notes + going_on(facts, [plan for plan, _found in read], rows))


def going_on(facts: Facts, plans: Iterable[Plan], rows: Iterable[Obligation]) -> list[str]:
    """Return of the tasks that go on with others what these are: 2018-3 (the year before: 2017-27, unfinished)."""
    refs: dict[str, dict[int, str]] = {}
    for each in rows:
        if each.continues:
            ref = each.ref.removesuffix(f".{each.clause}") if each.several else each.ref
            refs.setdefault(each.plan, {})[each.task_id] = ref
    if not refs:
        return []
    from egovtrack.usecases.tasks import past  # so that `dept` loads no more than it needs

    return [
        in_brackets(refs[plan.key][task], _("; ").join(words))
        for plan in plans
        for task, words in past(facts, plan, refs.get(plan.key, ())).items()
    ]


def is_under(leader: LeaderRow, department: int, relations: Collection[str] = ANSWERS) -> bool:
    """Return whether a department's work is a leader's by some of these relations; whoever leads has all of it."""
    if leader.leads_all() and (relations == ANSWERS or "leads" in relations):
        return True
    return any(field.relation in relations and department in field.departments for field in leader.fields)


def _whose(facts: Facts, question: Question, name: str | None, relations: Collection[str]) -> _Whose:
    """Return whose obligations are meant; members of a collective are those of the day."""
    registry, day = facts.registry, facts.snapshot.as_of
    named: dict[int, tuple[Department, Name]] = {}
    members: list[int] = []
    names = [name] if name is not None else several(question.dept) if question.dept is not None else []
    collectives = {each: printed for each in names if (printed := registry.collective(each))}
    for each in names:
        if each in collectives:
            members += registry.members(registry.collectives[collectives[each]], day)
        else:
            department, found = registry.find(each, day)
            named[department.id] = department, found
    called = list(collectives.values()) + [office.called(day) or office.name for office, _name in named.values()]
    among: frozenset[int] | None = None
    if collectives:
        among = frozenset(registry.departments[key].heir(day).id for key in (*named, *members))
    if question.leader is not None:
        asked, division = several(question.leader), division_in_force(facts)
        leaders = [division.leader(each) for each in asked]
        under = {key for key in registry.departments if any(is_under(leader, key, relations) for leader in leaders)}
        among = frozenset(under if among is None else under & among)
        called += [leader.name for leader in leaders]
    return _Whose({} if collectives else named, among, _(", ").join(called))


def _filter(facts: Facts, question: Question) -> Filter:
    def day(text: str | None) -> date | None:
        return parse_day(text, facts.today) if text is not None else None

    vias = question.via or DEFINITE
    sections = several(question.section) if question.section is not None else []
    return Filter(question, VIAS if "all" in vias else vias, sections, day(question.due_by), day(question.due_after))


def _order(sort: str | None) -> list[str]:
    """Return the keys of an order, typed as keys or as the labels of columns, with `-` for the other way round."""
    known = [(key, LABELS[key]) for key in SORTS]
    parts = several(sort) if sort is not None else []
    return ["-" * part.startswith("-") + codes_in(part.removeprefix("-"), known)[0] for part in parts]


def _read(facts: Facts, plan: Plan, whose: _Whose, vias: Collection[str], *, exact_name: bool) -> Iterable[Obligation]:
    found: Iterable[Obligation]
    if whose.named:
        offices = whose.named.values()
        found = [
            each
            for department, name in offices
            for each in department_obligations(facts, plan, department, vias, name=name if exact_name else None)
        ]
    else:
        found = facts.obligations(plan, vias)
    return [each for each in found if whose.among is None or each.holder_id in whose.among]


def _kept(facts: Facts, plan: Plan, rows: Sequence[Obligation], keep: Filter) -> list[Obligation]:
    text = keep.question.text
    worded = tasks_with(facts.connection, plan.edition, partial(has_text, text)) if text else ()
    return [each for each in rows if keep.fits(each, worded)]


def _beside(facts: Facts, whose: _Whose, rows: Sequence[Obligation], everything: Sequence[Obligation]) -> list[str]:
    """Return what is to be said of departments that were named: outdated names, what is owed of `everything` theirs."""
    day = facts.snapshot.as_of
    notes = [words for department, name in whose.named.values() for words in _outdated(department, name, day)]
    if len(whose.named) == 1:
        ((department, _name),) = whose.named.values()
        notes += _under_other_names(department, rows, day)
        state = owing(everything)
        if state in {"never", "silent", "partly"}:
            silent, asked = (sum(each.reporting in some for each in everything) for some in _OWED)
            words = _("{state}: {silent} of {count} obligations.")
            notes.append(words.format(state=in_words("reporting", state), silent=silent, count=asked))
    return notes


_OWED = ({"silent"}, {"silent", "reported"})


def _sheet(
    facts: Facts, question: Question, rows: Sequence[Obligation], called: str, notes: Sequence[str],
    shown: Sequence[str],
) -> Sheet:  # fmt: skip
    snapshot, count = facts.snapshot, len(rows)
    if called:
        title = ngettext("{name}: {count} obligation on {day}", "{name}: {count} obligations on {day}", count)
    else:
        title = ngettext("{count} obligation on {day}", "{count} obligations on {day}", count)
    title = title.format(name=called, count=count, day=snapshot.as_of)
    if question.counted:
        plans = list(dict.fromkeys(each.plan for each in rows))
        return matrix_sheet(title, make_matrix("dept", rows, facts.registry, None), snapshot, notes, plans)
    if question.explain:
        return explained_sheet(title, rows, snapshot, facts.rule)
    leaders, departments = in_charge(facts), {each.holder_id for each in rows}
    if called and len(departments) == 1 and leaders:
        notes = [*notes, _("Leader in charge: {names}.").format(names=leaders[departments.pop()].words())]
    sheet = obligations_sheet(title, rows, snapshot, leaders, notes, question.columns or shown)
    # A file holds what was asked for; scripts get all keys in any case.
    return (
        sheet._replace(rows=list(sheet.records), record=None, all_columns=sheet.columns) if question.columns else sheet
    )


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
