"""The text of an edition as the draft that it was stored from, with the identities of what is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from egovtrack.columns import COLUMNS
from egovtrack.composition import Text, Worded, path_to
from egovtrack.connection import Connection
from egovtrack.draft import Document, Place, PlanDraft, TaskDraft
from egovtrack.facts import Plan
from egovtrack.queries.facts import Facts
from egovtrack.rows import DRAFTS, from_row

_TEXT = "SELECT d.text FROM document d WHERE d.id = :document"
_NAMED = """
SELECT p.id, p.name, a.kind, min(a.place_start), count(*)
FROM assignment a JOIN party p ON p.id = a.party_id WHERE a.edition_id = :edition
GROUP BY p.id, p.name, a.kind ORDER BY min(a.id)"""
_ROWS = {
    table: f"SELECT {', '.join(f't.{name}' for name in COLUMNS[table])} FROM {table} t"
    " WHERE t.edition_id = :edition ORDER BY +t.id"
    for table in DRAFTS
}


def read_draft(connection: Connection, plan: Plan) -> PlanDraft:
    """Return the draft that a plan was stored from, without its problems. Its document is that of the edition, then
    those of tasks whose words are of others; places are in all of it.
    """
    text = read_text(connection, plan.edition)
    words = ""
    starts: dict[int | None, int] = {}
    for document in dict.fromkeys([plan.document_id, *(each.document for each in text.tasks)]):
        starts[document] = len(words)
        words += read_document(connection, document or 0) + "\n"
    kind: Any = plan.kind
    return PlanDraft(
        plan.title, plan.number or "", plan.issuer or "", plan.issued_on, plan.key, kind, plan.period_start,
        plan.period_end, Document(words[:-1], ()), text.sections,
        tuple(_moved(each.draft, starts[each.document]) for each in text.tasks), text.blocks,
    )  # fmt: skip


def read_document(connection: Connection, document: int) -> str:
    """Return the text of a document as it was read."""
    ((text,),) = connection.rows(_TEXT, document=document)
    return str(text)


def _moved(task: TaskDraft, by: int) -> TaskDraft:
    """Return a task whose document begins at another character of the text."""

    def moved(value: Any, **others: Any) -> Any:
        return value._replace(place=Place(value.place.start + by, value.place.end + by), **others)

    clauses = [moved(clause, parties=tuple(map(moved, clause.parties))) for clause in task.clauses]
    return moved(task, clauses=tuple(clauses)) if by else task


def read_text(connection: Connection, edition: int) -> Text:
    """Return the text of an edition, with its identities."""
    rows = {table: _rows(connection, table, edition) for table in DRAFTS}
    names = {row[0]: row[1] for row in connection.rows(_NAMED, edition=edition)}
    places = {table: {row["id"]: place for place, row in enumerate(rows[table])} for table in ("section", "task_text")}
    clauses, targets = (_grouped(rows[table], "task_text_id") for table in ("clause_text", "target_text"))
    parties = _grouped(rows["assignment"], "clause_text_id")
    sections = tuple(
        from_row("section", row, number=None, parent=places["section"].get(row["parent_id"])) for row in rows["section"]
    )
    paths = {section: path_to(sections, section) for section in (None, *range(len(sections)))}

    def party(row: dict[str, Any]) -> Any:
        return from_row("assignment", row, name=names[row["party_id"]], open_list=bool(row["open_list"]))

    def worded(item: int, row: dict[str, Any]) -> Worded:
        section = places["section"].get(row["section_id"])
        named, measured = clauses[row["id"]], targets[row["id"]]
        draft = from_row(
            "task_text", row, section=section, targets=tuple(from_row("target_text", each) for each in measured),
            clauses=tuple(
                from_row("clause_text", each, parties=tuple(map(party, parties[each["id"]]))) for each in named
            ),
        )  # fmt: skip
        return Worded(
            draft, row["title"], paths[section], row["task_id"], tuple(each["clause_id"] for each in named),
            tuple(each["target_id"] for each in measured), row["document_id"], item=item,
        )  # fmt: skip

    blocks = [
        from_row(
            "block", row, item=places["task_text"].get(row["task_text_id"], places["section"].get(row["section_id"]))
        )
        for row in rows["block"]
    ]
    return Text(sections, tuple(worded(item, row) for item, row in enumerate(rows["task_text"])), tuple(blocks))


def _rows(connection: Connection, table: str, edition: int) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS[table], row, strict=True)) for row in connection.each(_ROWS[table], edition=edition)]


def _grouped(rows: Iterable[dict[str, Any]], key: str) -> dict[int, list[dict[str, Any]]]:
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def read_unknown(facts: Facts, plan: Plan, kind: str | None = None) -> list[tuple[str, int, int]]:
    """Return the parties of a plan that the registry does not know, in the order of the document: name, first place in
    it, how often they are named. With a `kind` only those that are so by their words: department, universal, …
    """
    registry = facts.registry
    return [
        (name, place, times)
        for party, name, of_kind, place, times in facts.connection.rows(_NAMED, edition=plan.edition)
        if kind in {None, of_kind} and registry.who(party, plan.issued_on) is None and registry.several(party) is None
    ]
