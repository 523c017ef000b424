"""Plans and their editions: each edition is the plan's whole text as it holds from a day on, with every place kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from egovtrack.composition import Path, Text, Worded, heading_words, path_to, rebased
from egovtrack.draft import Clause, PlanDraft
from egovtrack.identities import Match
from egovtrack.ledger.actions import Action
from egovtrack.ledger.parties import party_ids
from egovtrack.queries.drafts import read_text
from egovtrack.queries.editions import PlanFacts, plan_identity, read_plan_facts, sequence
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import EditionRow
from egovtrack.rows import to_row


def store_plan(
    action: Action, key: str, draft: PlanDraft, says: PlanFacts, text: Text, source: str | None = None
) -> int:  # fmt: skip
    """Append a document as a plan with its first edition; return the plan's id. A key that an undone import had used
    is used again.
    """
    document = store_document(action, draft, says.title, says.issued_on, source)
    plan_id = plan_identity(action.connection, key) or action.append("plan", key=key)
    store_edition(action, plan_id, Head(document, "issue", says.issued_on, says), text)
    return plan_id


def store_document(action: Action, draft: PlanDraft, title: str, issued_on: date, source: str | None = None) -> int:
    """Append the document of a draft, the text exactly as read; return its id. Title and day of issue are for a
    document that does not tell them.
    """
    return action.append(
        "document", sha256=fingerprint(draft), title=draft.title or title, number=draft.document_number or None,
        issuer=draft.issuer or None, issued_on=draft.issued_on or issued_on, source=source, text=draft.document.text,
    )  # fmt: skip


def fingerprint(draft: PlanDraft) -> str:
    """Return the SHA-256 of a draft's document."""
    return hashlib.sha256(draft.document.text.encode()).hexdigest()


# --- changes of a plan ------------------------------------------------------------------------------------------------


class Head(NamedTuple):
    """What an edition is beside its text: its document, its kind, the day from which it holds, what it says of its
    plan, and on what basis.
    """

    document_id: int
    kind: str
    effective_on: date
    says: PlanFacts
    basis: str | None = None


def store_change(
    action: Action, facts: Facts, base: EditionRow, head: Head, old: Text, new: Text, matches: Iterable[Match]
) -> None:
    """Append an edition that is made from another, and then the later ones anew, as far as they had left the text as
    it was. `old` is the text of the base; `matches` tell which of its tasks go on in which others.
    """
    connection, plan = action.connection, base.plan
    ids = {each.draft.ref: each.task for each in old.tasks}
    merged = {ids[ref]: ids[match.old[0]] for match in matches if match.new for ref in match.old[1:]}
    edition, tasks = store_edition(action, plan.id, head, new, plan.edition)
    changes = _task_changes(old, new, tasks, merged, "void" if head.kind == "correction" else "withdrawn")
    action.append_all("task_change", changes, edition_id=edition, basis=head.basis)
    before = read_plan_facts(connection, plan.edition)
    later = [row for row in sequence(facts, plan.id) if row.plan.effective_on > head.effective_on]
    after = read_text(connection, edition) if later else new
    for row in later:
        facts_then = zip(read_plan_facts(connection, row.plan.edition), before, head.says, strict=True)
        says = PlanFacts._make(now if its == was else its for its, was, now in facts_then)
        text = rebased(old, after, read_text(connection, row.plan.edition), merged)
        again = Head(row.plan.document_id, row.kind, row.plan.effective_on, says, row.basis)
        store_edition(action, plan.id, again, text, row.plan.edition)


def _task_changes(
    old: Text, new: Text, tasks: Sequence[int], merged: Mapping[int | None, int | None], gone: str
) -> Iterator[dict[str, Any]]:
    """Yield which tasks came and which went; `tasks` are the identities of the new text's."""
    for task, each in zip(tasks, new.tasks, strict=True):
        if each.split_from is not None:
            yield {"task_id": each.split_from, "kind": "split", "other_task_id": task}
        elif each.task is None:
            yield {"task_id": task, "kind": "added"}
    here = set(tasks)
    for each in old.tasks:
        if each.task not in here:
            into = merged.get(each.task)
            yield {"task_id": each.task, "kind": "merged" if into else gone, "other_task_id": into}


# --- the rows of an edition -------------------------------------------------------------------------------------------


def store_edition(
    action: Action, plan_id: int, head: Head, text: Text, based_on: int | None = None
) -> tuple[int, list[int]]:
    """Append an edition with its whole text, a table at a time; return its id and those of its tasks."""
    edition = action.append(
        "edition", plan_id=plan_id, document_id=head.document_id, kind=head.kind, based_on_id=based_on,
        effective_on=head.effective_on, basis=head.basis, **head.says._asdict(),
    )  # fmt: skip
    headings = _Headings(action, edition, text)
    tasks = _identities(action, "task", [(each.task, {"plan_id": plan_id}) for each in text.tasks])
    rows = [
        to_row(
            "task_text", each.draft, edition, position, task_id=task, document_id=each.document or head.document_id,
            section_id=headings.under(each.path), title=each.title,
        )
        for position, (task, each) in enumerate(zip(tasks, text.tasks, strict=True), start=1)
    ]  # fmt: skip
    texts = list(zip(tasks, action.append_all("task_text", rows), text.tasks, strict=True))
    clauses = _store_parts(action, edition, "clause", texts)
    _store_parties(action, edition, clauses)
    _store_parts(action, edition, "target", texts)
    items = {each.item: number for _task, number, each in texts}
    blocks = [
        to_row(
            "block", block, edition, position, task_text_id=items.get(block.item) if block.kind == "task" else None,
            section_id=headings.ids[block.item] if block.kind == "heading" and block.item is not None else None,
        )
        for position, block in enumerate(text.blocks, start=1)
    ]  # fmt: skip
    action.append_all("block", blocks)
    return edition, tasks


def _identities(action: Action, table: str, known: Sequence[tuple[int | None, Mapping[str, Any]]]) -> list[int]:
    """Return the identities of things in order, appending those that are new, each with what it belongs to."""
    made = iter(action.append_all(table, [owner for identity, owner in known if identity is None]))
    return [next(made) if identity is None else identity for identity, _owner in known]


def _store_parts(
    action: Action, edition: int, table: str, texts: Iterable[tuple[int, int, Worded]]
) -> list[tuple[int, Any]]:
    """Append the clauses or targets of tasks, each given with its identity and its row; return each with its row."""
    parts = [
        (identity, {"task_id": task}, text, position, part)
        for task, text, each in texts
        for position, (identity, part) in enumerate(
            zip(getattr(each, f"{table}s"), getattr(each.draft, f"{table}s"), strict=True), start=1
        )
    ]
    ids = _identities(action, table, [part[:2] for part in parts])
    rows = [
        to_row(f"{table}_text", part, edition, position, task_text_id=text, **{f"{table}_id": identity})
        for identity, (_known, _owner, text, position, part) in zip(ids, parts, strict=True)
    ]
    return list(zip(action.append_all(f"{table}_text", rows), [part[-1] for part in parts], strict=True))


def _store_parties(action: Action, edition: int, clauses: Iterable[tuple[int, Clause]]) -> None:
    named = [
        (row, position, party) for row, clause in clauses for position, party in enumerate(clause.parties, start=1)
    ]
    ids = party_ids(action, [party.name for _row, _position, party in named])
    rows = (
        to_row("assignment", party, edition, position, clause_text_id=row, party_id=ids[party.name])
        for row, position, party in named
    )
    action.append_all("assignment", rows)


class _Headings:
    """The headings of an edition as they are stored: `ids` are those of the text's, then those that its tasks need
    beside them, which came with tasks of another text.
    """

    def __init__(self, action: Action, edition: int, text: Text) -> None:
        self._action, self._edition = action, edition
        self.ids: list[int] = []
        self._found: dict[object, int | None] = {(): None}
        for place in range(len(text.sections)):
            self._add(path_to(text.sections, place))

    def under(self, path: Path) -> int | None:
        """Return the heading that a path leads to: this very heading, else another of the same words."""
        for key in (path, tuple(heading_words(path))):
            if key in self._found:
                return self._found[key]
        return self._add(path)

    def _add(self, path: Path) -> int:
        row = to_row("section", path[-1], self._edition, len(self.ids) + 1, parent_id=self.under(path[:-1]))
        self.ids.append(self._action.append("section", **row))
        self._found[path] = self.ids[-1]
        self._found.setdefault(tuple(heading_words(path)), self.ids[-1])
        return self.ids[-1]
