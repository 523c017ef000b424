"""What stands in a reminder, an urging, a sheet of supervision (提醒、催办、督办) and a round-up (通报). Pure.

Their language is Chinese, as GB/T 9704-2012 wants it: whoever makes them sets the language before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from egovtrack.chasing import ChaseItem, ChaseRule, Level
from egovtrack.i18n import gettext as _
from egovtrack.reports import (
    PASSAGE,
    Blank,
    Block,
    Col,
    Figure,
    Heading,
    Letter,
    Para,
    Part,
    Report,
    Source,
    Table,
    Value,
    day_words,
    sealed,
)
from egovtrack.reports.wording import Wording
from egovtrack.sheets import in_words
from egovtrack.sheets.columns import LABELS
from egovtrack.sheets.obligations import deadline_words, obligation_record, role_words, standing_words

_MOST_NAMES = 3
_MANY = 20  # characters of a title on a line


class Paper(NamedTuple):
    """What an office has settled for its papers, each empty where it has not: the issuer at the head in red, who signs,
    whom copies go to, who prints, whom to ask and by which telephone.
    """

    issuer: str = ""
    sender: str = ""
    cc: str = ""
    printer: str = ""
    contact: str = ""
    phone: str = ""


class Owed(NamedTuple):
    """An item of a notice: where it stands, its task's wording, and who leads, answers beside them, and cooperates, as
    the document names them.
    """

    item: ChaseItem
    wording: str
    leads: Sequence[str]
    responsible: Sequence[str]
    cooperating: Sequence[str]


def notice(
    department: str, level: Level, owed: Sequence[Owed], count: int, documents: str, reply_by: date, rule: ChaseRule,
    wording: Wording, paper: Paper, source: Source,
) -> Report:  # fmt: skip
    """Return a reminder or an urging for a department, which answers for `count` items in all."""
    day = source.day
    called = in_words("level", level)
    items = [each.item for each in owed]
    figures = {"reply_by": day_words(reply_by), "reply": rule.reply, "level": called}
    blocks: list[Block] = [
        Para([wording("basis", documents=documents, count=count, day=day_words(day), owed=len(owed),
                      reasons=_reasons(items), level=called)]),
        Heading(wording("items_heading", level=called)),
        Table(
            [Col("编号", 1.5, True), Col("任务", 3), Col("角色", 0.9, True), Col("办理时限及来源", 1.9),
             Col("上次报送", 1.4, True), Col("催办原因", 1.7), Col("次数", 0.7, True)],
            [[each.item.obligation.ref, each.item.obligation.title, role_words(obligation_record(each.item.obligation)),
              _deadline(each.item, day), _last_report(each.item, day), _why(each.item), each.item.times + 1]
             for each in owed],
        ),
        Para([wording("items_note")], "note"),
        Heading(wording("demands_heading")),
        Para([wording("demands", **figures)]),
        Para([wording("evidence")]),
        _whom_to_ask(wording, paper),
    ]  # fmt: skip
    wordings = Table(
        [Col("编号", 1.2, True), Col("任务原文", 6)], [[each.item.obligation.ref, each.wording] for each in owed]
    )
    title = _lines(wording(f"{level}_title"))
    letter = Letter(paper.issuer, ["编号：", Blank(8)], department, paper.sender, day, paper.cc, paper.printer)
    annexes = [Report([wording("wordings_title")], [wordings]), _receipt(wording, department, items)]
    return sealed(Report(title, blocks, letter, annexes), source)


def supervision(
    department: str, each: Owed, documents: str, reply_by: date, rule: ChaseRule, wording: Wording, paper: Paper,
    source: Source,
) -> Report:  # fmt: skip
    """Return the sheet by which one item is put under supervision (一事一单)."""
    obligation, day = each.item.obligation, source.day
    record = obligation_record(obligation)
    rows: list[tuple[str, Value | Sequence[Part]]] = [
        ("发往单位", department), ("紧急程度", Blank()), ("督办级别", in_words("level", "supervise")),
        ("立项依据", documents), ("督办事项", f"{obligation.ref} {obligation.title}"), ("任务原文", each.wording),
        ("牵头单位", "、".join(each.leads) or "文件未定牵头单位"), ("责任单位", "、".join(each.responsible) or "—"),
        ("配合单位", "、".join(each.cooperating) or "—"),
        ("责任角色", role_words(record)), ("办理时限及来源", _deadline(each.item, day)),
        ("上次报送日期", _last_report(each.item, day)), ("目前进展", standing_words(record) + _said(obligation.note)),
        ("存在问题", obligation.problem or "—"), ("催办原因", _why(each.item)), ("已催办次数", each.item.times),
        ("办理要求", wording("supervise_demands", reply_by=day_words(reply_by), reply=rule.reply)),
        ("反馈时限", f"{day_words(reply_by)}（{rule.reply}个工作日）"), ("报送内容和方式", wording("supervise_reply")),
        ("报送期", _period_of(each.item)), ("签发日期", day), ("联系人及电话", _contact_parts(paper)),
    ]  # fmt: skip
    prose = ("办理进展", "未按期完成原因", "需协调事项", "下一步措施及时限", "佐证材料")
    lines = ("承办处室及承办人", "单位负责人签字")
    verified: list[Part] = ["□办结销号　□继续办理　□退回补办　核实人：", Blank(4), "日期：", Blank(4)]
    form = [Col("", 1.5), Col("", 5)]
    blocks: list[Block] = [
        Table(form, rows),
        Para(["回执"], "flush"),
        Table([Col("", 1.5), Col("", 2), Col("", 1.2), Col("", 1.8)], [["签收人", Blank(), "签收时间", Blank()]]),
        Para(["反馈栏"], "flush"),
        Table(form, [*((name, Blank(PASSAGE)) for name in prose), *((name, Blank()) for name in lines)]),
        Para(["核实栏"], "flush"),
        Table(form, [("办公室核实", verified)]),
    ]
    letter = Letter(paper.issuer, ["督办编号：", Blank(8)], "", "", day, paper.cc, paper.printer)
    return sealed(Report([wording("supervise_title")], blocks, letter), source)


def _reasons(items: Sequence[ChaseItem]) -> str:
    reasons = [reason for item in items for reason in item.reasons]
    return "、".join(f"{in_words('reasons', [each])}{reasons.count(each)}项" for each in dict.fromkeys(reasons))


def _why(item: ChaseItem) -> str:
    missed = item.obligation.missed_periods
    more = f"（连续{missed}期）" if missed > 1 and {"silent", "never", "partly"} & set(item.reasons) else ""
    return in_words("reasons", list(item.reasons)) + more


def _deadline(item: ChaseItem, day: date) -> str:
    record = obligation_record(item.obligation)
    shown = deadline_words(record).replace(
        str(item.obligation.deadline), day_words(item.obligation.deadline, day.year), 1
    )
    return f"{shown}（{in_words('deadline_source', item.obligation.deadline_source)}）"


def _last_report(item: ChaseItem, day: date) -> str:
    last = item.obligation.last_report_on
    return day_words(last, day.year) if last else "—"


def _said(note: str | None) -> str:
    return f"：{note}" if note else ""


def _contact_parts(paper: Paper) -> list[Part]:
    return [paper.contact or Blank(5), "　", paper.phone or Blank(8)]


def _whom_to_ask(wording: Wording, paper: Paper) -> Para:
    return Para([
        "（", wording("contact"), paper.contact or Blank(5), "　", wording("phone"), paper.phone or Blank(8), "）",
    ])  # fmt: skip


def _receipt(wording: Wording, department: str, items: Sequence[ChaseItem]) -> Report:
    """Return the sheet that comes back: who received the notice, and what is reported on each item, in the words by
    which tables of reports are read (egovtrack.usecases.entries).
    """
    signed: list[tuple[str, Value]] = [
        ("签收单位", department), ("签收人", Blank()), ("签收时间", Blank()), ("单位负责人签字", Blank()),
    ]  # fmt: skip
    heads = ("ref", "period", "note", "problem", "next_step")
    labels = [_(LABELS[key]) if key != "period" else "报送期" for key in heads]
    columns = [Col(label, 1.2 if place < 2 else 2.2, place < 2) for place, label in enumerate(labels)]
    blank = Blank(PASSAGE)
    rows = [(item.obligation.ref, _period_of(item), blank, blank, blank) for item in items]
    blocks: list[Block] = [
        Table([Col("", 1.5), Col("", 5)], signed),
        Para([wording("reply_note")], "note"),
        Table(columns, rows),
    ]
    return Report([wording("reply_title")], blocks)


def _period_of(item: ChaseItem) -> str:
    """Return the period that a report on an item is to answer."""
    return item.period.label if item.period and item.state == "silent" else ""


def _lines(title: str) -> list[str]:
    """Return a title in lines of about the same length, where it is longer than one (7.3.1)."""
    if len(title) <= _MANY:
        return [title]
    middle = len(title) // 2
    places = [at for at in range(4, len(title) - 3) if title[at - 1] in "的，、》" or title[at] in "《“"]
    cut = min(places, key=lambda at: abs(at - middle), default=middle)
    return [title[:cut], title[cut:]]


def grouped(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return items by task, each with why and of whom: rows of what the task is called, reason and department."""
    tasks: dict[str, dict[str, list[str]]] = {}
    for task, reason, department in rows:
        tasks.setdefault(task, {}).setdefault(reason, []).append(department)
    return [
        f"{task}，" + "，".join(f"{reason}（{_whose(names)}）" for reason, names in reasons.items())
        for task, reasons in tasks.items()
    ]


def _whose(names: Sequence[str]) -> str:
    more = f"等{len(names)}个单位" if len(names) > _MOST_NAMES else ""
    return "、".join(names[:_MOST_NAMES]) + more


def shares(parts: Sequence[tuple[str, int]], whole: int) -> list[Part]:
    """Return counts as parts of a sentence, each with its share of the whole."""
    figures: list[Part] = []
    for label, value in parts:
        figures += [Figure(label, value, whole), "，"]
    return [*figures[:-1], "。"]
