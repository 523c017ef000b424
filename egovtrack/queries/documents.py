"""A plan's document, put together again from what the ledger holds of it."""

from __future__ import annotations

from egovtrack.queries.plans import PlanRow
from egovtrack.queries.reader import Reader

_TEXT = "SELECT o.text FROM document o JOIN plan p ON p.document_id = o.id WHERE p.id = :plan"
_BLOCKS = """
SELECT b.kind, b.place_start, b.place_end, b.task_id, t.label, t.wording, s.label, s.title
FROM plan p JOIN block b ON b.document_id = p.document_id
LEFT JOIN task t ON t.id = b.task_id LEFT JOIN section s ON s.id = b.section_id
WHERE p.id = :plan ORDER BY b.position"""
STATEMENTS = (_TEXT, _BLOCKS)


def read_plan_text(reader: Reader, plan: PlanRow) -> str:
    """The plan as issued: headings and tasks from their own rows, in the document's order; what is neither from the
    document. Page furniture and other documents in the same file are left out.
    """
    row = reader.one(_TEXT, plan=plan.id)
    document: str = row[0] if row else ""
    pieces: list[str] = []
    written: set[int] = set()
    for kind, start, end, task_id, label, wording, section_label, heading in reader.rows(_BLOCKS, plan=plan.id):
        printed = document[start:end]
        space = printed[len(printed.rstrip()) :]
        if kind in {"furniture", "other_document"}:
            continue
        if kind == "task":
            if task_id in written:
                pieces[-1] = pieces[-1].rstrip() + space  # a page end had broken it: its white space is furniture
                continue
            written.add(task_id)
            pieces.append(label + wording + space)
        elif kind == "heading" and heading is not None:
            pieces.append(section_label + heading + space)
        else:
            pieces.append(printed)
    return "".join(pieces)
