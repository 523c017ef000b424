"""The annual report as evidence: which statement speaks of which task, its figures, and the notes made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from benchmarks.tracing import REPORTS, measure_evidence, read_report_on
from egovtrack.evidence import Progress, figures_in, progress_in
from tests.conftest import Program
from tests.test_tracing import two_years

__all__ = ["two_years"]  # the fixture

REPORT = """2030年东州市电子政务工作报告
2030年，本市电子政务工作取得较好成效。
一、服务
一是建设电子证照库。确定归集的20类证照中，已完成15类，占75%。市公安局、市经济信息化委建立了更新机制。
二是做好市民热线。完善市民热线知识库，开通微信受理，全年受理12000件。
二、基础
一是推进政务外网延伸。政务外网已覆盖1400家单位，向街道延伸。
2031年，将建成新的平台。
"""


@pytest.fixture
def report(tmp_path: Path) -> str:
    """The file of an invented report on 2030."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("829项审批事项中，已完成675项，占总量的81%。", Progress(675, 829, 81.4)),
        ("15个区网上大厅（某区有待整合）确定接入的6707项审批事项中，已完成4892项。", Progress(4892, 6707, 72.9)),
        ("794项市级部门审批事项已100%接入市政府网上政务大厅。", Progress(794, 794, 100)),
        ("实现16个区共6500项区级审批事项100%接入网上政务大厅。", Progress(6500, 6500, 100)),
        ("各部门已累计完成70%业务系统目录编制工作。", Progress(percent=70)),
        ("其中，5个部门100%完成。", Progress()),
        ("已建和在建12个，覆盖率达90%。", Progress()),
        ("2019年，将建成甲平台，100个事项全部接入。", Progress()),
        ("全年受理12000件。", Progress()),
        ("3个部门100%完成。", Progress()),
        ("已有18个街镇实现事项100%接入。", Progress()),
        ("除2个园区外，其余9个园区全部接入。", Progress()),
        ("为实现300项事项100%接入，抓紧改造。", Progress()),
        ("300项事项尚未全部接入。", Progress()),
        ("预计明年60项指标全部完成。", Progress()),
        ("网格覆盖率已实现95%。", Progress()),
        ("已建成及在建30个，建成率已达80%。", Progress()),
        ("40项任务中，已完成35项；9项工程中，已完成4项。", Progress()),
        ("40项任务全部完成。", Progress(40, 40, 100)),
    ],
)
def test_how_far_something_is_is_read_only_where_it_is_certain(text: str, expected: Progress) -> None:
    """A part of the whole, a share of coverage and what is to come are no progress of the task."""
    assert progress_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("覆盖近1400多家市级单位", (1400, "家", "~")),
        ("终端超过11万3千台", (113000, "台", ">")),
        ("访问量突破245万人次", (2450000, "人次", ">")),
        ("页面访问量113.3亿人次", (11330000000, "人次", "=")),
        ("链入100多项要素", (100, "项", ">=")),
        ("查询均在80%以上", (80, "%", ">=")),
        ("6,500项事项", (6500, "项", "=")),
        ("首页访问量4.7亿页次", (470000000, "页次", "=")),
        ("全年发布近9千条", (9000, "条", "~")),
        ("关注者逾1172万，居首位", (11720000, "", ">")),
        ("服务2400多万常住居民", (24000000, "", ">=")),
    ],
)
def test_figures_are_read_with_unit_and_bound(text: str, expected: tuple[float, str, str]) -> None:
    """万, 亿 and 千 are worked in; 多, 近, 突破 are kept as bounds."""
    (figure,) = figures_in(text)
    assert (figure.value, figure.unit, figure.bound) == expected


def test_years_and_names_are_no_figures() -> None:
    """Nor are telephone numbers, document numbers, lengths of time and ranges."""
    assert figures_in("2016年，“12345”热线按沪府发〔2016〕14号文件运行，第3批5个月内建成50—60家。") == ()


def test_each_statement_is_matched_to_the_task_that_it_speaks_of(two_years: Program, report: str) -> None:
    """With its place, its headings, its figures and the note that could be made of it."""
    rows = two_years.json("evidence", "2030", report)
    best = {row["matches"][0]["ref"]: row for row in reversed(rows) if row["matches"][0]["above"]}
    assert set(best) == {"2030-1", "2030-2", "2030-3"}
    licences = best["2030-1"]
    assert licences["report_year"] == 2030
    assert licences["place"] == {"line": 4}
    assert licences["section"] == ["一、服务"]
    assert licences["reading"] == {"done": 15, "total": 20, "percent": 75}
    assert licences["proposed_note"]["status"] == "in_progress"
    assert licences["proposed_note"]["percent"] == 75
    assert rows[-1]["proposed_note"] is None


def test_what_is_never_mentioned_is_listed(two_years: Program, report: str) -> None:
    """Promised, and not a word on it; with what the ledger says."""
    out = two_years("evidence", "2030", report, lang="zh").out
    missing = out[out.index("状态") :] if "状态" in out else out
    assert "2030-4" in missing
    assert "2030-5" in missing
    assert "2030-1 " not in missing


@pytest.mark.parametrize(
    "words",
    [
        ("evidence", "2030", "{report}"),
        ("evidence", "2030", "{report}", "--all"),
        ("evidence", "2031", "{report}"),
        ("evidence", "accept", "2030", "{report}", "--all-above", "0.2"),
        ("evidence", "accept", "2030", "{report}", "--row", "99"),
        ("trace", "2031-1", "--all"),
        ("compare", "--plans", "2030", "2031"),
        ("show", "2031-4"),
        ("report", "2030", "--year-end", "-o", "{report}.docx"),
    ],
    ids=" ".join,
)
def test_nothing_is_entered_by_looking(two_years: Program, report: str, words: tuple[str, ...]) -> None:
    """The ledger's head is the same before and after; only `accept`, `link`, `unlink` and `carry` write."""
    before = two_years("db", "status", "--format", "json").out
    two_years(*(word.format(report=report) for word in words), code=None)
    assert two_years("db", "status", "--format", "json").out == before


def _as_docx(folder: Path) -> Path:
    document = Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    path = folder / "report.docx"
    document.save(str(path))
    return path


def _as_page(folder: Path) -> Path:
    path = folder / "report.html"
    lines = "".join(f"<p>{line}</p>" for line in REPORT.splitlines())
    path.write_text(f"<html><body><div>首页 &gt; 公开</div>{lines}<div>版权所有</div></body></html>", "utf-8")
    return path


def _in_a_gazette(folder: Path) -> Path:
    path = folder / "gazette.md"
    before = "# 东州市人民政府公报\n\n## 关于印发划分办法的通知\n\n一、市财政局负责政务外网。\n\n## 附件\n\n# "
    path.write_text(
        before + REPORT.replace("\n", "\n\n") + "\n---\n\n## 东州市人民政府公报\n\n主管单位:东州市政府\n", "utf-8"
    )
    return path


@pytest.mark.parametrize("made", [_as_docx, _as_page, _in_a_gazette])
def test_a_report_is_found_in_whatever_it_comes(
    two_years: Program, report: str, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    """In a Word file, a page with its navigation, a gazette after other documents: the same statements of tasks."""
    as_text, found = (two_years.json("evidence", "2030", str(path)) for path in (report, made(tmp_path)))
    said = [(row["text"], row["matches"][0], row["reading"]) for row in as_text if row["proposed_note"]]
    assert [(row["text"], row["matches"][0], row["reading"]) for row in found if row["proposed_note"]] == said


def test_an_accepted_statement_becomes_the_offices_note(two_years: Program, report: str) -> None:
    """On the task, without a department, dated at the period's end, with the report as evidence."""
    number = next(str(row["statement"]) for row in two_years.json("evidence", "2030", report) if row["reading"]["done"])
    two_years("evidence", "accept", "2030", report, "--row", number)
    (note,) = two_years.json("progress", "log", "2030-1")
    assert (note["department"], note["as_of"], note["status"], note["percent"]) == (
        None,
        "2030-12-31",
        "in_progress",
        75,
    )
    assert note["evidence"].startswith("report.txt sha256:")
    assert note["period"] is None
    again = two_years("evidence", "accept", "2030", report, "--row", number, code=2)
    assert "entered before" in again.err
    two_years("undo", "--yes")
    assert two_years.json("progress", "log", "2030-1")[0]["undone_at"]


def test_all_above_a_score_are_shown_before_they_are_entered(two_years: Program, report: str) -> None:
    """A script needs --yes; for each task the likest statement is taken."""
    before = two_years("db", "status", "--format", "json").out
    assert "nothing is entered" in two_years("evidence", "accept", "2030", report, "--all-above", "0.2").err
    assert two_years("db", "status", "--format", "json").out == before
    two_years("evidence", "accept", "2030", report, "--all-above", "0.2", "--yes")
    noted = {note["ref"] for ref in ("2030-1", "2030-2", "2030-3") for note in two_years.json("progress", "log", ref)}
    assert noted
    assert two_years("check").code == 0


@pytest.mark.parametrize(
    ("words", "why", "code"),
    [
        (("2031", "{report}"), "another year", 2),
        (("2030", "{report}.missing"), "", 1),
        (("2030",), "are needed", 2),
        (("accept", "2030", "{report}"), "which statements", 2),
        (("accept", "2030", "{report}", "--row", "999"), "there is no statement", 2),
    ],
)
def test_what_cannot_be_read_or_accepted_is_refused(
    two_years: Program, report: str, words: tuple[str, ...], why: str, code: int
) -> None:
    """With the right reason, and nothing entered."""
    refused = two_years("evidence", *(word.format(report=report) for word in words), code=None)
    assert refused.code in {code, 65}
    assert why in refused.err


@pytest.mark.parametrize("text", ["关于召开会议的通知\n请参加。\n", "2030年东州市电子政务工作报告\n"])
def test_a_file_without_a_report(two_years: Program, tmp_path: Path, text: str) -> None:
    """Exit code 65, as for every file with the wrong content; a title alone is no report."""
    path = tmp_path / "other.txt"
    path.write_text(text, "utf-8")
    assert "holds no annual report" in two_years("evidence", "2030", str(path), code=65).err


@pytest.mark.parametrize(
    "title",
    ["关于东州市2030年度电子政务工作情况的报告", "东州市2030年电子政务工作总结", "2030年度工作报告\n2030年工作情况"],
)
def test_the_year_is_read_from_the_title(two_years: Program, tmp_path: Path, title: str) -> None:
    """However it is worded; a heading in the report is no title."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT.replace("2030年东州市电子政务工作报告", title), "utf-8")
    assert {row["report_year"] for row in two_years.json("evidence", "2030", str(path))} == {2030}


def test_figures_that_stand_still_are_flagged(two_years: Program, tmp_path: Path) -> None:
    """Last year's report stands in a document of the ledger: the same figure again is to be looked at."""
    plan = "2032年东州市电子政务重点工作安排\n1.推进政务外网延伸，覆盖2000家单位。（责任单位：市财政局）\n附件\n"
    path = tmp_path / "2032.txt"
    path.write_text(plan + REPORT.replace("2030年", "2031年"), "utf-8")
    two_years.today = "2032-03-01"
    two_years("import", str(path), "--key", "2032", "--issued", "2032-02-01", "--clock-ok")
    later = tmp_path / "later.txt"
    later.write_text(REPORT.replace("2030年", "2032年"), "utf-8")
    rows = two_years.json("evidence", "2032", str(later))
    (still,) = [row for row in rows if any(figure["value"] == 1400 for figure in row["figures"])]
    assert "repeated" in still["flags"]


@pytest.mark.parametrize(("plan", "least"), [("2015", 0.88), ("2016", 0.91)])
def test_the_shipped_reports_are_read_as_a_person_reads_them(seeded: Path | str, plan: str, least: float) -> None:
    """By a gold made by reading: most of what is shown is right, and all that is called unmentioned."""
    shown, unmentioned, figures = measure_evidence(plan, read_report_on(seeded, plan))
    assert shown.right / shown.above >= least
    assert shown.above >= 25
    assert unmentioned.right == unmentioned.above >= 12
    assert figures.right / figures.above >= 0.97
    assert figures.found / figures.known >= 0.97


def test_what_is_counted_otherwise_than_planned_is_not_completed(reading: Program) -> None:
    """The plan says 829项, the report 794项 at 100 %: it is flagged, and the note leaves the judgement to a person."""
    (row,) = [row for row in reading.json("evidence", "2016", str(REPORTS["2016"])) if "794项" in row["text"]]
    assert row["matches"][0]["ref"] == "2016-3"
    assert row["flags"] == ["scope"]
    assert row["reading"] == {"done": 794, "total": 794, "percent": 100}
    assert (row["proposed_note"]["status"], row["proposed_note"]["percent"]) == ("in_progress", None)
