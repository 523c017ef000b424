"""One list for every question: narrowed in every way, shown in the words of the tables, written to a file."""

from __future__ import annotations

import csv
import io
import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from egovtrack.errors import UsageError
from egovtrack.sheets import make_sheet
from egovtrack.views.terminal import make_console, show
from egovtrack.words import WORDS, codes_in
from egovtrack.wrapping import wrap
from tests.conftest import Program

PLAN = """东州市人民政府办公厅关于印发2031年数字政府工作安排的通知
东府办〔2031〕1号
2031年1月20日

2031年数字政府工作安排

一、夯实基础
1.建成统一身份认证平台。（牵头部门：市数据局；责任部门：市公安局、各区政府）
2.编制数据目录，6月底前完成。（责任部门：市公安局）
二、提升服务
3.推进档案数字化。（责任部门：市档案局、市政府有关部门）
"""
REGISTRY = "名称,全称,类别\n" + "".join(
    f"{name},东州{name},{kind}\n"
    for kind, names in {"department": ("市数据局", "市公安局", "市档案局"), "district": ("东区", "西区")}.items()
    for name in names
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A city in June 2031: one department reports well, one has a problem, one never answered; some is done."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    program = Program(folder / "ledger.db", today="2031-01-25")
    (folder / "registry.csv").write_text(REGISTRY, encoding="utf-8")
    program("depts", "import", str(folder / "registry.csv"))
    program("depts", "collective", "add", "各区政府", "--kind", "district")
    program("depts", "collective", "add", "市政府有关部门", "--kind", "department", "--indefinite")
    program("import", str(folder / "plan.txt"), "--key", "2031", "--place", "东州市")
    for day, *words in (
        ("2031-03-03", "progress", "set", "2031-1", "--dept", "市数据局", "--percent", "20", "--note", "已立项"),
        ("2031-05-30", "progress", "set", "2031-1", "--dept", "市数据局", "--percent", "45", "--note", "平台上线",
         "--problem", "接口标准不一", "--next", "组织联调"),
        ("2031-04-03", "progress", "set", "2031-1", "--dept", "东区", "--percent", "10", "--note", "已对接"),
        ("2031-05-30", "progress", "set", "2031-3", "--dept", "市档案局", "--status", "completed", "--note", "完成"),
    ):  # fmt: skip
        program.today = day
        program(*words)
    program.today = "2031-07-10"
    return program


def places(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["ref"], row["department"]) for row in rows]


def test_the_list_is_across_departments_in_the_order_of_the_document(office: Program) -> None:
    assert places(office.json("list")) == [
        ("2031-1", "市数据局"), ("2031-1", "市公安局"), ("2031-1", "东区"), ("2031-1", "西区"),
        ("2031-2", "市公安局"), ("2031-3", "市档案局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (("--light", "red"), [("2031-2", "市公安局")]),
        (("--silent-for", "4"), [("2031-1", "市公安局"), ("2031-1", "西区"), ("2031-2", "市公安局")]),
        (("--role", "lead"), [("2031-1", "市数据局")]),
        (("--section", "提升"), [("2031-3", "市档案局")]),
        (("--due-by", "2031-06-30"), [("2031-2", "市公安局")]),
        (("--due-after", "2031-06-30", "--via", "collective"), [("2031-1", "东区"), ("2031-1", "西区")]),
        (("--awaiting-verification",), [("2031-3", "市档案局")]),
        (("--status", "never", "--dept", "各区政府"), [("2031-1", "西区")]),
        (("--dept", "东区，市档案局"), [("2031-1", "东区"), ("2031-3", "市档案局")]),
        (("--dept", "各区政府"), [("2031-1", "东区"), ("2031-1", "西区")]),
        (("--text", "身份认证", "--status", "in_progress"), [("2031-1", "市数据局"), ("2031-1", "东区")]),
        (("--text", "接口标准"), [("2031-1", "市数据局")]),
        (("--via", "indefinite", "--text", "档案"), [("2031-3", "市数据局"), ("2031-3", "市公安局")]),
        (("--returned",), []),
        (("--designated",), []),
        (("--plan", "2031", "--status", "none", "--role", "responsible", "--light", "yellow"),
         [("2031-1", "市公安局"), ("2031-1", "西区")]),
    ],
)  # fmt: skip
def test_a_question_narrows_the_list(office: Program, question: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    assert places(office.json("list", *question)) == found


def test_every_combination_is_what_all_of_its_parts_hold_for(office: Program) -> None:
    """What two questions have in common is what both together find."""
    asked = [
        ("--light", "yellow,red"),
        ("--silent",),
        ("--role", "responsible"),
        ("--section", "夯实"),
        ("--text", "数据"),
    ]
    alone = {each: places(office.json("list", *each)) for each in asked}
    for one, other in itertools.combinations(asked, 2):
        both = places(office.json("list", *one, *other))
        assert both == [place for place in alone[one] if place in alone[other]]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("--light", "红、黄"), ("--light", "red,yellow")),
        (("--status", "推进中"), ("--status", "in_progress")),
        (("--role", "牵头，责任"), ("--role", "lead,responsible")),
        (("--via", "文件列明"), ("--via", "direct")),
        (("--sort", "-期限，单位"), ("--sort", "-deadline,department")),
    ],
)
def test_words_are_typed_as_tables_print_them(office: Program, words: tuple[str, str], codes: tuple[str, str]) -> None:
    named = office("list", *words, "--format", "json", lang="zh").rows()
    assert places(named) == places(office.json("list", *codes))
    assert named


def test_a_word_that_is_none_is_refused_with_those_there_are(office: Program) -> None:
    refused = office("list", "--light", "紫", code=2)
    assert "red, yellow, blue, green" in refused.err
    for option in ("--light", "--status", "--role", "--via", "--sort", "--columns"):
        assert office("list", option, "nonsense", code=2).out == ""
    assert "市公安局" in office("list", "--dept", "市公按局", code=1).err
    for option in ("--light", "--dept", "--plan", "--leader", "--section", "--sort", "--due-by"):
        assert office("list", option, "", code=2).out == ""


def test_dept_is_the_list_narrowed_with_the_same_filters(office: Program) -> None:
    for filters in ((), ("--light", "red"), ("--silent",), ("--text", "目录")):
        assert office.json("dept", "市公安局", *filters) == office.json("list", "--dept", "市公安局", *filters)
    assert places(office.json("dept", "各区政府", "--status", "in_progress")) == [("2031-1", "东区")]


def test_leader_is_the_list_narrowed_with_the_same_filters(reading: Program) -> None:
    reading = Program(reading.db, today="2017-06-20")
    rows = reading.json("list", "--leader", "周波", "--plan", "2017", "--light", "yellow")
    assert rows == reading.json("leader", "周波", "--plan", "2017", "--light", "yellow")
    assert {row["leader"] for row in rows} == {"周波"}
    everything = reading.json("list", "--plan", "2017", "--light", "yellow")
    assert rows == [row for row in everything if row["leader"] == "周波"]


def test_who_is_in_charge_is_null_where_nobody_is(office: Program) -> None:
    assert {row["leader"] for row in office.json("list")} == {None}


def test_a_light_has_its_reason_in_words(office: Program) -> None:
    told = {(row["ref"], row["department"]): row["light_reason_text"] for row in office.json("list")}
    assert told["2031-2", "市公安局"] == "overdue by 10 days"
    assert told["2031-1", "西区"] == "silent for 5 periods"
    assert told["2031-3", "市档案局"] == "reported done"


def test_explained_is_by_which_rule_figures_and_version(office: Program) -> None:
    (row,) = office.json("list", "--explain", "--light", "red")
    assert (row["light_reason"], row["rule"], row["version"]) == ("overdue", "not struck off after the deadline", "1")
    assert (row["deadline"], row["issued"], row["missed"]) == ("2031-06-30", "2031-01-20", 5)
    assert "Deadline 2031-06-30" in office("list", "--explain", "--light", "red").out
    assert len(office.json("dept", "市公安局", "--explain")) == len(office.json("show", "2031-1", "--explain")) - 2 == 2


def test_the_words_of_silence(office: Program) -> None:
    """从未报送, 本期未报, 部分未报, and before the first report was due 未到填报时间."""
    table = office("--format", "table", "--width", "240", "list").out.splitlines()
    (never,) = [line for line in table if "西区" in line]
    (silent,) = [line for line in table if "东区" in line]
    assert "never reported" in never
    assert "silent this period" in silent
    early = office("dept", "西区", "--as-of", "2031-02-10", "--format", "text")
    assert "not asked yet" in early.out
    assert "never reported: 2 of 2 obligations." in office("dept", "市公安局").err
    counts = {row["group"]: row["reporting"] for row in office.json("list", "--count")}
    assert counts == {
        "市数据局": "silent",
        "市公安局": "never",
        "市档案局": "reported",
        "东区": "silent",
        "西区": "never",
    }


def test_columns_and_order_are_asked_for(office: Program) -> None:
    out = office("list", "--columns", "编号,亮灯,期限", "--sort", "期限", lang="zh").out.splitlines()
    assert out[0].split() == ["编号", "亮灯", "期限"]
    assert out[2].split()[0] == "2031-2"
    assert list(office.json("list", "--columns", "ref")[0])[:3] == ["plan", "ref", "number"]
    rows = list(csv.reader(io.StringIO(office("list", "--columns", "ref,percent", "--format", "csv").out)))
    assert rows[0] == ["Ref", "Percent"]
    assert rows[1] == ["2031-1", "45%"]


def test_former_words_stay_understood(office: Program) -> None:
    assert office.json("list", "--via", "点名") == office.json("list", "--via", "文件列明") != []
    assert office("list", "--columns", "编号,灯", lang="zh").out.split()[1] == "亮灯"


def test_columns_do_not_come_and_go_with_the_data(office: Program) -> None:
    """An empty list, one without problems, one with: the same columns."""
    heads = {
        office("list", *question, "--format", "text").out.partition("\n")[0].split()[0]
        for question in (("--light", "blue"), ("--light", "red"), ())
    }
    assert heads == {"Ref"}
    labels = [office("list", "--light", light, "--format", "csv").out.splitlines()[0] for light in ("red", "blue")]
    assert labels[0] == labels[1]
    matrix = office("status", "--format", "text").out.splitlines()[0]
    assert "Verified" in matrix
    assert "Cancelled" in matrix


def test_a_past_table_is_listed_again(office: Program) -> None:
    """As handed out in April: what was entered later is not there."""
    rows = office.json("list", "--as-of", "2031-04-10", "--known-at", "2031-04-10", "--dept", "市数据局")
    assert [(row["percent"], row["note"]) for row in rows] == [(20, "已立项")]


def test_show_tells_under_each_unit_its_words_and_the_offices(egovtrack: Program) -> None:
    egovtrack.today = "2017-06-20"
    said = ("--note", "平台已上线", "--problem", "资金缺口", "--next", "验收")
    egovtrack("progress", "set", "2017-13", "--dept", "市经济信息化委", "--status", "completed", *said)
    egovtrack("progress", "return", "2017-13", "--dept", "市经济信息化委", "--reason", "材料不全")
    shown = egovtrack("--format", "table", "--width", "160", "show", "2017-13").out
    for words in (*said[1::2], "材料不全", "sent back"):
        assert words in shown
    (task,) = egovtrack.json("show", "2017-13")
    (own,) = [row for row in task["obligations"] if row["department"] == "市经济信息化委"]
    assert (own["note"], own["problem"], own["next_step"]) == said[1::2]
    assert own["office_note"] == "材料不全"
    assert own["leader"] == "周波"


def test_a_collective_is_a_matrix(office: Program) -> None:
    """Tasks down, a mark for each member across; who is missing is named once."""
    shown = office("--format", "table", "--width", "80", "dept", "各区政府").out
    assert "Silent: 东区 (1), 西区 (1)" in shown or "Silent: all 2" in shown
    (row,) = office.json("dept", "各区政府")
    assert row["standing"] == {"东区": "silent", "西区": "silent"}
    assert (row["members"], row["reported"]) == (2, 1)
    early = office("--format", "text", "dept", "各区政府", "--as-of", "2031-04-04").out.splitlines()
    assert early[2].split()[-2:] == ["P", "-"]
    assert all(each in early[0] for each in ("东区", "西区"))


def test_a_listing_is_written_to_a_file_by_its_ending(office: Program, tmp_path: Path) -> None:
    for ending in ("txt", "md", "html"):
        office("list", "--light", "red", "-o", str(tmp_path / f"red.{ending}"))
        text = (tmp_path / f"red.{ending}").read_text(encoding="utf-8")
        assert "编制数据目录" in text
        assert "1 obligation on 2031-07-10" in text
    office("list", "-o", str(tmp_path / "all.json"))
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["rows"] == office.json("list")
    office("list", "-o", str(tmp_path / "all.csv"))
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    office("list", "-o", str(tmp_path / "all.xlsx"))
    table = openpyxl.load_workbook(tmp_path / "all.xlsx").active
    assert table is not None
    head, *rows = table.iter_rows(values_only=True)
    assert head[:4] == ("Ref", "Task", "Department", "Role")
    assert len(rows) == len(office.json("list"))


@pytest.mark.parametrize(
    "listing",
    [("list",), ("dept", "市公安局"), ("dept", "各区政府"), ("show", "2031-1"), ("tasks",), ("status",), ("plans",),
     ("depts",), ("progress", "log"), ("log",), ("rules", "show")],
    ids=" ".join,
)  # fmt: skip
def test_every_listing_takes_a_file(office: Program, listing: tuple[str, ...], tmp_path: Path) -> None:
    written = office(*listing, "-o", str(tmp_path / "it.json"))
    assert written.out == ""
    assert json.loads((tmp_path / "it.json").read_text("utf-8"))["rows"] == office.json(*listing)


def test_an_unknown_ending_is_refused_and_nothing_is_written(office: Program, tmp_path: Path) -> None:
    refused = office("list", "-o", str(tmp_path / "all.doc"), code=2)
    assert ".xlsx" in refused.err
    office("list", "--dept", "没有的局", "-o", str(tmp_path / "all.xlsx"), code=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "listing", [("list",), ("progress", "log"), ("status",), ("show", "2031-1"), ("dept", "各区政府")], ids=" ".join
)
def test_nothing_is_broken_at_any_width(office: Program, listing: tuple[str, ...], width: int) -> None:
    """Dates, percents and refs stay whole, no line is too long, and no column is empty for want of room."""
    out = office("--format", "table", "--width", str(width), *listing, lang="zh").out
    assert max(map(cell_len, out.splitlines())) <= width
    if listing != ("status",):
        assert "2031-1" in out
    if listing in {("list",), ("progress", "log")}:
        for whole in ("2031-05-30", "45%"):
            assert whole in out


TEXT = st.text("推进中平台，。（）2017-03-05 40%ab", max_size=40)


@given(TEXT, st.integers(12, 40))
def test_a_date_or_a_percent_is_never_folded(text: str, width: int) -> None:
    words = [f"{text}，2031-05-30，45%。{text}", f"（2031-05-30）{text}"]
    for each in words:
        lines = wrap(each, width).splitlines()
        assert any("2031-05-30" in line for line in lines)
        assert all(cell_len(line) <= width for line in lines)


@given(
    st.lists(
        st.fixed_dictionaries({"ref": st.just("2031-12.3"), "title": TEXT, "status": TEXT, "note": TEXT}),
        min_size=1,
        max_size=3,
    ),
    st.integers(40, 130),
)
def test_a_table_or_its_cards_fit(records: list[dict[str, str]], width: int) -> None:
    stream = io.StringIO()
    sheet = make_sheet("any", date(2031, 7, 1), "", records, keys=("ref", "title", "status", "note"))
    show(sheet, make_console(stream, width, colour=False))
    assert max(map(cell_len, stream.getvalue().splitlines())) <= width
    assert stream.getvalue().count("2031-12.3") >= len(records)


@pytest.mark.parametrize("key", ["role", "light", "via", "status"])
def test_codes_and_words_are_read_alike(key: str) -> None:
    known = list(WORDS[key].items())
    for code, word in known:
        assert codes_in(code, known) == codes_in(f" {word} ", known) == (code,)
    assert codes_in("，".join(WORDS[key]), known) == tuple(WORDS[key])
    with pytest.raises(UsageError):
        codes_in(" 、", known)
