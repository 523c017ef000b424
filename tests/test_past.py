"""The past stays as it was: whatever is entered later, every table printed again as it was known is the same bytes.

Each step of a run is a real command on a real ledger. After it, tables are printed as of some day; at the end all are
printed again with `--known-at #N`, N being the action that was the newest then. `HYPOTHESIS_PROFILE=long` runs longer.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.connection import reading_sqlite
from egovtrack.queries.snapshots import read_head
from tests.conftest import Program, sqlite_only

pytestmark = sqlite_only

TODAY = "2031-12-01"
PLAN = """东州市人民政府办公厅关于印发2031年政务服务要点的通知
东府办〔2031〕3号
2031年1月10日

2031年政务服务要点

一、平台建设

1.整合20个业务系统。（牵头单位：市数据局；责任单位：市财政局、各县政府）
2.建立月报制度，6月底前完成。（责任单位：市财政局、市公安局）
3.推进数据共享（牵头单位：市数据局）和安全检查（牵头单位：市公安局；责任单位：市政府有关部门）。
4.整理档案。（责任单位：市档案馆）
"""
CORRECTED = PLAN.replace("20个业务系统", "8个业务系统").replace("市财政局、市公安局", "市财政局、市民政局")
AMENDED = """东州市人民政府办公厅关于调整2031年政务服务要点的通知
东府办〔2031〕9号
2031年5月20日

2031年政务服务要点

一、平台建设

1.整合12个业务系统，9月底前完成。（牵头单位：市数据局；责任单位：市财政局、各县政府）
2.建立月报制度，10月底前完成。（责任单位：市财政局、市公安局）
3.推进数据共享（牵头单位：市数据局）和安全检查（牵头单位：市公安局；责任单位：市政府有关部门）。
5.开展培训。（责任单位：市人事局）
"""
REGISTRY = """名称,全称,类别,别名
市数据局,东州市数据局,department,数据局
市财政局,东州市财政局,department,
市公安局,东州市公安局,department,
市民政局,东州市民政局,department,
市人事局,东州市人事局,department,
甲县,甲县人民政府,district,
乙县,乙县人民政府,district,
"""
LEADERS = """
[division]
title = "分工{number}"
number = "东府〔2031〕{number}号"
issued = 2031-0{number}-01

[[leader]]
name = "某某"
post = "副市长"
[[leader.field]]
relation = "in_charge"
name = "财政"
departments = ["市财政局"]
"""
LIGHTS = 'version = "{number}"\nblocked_days = 10\nbehind_points = {number}\nsilent_cycles = 2\ndue_days = 5\n'

DAYS = st.sampled_from(["2031-01-15", "2031-03-31", "2031-05-25", "2031-08-01", "2031-11-30"])
REFS = st.sampled_from(["2031-1", "2031-2", "2031-3", "2031-3.1", "2031-3.2", "2031-4", "2031-5"])
NAMES = st.sampled_from(["市数据局", "市财政局", "市公安局", "市民政局", "市人事局", "甲县", "市大数据局"])
NUMBERS = st.integers(1, 9).map(str)
BASIS = ("--basis", "纪要")


def _words(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return a command whose words are drawn one by one."""
    return st.tuples(*(part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts))


STATUSES = st.sampled_from(["not_started", "in_progress", "blocked", "completed"])
COMMANDS = st.one_of(
    _words("progress", "set", REFS, "--dept", NAMES, "--status", STATUSES, "--note", "进展", "--date", DAYS),
    _words("progress", "set", "2031-1", "--dept", NAMES, "--value", NUMBERS, "--date", DAYS),
    _words("progress", "set", REFS, "--status", "cancelled", "--note", "不再办理", "--date", DAYS),
    _words("progress", "verify", REFS, "--date", DAYS),
    _words("progress", "return", REFS, "--reason", "不实", "--date", DAYS),
    _words("progress", "retract", NUMBERS, "--reason", "误报"),
    _words("designate", "2031-3.2", "市政府有关部门", NAMES, *BASIS, "--date", DAYS),
    _words("designate", "2031-3.2", "市政府有关部门", "--revoke", *BASIS, "--date", DAYS),
    _words("assign-lead", "2031-2", NAMES, *BASIS, "--date", DAYS),
    _words("deadline", REFS, "--until", DAYS, *BASIS, "--date", DAYS),
    _words("depts", "add", "市档案馆", "--kind", "institution"),
    _words("depts", "add", "市大数据局", "--from", DAYS, *BASIS),
    _words("depts", "rename", NAMES, "市数据资源局", "--date", DAYS, *BASIS),
    _words("depts", "merge", NAMES, "--into", NAMES, "--date", DAYS, *BASIS),
    _words("depts", "split", NAMES, "--into", "市档案馆", "--into", "市大数据局", "--date", DAYS, *BASIS),
    _words("depts", "alias", NAMES, st.sampled_from(["局甲", "局乙"])),
    _words("depts", "kind", NAMES, "district"),
    _words("depts", "collective", "add", "各县政府", "--members", "甲县", "--members", NAMES),
    _words("import", "{corrected}", "--corrects", "2031", "--yes"),
    _words("import", "{amended}", "--amends", "2031", "--yes"),
    _words("import", "{plan}", "--corrects", "2031", "--yes"),
    _words("task", "withdraw", REFS, "--date", DAYS, *BASIS),
    _words("task", "add", "2031", "--text", "9.新增一项。（责任单位：市财政局）", "--date", DAYS, *BASIS),
    _words("leader", "import", st.sampled_from(["{leaders1}", "{leaders2}"])),
    _words("rules", "set", "lights", st.sampled_from(["{lights1}", "{lights2}"]), "--from", DAYS),
    _words("designate", "2031-3.2", "--dept", NAMES, *BASIS, "--date", DAYS),
    _words("designate", "2031-2", "市财政局", NAMES, "--instead", *BASIS, "--date", DAYS),
    _words("milestone", "add", REFS, "--by", DAYS, "--what", "初稿", *BASIS, "--date", DAYS),
    _words("milestone", "done", NUMBERS, "--date", DAYS),
    _words("title", REFS, st.sampled_from(["新标题甲", "新标题乙"]), "--date", DAYS),
    _words("plans", st.sampled_from(["close", "reopen"]), "2031", "--date", DAYS),
    _words("plans", "rule", "2031", "--cycle", st.sampled_from(["weekly", "quarterly"]), "--from", DAYS),
    _words("plans", "exempt", "2031", "--dept", NAMES, "--period", "2031-03", *BASIS),
    _words("depts", "contact", NAMES, "--name", st.sampled_from(["张三", "李四"]), "--date", DAYS),
    _words("undo", NUMBERS, "--yes"),
)
TABLES = (
    ("tasks", "2031"),
    ("tasks", "2031", "--unregistered"),
    ("dept", "市财政局", "--via", "all"),
    ("dept", "市公安局"),
    ("dept", "各县政府"),
    ("show", "2031-1"),
    ("show", "2031-3", "--editions"),
    ("status", "2031", "--by", "dept"),
    ("status", "2031", "--by", "leader"),
    ("export", "obligations"),
    ("export", "tasks"),
    ("export", "notes"),
    ("export", "text", "2031"),
    ("progress", "log"),
    ("depts", "list"),
    ("depts", "市财政局"),
    ("leader", "list"),
    ("plans",),
    ("plans", "show", "2031"),
    ("milestone", "list", "--plan", "2031"),
    ("depts", "list", "--with-contacts"),
    ("rules", "show"),
    ("log", "--all"),
)
_WITHOUT_DAY = {"log", "export text"}
PRINTS = st.lists(st.tuples(st.sampled_from(TABLES), DAYS, st.sampled_from(["json", "text"])), min_size=3, max_size=6)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The files that commands read."""
    folder = tmp_path_factory.mktemp("files")
    contents = {"plan": (PLAN, "txt"), "corrected": (CORRECTED, "txt"), "amended": (AMENDED, "txt")}
    contents |= {"registry": (REGISTRY, "csv")}
    for number in ("1", "2"):
        contents[f"leaders{number}"] = (LEADERS.format(number=number), "toml")
        contents[f"lights{number}"] = (LIGHTS.format(number=number), "toml")
    found = {}
    for name, (content, ending) in contents.items():
        path = folder / f"{name}.{ending}"
        path.write_text(content, "utf-8")
        found[name] = str(path)
    return found


@pytest.fixture(scope="module")
def begun(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a registry and a plan of its own."""
    place = tmp_path_factory.mktemp("begun") / "ledger.db"
    program = Program(place, TODAY)
    program("depts", "import", files["registry"])
    program("depts", "collective", "add", "各县政府", "--kind", "district")
    program("depts", "collective", "add", "市政府有关部门", "--kind", "department", "--indefinite")
    program("import", files["plan"], "--place", "东州市")
    program("leader", "import", files["leaders1"])
    return place


def newest(place: Path) -> int:
    """Return the number of the newest action."""
    with reading_sqlite(str(place), 5) as connection:
        return read_head(connection)[1]


def printed(program: Program, table: tuple[str, ...], day: str, style: str, known: int) -> str:
    """Return what the program prints of a table, as of a day and as known after an action."""
    words = [*table, "--known-at", f"#{known}"]
    if table[0] not in _WITHOUT_DAY:
        words += ["--as-of", day]
    if table[0] != "export":
        words += ["--format", style]
    done = program(*words, code=None)
    return f"{done.code}\n{done.out}\n{done.err}"


@given(data=st.data())
@settings(
    max_examples=200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 6,
    deadline=None,
)
def test_the_past_is_printed_again_byte_for_byte(
    data: st.DataObject, begun: Path, files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("run") / "ledger.db"
    shutil.copy(begun, place)
    program = Program(place, TODAY)
    kept = []
    for command in data.draw(st.lists(COMMANDS, min_size=2, max_size=8)):
        program(*(word.format(**files) for word in command), code=None)
        known = newest(place)
        for table, day, style in data.draw(PRINTS):
            kept.append((table, day, style, known, printed(program, table, day, style, known)))
    for table, day, style, known, before in kept:
        assert printed(program, table, day, style, known) == before, (table, day, known)
    assert program("check").out == ""
    shutil.rmtree(place.parent)


YEAR = (
    "progress set 2031-1 --dept 市数据局 --value 10 --date 2031-03-01",
    "progress set 2031-2 --dept 市财政局 --status completed --date 2031-03-31",
    "progress verify 2031-2 --date 2031-04-01",
    "progress return 2031-2 --reason 不实 --date 2031-05-25",
    "progress set 2031-3.2 --dept 市公安局 --status blocked --problem 缺人 --date 2031-06-01",
    "depts add 市档案馆 --kind institution",
    "progress set 2031-4 --dept 市档案馆 --percent 30 --date 2031-06-02",
    "designate 2031-3.2 市政府有关部门 市民政局 --basis 纪要 --date 2031-02-01",
    "progress set 2031-3.2 --dept 市民政局 --percent 40 --date 2031-06-03",
    "assign-lead 2031-2 市公安局 --basis 纪要 --date 2031-02-01",
    "deadline 2031-1 --until 2031-10-01 --basis 纪要 --date 2031-02-01",
    "rules set lights {lights1} --from 2031-02-01",
    "leader import {leaders2}",
    "progress retract 1 --reason 误报",
    "undo 16 --yes",
    "undo 17 --yes",
    "import {corrected} --corrects 2031 --yes",
    "import {amended} --amends 2031 --yes",
    "task add 2031 --text 9.新增一项。（责任单位：市财政局） --date 2031-08-01 --basis 纪要",
    "task withdraw 2031-5 --date 2031-09-01 --basis 纪要",
    "depts rename 市财政局 市财政与资产局 --date 2031-04-01 --basis 机构改革",
    "depts alias 市公安局 警察局",
    "depts kind 市档案馆 department",
    "depts merge 市人事局 --into 市民政局 --date 2031-02-01 --basis 机构改革",
    "depts collective change 各县政府 --members 市档案馆",
    "depts add 市大数据局 --from 2031-06-01 --basis 机构改革",
    "depts split 市数据局 --into 市大数据局 --into 市档案馆 --date 2031-07-01 --basis 机构改革",
    "depts handover 市数据局 市大数据局 --basis 纪要",
    "designate 2031-2 市财政局 市民政局 --instead --basis 纪要 --date 2031-07-01",
    "designate 2031-2 市财政局 --instead --revoke --basis 纪要 --date 2031-08-01",
    "milestone add 2031-1 2031-2 --by 2031-08-31 --what 初稿 --basis 纪要 --date 2031-06-01",
    "milestone done 1 --date 2031-08-20",
    "milestone add 2031-2 --by 2031-09-15 --what 送审稿 --basis 纪要 --corrects 2 --date 2031-06-01",
    "title 2031-2 月报制度 --date 2031-03-01",
    "title 2031-2 每月报告制度 --date 2031-03-01 --corrects 1",
    "deadline 2031-1 2031-2 --until 2031-09-20 --basis 纪要 --date 2031-07-01",
    "plans rule 2031 --cycle quarterly --from 2031-07-01 --basis 通知",
    "plans exempt 2031 --dept 市公安局 --period 2031-Q3 --basis 来函",
    "plans create 批示2031 --cycle weekly --from 2031-06-01",
    "task add 批示2031 --text 办好实事。 --lead 市公安局 --deadline 2031-12-31 --source 批示",
    "depts contact 市公安局 --name 张三 --phone 1234 --date 2031-03-01",
    "depts contact 市公安局 --name 李四 --corrects 1 --date 2031-03-01",
    "plans close 批示2031 --date 2031-11-01",
    "plans reopen 批示2031 --date 2031-11-15",
    "progress set 2031-3 --status cancelled --note 不再办理 --date 2031-10-01",
    "undo --yes",
)
"""A year of commands, each of which is taken, so that every kind of fact comes and some go."""


@pytest.mark.slow
def test_no_command_of_a_year_rewrites_what_was_printed(begun: Path, files: dict[str, str], tmp_path: Path) -> None:
    """Tables as known after every command, printed at once and again at the end: after each a third of them in turn,
    so that each table was printed not long before whatever would rewrite it.
    """
    place = tmp_path / "ledger.db"
    shutil.copy(begun, place)
    program = Program(place, TODAY)
    kept: dict[tuple[tuple[str, ...], int], str] = {}
    for turn, command in enumerate(YEAR):
        program(*command.format(**files).split())
        known = newest(place)
        some = TABLES[turn % 3 :: 3]
        kept |= {(table, known): printed(program, table, "2031-11-30", "json", known) for table in some}
    for (table, known), before in kept.items():
        assert printed(program, table, "2031-11-30", "json", known) == before, (table, known)
    assert program("check").out == ""


def _issue_steps(files: dict[str, str]) -> Iterator[tuple[str, ...]]:
    yield ("import", files["corrected"], "--corrects", "2031", "--yes")
    yield ("import", files["amended"], "--amends", "2031", "--yes")
    yield ("depts", "rename", "市财政局", "市财政与资产局", "--date", "2031-04-01", *BASIS)
    yield ("depts", "merge", "市人事局", "--into", "市民政局", "--date", "2031-02-01", *BASIS)


def test_later_documents_and_renames_do_not_rewrite_what_was_printed(
    begun: Path, files: dict[str, str], tmp_path: Path
) -> None:
    """Every table, as of every month's end, before and after a correction, an amendment, a rename and a merger."""
    place = tmp_path / "ledger.db"
    shutil.copy(begun, place)
    program = Program(place, TODAY)
    program("progress", "set", "2031-1", "--dept", "市数据局", "--value", "10", "--date", "2031-03-01")
    known = newest(place)
    before = {
        (table, day): printed(program, table, day, "json", known)
        for table in TABLES
        for day in ("2031-01-31", "2031-05-31", "2031-11-30")
    }
    for command in _issue_steps(files):
        program(*command)
    for (table, day), text in before.items():
        assert printed(program, table, day, "json", known) == text, (table, day)
