"""The report of a plan: how its obligations stand, by section, department and day, and every one of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from egovtrack.changes import Comparison, silences
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _, language, ngettext
from egovtrack.periods import period_of
from egovtrack.queries.leaders import Charge
from egovtrack.queries.matrix import ALWAYS, STATES
from egovtrack.reports import (
    WIDEST,
    Block,
    Chart,
    Col,
    Figure,
    Heading,
    Number,
    Para,
    Part,
    Report,
    Rows,
    Series,
    Table,
    Value,
    Word,
    day_words,
)
from egovtrack.rollup import TaskRow
from egovtrack.rules import DONE, ENDED, LightRule
from egovtrack.sheets import Column, Sheet, column, in_brackets, in_words, make_sheet, state_words
from egovtrack.sheets.changes import changes_sheet
from egovtrack.sheets.columns import RIGHT
from egovtrack.sheets.obligations import obligations_sheet, uncounted
from egovtrack.sheets.week import silence_record
from egovtrack.snapshot import Snapshot
from egovtrack.standing import Obligation
from egovtrack.wrapping import width

DETAIL = "obligations"
"""The name of the table of all obligations, to whose rows numbers lead."""
_READABLE, _MOST = 1_500, 5_000
"""Rows of a table above which the members of a collective are summed up in one row; and, if then there are more still,
all of a task.
"""
_SEEN = 500  # rows by whose texts the widths of columns are found
_SHOWN = (
    "ref", "title", "department", "role", "deadline", "status", "percent", "light", "last_report_on", "note",
    "problem", "next_step",
)  # fmt: skip
_NUMERALS = "一二三四五六七八九十"


class Material(NamedTuple):
    """What the report of a plan is made of: its tasks with all their obligations; what has moved since the day `since`;
    by the note that struck something off the day that the report of completion spoke of; the sheet of its
    milestones; who is in charge of which department.
    """

    plan: Plan
    snapshot: Snapshot
    rule: LightRule
    tasks: Sequence[TaskRow]
    since: date
    moved: Comparison
    reported: Mapping[int, date]
    milestones: Sheet
    leaders: dict[int, Charge]


def report_of(of: Material) -> Report:
    """Return the report of a plan, in the language in use, without what it is made from."""
    return _Report(of).whole()


def table_of(sheet: Sheet, name: str = "") -> Table:
    """Return a sheet as a table of a report: dates, numbers and percents as such, a light with its code."""
    records = sheet.whole().shown()

    def value(record: dict[str, Any], each: Column) -> Value:
        raw, words = record.get(each.key), each.words(record)
        if each.key in {"light", "light_before"} and raw:
            return Word(raw, words)
        is_plain = isinstance(raw, int | date) and words in {str(raw), f"{raw}%"}
        return raw if is_plain else words

    def column(place: int, each: Column) -> Col:
        wide = max(width(text) for text in (each.label, *(str(row[place] or "") for row in rows[:_SEEN])))
        kind: Literal["text", "number", "percent", "date"] = "number" if each.key in RIGHT else "text"
        if any(isinstance(row[place], date) for row in rows):
            kind = "date"
        if each.key.startswith("percent"):
            kind = "percent"
        return Col(each.label, min(WIDEST, wide) + 4, each.key in RIGHT, kind, each.key)

    rows = [[value(record, each) for each in sheet.columns] for record in records]
    columns = [column(place, each) for place, each in enumerate(sheet.columns)]
    return Table(columns, rows, title=sheet.title, name=name or sheet.kind)


class _Report:
    """Makes the blocks. `rows` are the obligations in the order of the table of all."""

    def __init__(self, of: Material) -> None:
        self.of, self.day = of, of.snapshot.as_of
        self.rows = [each for task in of.tasks for each in task.obligations]
        self.going = [each for each in self.rows if each.status not in _OUT]
        self.places = {_identity(each): place for place, each in enumerate(self.rows)}

    def whole(self) -> Report:
        """Return the report."""
        parts: list[tuple[str, list[Block]]] = [
            (_("Summary"), self.summary()),
            (_("Progress by section"), [self.bars(_("Obligations by section"), self.by_section())]),
            (_("Course of completion"), [self.course()]),
            (_("Deadlines"), [self.deadlines()]),
            (_("Progress by department"), [self.bars(_("Obligations by department"), self.by_department())]),
            (_("This week's changes"), self.changes()),
            (_("Silent and late"), self.silent_and_late()),
            (_("Milestones"), self.milestones()),
            (_("Obligations"), [self.detail()]),
            (_("What is not counted"), self.uncounted()),
        ]  # fmt: skip
        blocks: list[Block] = []
        for number, (heading, theirs) in enumerate(parts):
            label = f"{_NUMERALS[number]}、" if language() == "zh" else f"{number + 1}. "
            blocks += [Heading(label + heading), *theirs]
        title = _("{title}: progress").format(title=self.of.plan.title)
        return Report([title], blocks, as_of=self.day, language=language())

    # --- numbers --------------------------------------------------------------------------------------------------

    def counted(self, what: str, rows: Iterable[Obligation]) -> Number:
        """Return how many obligations there are, with their rows."""
        places = [self.places[_identity(each)] for each in rows]
        return Number(len(places), Rows(DETAIL, places, what))

    def figure(self, what: str, test: Callable[[Obligation], bool], *, shared: bool = True) -> Figure:
        """Return how many obligations are so, and what part of those that are not cancelled."""
        number = self.counted(what, [each for each in self.rows if test(each)])
        return Figure(what, number.value, len(self.going) if shared else None, number.rows)

    # --- blocks ---------------------------------------------------------------------------------------------------

    def summary(self) -> list[Block]:
        """Return the counts, each with what it is a part of."""
        plan = self.of.plan
        departments = len({each.holder_id for each in self.rows})
        words = _("As of {day}: {tasks} tasks, {count} obligations of {departments} departments ({document}).")
        whole = words.format(
            day=day_words(self.day), tasks=len(self.of.tasks), count=len(self.rows), departments=departments,
            document=plan.number or plan.key,
        )  # fmt: skip
        states = [
            self.figure(state_words(state), _is_in(state))
            for state in STATES
            if state in ALWAYS or (state not in _OUT and any(map(_is_in(state), self.rows)))
        ]
        signs = [
            self.figure(_("silent this period"), lambda each: each.reporting == "silent"),
            self.figure(_("overdue"), lambda each: each.light_reason == "overdue"),
            self.figure(_("to be verified"), lambda each: each.status == "reported_done"),
        ]
        going = _("Of {count} obligations: ").format(count=len(self.going))
        out = [self.figure(state_words(state), _is_in(state), shared=False) for state in _OUT]
        besides: list[Part] = [
            part for each in out if each.value for part in (_("; "), each, _(" (counted in no share)"))
        ]
        return [
            Para([whole]),
            Para([going, *_joined(states), *besides, _end()]),
            Para([going, *_joined(signs), _end()]),
        ]

    def by_section(self) -> dict[str, list[Obligation]]:
        """Return the obligations by the first heading above them."""
        return _grouped(self.rows, lambda each: each.section[0] if each.section else _("(none)"))

    def by_department(self) -> dict[str, list[Obligation]]:
        """Return the obligations by department, who has most first."""
        groups = _grouped(self.rows, lambda each: each.department)
        return dict(sorted(groups.items(), key=lambda group: -len(group[1])))

    def bars(self, title: str, groups: dict[str, list[Obligation]]) -> Chart:
        """Return bars of the states of groups of obligations."""
        pattern = _("{group}: {what}")
        series = [
            Series(
                state_words(state), state,
                [
                    self.counted(pattern.format(group=name, what=state_words(state)), filter(_is_in(state), theirs))
                    for name, theirs in groups.items()
                ],
            )
            for state in STATES
            if any(map(_is_in(state), self.rows))
        ]  # fmt: skip
        totals = [self.counted(name, theirs) for name, theirs in groups.items()]
        series.append(Series(_("total"), "all", totals))
        return Chart(title, "bars", list(groups), series, self.bars_say(groups))

    def bars_say(self, groups: dict[str, list[Obligation]]) -> str:
        """Return where most is struck off, and where most was never reported on."""
        said = []
        for state, words in (
            ("verified", _("most are struck off in {group} ({count} of {of})")),
            ("no_report", _("most are without a report in {group} ({count} of {of})")),
        ):
            counts = {name: sum(map(_is_in(state), theirs)) for name, theirs in groups.items()}
            most = max(groups, key=lambda name: (counts[name], -len(groups[name])), default="")
            if most and counts[most]:
                said.append(words.format(group=most, count=counts[most], of=len(groups[most])))
        begun = ngettext(
            "{count} obligation in {groups} groups", "{count} obligations in {groups} groups", len(self.rows)
        )
        return _("; ").join([begun.format(count=len(self.rows), groups=len(groups)), *said]) + _end()

    def course(self) -> Chart:
        """Return how many obligations were done and struck off by the end of each month, and how many were due."""
        plan, coming = self.of.plan, [each.deadline for each in self.going if each.deadline > self.day]
        first, last = min(plan.issued_on, plan.period_start), max([plan.period_end, self.day, *coming])
        days = sorted({*_ends(plan.issued_on, min(self.day, last)), self.day, last, *coming})
        done = sorted(filter(_is_in(*DONE), self.rows), key=self.done_on)
        verified = [each for each in done if each.status == "verified"]

        def by(day: date, what: str, rows: Iterable[Obligation]) -> Number | None:
            return None if day > self.day else self.counted(what.format(day=day), rows)

        series = [
            Series(_("due"), "due", [
                self.counted(_("due by {day}").format(day=day), [each for each in self.going if each.deadline <= day])
                for day in days
            ]),
            Series(_("reported done or struck off"), "reported_done", [
                by(day, _("reported done on {day}"), [each for each in done if self.done_on(each) <= day])
                for day in days
            ]),
            Series(in_words("status", "verified"), "verified", [
                by(day, _("struck off on {day}"), [each for each in verified if (each.noted_on or self.day) <= day])
                for day in days
            ]),
        ]  # fmt: skip
        says = _(
            "On {day} {done} of {count} obligations were reported done, {verified} of these struck off; {due} were due."
        ).format(
            day=day_words(self.day), done=len(done), count=len(self.going), verified=len(verified),
            due=sum(each.deadline <= self.day for each in self.going),
        )  # fmt: skip
        return Chart(_("Reported done and struck off, month by month"), "steps", days, series, says, (first, last))

    def done_on(self, each: Obligation) -> date:
        """Return the day that the report spoke of by which something is done."""
        return self.of.reported.get(each.note_id or 0) or each.noted_on or self.day

    def deadlines(self) -> Chart:
        """Return the obligations by the day by which they have to be done."""
        groups = dict(sorted(_grouped(self.going, lambda each: each.deadline).items()))
        kinds: list[tuple[str, str, Callable[[Obligation], bool]]] = [
            (in_words("status", "verified"), "verified", _is_in("verified")),
            (in_words("status", "reported_done"), "reported_done", _is_in("reported_done")),
            (_("overdue"), "overdue", lambda each: each.status not in DONE and each.deadline < self.day),
            (_("open"), "going", lambda each: each.status not in DONE and each.deadline >= self.day),
        ]  # fmt: skip
        pattern = _("due on {day}: {what}")
        series = [
            Series(label, code, [
                self.counted(pattern.format(day=day, what=label), filter(test, theirs))
                for day, theirs in groups.items()
            ])
            for label, code, test in kinds
        ]  # fmt: skip
        totals = [self.counted(_("due on {day}").format(day=day), theirs) for day, theirs in groups.items()]
        series.append(Series(_("total"), "all", totals))
        passed = [each for each in self.going if each.deadline < self.day]
        soon = [each for each in self.going if 0 <= (each.deadline - self.day).days <= self.of.rule.due_days]
        says = _(
            "Of {count} obligations {passed} were due before {day}, {late} of these are not done; "
            "{soon} are due within {days} days."
        ).format(
            count=len(self.going), passed=len(passed), day=day_words(self.day), soon=len(soon),
            days=self.of.rule.due_days, late=sum(each.status not in DONE for each in passed),
        )  # fmt: skip
        first = min(self.of.plan.issued_on, self.of.plan.period_start, *groups, self.day)
        return Chart(
            _("Obligations by deadline"), "days", list(groups), series, says,
            (first, max(self.of.plan.period_end, *groups, self.day)),
        )  # fmt: skip

    def changes(self) -> list[Block]:
        """Return what has moved since the week began."""
        moved = self.of.moved
        over = self.day.isoweekday() == 7  # a Sunday
        span = in_brackets(
            _("{first} to {last}").format(first=self.of.since, last=self.day), "" if over else _("not over yet")
        )
        count = ngettext("{span}: {count} change.", "{span}: {count} changes.", moved.total)
        said = Para([count.format(span=span, count=moved.total)])
        if not moved.total:
            return [said]
        return [
            said,
            table_of(changes_sheet(_("Changes since {day}").format(day=self.of.since), moved, self.of.snapshot)),
        ]

    def silent_and_late(self) -> list[Block]:
        """Return who owes reports, and what has a red light."""
        blocks: list[Block] = []
        owing = list(silences(self.rows))
        records = [
            silence_record(each) | {"count": self.counted(
                _("{group}: {what}").format(group=each.department, what=_("silent this period")), each.obligations
            )}
            for each in owing
        ]  # fmt: skip
        keys = ("department", column("count", lambda record: str(record["count"])), "refs", "last_report_on")
        told = ngettext(
            "{count} department is silent on what it was asked.",
            "{count} departments are silent on what they were asked.",
            len(owing),
        )  # fmt: skip
        blocks.append(Para([told.format(count=len(owing))]))
        if records:
            table = table_of(make_sheet("silent", self.day, _("Silent"), records, keys=keys))
            rows = [[row[0], record["count"], *row[2:]] for row, record in zip(table.rows, records, strict=True)]
            blocks.append(table._replace(rows=rows))
        red = [each for each in self.rows if each.light == "red"]
        told = ngettext(
            "{count} obligation is overdue or blocked.", "{count} obligations are overdue or blocked.", len(red)
        )
        blocks.append(Para([told.format(count=len(red))]))
        if red:
            shown = ("ref", "title", "department", "deadline", "light", "status", "problem")
            sheet = obligations_sheet(_("Overdue and blocked"), red, self.of.snapshot, self.of.leaders, shown=shown)
            blocks.append(table_of(sheet, "late"))
        return blocks

    def milestones(self) -> list[Block]:
        """Return the milestones."""
        sheet = self.of.milestones
        return [table_of(sheet)] if sheet.rows else [Para([_("The plan has no milestones.")])]

    def detail(self) -> Table:
        """Return the table of all obligations."""
        count = len(self.rows)
        title = ngettext("{count} obligation on {day}", "{count} obligations on {day}", count)
        title = title.format(count=count, day=self.day)
        sheet = obligations_sheet(title, self.rows, self.of.snapshot, self.of.leaders, shown=_SHOWN)
        table = table_of(sheet._replace(columns=list(map(_alone, sheet.columns))), DETAIL)
        return table._replace(brief=self.brief(table) if len(self.rows) > _READABLE else (), wide=True)

    def brief(self, table: Table) -> list[tuple[Sequence[int], Sequence[Value]]]:
        """Return the rows of a table of obligations with those that came by one naming of a collective summed up; where
        that is too many still, those of a task.
        """

        def naming(place: int) -> Any:
            each = self.rows[place]
            return (each.clause_id, each.role, each.party) if each.via == "collective" else place

        groups = _grouped(range(len(self.rows)), naming)
        if len(groups) > _MOST:
            groups = _grouped(range(len(self.rows)), lambda place: self.rows[place].task_id)
        return [
            (places, self.summed(table, places) if len(places) > 1 else table.rows[places[0]])
            for places in groups.values()
        ]

    def summed(self, table: Table, places: Sequence[int]) -> list[Value]:
        """Return one row for the members of a collective."""
        rows = [self.rows[place] for place in places]
        states = [(state, sum(map(_is_in(state), rows))) for state in STATES]
        lights = [(light, sum(each.light == light for each in rows)) for light in ("red", "yellow", "blue", "green")]
        told = {
            "department": in_brackets(_(", ").join(dict.fromkeys(each.party for each in rows)), str(len(rows))),
            "role": _(", ").join(dict.fromkeys(in_words("role", each.role) for each in rows)),
            "deadline": max(each.deadline for each in rows),
            "status": _(", ").join(f"{state_words(state)} {count}" for state, count in states if count),
            "light": next((
                Word(light, _(", ").join(f"{in_words('light', each)} {count}" for each, count in lights if count))
                for light, count in lights if count
            ), ""),
            "last_report_on": max((each.last_report_on for each in rows if each.last_report_on), default=None),
            **dict.fromkeys(("percent", "note", "problem", "next_step")),
        }  # fmt: skip
        first = table.rows[places[0]]
        return [told.get(column.key, value) for column, value in zip(table.columns, first, strict=True)]

    def uncounted(self) -> list[Block]:
        """Return the parties for which no obligation stands."""
        records = [
            {"ref": task.ref, "title": task.title, "role": party.role, "party": party.party,
             "why": "undesignated" if party.registered else "unregistered"}
            for task in self.of.tasks
            for clause in task.clauses
            for party in clause.parties
            if party.open or not party.registered
        ]  # fmt: skip
        said: list[Block] = [Para([words]) for words in uncounted(self.of.tasks) or [_("All parties are counted.")]]
        sheet = make_sheet(
            "undesignated",
            self.day,
            _("Parties that are not counted"),
            records,
            keys=("ref", "title", "role", "party", "why"),
        )
        return [*said, table_of(sheet)] if records else said


_OUT = sorted(ENDED)


_BESIDE = {"status": "percent", "note": "last_report_on"}


def _alone(column: Column) -> Column:
    """Return a column without what the words of it repeat of the column beside it."""
    beside, words = _BESIDE.get(column.key), column.words
    return column._replace(words=lambda record: words({**record, beside: None})) if beside else column


_MOST_MONTHS = 18  # of a longer plan the course is told quarter by quarter


def _ends(first: date, last: date) -> Iterator[date]:
    """Yield the first day and the ends of the months (of a long time the quarters) after it, up to the last day."""
    cycle = "monthly" if (last - first).days / 30 < _MOST_MONTHS else "quarterly"
    while first < last:
        yield first
        first = period_of(cycle, first + timedelta(days=1)).last


def _identity(each: Obligation) -> tuple[int, int, str, str]:
    return each.clause_id, each.department_id, each.role, each.party


def _is_in(*states: str) -> Callable[[Obligation], bool]:
    return lambda each: (each.status or "no_report") in states


def _grouped(items: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for each in items:
        groups.setdefault(key(each), []).append(each)
    return groups


def _end() -> str:
    """Return what a sentence ends with."""
    return _("{text}.").format(text="")


def _joined(figures: Sequence[Figure]) -> list[Part]:
    parts: list[Part] = [part for figure in figures for part in (_(", "), figure)]
    return parts[1:]
