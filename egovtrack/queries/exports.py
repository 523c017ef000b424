"""All progress notes as cells: a million rows are too many to look into each, so the database makes the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from egovtrack.queries.known import View, not_undone
from egovtrack.queries.progress import SUPERSEDED_BY
from egovtrack.queries.reader import Reader, Value, in_list

NOTE_KEYS = (
    "id", "plan", "ref", "title", "department", "as_of", "kind", "status", "percent", "value", "target", "note",
    "problem", "next_step", "evidence", "author", "channel", "recorded_at", "retracted_at", "retracted_reason",
    "retracted_by", "superseded_by", "undone_at",
)  # fmt: skip

FREE_KEYS = (
    "title", "target", "note", "problem", "next_step", "evidence", "author", "retracted_reason", "retracted_by",
)  # fmt: skip
"""Those of the keys whose values people wrote."""

_CELLS = {
    "id": "n.id",
    "plan": "p.key",
    "ref": "p.key || '-' || t.ref || CASE WHEN n.clause_id IS NULL THEN '' ELSE"
    " (SELECT '.' || c.number FROM clause c WHERE c.id = n.clause_id) END",
    "title": "t.title",
    "department": "{department}",
    "as_of": "n.as_of",
    "kind": "n.kind",
    "status": "n.status",
    "percent": "n.percent",
    "value": "n.value",
    "target": "CASE WHEN n.target IS NOT NULL THEN"
    " (SELECT w.text FROM target w WHERE w.task_id = n.task_id AND w.position = n.target) END",
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
    # Few days have two notes of one department. They are found once, along an index, and of no other is it asked.
    "superseded_by": f"""CASE WHEN n.department_id IS NULL OR (n.task_id, n.department_id, n.as_of) IN (
    SELECT s.task_id, s.department_id, s.as_of FROM progress_note s
    GROUP BY s.task_id, s.department_id, s.as_of HAVING count(*) > 1) THEN {SUPERSEDED_BY} END""",
    # Little is ever taken back, and a list of that is looked into sooner than an index.
    "undone_at": "CASE WHEN n.action_id IN (SELECT v.undoes_id FROM action v WHERE v.undoes_id > 0) THEN"
    " (SELECT u.recorded_at FROM action u WHERE u.undoes_id = n.action_id AND u.recorded_at <= :known_at) END",
}
# The unary plus makes SQLite read the notes in their own order, which is the one asked for, and sort nothing.
_NOTES = f"""
SELECT {{cells}}
FROM progress_note n
JOIN task t ON t.id = n.task_id JOIN plan p ON p.id = t.plan_id
LEFT JOIN department d ON d.id = n.department_id
LEFT JOIN progress_retraction r ON r.note_id = n.id AND r.recorded_at <= :known_at AND {not_undone("r")}
WHERE n.as_of <= :as_of AND n.recorded_at <= :known_at AND {{limits}}
ORDER BY n.id"""


def _called(names: Mapping[int, str]) -> tuple[str, dict[str, Value]]:
    """SQL: a department's name, which is another than the registry's for those in `names`, and its parameters."""
    cases = " ".join(f"WHEN {int(key)} THEN :name{key}" for key in names)
    parameters: dict[str, Value] = {f"name{key}": name for key, name in names.items()}
    return f"CASE n.department_id {cases} ELSE d.name END" if names else "d.name", parameters


STATEMENTS = tuple(
    _NOTES.format(
        cells=", ".join(_CELLS.values()).format(department=_called(names)[0]),
        limits=in_list("+t.plan_id", (1,), "plan")[0],
    )
    for names in ({}, {1: ""})
)


def each_note(
    reader: Reader,
    view: View,
    names: Mapping[int, str],
    plans: Sequence[int],
    words: Mapping[str, Mapping[str, str]] | None = None,
    *,
    as_text: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """The notes of plans in the order they were entered, a value for each of NOTE_KEYS; `names` are those of the
    departments that are called otherwise on the day looked at than the registry has them. Moments are UTC text. With
    `words` (by key and code) codes are in words; with `as_text` measured values are as they are written: 15, not 15.0.
    """
    called, parameters = _called(names)
    limits, wanted = in_list("+t.plan_id", plans, "plan")
    cells = {**_CELLS, "department": called}
    if words is not None:
        cells |= {key: _worded(cells[key], key, codes, parameters) for key, codes in words.items() if key in cells}
        cells["percent"] = "n.percent || '%'"
    if as_text:
        cells["value"] = (
            "CASE WHEN n.value IS NOT NULL THEN rtrim(replace(CAST(n.value AS TEXT) || ' ', '.0 ', '')) END"
        )
    sql = _NOTES.format(cells=", ".join(cells.values()), limits=limits)
    return reader.each(sql, **parameters, **wanted, as_of=view.as_of, known_at=view.known_at)


def _worded(cell: str, key: str, codes: Mapping[str, str], parameters: dict[str, Value]) -> str:
    parameters |= {f"{key}_{code}": word for code, word in codes.items()}
    cases = " ".join(f"WHEN '{code}' THEN :{key}_{code}" for code in codes)
    return f"CASE {cell} {cases} ELSE {cell} END"
