"""The words for codes, in one list: what a table prints, and what may be typed for it."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _, in_any_language
from egovtrack.limits import typed

# fmt: off
STATUS = {
    "not_started": N_("not started"), "in_progress": N_("in progress"), "blocked": N_("blocked"),
    "reported_done": N_("reported done"), "verified": N_("verified"), "cancelled": N_("cancelled"),
    "carried": N_("carried over"), "unfinished": N_("unfinished"),
}
SETTABLE = {
    "not_started": N_("not started"), "in_progress": N_("in progress"), "blocked": N_("blocked"),
    "completed": N_("completed"), "cancelled": N_("cancelled"),
}
LEVEL = {"remind": N_("reminder"), "urge": N_("urging"), "supervise": N_("supervision")}
WORDS: dict[str, dict[str, str]] = {
    "role": {"lead": N_("lead"), "responsible": N_("responsible"), "cooperate": N_("cooperating")},
    "via": {
        "direct": N_("named"), "collective": N_("collective"), "indefinite": N_("possibly"),
        "designated": N_("designated"),
    },
    "settable": SETTABLE,
    "plan_state": {"closed": N_("closed"), "open": N_("open again")},
    "cycle": {"weekly": N_("weekly"), "monthly": N_("monthly"), "quarterly": N_("quarterly")},
    "note_kind": {
        "report": N_("report"),
        "unchanged": N_("nothing new"),
        "verification": N_("struck off"),
        "return": N_("sent back"),
    },
    "relation": {
        "leads": N_("leads"), "in_charge": N_("in charge of"), "holds": N_("holds in person"),
        "helps": N_("helps with"), "contact": N_("in contact with"),
    },
    "form": {"short": N_("short name"), "full": N_("full name"), "alias": N_("everyday name")},
    "channel": {
        "terminal": N_("terminal"), "form": N_("form"), "table": N_("table"), "notice": N_("notice"),
        "phone": N_("telephone"), "visit": N_("visit"), "message": N_("message"),
    },
    "status": STATUS,
    "reporting": {
        "not_asked": N_("not asked yet"), "never": N_("never reported"), "silent": N_("silent this period"),
        "partly": N_("partly silent"), "reported": N_("reported"),
    },
    "mark": {
        "verified": N_("V"), "reported_done": N_("D"), "in_progress": N_("P"), "blocked": N_("B"),
        "not_started": N_("N"), "cancelled": N_("C"), "carried": N_("M"), "unfinished": N_("U"), "reported": N_("R"),
        "silent": N_("-"), "not_asked": N_("."),
    },
    "light": {"red": N_("red"), "yellow": N_("yellow"), "blue": N_("blue"), "green": N_("green")},
    "light_reason": {
        "overdue": N_("overdue"), "blocked": N_("blocked for long"), "no_report": N_("no report"),
        "milestone": N_("milestone passed"), "behind": N_("behind schedule"), "due_soon": N_("due soon"),
        "on_track": N_("on track"), "reported_done": N_("reported done"), "verified": N_("verified"),
        "cancelled": N_("cancelled"), "carried": N_("carried over"),
    },
    "deadline_source": {"stated": N_("stated"), "office": N_("set by the office"), "period": N_("end of the plan")},
    "severity": {"error": N_("error"), "warning": N_("warning"), "info": N_("remark")},
    "change": {
        "new_plan": N_("new plan"), "new": N_("new"), "changed": N_("changed"), "gone": N_("no longer there"),
        "text": N_("the plan's text"), "registry": N_("the registry"),
    },
    "what": {
        "new_plan": N_("new plan"), "new": N_("answers newly"), "gone": N_("no longer there"),
        "verified": N_("newly struck off"), "reported_done": N_("newly reported done"), "moved": N_("moved"),
        "answered": N_("answered again"), "late": N_("newly overdue"), "silent": N_("gone silent"),
        "blocked": N_("newly blocked"), "back": N_("gone back"), "deadline": N_("deadline moved"),
        "cancelled": N_("cancelled"), "carried": N_("carried over"),
        "unfinished": N_("left unfinished"), "alarm": N_("light turned worse"),
        "light": N_("light"), "text": N_("wording"), "heading": N_("heading"), "party": N_("who answers"),
        "target": N_("targets"), "stated": N_("deadline in the text"), "added": N_("task added"),
        "withdrawn": N_("task withdrawn"), "void": N_("task never issued"),
        "split": N_("split"), "merged": N_("merged"),
        "registered": N_("newly registered"), "renamed": N_("renamed"), "founded": N_("founded"), "ended": N_("ended"),
        "kind": N_("another kind"), "handover": N_("handed over"), "joined": N_("joined"), "left": N_("left"),
    },
    "state": {
        "in_time": N_("in time"), "late": N_("late"), "partly": N_("partly answered"), "missed": N_("not answered"),
        "not_due": N_("not due yet"), "silent": N_("silent this period"), "unchanged": N_("nothing new"),
        "moved": N_("moved"),
    },
    "level": LEVEL, "next_level": LEVEL,
    "reasons": {
        "never": N_("never reported"), "silent": N_("silent this period"), "partly": N_("partly silent"),
        "overdue": N_("overdue"), "blocked": N_("blocked for long"), "milestone": N_("milestone passed"),
        "promise": N_("promise not kept"),
    },
    "event": {
        "entered": N_("entered"), "verified": N_("struck off"), "returned": N_("sent back"),
        "retracted": N_("retracted"), "undone": N_("taken back"),
    },
    "plan_decision": {
        "rule": N_("rule of asking"), "exemption": N_("not asked"), "closed": N_("closed"), "reopened": N_("reopened"),
    },
    "link_state": {"suggested": N_("suggested"), "confirmed": N_("confirmed"), "rejected": N_("rejected")},
    "thread": {
        "forerunner": N_("forerunner"), "successor": N_("successor"), "serves": N_("serves"),
        "served_by": N_("served by"),
    },
    "became": {
        "carried_over": N_("goes on"), "merged": N_("merged"), "split": N_("split"), "unclear": N_("to be looked at"),
        "new": N_("new"), "dropped": N_("nothing goes on with it"),
    },
    "taken_up": {
        "carried_over": N_("served"), "merged": N_("served"), "split": N_("served"), "unclear": N_("to be looked at"),
        "new": N_("not in the five-year plan"), "dropped": N_("taken up by no year"),
    },
    "mention": {"none": N_("not mentioned"), "unclear": N_("to be looked at")},
    "flags": {"scope": N_("another count"), "repeated": N_("as last year")},
    "why": {"undesignated": N_("nobody designated"), "unregistered": N_("not in the registry")},
    "aspect": {
        "task": N_("the task itself"), "heading": N_("heading"), "wording": N_("wording"),
        "who answers": N_("who answers"), "deadline": N_("deadline"), "targets": N_("targets"),
    },
    "identity": {
        "kept": N_("kept"), "reworded": N_("reworded"), "new": N_("new"), "split": N_("split"), "merged": N_("merged"),
        "withdrawn": N_("withdrawn"), "void": N_("never issued"), "added": N_("added"),
    },
    "edition_kind": {
        "issue": N_("as issued"), "correction": N_("correction"), "amendment": N_("amendment"),
        "decision": N_("the office's decision"),
    },
    "kind": {
        "annual": N_("annual"), "five_year": N_("five-year"), "other": N_("other"), "department": N_("department"),
        "district": N_("district"), "party": N_("party organ"), "institution": N_("institution"),
        "committee": N_("committee"), "organisation": N_("organisation"),
    },
}
# fmt: on
"""By key of a record (a column), the words for its codes; others stand as they are."""

_EMPTY_WORDS = frozenset((
    "", "无", "没有", "暂无", "无变化", "没有变化", "无更新", "无进展", "无新进展", "暂无进展", "无新增",
    "无问题", "暂无问题", "无困难", "不变", "未变", "同上", "同前", "同上期", "同上月", "同上周", "同上季度",
    "已报", "已报送", "已上报", "见上", "见附件", "详见附件", "略", "none", "nothing", "nothing new",
    "no change", "unchanged", "ditto", "as above", "n/a", "na", "nil", "see attachment",
))  # fmt: skip
_MARKS = string.punctuation + string.whitespace + "、。〃—–−…·《》“”‘’「」〇○"


def is_empty_word(text: str) -> bool:
    """Return whether a text says nothing new of a task, as 无, 同上 and a dash do, however it is punctuated."""
    plain = unicodedata.normalize("NFKC", text).strip(_MARKS).lower()
    return plain in _EMPTY_WORDS


_FORMER = {"点名": "direct", "集体": "collective", "灯": "light"}
"""Words that tables printed once, by their code: they stay understood."""


def spoken(words: Mapping[str, str], said: str) -> str | None:
    """Return the code that somebody means who typed it, or the word for it in any language; None for other texts."""
    said = typed(said).lower()
    found = (code for code, word in words.items() if said in {code, *map(str.lower, in_any_language(word))})
    former = _FORMER.get(said)
    return next(found, former if former in words else None)


_EVERYDAY = {
    "completed": "完成 办结 已办结 完结 已完结",
    "in_progress": "进行中 正在推进 正在进行 正在办理 办理中 在办 正常推进 有序推进 按序时推进",
    "not_started": "未开始 未开展 未推进 尚未启动 尚未开展",
    "blocked": "停滞 推进受阻",
}
"""What offices' own trackers call a status, where it can mean no other (未完成 and 滞后 may)."""


def settable(said: str) -> str | None:
    """Return the code of a status that may be set, by what somebody typed: also as tables print what was reported, and
    as offices call it.
    """
    everyday = (code for code, words in _EVERYDAY.items() if typed(said) in words.split())
    found = spoken(SETTABLE, said) or spoken(STATUS, said) or next(everyday, None)
    return "completed" if found == "reported_done" else found if found in SETTABLE else None


def codes(key: str) -> dict[str, str]:
    """Return the words for the codes of a record's key; those of `…_before` are the same."""
    return WORDS.get(key.removesuffix("_before"), {})


def several(text: str) -> list[str]:
    """Return the values in a text, separated by commas of any width or by 、. Raises UsageError where there is none."""
    found = [part.strip() for part in re.split("[,，、]", typed(text)) if part.strip()]
    if not found:
        raise UsageError(_("an empty value says nothing"), _("leave the option out, or name what is meant"))
    return found


def codes_in(text: str, known: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the codes in a text with several, each typed as a code or as one of the words that tables print for it in
    any language; `known` are codes with the messages that are their words. Raises UsageError for another word, with all
    there are.
    """
    listed = dict(known)
    found = []
    for value in several(text):
        code = spoken(listed, value)
        if code is None:
            words = _(", ").join(
                _(word) if code == _(word) else _("{text} ({aside})").format(text=_(word), aside=code)
                for code, word in listed.items()
            )
            raise UsageError(
                _("“{value}” is none of the words for this").format(value=value),
                _("there are: {names}").format(names=words),
            )
        found.append(code)
    return tuple(found)


class _InList(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def open_list(self) -> bool: ...


_P = TypeVar("_P", bound=_InList)


def as_listed(parties: Sequence[_P]) -> Iterator[tuple[_P, bool, bool]]:
    """Yield each party of a clause, and whether the 等 of a list that the document leaves open stands before it, where
    it leads to a collective (市财政局、市审计局等部门), or behind it (市财政局、市审计局等).
    """
    before: _P | None = None
    for party, after in zip(parties, [*parties[1:], None], strict=False):
        goes_on = after is not None and after.open_list and after.role == party.role
        leads = bool(before and before.open_list and party.open_list and party.kind != "department")
        yield party, leads, party.open_list and not goes_on and not leads
        before = party
