"""Notices and round-ups: what is owed becomes a report, and a report in a file is compared with the ledger again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from egovtrack.chasing import LEVELS, ChaseItem, ChaseRule, Level, would_be_due
from egovtrack.dates import parse_period
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.facts import Plan
from egovtrack.i18n import N_, gettext as _, speaking
from egovtrack.periods import Period
from egovtrack.queries.chasing import read_chase_rule
from egovtrack.queries.facts import Facts
from egovtrack.queries.matrix import STATES, Count, count
from egovtrack.queries.rules import read_rules, read_version
from egovtrack.reports import (
    Blank,
    Block,
    Col,
    Heading,
    Letter,
    Para,
    Report,
    Source,
    Table,
    Text,
    day_words,
    sealed,
    texts,
)
from egovtrack.reports.layout import Layout
from egovtrack.reports.notices import Owed, Paper, grouped, notice, shares, supervision
from egovtrack.reports.wording import Wording
from egovtrack.rollup import TaskRow
from egovtrack.sheets import in_words
from egovtrack.sheets.chasing import unknown_years
from egovtrack.sheets.obligations import reason_words
from egovtrack.standing import ROLES, Obligation
from egovtrack.usecases.asking import AnswerCount, AskedItem, asked_items, count_answers, newest_period
from egovtrack.usecases.chasing import chase_items
from egovtrack.usecases.forms import file_name, form_files, forms_for, free_path
from egovtrack.usecases.listing import going_on

_LANGUAGE = "zh"  # of official papers, whatever language the person at the terminal reads
_RULES = {
    "lights": N_("rule of the lights"), "reporting": N_("rule of reporting"), "chase": N_("rule of chasing"),
    "wording": N_("wording of papers"),
}  # fmt: skip


class Issue(NamedTuple):
    """A notice to a department: its level, the items and what of each is due, and the papers (one of each item under
    supervision).
    """

    department: int
    level: Level
    items: Sequence[ChaseItem]
    reply_by: date
    reports: Sequence[Report]


def read_wording(facts: Facts) -> Wording:
    """Return the sentences in force."""
    rules = read_rules(facts.connection, facts.snapshot, "wording")
    return Wording(rules[-1].content, rules[-1].version) if rules else Wording({}, "1")


def read_paper(facts: Facts) -> Paper:
    """Return what the office has settled for its papers; the ledger's issuer signs where it has settled nothing."""
    rules = read_rules(facts.connection, facts.snapshot, "paper")
    known = {"sender": facts.profile.get("issuer") or "", **(rules[-1].content if rules else {})}
    return Paper(**{name: known[name] for name in Paper._fields if name in known})


def read_layout(facts: Facts) -> Layout:
    """Return how the office's papers look."""
    rules = read_rules(facts.connection, facts.snapshot, "layout")
    return Layout(**(rules[-1].content if rules else {}))


def issues(
    facts: Facts, plans: Sequence[Plan], span: Period | None, level: Level | None, departments: Collection[int] | None
) -> list[Issue]:
    """Return the notices to departments (None: all): what is due on the snapshot's day, or all that was issued at a
    level or could have been by then.
    """
    day, rule, workdays = facts.snapshot.as_of, read_chase_rule(facts), facts.reporting.workdays
    groups: dict[tuple[int, Level], list[ChaseItem]] = {}
    for item in chase_items(facts, plans, span):
        holder = item.obligation.holder_id
        if departments is None or holder in departments:
            found = max((step.level for step in item.due(day)), key=LEVELS.index, default=None)
            if level is not None:
                could = any(would_be_due(rule, workdays, step.cause, level) <= day for step in item.steps)
                found = level if could or item.level == level else None
            if found:
                groups.setdefault((holder, found), []).append(item)
    if not groups:
        return []
    asked = {"plans": ",".join(plan.key for plan in plans), "asked": level or "", "period": span.label if span else ""}
    reply_by = _reply_by(facts)
    with speaking(_LANGUAGE):
        writer = _Writer(facts, plans, rule, reply_by, asked)
        return [Issue(*place, items, reply_by, list(writer.papers(*place, items))) for place, items in groups.items()]


def nothing_owed(
    facts: Facts, plans: Sequence[Plan], span: Period | None, departments: Collection[int] | None
) -> EgovtrackError:
    """Return the error that says why no notice can be written to departments (None: to any)."""
    day, hint = facts.snapshot.as_of, _("egovtrack chase tells what is owed, and what comes next on which day")
    if span and span.last >= day:
        return not_ended(span, day)
    answering = {each.holder_id for plan in plans for each in facts.obligations(plan)}
    if departments is not None and not answering.intersection(departments):
        names = _(", ").join(facts.registry.name_on(department, day) for department in departments)
        why = _("{name} has no obligation in the plans that are asked about").format(name=names)
        return EgovtrackError(why, _("egovtrack dept NAME tells what a department answers for"))
    return EgovtrackError(_("nothing is owed that a notice could be about"), hint)


def not_ended(span: Period, day: date) -> EgovtrackError:
    """Return the error that says that a period runs still."""
    why = _("{period} has not ended on {day}").format(period=span.label, day=day)
    return EgovtrackError(why, _("name a period that is over with --period"))


def documents_of(
    facts: Facts, found: Iterable[Issue], output: str, base: bytes | None, *, with_forms: bool = False
) -> dict[Path, bytes]:
    """Return the files of notices: a Word file for each department and level in the folder `output`, and with each the
    form in which it may report what it is silent on.
    """
    from egovtrack.views.word import write_docx

    made: dict[Path, bytes] = {}
    day, layout = facts.snapshot.as_of.isoformat(), read_layout(facts)
    owed: dict[int, set[tuple[str, Period]]] = {}
    for issue in found:
        name = file_name(facts.registry.name_on(issue.department, facts.snapshot.as_of))
        with speaking(_LANGUAGE):
            path = free_path(output, f"{name}-{in_words('level', issue.level)}-{day}", ".docx", made)
        made[path] = write_docx(issue.reports, base, layout)
        periods = {
            (item.obligation.plan, item.period) for item in issue.items if item.state == "silent" and item.period
        }
        owed.setdefault(issue.department, set()).update(periods)
    if with_forms:
        with speaking(_LANGUAGE):
            made |= form_files(forms_for(facts, owed), output, many=True)
    return made


class _Writer:
    """Makes the papers of one snapshot: what all of them need is read once."""

    def __init__(
        self, facts: Facts, plans: Sequence[Plan], rule: ChaseRule, reply_by: date, asked: Mapping[str, str]
    ) -> None:
        self._facts, self._documents = facts, {plan.key: _document(plan) for plan in plans}
        self._settled = reply_by, rule, read_wording(facts), read_paper(facts)
        self._source = _paper_source(facts, {"kind": "notice", **asked})
        self._tasks: dict[int, TaskRow] = {task.id: task for plan in plans for task in facts.tasks(plan)}
        self._counts = Counter(each.holder_id for task in self._tasks.values() for each in task.obligations)

    def papers(self, holder: int, level: Level, items: Sequence[ChaseItem]) -> Iterator[Report]:
        """Yield the papers of a department at a level."""
        name = self._facts.registry.name_on(holder, self._source.day)
        source = self._source.of(department=name, level=level)
        owed = [self._owed(item) for item in items]
        named = [self._documents[item.obligation.plan] for item in items]
        if level == "supervise":
            for each, document in zip(owed, named, strict=True):
                yield supervision(name, each, document, *self._settled, source)
            return
        documents = "、".join(dict.fromkeys(named))
        yield notice(name, level, owed, self._counts[holder], documents, *self._settled, source)

    def _owed(self, item: ChaseItem) -> Owed:
        task = self._tasks[item.obligation.task_id]
        parties = [
            party for clause in task.clauses if clause.clause == item.obligation.clause for party in clause.parties
        ]
        names = [list(dict.fromkeys(each.party for each in parties if each.role == role)) for role in ROLES]
        return Owed(item, task.text, *names)


def _document(plan: Plan) -> str:
    return f"《{plan.title}》" + (f"（{plan.number}）" if plan.number else "")


def make_source(facts: Facts, made_from: Mapping[str, str]) -> Source:
    """Return what a report is made from, as it is known at the snapshot."""
    versions = {_(words): read_version(facts.connection, facts.snapshot, kind) for kind, words in _RULES.items()}
    day = facts.snapshot.as_of
    kept = {**made_from, "as_of": day.isoformat(), "known": facts.head.partition(":")[0]}
    return Source(day, facts.head, versions, kept)


def _reply_by(facts: Facts) -> date:
    return facts.reporting.workdays.after(facts.snapshot.as_of, read_chase_rule(facts).reply)


def _paper_source(facts: Facts, made_from: Mapping[str, str]) -> Source:
    """Return what a paper is made from; it says which working days nobody could know."""
    years = {facts.snapshot.as_of.year, _reply_by(facts).year}
    return make_source(facts, made_from)._replace(notes=unknown_years(years, facts.reporting.workdays))


# --- the round-up ----------------------------------------------------------------------------------------------------


def round_up(facts: Facts, plans: Sequence[Plan], span: Period | None) -> Report:
    """Return the round-up of a period over plans. Raises EgovtrackError where the period has not ended."""
    day = facts.snapshot.as_of
    items = [item for plan in plans for item in asked_items(facts, plan, span or newest_period(facts, plan))]
    if not items:
        raise EgovtrackError(_("nothing was asked for that period"), _("egovtrack plans tells how each plan is asked"))
    period = max(item.period for item in items)
    if period.last >= day:
        raise not_ended(period, day)
    tasks = [task for plan in plans for task in facts.tasks(plan)]
    with speaking(_LANGUAGE):
        return _round_up(facts, plans, span, period, tasks, items)


def _round_up(
    facts: Facts, plans: Sequence[Plan], span: Period | None, period: Period, tasks: Sequence[TaskRow],
    items: Sequence[AskedItem],
) -> Report:  # fmt: skip
    wording, paper, day = read_wording(facts), read_paper(facts), facts.snapshot.as_of
    rows = [each for task in tasks for each in task.obligations]
    parts = _RoundUp(facts, wording, period, rows, items)
    documents = "、".join(map(_document, plans))
    blocks: list[Block] = [
        Para([wording("round_up_basis", documents=documents, day=day_words(day))]),
        *parts.overall(tasks, going_on(facts, plans, rows)), *parts.changes(plans), *parts.answers(), *parts.red(),
        *parts.problems(), *parts.following(), Heading(wording("counting_heading")), Para([wording("counting")]),
        Para([_uncounted(wording, tasks)]),
    ]  # fmt: skip
    letter = Letter(
        paper.issuer, ["第", Blank(3), "期"], wording("round_up_to"), paper.sender, day, paper.cc, paper.printer
    )
    title = wording("round_up_title", period=_period_words(period))
    made_from = {"kind": "round-up", "plans": ",".join(plan.key for plan in plans)} | (
        {"period": span.label} if span else {}
    )
    annex = Report([wording("table_title")], [parts.table()])
    return sealed(Report([title], blocks, letter, [annex]), _paper_source(facts, made_from))


def _uncounted(wording: Wording, tasks: Sequence[TaskRow]) -> str:
    undesignated, unregistered = sum(len(t.open_parties()) for t in tasks), sum(len(t.unregistered()) for t in tasks)
    return wording("uncounted", undesignated=undesignated, unregistered=unregistered)


def _period_words(period: Period) -> str:
    first = period.first
    if period.cycle == "weekly":
        year, week, _weekday = first.isocalendar()
        return f"{year}年第{week}周"
    if period.cycle == "quarterly":
        return f"{first.year}年第{'一二三四'[period.last.month // 3 - 1]}季度"
    return f"{first.year}年{first.month}月"


class _RoundUp:
    """The parts of a round-up."""

    def __init__(
        self, facts: Facts, wording: Wording, period: Period, rows: Sequence[Obligation], items: Sequence[AskedItem]
    ) -> None:
        self._facts, self._wording, self._period, self._rows, self._items = facts, wording, period, rows, items
        self._answers = count_answers(items)
        self._is_one_plan = len({each.plan for each in rows}) == 1
        self._red = [each for each in rows if each.light == "red"]

    def overall(self, tasks: Sequence[TaskRow], carried: Sequence[str]) -> list[Block]:
        """Return the counts, the whole once and then shares, and which tasks go on with earlier ones (`carried`)."""
        whole = count(None, self._rows)
        departments = len({each.holder_id for each in self._rows})
        always = {in_words("status", state) for state in ("verified", "reported_done", "in_progress", "blocked")}
        always |= {"从未报送", "本期未报", "逾期"}
        told = [(label, value) for label, value in _figures(whole).items() if value or label in always]
        first = self._wording("overall", tasks=len(tasks), count=whole.obligations, departments=departments)
        more = [Para([self._wording("carried", count=len(carried), tasks="、".join(carried))])] if carried else []
        return [Heading(self._wording("overall_heading")), Para([first, *shares(told, whole.obligations)]), *more]

    def changes(self, plans: Iterable[Plan]) -> list[Block]:
        """Return what is otherwise than at the end of the period before, as it was known then."""
        before, keys = self._facts.then(self._period.first - timedelta(days=1)), {plan.key for plan in plans}
        known = [plan for plan in before.issued if plan.key in keys]
        if len(known) < len(keys):
            return [Heading(self._wording("change_heading")), Para([self._wording("no_before")])]
        earlier = [each for plan in known for each in before.obligations(plan)]
        was, now = _figures(count(None, earlier)), _figures(count(None, self._rows))
        moved = [(label, now[label] - was[label]) for label in now if now[label] != was[label]]
        told = "，".join(f"{label}{'增加' if by > 0 else '减少'}{abs(by)}项" for label, by in moved)
        words = day_words(before.snapshot.as_of)
        sentence = (
            self._wording("change", before=words) + told + "。" if told else self._wording("no_change", before=words)
        )
        return [Heading(self._wording("change_heading")), Para([sentence])]

    def answers(self) -> list[Block]:
        """Return who answered in time and has nothing red, and who did not answer."""
        late = {each.department for each in self._red}
        good = [each.department for each in self._answers if each.state == "in_time" and each.department not in late]
        silent = [each.department for each in self._answers if each.state == "missed"]
        partly = [each.department for each in self._answers if each.state == "partly"]
        say, period = self._wording, _period_words(self._period)
        praise = say("in_time_names", asked=len(self._items), period=period, count=len(good), names="、".join(good))
        blame = [
            say(name, count=len(names), names="、".join(names))
            for name, names in (("silent_names", silent), ("partly_names", partly))
            if names
        ]
        return [
            Heading(say("answers_heading")), Heading(say("in_time"), 2),
            Para([praise if good else say("nobody_in_time")]),
            Heading(say("silent"), 2), *(Para([words]) for words in blame or [say("nobody_silent")]),
        ]  # fmt: skip

    def red(self) -> list[Block]:
        """Return what is overdue or blocked, task by task."""
        day = self._facts.snapshot.as_of
        rows = [
            (
                f"{self._called(each)}“{each.title}”",
                reason_words(each.light_reason or "overdue", each.situation, each.milestone, day),
                each.department,
            )
            for each in self._red
        ]
        none = self._wording("red_none", days=self._facts.rule.blocked_days)
        told = "；".join(grouped(rows)) + "。" if rows else none
        return [Heading(self._wording("red_heading")), Para([told])]

    def problems(self) -> list[Block]:
        """Return the problems that departments told of."""
        rows = [(self._called(each), each.problem.rstrip("。"), each.department) for each in self._rows if each.problem]
        told = "；".join(grouped(rows)) + "。" if rows else self._wording("problems_none")
        return [Heading(self._wording("problems_heading")), Para([told])]

    def _called(self, each: Obligation) -> str:
        """Return what a task is called: by its number alone where all are of one plan."""
        return f"第{each.ref.removeprefix(f'{each.plan}-')}项" if self._is_one_plan else each.ref

    def following(self) -> list[Block]:
        """Return what is demanded by when."""
        told = self._wording("next", reply_by=day_words(_reply_by(self._facts)))
        return [Heading(self._wording("next_heading")), Para([told])]

    def table(self) -> Table:
        """Return a row for each department: how its items stand, and how it answered."""
        shares = dict.fromkeys(_COLUMNS, 0.7) | {"责任事项": 0.8}
        columns = [Col("序号", 0.6, True), Col("单位", 2), *(Col(each, share, True) for each, share in shares.items())]
        answers = {each.department: each for each in self._answers}
        groups: dict[str, list[Obligation]] = {}
        for each in self._rows:
            groups.setdefault(each.department, []).append(each)
        rows = [
            _row(number, name, count(name, own), answers.get(name))
            for number, (name, own) in enumerate(groups.items(), 1)
        ]
        sums = [sum(int(row[place]) for row in rows) for place in range(2, len(columns))]
        return Table(columns, rows, ["", "合计", *sums])


_STATES = ("verified", "reported_done", "in_progress", "blocked", "not_started", "no_report")
_COLUMNS = (
    "责任事项",
    "已销号",
    "已报完成",
    "推进中",
    "受阻",
    "未启动",
    "从未报送",
    "本期未报",
    "逾期",
    "应报",
    "按时",
    "迟报",
    "漏报",
)


def _row(number: int, name: str, of: Count, answer: AnswerCount | None) -> list[str | int]:
    answered = (answer.asked, answer.in_time, answer.late, answer.missed) if answer else (0, 0, 0, 0)
    return [number, name, of.obligations, *map(of.states.__getitem__, _STATES), of.silent, of.overdue, *answered]


def _figures(whole: Count) -> dict[str, int]:
    """Return the counts that a round-up tells, by what they are called."""
    states = {in_words("status", state): whole.states[state] for state in STATES if state != "no_report"}
    return {**states, "从未报送": whole.states["no_report"], "本期未报": whole.silent, "逾期": whole.overdue}


# --- comparing a file with the ledger --------------------------------------------------------------------------------


class Difference(NamedTuple):
    """A text of a file that is not what the ledger says: what stands there and what should."""

    place: int
    found: str
    wanted: str


def compare(wanted: Sequence[Text], found: Sequence[str]) -> list[Difference]:
    """Return where the texts of a file are not those of a report; what is left empty in it may be filled in."""
    patterns = [_pattern(text) for text in wanted]
    differences: list[Difference] = []
    place = at = 0

    def fits(place: int, at: int) -> bool:
        return place < len(wanted) and at < len(found) and bool(patterns[place].fullmatch(_plain(found[at])))

    while place < len(wanted) or at < len(found):
        if fits(place, at):
            place, at = place + 1, at + 1
            continue
        is_extra = place == len(wanted) or (at < len(found) and fits(place, at + 1))
        is_missing = not is_extra and (at == len(found) or fits(place + 1, at))
        there = "" if is_missing else found[at].strip()
        differences.append(Difference(place + 1, there, "" if is_extra else str(wanted[place]).strip()))
        place, at = place + (not is_extra), at + (not is_missing)
    return differences


def _pattern(text: Text) -> re.Pattern[str]:
    parts = (".*" if isinstance(part, Blank) else re.escape(_plain(part)) for part in text.parts)
    return re.compile(re.sub(r"(\.\*)+", ".*", "".join(parts)), re.DOTALL)


def _plain(text: str) -> str:
    """Return a text without white space: programs that save a file again put some in and take some out."""
    return "".join(text.split())


def remade(facts: Facts, properties: Mapping[str, str]) -> list[Report]:
    """Return the reports of a file, made again from the ledger. Raises BadInput where it does not tell what it is."""
    kind = properties.get("kind")
    plans = [facts.plan(key) for key in properties.get("plans", "").split(",") if key]
    period = properties.get("period")
    span = parse_period(period, facts.today) if period else None
    if kind == "round-up":
        return [round_up(facts, plans, span)]
    if kind == "plan":
        from egovtrack.usecases.reports import plan_report

        return [plan_report(facts, *plans)]
    if kind != "notice" or properties.get("level") not in LEVELS:
        raise BadInput(_("the file does not tell what it was made from"))
    department, _name = facts.registry.find(properties["department"])
    asked = next((level for level in LEVELS if level == properties.get("asked")), None)
    found = issues(facts, plans, span, asked, {department.id})
    return [report for issue in found if issue.level == properties["level"] for report in issue.reports]


def all_texts(reports: Iterable[Report]) -> list[Text]:
    """Return the texts of several reports in a file."""
    return [text for report in reports for text in texts(report)]
