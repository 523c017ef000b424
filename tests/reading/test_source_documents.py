"""The gazette and the web page as they are issued: several documents, page furniture, a fragment."""

from __future__ import annotations

from pathlib import Path

import pytest

from egovtrack.draft import PlanDraft
from egovtrack.errors import BadInput
from egovtrack.readers.markdown import read_markdown
from egovtrack.readers.text import read_text
from egovtrack.reading import draft_document, draft_text

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "documents"

pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents are not at hand")


def gazette(**choice: int | str) -> PlanDraft:
    text = (DOCUMENTS / "2017-gazette-06.md").read_text(encoding="utf-8")
    return draft_document(read_markdown(text, "2017-gazette-06.md"), **choice)  # type: ignore[arg-type]


def words(draft: PlanDraft, kind: str) -> str:
    text = draft.document.text
    return "".join(text[block.place.start : block.place.end] for block in draft.blocks if block.kind == kind)


def test_only_the_plan_in_a_gazette_becomes_a_plan() -> None:
    draft = gazette()
    seed = draft_text((ROOT / "seed" / "2017" / "plan.txt").read_text(encoding="utf-8"))
    assert [(task.label, task.wording) for task in draft.tasks] == [(task.label, task.wording) for task in seed.tasks]
    assert [draft.headings(task.section) for task in draft.tasks] == [
        seed.headings(task.section) for task in seed.tasks
    ]
    assert (draft.title, draft.document_number, draft.issuer, draft.issued_on) == (
        seed.title, seed.document_number, seed.issuer, seed.issued_on,
    )  # fmt: skip
    assert not draft.problems


@pytest.mark.parametrize("ref", ["4", "20", "35", "48"])
def test_a_task_that_a_page_end_breaks_is_whole(ref: str) -> None:
    draft = gazette()
    index = next(index for index, task in enumerate(draft.tasks) if task.ref == ref)
    assert len([block for block in draft.blocks if block.kind == "task" and block.item == index]) == 2


def test_what_is_not_the_plan_in_a_gazette() -> None:
    draft = gazette()
    assert "".join(words(draft, kind) for kind in draft.coverage()) != ""
    assert sum(draft.coverage().values()) == len(draft.document.text)
    assert "— 3 —" in words(draft, "furniture")
    assert "出版" in words(draft, "furniture")
    assert "副市长工作分工" in words(draft, "other_document")
    assert "出版" not in words(draft, "annex")


def test_another_document_can_be_asked_for() -> None:
    assert gazette(which=3).title == gazette(title="电子政务").title
    with pytest.raises(BadInput, match=r"\b4\b|4"):
        gazette(which=4)


def test_a_fragment_is_read_as_far_as_it_goes() -> None:
    text = (DOCUMENTS / "2015-plan-webpage.txt").read_text(encoding="utf-8")
    draft = draft_document(read_text(text, "2015-plan-webpage.txt"))
    assert [(task.ref, len(task.clauses)) for task in draft.tasks] == [("44", 1), ("45", 1), ("46", 1), ("47", 1)]
    assert [problem.code for problem in draft.problems] == ["headless", "starts_late"]
    assert draft.problems[0].line == 7
    assert words(draft, "unread").strip() == "、市发展改革委、市经济信息化委)"
    for site in ("返回首页", "浏览:75", "下一页", "返回顶部"):
        assert site in words(draft, "furniture")
    assert draft.issued_on is None
