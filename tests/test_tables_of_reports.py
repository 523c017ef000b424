"""`progress import` takes csv and jsonl too: each row is checked as a form's, a file as a whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.conftest import Program, sqlite_only

DEPT, OTHER = "市经济信息化委", "市政府办公厅"
TABLE = f"""编号,单位,状态,进度,进展情况,存在问题,下一步计划,日期,时段,收到日期
2017-13,{DEPT},推进中,40%,"完成方案，
报批",缺资金,招标,2017/3/5,2017年3月,20170306
２０１７－１３,{OTHER},受阻,,等待,,,,,
2017-14,{DEPT},,,,,,2017-03-05,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "三月.csv", TABLE)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def notes(program: Program) -> list[tuple[object, ...]]:
    keys = ("ref", "department", "status", "percent", "note", "as_of", "period", "received_on", "channel")
    return [tuple(note[key] for key in keys) for note in program.json("progress", "log")]


def test_a_table_with_chinese_heads(egovtrack: Program, table: Path) -> None:
    """A row with nothing to report is passed over. What it does not say is as with `progress set`."""
    egovtrack("progress", "import", str(table))
    assert notes(egovtrack) == [
        ("2017-13", DEPT, "in_progress", 40, "完成方案，\n报批", "2017-03-05", "2017-03", "2017-03-06", "table"),
        ("2017-13", OTHER, "blocked", None, "等待", "2017-03-20", "2017-03", "2017-03-20", "table"),
    ]
    assert len([row for row in egovtrack.json("log") if "import" in row["command"]]) == 1
    egovtrack("check")


def test_the_same_file_twice_changes_nothing(egovtrack: Program, table: Path) -> None:
    egovtrack("progress", "import", str(table))
    before = egovtrack.json("log")
    egovtrack.today = "2017-03-28"
    (row,) = egovtrack.json("progress", "import", str(table))
    assert (row["entries"], row["known"]) == (0, 2)
    assert egovtrack.json("log") == before


def test_records_with_english_keys(egovtrack: Program, tmp_path: Path) -> None:
    """Numbers as numbers; a value gives the percent of its target."""
    records: list[dict[str, object]] = [
        {"ref": "2017-14", "dept": DEPT, "value": 120, "next": "验收", "evidence": "https://a.example/1", "note": None},
        {"ref": "2017-13", "dept": DEPT, "percent": 40, "date": "2017-03-10", "problem": "慢"},
    ]
    path = written(tmp_path / "三月.jsonl", "\n".join(json.dumps(record) for record in records))
    egovtrack("progress", "import", str(path))
    found = [(note["percent"], note["value"], note["next_step"]) for note in egovtrack.json("progress", "log")]
    assert found == [(40, None, None), (80, 120, "验收")]


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (f"ref,dept,percent\n2017-13,{DEPT},0.4\n", "line 2", "whole number"),
        (f"ref,dept,percent\n\n2017-13,{DEPT},140\n", "line 3", "whole number"),
        (f"ref,dept,status,percent\n2017-13,{DEPT},未启动,60\n", "line 2", "contradict"),
        (f"ref,dept,status\n2017-13,{DEPT},快完了\n", "line 2", "not in the list"),
        (f"ref,dept,note\n2017-99,{DEPT},好\n", "line 2", "no task 2017-99"),
        ("ref,dept,note\n2017-13,市经信局局,好\n", "line 2", "市经信局局"),
        ("ref,dept,note\n2017-13,市财政局,好\n", "line 2", "does not answer"),
        ("ref,dept,note\n2017-13,,好\n", "line 2", "no department"),
        (f"ref,dept,note,date\n2017-13,{DEPT},好,3月5日\n", "line 2", "no date"),
        (f"ref,dept,note,date\n2017-13,{DEPT},好,2017-04-01\n", "line 2", "after today"),
        (f"ref,dept,note,period\n2017-13,{DEPT},好,2017-W10\n", "line 2", "not asked for 2017-W10"),
        (f"ref,dept,note,心情\n2017-13,{DEPT},好,好\n", "", "心情"),
        (f"ref,dept,note,进展情况\n2017-13,{DEPT},好,好\n", "", "进展情况"),
        ("dept,note\n市财政局,好\n", "", "no column names the tasks"),
        (f"ref,dept,note\n2017-13,{DEPT},好,多\n", "", "line 2: it has more cells"),
        (f"ref,dept,note\n2017-13,{DEPT},好\n2017-13,{DEPT},坏\n", "line 3", "otherwise in line 2"),
    ],
)
def test_a_table_with_something_wrong_is_not_taken(
    egovtrack: Program, tmp_path: Path, text: str, where: str, why: str
) -> None:
    good = f"ref,dept,note\n2017-14,{DEPT},好\n"
    written(tmp_path / "好.csv", good)
    written(tmp_path / "坏.csv", text)
    refused = egovtrack("progress", "import", str(tmp_path), "--format", "json", code=65)
    (problems,) = [row["problems"] for row in json.loads(refused.out)["rows"] if row["problems"]]
    (problem,) = problems
    assert problem["cell"] == where
    assert why in problem["reason"]
    assert [note[0] for note in notes(egovtrack)] == ["2017-14"]


def test_a_value_in_another_unit_is_told_of(egovtrack: Program, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"ref,dept,value\n2017-14,{DEPT},120000\n")
    assert "more than ten times" in egovtrack("progress", "import", str(path)).err


def test_the_period_of_the_command_is_that_of_rows_without_one(egovtrack: Program, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"ref,dept,note,period\n2017-13,{DEPT},好,2017-03\n2017-14,{DEPT},好,\n")
    assert "not for 2017-02" in egovtrack("progress", "import", str(path), "--period", "2017-02", code=65).out
    egovtrack("progress", "import", str(path), "--period", "本月")
    assert [note[6] for note in notes(egovtrack)] == ["2017-03", "2017-03"]


@sqlite_only
@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_is_taken_or_named(egovtrack: Program, tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.jsonl"):
        (tmp_path / name).write_bytes(b"ref,dept,note\n" * (name == "a.csv") + content)
        outcome = egovtrack("progress", "import", str(tmp_path / name), code=None)
        assert outcome.code in {0, 65}
    assert notes(egovtrack) == []
