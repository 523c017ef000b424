"""The draft of the report at the end of a plan's year: what it says, what it rests on, what it leaves to a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.conftest import Program
from tests.test_tracing import two_years

__all__ = ["two_years"]  # the fixture


@pytest.fixture
def ended(two_years: Program) -> Program:
    """The year 2030 is over: one task is verified, one reported done, one given up, one carried over, one never
    reported on.
    """
    two_years.today = "2031-01-10"

    def said(*words: str) -> None:
        two_years("progress", "set", *words, "--clock-ok")

    for dept in ("市公安局", "市经济信息化委"):
        said("2030-1", "--dept", dept, "--status", "completed", "--note", "20类证照已归集", "--date", "2030-12-20")
    two_years("progress", "verify", "2030-1", "--clock-ok")
    said("2030-2", "--dept", "市民政局", "--status", "completed", "--note", "知识库已上线", "--date", "2030-12-25")
    said("2030-4", "--status", "cancelled", "--note", "并入全国竞赛，不再举办", "--date", "2030-11-01")
    said("2030-5", "--dept", "市水务局", "--status", "blocked", "--note", "完成招标", "--problem", "雷达站选址未定")
    two_years("deadline", "2030-5", "--until", "2031-06-30", "--basis", "东府办〔2030〕9号", "--clock-ok")
    two_years.today = "2031-03-20"
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "东府办〔2031〕5号")
    return two_years


def _draft(program: Program, folder: Path, *options: str) -> str:
    path = folder / "draft.md"
    program("report", "2030", "--year-end", *options, "-o", str(path))
    return path.read_text("utf-8")


def test_the_draft_says_what_became_of_each_task(ended: Program, tmp_path: Path) -> None:
    """In the ledger's language, each sentence with the reference and the note that it rests on."""
    text = _draft(ended, tmp_path)
    assert "20类证照已归集。〔2030-1 #" in text
    assert "已核实销号。〔2030-1〕" in text
    assert "已报完成，尚未核实。〔2030-2〕" in text
    assert "已结转至 2031-4（东府办〔2031〕5号）。〔2030-3〕" in text
    assert "已终止：并入全国竞赛，不再举办。〔2030-4〕" in text
    assert "未完成：雷达站选址未定。〔2030-5〕" in text
    assert "计划共有任务5项" in text
    assert "（责任单位2个：完成2、推进0、受阻0、未报0）" in text


def test_the_draft_is_laid_out_as_a_report(ended: Program, tmp_path: Path) -> None:
    """The plan it rests on, the whole, then what was done: the plan's headings, one level lower, and its numbers."""
    text = _draft(ended, tmp_path)
    parts = ("根据《", "一、总体完成情况", "二、主要工作进展", "（一）重点工作", "1.")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_what_the_ledger_does_not_know_is_left_to_a_person(ended: Program, tmp_path: Path) -> None:
    """It is marked, not made up."""
    assert "指标为20类证照，实际【待补充】" in _draft(ended, tmp_path)


def test_the_marks_can_be_stripped(ended: Program, tmp_path: Path) -> None:
    """For the text that is handed on."""
    text = _draft(ended, tmp_path, "--strip")
    assert "〔2030-" not in text
    assert "20类证照已归集。" in text


def test_annexes_list_all_tasks_departments_moved_deadlines_and_what_was_given_up(
    ended: Program, tmp_path: Path
) -> None:
    """As a Word file too."""
    path = tmp_path / "draft.docx"
    ended("report", "2030", "--year-end", "-o", str(path))
    document = Document(str(path))
    titles = [paragraph.text for paragraph in document.paragraphs]
    for title in ("逐项完成情况", "各单位完成情况", "延期调整", "终止事项"):
        assert any(title in text for text in titles)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "东府办〔2030〕9号" in cells


def test_the_same_ledger_gives_the_same_bytes(ended: Program, tmp_path: Path) -> None:
    """Whoever runs it, whenever."""
    files = [tmp_path / name for name in ("one.docx", "two.docx")]
    for path in files:
        ended("report", "2030", "--year-end", "-o", str(path))
    assert files[0].read_bytes() == files[1].read_bytes()
