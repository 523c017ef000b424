"""All progress notes as cells: a million rows are too many to look into each, so the database makes the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from egovtrack.queries.known import View, not_undone, note_stands
from egovtrack.queries.reader import Reader, Value, in_list

NOTE_KEYS = (
    "id", "plan", "ref", "title", "department", "as_of", "kind", "status", "percent", "value", "target", "note",
    "problem", "next_step", "evidence", "author", "channel", "recorded_at", "retracted_at", "retracted_reason",
    "retracted_by", "superseded_by", "undone_at",
)  # fmt: skip
_SIGNS = "'=', '+', '-', '@', '＝', '＋', '－', '＠'"
# White space and what is not seen: some programs drop it before they look for a formula.
_BLANK = " \t\r\n\x0b\x0c\xa0\xad\u061c\u3000\u2060\ufeff" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030)))
)
_TEXTS = ("title", "note", "problem", "next_step", "evidence", "author", "retracted_reason", "retracted_by")


def _later(department: str) -> str:
    """SQL: the first note entered after this one for the same day. Two of them, with and without a department, as one
    condition for both would find no index.
    """
    return f"""(
    SELECT min(x.id) FROM progress_note x
    WHERE x.task_id = n.task_id AND x.department_id {department} AND x.as_of = n.as_of AND x.id > n.id
      AND {note_stands("x")}
      AND (x.clause_id = n.clause_id OR (x.clause_id IS NULL AND n.clause_id IS NULL)))"""


_CELLS = {
    "id": "n.id",
    "plan": "p.key",
    "ref": "p.key || '-' || t.ref || CASE WHEN c.number IS NULL THEN '' ELSE '.' || c.number END",
    "title": "t.title",
    "department": "d.name",
    "as_of": "n.as_of",
    "kind": "n.kind",
    "status": "n.status",
    "percent": "n.percent",
    "value": "n.value",
    "target": "(SELECT w.text FROM target w WHERE w.task_id = n.task_id AND w.position = n.target)",
    "note": "n.note",
    "problem": "n.problem",
    "next_step": "n.next_step",
    "evidence": "n.evidence",
    "author": "n.author",
    "channel": "n.channel",
    "recorded_at": "n.recorded_at",
    "retracted_at": "r.recorded_at",
    "retracted_reason": "r.reason",
    "retracted_by": "r.author",
    "superseded_by": f"CASE WHEN n.department_id IS NULL THEN {_later('IS NULL')}"
    f" ELSE {_later('= n.department_id')} END",
    "undone_at": "(SELECT u.recorded_at FROM action u WHERE u.undoes_id = n.action_id AND u.recorded_at <= :known_at)",
}
_NOTES = f"""
WITH called (id, name) AS (VALUES {{names}})
SELECT {{cells}}
FROM progress_note n
JOIN task t ON t.id = n.task_id JOIN plan p ON p.id = t.plan_id
LEFT JOIN called d ON d.id = n.department_id
LEFT JOIN clause c ON c.id = n.clause_id
LEFT JOIN progress_retraction r ON r.note_id = n.id AND r.recorded_at <= :known_at AND {not_undone("r")}
WHERE n.as_of <= :as_of AND n.recorded_at <= :known_at AND {{limits}}
ORDER BY n.id"""
STATEMENTS = (_NOTES.format(names="(:id0, :name0)", cells=", ".join(_CELLS.values()), limits="1 = 1"),)


def each_note(
    reader: Reader,
    view: View,
    names: Mapping[int, str],
    plans: Sequence[int],
    words: Mapping[str, Mapping[str, str]] | None = None,
    *,
    harmless: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """The notes of plans in the order they were entered, a value for each of NOTE_KEYS; `names` are those of the
    departments. Moments are UTC text. With `words` (by key and code) codes are in words; `harmless`: there is nothing
    that a spreadsheet would take for a formula.
    """
    called = {f"name{index}": name for index, name in enumerate(names.values())}
    parameters: dict[str, Value] = {f"id{index}": key for index, key in enumerate(names)}
    parameters |= {"as_of": view.as_of, "known_at": view.known_at}
    rows = ", ".join(f"(:id{index}, :name{index})" for index in range(len(names)))
    limits, wanted = in_list("t.plan_id", plans, "plan")
    cells = dict(_CELLS)
    if words is not None:
        cells |= {key: _worded(cells[key], key, codes, parameters) for key, codes in words.items() if key in cells}
        cells["percent"] = "n.percent || '%'"
    if harmless:
        cells |= {key: _harmless(cells[key]) for key in _TEXTS}
        cells["value"] = "rtrim(replace(CAST(n.value AS TEXT) || ' ', '.0 ', ''))"  # 15, not 15.0
        parameters |= {"blank": _BLANK, "return": "\r", "feed": "\n", "tab": "\t"}
    sql = _NOTES.format(names=rows, cells=", ".join(cells.values()), limits=limits)
    return reader.each(sql, **parameters, **called, **wanted)


def _worded(cell: str, key: str, codes: Mapping[str, str], parameters: dict[str, Value]) -> str:
    parameters |= {f"{key}_{code}": word for code, word in codes.items()}
    cases = " ".join(f"WHEN '{code}' THEN :{key}_{code}" for code in codes)
    return f"CASE {cell} {cases} ELSE {cell} END"


def _harmless(cell: str) -> str:
    """SQL: a text, kept one by an apostrophe where a spreadsheet would take it for a formula (`views.delimited`)."""
    sign = f"substr({cell}, 1, 1) IN (:tab, :return, :feed) OR substr(ltrim({cell}, :blank), 1, 1) IN ({_SIGNS})"
    return f"CASE WHEN {sign} THEN '''' || {cell} ELSE {cell} END"
