"""One decision on several items, or a file of decisions: entered in one action, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from egovtrack.errors import BadInput, EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.entries import table_entries
from egovtrack.queries.facts import Facts

T = TypeVar("T")
_HEADS = {
    "ref": "ref 任务 编号 任务编号",
    "party": "party 责任主体 主体",
    "departments": "dept department departments 部门 单位 责任单位 牵头单位",
    "lead": "lead 牵头单位 牵头",
    "responsible": "responsible 责任单位 单位 部门",
    "cooperate": "cooperate 配合单位 配合",
    "to": "to 结转至 转入 新任务",
    "until": "until by 截止 期限 截止日期 完成时限",
    "deadline": "deadline 截止 期限 截止日期 完成时限",
    "what": "what 阶段目标 目标",
    "title": "title 标题",
    "text": "text 事项 内容 任务",
    "source": "source 来源",
    "day": "date 日期",
    "basis": "basis 依据",
    "note": "note reason 说明 理由",
}
"""What the columns of a file of decisions may be called, by the parameter that they give."""


def each_decision(
    facts: Facts,
    refs: Iterable[Any],
    path: str | None,
    given: Mapping[str, Any],
    decide: Callable[..., T],
    *,
    needed: str = "ref",
) -> list[T]:
    """Take a decision on each task that is named, or for each row of a file; return what `decide` returned of each.

    `decide` gets the facts, with what was decided before, and then by name `needed` and what was `given`; of a row what
    stands in its columns goes first. `facts` are those of the action.

    Raises EgovtrackError with everything that is refused, BadInput where that stands in a file: then nothing may be
    stored.
    """
    rows = [{needed: ref} for ref in dict.fromkeys(refs)]
    if path:
        if rows:
            raise UsageError(_("the tasks are named, and a file too"), _("leave one of them out"))
        rows = _read(path, given, needed)
    if not rows:
        raise UsageError(_("no task is named"), _("name tasks, or give a file of them with --from-csv"))
    done, wrong = [], []
    for row in rows:
        said = {key: value for key, value in row.items() if not key.startswith("_")}
        try:
            if row.get("_wrong"):
                raise BadInput(row["_wrong"][0])
            done.append(decide(facts.anew(), **{**given, **said}))
        except EgovtrackError as error:
            if len(rows) == 1 and not path:
                raise
            told = f"{error.message} ({error.hint})" if error.hint else error.message
            wrong.append(f"{row.get('_where', row[needed])}: {told}")
    if wrong:
        kind = BadInput if path else EgovtrackError
        words = _("nothing is entered; of {count} decisions {refused} are refused: {problems}")
        raise kind(words.format(count=len(rows), refused=len(wrong), problems=_("; ").join(wrong)))
    return done


def _read(path: str, given: Mapping[str, Any], needed: str) -> list[dict[str, Any]]:
    """Return the rows of a file. Raises BadInput where a column is none of this decision's."""
    from egovtrack.readers import read_path

    heads = {key: words for key, words in _HEADS.items() if key == needed or key in given}
    rows = table_entries(read_path(path), heads, needed)
    for row in rows:
        if needed not in row:
            row |= {needed: "", "_wrong": [_("it names nothing")]}
    return rows
