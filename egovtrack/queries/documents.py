"""A plan's document, put together again from what the ledger holds of it."""

from __future__ import annotations

from collections import defaultdict

from egovtrack.composition import Text
from egovtrack.connection import Connection
from egovtrack.facts import Plan
from egovtrack.queries.drafts import read_document, read_text


def read_plan_text(connection: Connection, plan: Plan) -> str:
    """Return the plan as issued: headings and tasks from their own rows, in the document's order; what is neither from
    the document. Page furniture and other documents in the same file are left out.

    Where the edition was made from another, its tasks stand in the other's document as they are worded now: what was
    withdrawn is left out, and what was added stands on a line of its own after the task that it follows.
    """
    document = read_document(connection, plan.document_id)
    text = read_text(connection, plan.edition)
    following = _following(text)
    pieces: list[str] = []
    written: set[int] = set()
    for place, block in enumerate(text.blocks):
        printed = document[block.place.start : block.place.end]
        space = printed[len(printed.rstrip()) :]
        if block.kind == "task" and block.item in written:
            pieces[-1] = pieces[-1].rstrip() + space  # a page end had broken it: its white space is furniture
        elif block.kind == "task" and block.item is not None:
            written.add(block.item)
            pieces.append(text.tasks[block.item].printed + space)
        elif block.kind == "heading" and block.item is not None:
            section = text.sections[block.item]
            pieces.append(section.label + section.title + space)
        elif block.kind not in {"task", "furniture", "other_document"}:
            pieces.append(printed)
        for item in following[place]:
            before = pieces.pop().rstrip() + "\n" if pieces else ""
            pieces.append(before + text.tasks[item].printed + "\n")
    return "".join(pieces)


def _following(text: Text) -> dict[int, list[int]]:
    """Return, by the place of a block, the tasks that stand after it and in none: they came by a change."""
    last = {block.item: place for place, block in enumerate(text.blocks) if block.kind == "task"}
    following: dict[int, list[int]] = defaultdict(list)
    place = min((place for item, place in last.items() if item is not None), default=0) - 1
    for item in range(len(text.tasks)):
        if item in last:
            place = last[item]
        else:
            following[max(place, 0)].append(item)
    return following
