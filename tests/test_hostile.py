"""Texts that do harm where they are not expected: they are shown harmlessly everywhere, or refused in one line.

Notes, names and documents come from some fifty departments; what they hold is written into a terminal, a spreadsheet,
a browser and a file name.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from egovtrack.limits import MAX_NAME, MAX_TEXT
from tests.conftest import Outcome, Program, sqlite_only

# What makes a terminal act, and what turns, hides or breaks the text around it.
UNSEEN = [
    "\x1b[2J\x1b[31m红", "\x1b]8;;http://例.test\x1b\\字\x1b]8;;\x1b\\", "\x1b]0;标题\x07", "\x9b31m红",
    "甲\x08\x08乙\x7f", "甲\u202egnp.乙", "\u2066甲\u2069", "甲\u200f\u061c乙", "甲\u2028乙\u2029丙\x85丁",
    "甲\r乙", "零\u200b宽\u200d字\ufeff", "甲\xad乙", "甲\U000e0041\U000e007f乙",
]  # fmt: skip
# What a spreadsheet, a browser, a shell, a database, rich or str.format would take for something else.
SEEN = [
    "=1+1", "+1", "-1", "@SUM(1)", "＝1+1", "=cmd|' /C calc'!A0", "[bold red]x[/]", "[/b]",
    "[link=http://例.test]x[/link]", ":smile:", "<script>alert(1)</script>", "&lt;b&gt;", "../../etc/passwd",
    "..\\..\\x", "/etc/passwd", "C:\\x", "CON", "'; DROP TABLE department; --", "%s%n{0}{name}{",
    "$(reboot)`reboot`", "_x001B_", "\\x1b[2J", "~", "*", "a\tb",
]  # fmt: skip
HOSTILE = [*UNSEEN, *SEEN]
NO_TEXT = ["甲\0乙", "甲\ud800乙"]
TEN_MEGABYTES = "一" * 10_000_000
PEOPLE = ("table", "text")
TODAY = "2017-03-20"
DIVISION = """
[division]
title = {text}
number = {text}
issued = 2017-03-10

[[leader]]
name = {name}
post = {text}
field = [{{ name = {text}, relation = "in_charge", departments = ["市财政局"] }}]
"""


def names() -> list[str]:
    """The hostile texts that a department may be called."""
    return [text for text in SEEN if "\t" not in text and text != "＝1+1"]  # which is =1+1 typed otherwise


_PLAIN = (
    "统一标准规范，整合信息资源，扩大应用范围，" * 8
)  # a text of more than one control character in a hundred is none


def plan(texts: Sequence[str]) -> list[str]:
    """The lines of a plan with such texts in its title, headings, wordings and parties."""
    texts = [text + "]" * (text.count("[") - text.count("]")) for text in texts]  # one left open is an error
    lines = ["海滨市2031年工作要点", f"海府办发〔2031〕7号{texts[0]}", "（2031年2月10日）", f"一、改进{texts[0]}服务"]
    return lines + [
        f"{number}.建成{text}平台，{_PLAIN}{text}。（责任单位：市财政局、市{text}局）"
        for number, text in enumerate(texts, start=1)
    ]


def quoted(text: str) -> str:
    """A TOML string."""
    return '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'


@pytest.fixture(scope="module")
def hostile(shared: Path | str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A ledger into which everything was entered that is taken, everywhere."""
    folder = tmp_path_factory.mktemp("hostile")
    patch = pytest.MonkeyPatch()
    patch.setenv("EGOVTRACK_DEBUG", "1")
    program = Program(shared, TODAY)
    for number, text in enumerate(HOSTILE):
        report(program, text, ("市经济信息化委", None)[number % 2])
    for text in names():
        full, alias = f"上海市{text}", f"俗{text}"
        program("depts", "add", f"--full={full}", f"--alias={alias}", "--from", "2010-01-01", "--", text)
    enter_office_words(program)
    (folder / "division.toml").write_text(
        DIVISION.format(name=quoted("".join(names())[:150]), text=quoted("".join(HOSTILE)[:95])), "utf-8"
    )
    program("leader", "import", str(folder / "division.toml"))
    (folder / "plan.txt").write_text("\n".join(plan([text.replace("\n", "") for text in HOSTILE])), "utf-8")
    program("import", str(folder / "plan.txt"), "--key", "h2031")
    yield program
    patch.undo()


def report(program: Program, text: str, department: str | None) -> None:
    """A note of a department, or of the office, with this text in all its fields."""
    whose = ["--dept", department] if department else []
    task = "2017-13" if department else "2017-14"
    program(
        "progress", "set", task, *whose, "--by", f"某{text}", "--status", "blocked", f"--note={text}",
        f"--problem={text}", f"--next={text}", f"--evidence=http://{text}",
    )  # fmt: skip


def enter_office_words(program: Program) -> None:
    """Bases and reasons of every kind."""
    text = "；".join(HOSTILE)
    for name in names():
        program("designate", f"--basis={text}", "2017-8", "--", "市政府有关部门", name)
    program("extend", "2017-6", "--until", "2018-03-31", f"--reason={text}")
    program("assign-lead", "2015-12", "市经济信息化委", f"--basis={text}")
    program("progress", "set", "2017-15", "--status", "completed", "--note", "完成")
    program("progress", "return", "2017-15", f"--reason={text}")
    program("progress", "retract", "1", f"--reason={text}")
    program("depts", "rename", "市公安局", "[b]新名[/b]", "--date", "2017-03-01", f"--basis={text}")
    program("depts", "alias", "市民政局", "=别名", f"--basis={text}")


SHOWN = [
    ("dept", "市经济信息化委", "--via", "all"), ("dept", "=1+1"), ("dept", "[bold red]x[/]"), ("tasks", "h2031"),
    ("tasks", "2017"), ("show", "h2031-1"), ("show", "h2031-20"), ("show", "2017-8"), ("show", "2017-13"),
    ("show", "2017-6"), ("show", "2015-12"), ("progress", "log"), ("progress", "log", "2017-13"), ("log", "--all"),
    ("status", "2017"), ("status", "h2031"), ("status", "2017", "--by", "dept"), ("leader",),
    ("leader", "show", "".join(names())[:150]), ("depts",), ("depts", "show", "市公安局"),
    ("depts", "show", "../../etc/passwd"), ("depts", "--search", "["), ("plans",), ("check",),
]  # fmt: skip


def without_harm(outcome: Outcome) -> None:
    """Nothing reaches a person's screen but what is seen, in lines."""
    for stream in (outcome.out, outcome.err):
        found = {f"U+{ord(one):04X}" for one in stream if one not in "\t\n" and unicodedata.category(one) in _HARMFUL}
        assert not found, found


_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@sqlite_only
@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_a_screen_gets_nothing_that_is_not_seen(hostile: Program, command: tuple[str, ...], form: str) -> None:
    without_harm(hostile(*command, "--format", form, "--width", "300", code=None))


@sqlite_only
@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_no_cell_of_a_csv_is_a_formula(hostile: Program, command: tuple[str, ...]) -> None:
    for row in csv.reader(io.StringIO(hostile(*command, "--format", "csv", code=None).out)):
        assert not [cell for cell in row if cell.strip("\ufeff \t\r\n\u200b")[:1] in set("=+-@＝＋－＠")]


@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_json_is_json(hostile: Program, command: tuple[str, ...]) -> None:
    assert "rows" in json.loads(hostile(*command, "--format", "json", code=None).out)
    for line in hostile(*command, "--format", "jsonl", code=None).out.split("\n")[:-1]:
        assert isinstance(json.loads(line), dict)


def test_what_is_harmless_is_shown_as_it_is(hostile: Program) -> None:
    for form in PEOPLE:
        shown = hostile("progress", "log", "--format", form, "--width", "400").out
        for text in (
            "[bold red]x[/]",
            "[/b]",
            "<script>alert(1)</script>",
            "'; DROP TABLE department; --",
            ":smile:",
            "{name}",
        ):
            assert text in shown, text
    assert any(row["name"] == "'; DROP TABLE department; --" for row in hostile.json("depts"))


def test_scripts_get_every_text_as_it_was_entered(hostile: Program) -> None:
    notes = [row["note"] for row in hostile.json("progress", "log")]
    assert {text.strip() for text in HOSTILE} <= set(notes)


@sqlite_only
def test_what_undo_would_take_back_is_told_harmlessly(hostile: Program, tmp_path: Path) -> None:
    copy = tmp_path / "ledger.db"
    copy.write_bytes(Path(hostile.db).read_bytes())
    program = Program(copy, TODAY)
    report(program, HOSTILE[0], "市经济信息化委")
    without_harm(program("undo", "--yes", "--others"))


def test_the_files_of_a_week_hold_no_formula_and_stay_in_their_folder(hostile: Program, tmp_path: Path) -> None:
    without_harm(hostile("export", "weekly", "-o", str(tmp_path / "week"), "--week", "2017-W12", code=None))
    for path in (tmp_path / "week").iterdir():
        text = path.read_text("utf-8-sig")
        if path.suffix == ".json":
            assert json.loads(text)["rows"] is not None
        else:
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not [cell for cell in cells if cell.strip("\ufeff \t\r\n\u200b")[:1] in set("=+-@＝＋－＠")]
    assert [path.name for path in tmp_path.iterdir()] == ["week"]


@sqlite_only
def test_every_department_has_a_form_of_its_own_in_the_folder(hostile: Program, tmp_path: Path) -> None:
    without_harm(hostile("form", "--all", "--period", "2017-04", "--plan", "2017", "-o", str(tmp_path / "forms")))
    files = sorted((tmp_path / "forms").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["forms"]
    titles = set()
    for path in files:
        book = openpyxl.load_workbook(path)
        titles.add(book.worksheets[1]["B1"].value)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        book.close()
    assert len(titles) == len(files)
    # XML cannot hold _x001B_ otherwise than as the escape that it looks like.
    assert not [name for name in names() if name != "_x001B_" and f"{name}: progress in 2017-04" not in titles]


@sqlite_only
def test_a_form_says_no_more_than_the_ledger_takes(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("form", "市财政局", "--period", "2017-03", "--plan", "2017", "-o", str(tmp_path / "form.xlsx"))
    for column, text, code in (("O", "名" * (MAX_NAME + 1), 65), ("O", "张三", 0), ("L", "一" * 32_767, 0)):
        book = openpyxl.load_workbook(tmp_path / "form.xlsx")
        book.worksheets[1][f"{column}5"], book.worksheets[1]["M5"] = text, "问题"
        book.save(tmp_path / "back.xlsx")
        outcome = egovtrack(
            "progress", "import", str(tmp_path / "back.xlsx"), "--dry-run", "--format", "text", code=code
        )
        without_harm(outcome)
        assert ("O5" in outcome.out) == bool(code)


def test_a_returned_form_is_shown_harmlessly(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("form", "市财政局", "--period", "2017-03", "--plan", "2017", "-o", str(tmp_path / "form.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for row, text in enumerate(("甲\u202e乙", "[/b]", "零\u200b宽", "'; DROP TABLE department; --", "\u2028"), start=5):
        for column in "LMN":
            book.worksheets[1][f"{column}{row}"] = text
        book.worksheets[1][f"J{row}"] = text
    book.save(tmp_path / "甲\u202exslx.xlsx")
    for form in PEOPLE:
        without_harm(egovtrack("progress", "import", str(tmp_path), "--format", form, code=65))


# --- what is refused ---------------------------------------------------------------------------------------------


def enter(text: str, folder: Path) -> list[tuple[str, ...]]:
    """Every command with such a text wherever one is given."""
    files = {
        "division.toml": DIVISION.format(name=quoted(text), text=quoted(text)),
        "registry.toml": f'[[department]]\nname = {quoted(text)}\nkind = "department"\n',
        "registry.csv": f"name,kind\n{text},department\n",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content.encode("utf-8", "surrogatepass"))
    note = ("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "5")
    return [
        (*note, "--note", text), (*note, "--problem", text), (*note, "--next", text),
        (*note, "--evidence", f"http://{text}"),
        (*note, "--by", text), ("progress", "retract", "1", "--reason", text), ("depts", "add", text),
        ("depts", "add", "新局", "--full", text), ("depts", "add", "新局", "--alias", text),
        ("depts", "add", "新局", "--basis", text),
        ("depts", "alias", "市财政局", text), ("depts", "rename", "市财政局", text, "--date", TODAY, "--basis", "某号"),
        ("depts", "rename", "市财政局", "新局", "--date", TODAY, "--basis", text),
        ("designate", "2017-8", "市政府有关部门", "市财政局", "--basis", text),
        ("extend", "2017-6", "--until", "2018-03-31", "--reason", text),
        ("import", str(folder / "no.txt"), "--key", text),
        ("leader", "import", str(folder / "division.toml")), ("depts", "import", str(folder / "registry.toml")),
        ("depts", "import", str(folder / "registry.csv")),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [*NO_TEXT, "一" * (MAX_TEXT + 1)], ids=["NUL", "surrogate", "long"])
def test_what_is_no_text_or_has_no_end_is_refused_in_one_line(egovtrack: Program, tmp_path: Path, text: str) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "4")
    before = egovtrack("log", "--all", "--format", "json").out
    for command in enter(text, tmp_path):
        refused = egovtrack(*command, code=None)
        assert refused.code in {1, 2, 65}, (command[:3], refused.err[:200])
        assert len(refused.err) < 11_000, command[:3]
        last = refused.err.splitlines()[-1]
        assert last.startswith("error: "), command[:3]
        without_harm(refused)
    assert egovtrack("log", "--all", "--format", "json").out == before


@sqlite_only
def test_a_file_of_one_character_is_refused(egovtrack: Program, tmp_path: Path) -> None:
    for name in ("division.toml", "registry.toml", "registry.csv"):
        kind = "leader" if name == "division.toml" else "depts"
        (tmp_path / name).write_text(TEN_MEGABYTES, "utf-8")
        assert egovtrack(kind, "import", str(tmp_path / name), code=65).err.count("\n") == 1
        (tmp_path / name).write_text(f"name,kind\n{TEN_MEGABYTES},department\n", "utf-8")
        assert egovtrack(kind, "import", str(tmp_path / name), code=65).err.count("\n") == 1


@pytest.mark.parametrize("name", ["甲\u202e局", "甲\u200b局", "甲\x1b[31m局", "甲\u2028局", "名" * (MAX_NAME + 1)])
def test_a_name_is_seen_whole(egovtrack: Program, tmp_path: Path, name: str) -> None:
    """Two departments whose names look alike would be taken for each other."""
    for command in enter(name, tmp_path):
        if command[0] in {"depts", "leader"} and name not in command[-1]:
            continue
        if command[0] == "depts" and "--basis" not in command[-2:]:
            without_harm(egovtrack(*command, code=2))
    for file in ("division.toml", "registry.toml", "registry.csv"):
        kind = "leader" if file == "division.toml" else "depts"
        without_harm(egovtrack(kind, "import", str(tmp_path / file), code=65))


def test_the_longest_note_is_taken_and_no_longer_one(egovtrack: Program) -> None:
    note = ("progress", "set", "2017-13", "--dept", "市经济信息化委", "--note", "-")
    egovtrack(*note, stdin="一" * MAX_TEXT)
    assert "100000" in egovtrack(*note, stdin="一" * (MAX_TEXT + 1), code=2).err
    assert len(egovtrack(*note, stdin=TEN_MEGABYTES, code=2).err) < 200
    egovtrack(*note, stdin="\u200b\u2028" * 40_000 + "末")  # no pattern may try all ways to part it
    for form in (*PEOPLE, "csv"):
        egovtrack("progress", "log", "--format", form)


@sqlite_only
@pytest.mark.parametrize("text", [TEN_MEGABYTES, "（" * 10_000_000, "\n1." * 4_000_000, "\x1b" * 10_000_000])
def test_a_document_without_end_is_refused(empty: Program, tmp_path: Path, text: str) -> None:
    for suffix in (".txt", ".md", ".csv", ".html"):
        (tmp_path / f"plan{suffix}").write_text(text, "utf-8")
        refused = empty("import", str(tmp_path / f"plan{suffix}"), "--key", "2031", code=65)
        assert refused.err.count("\n") == 1


def test_a_name_without_end_is_asked_for(reading: Program) -> None:
    for command in (
        ("dept", "局" * 100_000),
        ("show", "2017-" + "9" * 100_000),
        ("tasks", "一" * 100_000),
        ("plans", "--as-of", "9" * 100_000),
    ):
        refused = reading(*command, code=None)
        assert refused.code in {1, 2}, command[0]
        assert refused.err.count("\n") == 1


# --- documents ---------------------------------------------------------------------------------------------------


def documents(folder: Path) -> list[Path]:
    """One plan in four formats, with hostile texts wherever each can hold them."""
    texts = [text for text in HOSTILE if not any(unicodedata.category(one) == "Cc" for one in text)]
    lines = plan(texts)
    page = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    (folder / "plan.html").write_text(f"<!DOCTYPE html><html><body>{page}</body></html>", "utf-8")
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(folder / "plan.docx"))
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["海滨市2031年工作要点"])
    sheet.append(["序号", "重点任务", "责任单位"])
    for number, text in enumerate(texts, start=3):
        for column, value in enumerate((str(number - 2), text, f"市财政局、{text}"), start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = value, "s"
    book.save(folder / "plan.xlsx")
    (folder / "plan.md").write_text("# " + "\n\n".join(lines), "utf-8")
    return [folder / f"plan.{suffix}" for suffix in ("html", "docx", "xlsx", "md")]


def test_a_document_is_kept_as_issued_and_shown_harmlessly(empty: Program, tmp_path: Path) -> None:
    for path in documents(tmp_path):
        key = path.suffix[1:]
        for form in PEOPLE:
            without_harm(
                empty("import", str(path), "--key", key, "--issued", "2031-02-10", "--dry-run", "--format", form)
            )
        without_harm(empty("import", str(path), "--key", key, "--issued", "2031-02-10", code=None))
        assert "[bold red]x[/]" in empty("tasks", key, "--format", "text").out
        tasks: list[dict[str, Any]] = empty.json("tasks", key)
        assert any("\u202e" in task["text"] for task in tasks)
        assert "\u202e" in empty("export", "text", key).out


def test_a_document_with_nul_is_refused(empty: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(plan(["平台"] * 200)) + "\n900.甲\0乙。（责任单位：市财政局）", "utf-8")
    assert empty("import", str(path), "--key", "2031", code=65).err.count("\n") == 1
    path.write_text("\n".join(plan(["甲\0乙"])), "utf-16")
    assert empty("import", str(path), "--key", "2031", code=65).err.count("\n") == 1


# --- file names --------------------------------------------------------------------------------------------------

FILE_NAMES = [
    "甲\x1b[31m.txt",
    "甲\u202etxt.exe",
    "a\nb",
    "a\0b",
    "[/b]",
    "名" * 300,
    "/dev/null/x",
    "~root/x",
    "{0}{x}",
]


@sqlite_only
@pytest.mark.parametrize("name", FILE_NAMES)
def test_a_hostile_file_name_is_told_in_one_line(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    here = sorted(os.listdir(tmp_path))  # noqa: PTH208  names are compared
    for command in (
        ("import", name), ("progress", "import", name), ("depts", "import", name), ("leader", "import", name),
        ("progress", "set", "2017-13", "--percent", "3", "--evidence", name), ("rules", "set", "lights", name),
        ("--db", f"{name}/x", "plans"), ("--db", name, "plans"),
    ):  # fmt: skip
        refused = egovtrack(*command, code=None)
        assert refused.code in {1, 2, 65}, command
        assert refused.err.count("\n") == 1, command
        without_harm(refused)
    assert sorted(os.listdir(tmp_path)) == here  # noqa: PTH208


@sqlite_only
def test_an_output_that_cannot_be_is_told_in_one_line(egovtrack: Program) -> None:
    for name in ("a\0b", "名" * 300, "/dev/null/x"):
        for command in (("export", "weekly"), ("export", "text", "2017"), ("form", "市财政局", "--period", "2017-03")):
            refused = egovtrack(*command, "-o", name, code=None)
            assert refused.code in {1, 2}, (name, command)
            assert refused.err.count("\n") == 1


NESTED = "x = " + "[" * 100_000


def test_a_file_of_settings_nested_without_end_is_told(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "egovtrack.toml"
    for content in (
        NESTED,
        "width = " + "9" * 5000,
        "dept = 3",
        "[plans]\nas_of = [1]",
        'db = "a\\u0000b"',
        "width = 9e9999",
        "zone = '/'",
    ):
        path.write_text(content, "utf-8")
        outcome = egovtrack("plans", code=None)
        assert outcome.code in {0, 1, 2, 65}, content[:20]
        assert outcome.err.count("\n") <= 1
    path.unlink()
    path.with_name("x.toml").write_text(NESTED, "utf-8")
    for command, code in (
        (("rules", "set", "lights", "x.toml"), 65),
        (("leader", "import", "x.toml"), 65),
        (("depts", "import", "x.toml"), 65),
    ):
        assert egovtrack(*command, code=code).err.count("\n") == 1


# --- what takes long ---------------------------------------------------------------------------------------------


def test_long_texts_are_compared_from_where_they_part(empty: Program, tmp_path: Path) -> None:
    """Matching them piece by piece takes the cube of their length where one character is repeated."""
    path = tmp_path / "plan.txt"
    lines = "海滨市2031年工作要点\n（2031年2月10日）\n1.建成{}平台。（责任单位：市财政局）\n"
    empty.today = "2031-03-01"
    path.write_text(lines.format("一" * 100_000), "utf-8")
    empty("import", str(path), "--key", "2031", "--add-departments")
    empty("progress", "set", "2031-1", "--dept", "市财政局", "--percent", "3")
    path.write_text(lines.format("一" * 100_000 + "二"), "utf-8")
    assert "一一二平台。" in empty("import", str(path), "--key", "2031", "--format", "text", code=3).out
    empty("import", str(path), "--key", "2031", "--replace")
    assert [row["percent"] for row in empty.json("dept", "市财政局")] == [3]


def test_a_key_is_short_and_plain_and_can_be_used_again(empty: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(plan(["统一"])), "utf-8")
    for key in ("k" * 41, "../k", "k'--", "k\u202e", "[b]"):
        assert empty("import", str(path), "--key", key, code=2).err.count("\n") == 1
    empty("import", str(path), "--key", "k" * 40)
    empty("undo", "--yes")
    empty("import", str(path), "--key", "k" * 40)
