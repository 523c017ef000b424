"""Where the program writes: nothing over a ledger, through a link or over somebody else's file; all files or none."""

from __future__ import annotations

import ast
import errno
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from egovtrack import files
from egovtrack.cli import main
from egovtrack.errors import EgovtrackError
from tests.conftest import ROOT, Outcome, Program, sqlite_only

WEEK = ("--week", "2017-W10")
DEPT = "市经济信息化委"
WORDS = {
    "dept": (DEPT,), "show": ("2017-13",), "plans show": ("2017",), "depts show": (DEPT,), "leader show": ("周波",),
    "form": (DEPT, "--period", "2017-03"), "export text": ("2017",), "export weekly": WEEK, "across list": ("DB",),
    "across status": ("DB",), "chase run": ("--plan", "2017", "--dept", DEPT), "notice of": (DEPT, "--plan", "2017"),
    "notice all": ("--all", "--plan", "2016"), "notice round-up": ("--period", "2017-03", "--plan", "2017"),
    "changes": ("--since", "2017-03-19"), "compare": ("--from", "2017-03-19"), "report": ("2017",), "sheet": (DEPT,),
    "trace show": ("2017-39",), "evidence show": ("2016", str(ROOT / "tests" / "data" / "report2016.txt")),
}  # fmt: skip
"""What the commands that write a file are given besides -o, where they need anything."""
FOLDERS = {"export weekly", "chase run", "notice all"}
"""The commands whose -o is a folder: one that is missing is made, also where a link says it should be."""
KINDS = {"tasks", "form", "notice of", "chase run", "export weekly", "export text", "calendar", "report", "db backup",
         "db dump"}  # fmt: skip
"""A command for each kind of file: these are tried on every target, the others on some, since one mechanism writes."""
OVERDUE = "2017-04-06"  # the day on which the first notices are due


def each_command(group: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """All commands with their names."""
    context = click.Context(group)
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from each_command(command, (*path, name))
    else:
        yield " ".join(path), group


WRITERS = sorted(name for name, each in each_command() if any("--output" in param.opts for param in each.params))


def attempt(program: Program, name: str, output: str | Path, *more: str, code: int | None = None) -> Outcome:
    """Let a command write to `output`."""
    words = [program.db if word == "DB" else word for word in WORDS.get(name, ())]
    if name.startswith(("chase", "notice")):
        program = Program(program.db, OVERDUE)
    return program(*name.split(), *words, "-o", str(output), *more, code=code)


def run(program: Program, name: str, output: str | Path, *more: str, code: int | None = 0) -> str:
    """The same, and return what it says."""
    return attempt(program, name, output, *more, code=code).err


def contents(folder: Path) -> dict[str, bytes]:
    """The files in a folder with what they hold, but shared memory, an empty log and an empty queue."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    all_ = {str(path.relative_to(folder)): path.read_bytes() for path in found}
    return {name: content for name, content in all_.items() if content or not name.endswith(("-wal", "-queue"))}


@pytest.fixture
def held(egovtrack: Program, tmp_path: Path) -> Iterator[Program]:
    """A ledger whose last note is in its write-ahead log, beside it a rollback journal, a copy, and a link to it."""
    holder = sqlite3.connect(egovtrack.db)
    holder.execute("SELECT count(*) FROM plan").fetchall()
    egovtrack("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10")
    egovtrack("db", "backup", "-o", f"{tmp_path}/other.xlsx")
    os.link(egovtrack.db, tmp_path / "hard.csv")
    (tmp_path / "link.xlsx").symlink_to(egovtrack.db)
    (tmp_path / "paper.txt").write_text("paper")
    (tmp_path / "paper.csv").symlink_to("paper.txt")
    (tmp_path / "nowhere.csv").symlink_to("new.csv")
    yield egovtrack
    holder.close()


@sqlite_only
@pytest.mark.parametrize("name", WRITERS)
def test_no_command_writes_over_a_database_or_through_a_link(held: Program, tmp_path: Path, name: str) -> None:
    before = contents(tmp_path)
    ledger = Path(held.db).name
    targets = ["link.xlsx", f"{ledger}-wal"]
    if name in KINDS:
        targets += ["paper.csv", "nowhere.csv", "hard.csv", "other.xlsx", ledger, "other.xlsx-wal"]
        targets += [f"{ledger}{end}" for end in ("-shm", "-journal", "-queue")]
    # An ending that no table has is refused for that; where it is given another way, the file still stays.
    for target in targets:
        if name == "db backup" and target == "other.xlsx":
            continue  # the only database that a backup takes the place of: an older one of the same ledger
        if name in FOLDERS and target == "nowhere.csv":
            continue  # a linked folder, which is made
        refused = attempt(held, name, tmp_path / target)
        assert (refused.code > 0, refused.err.count("\n")) == (True, 1)
        assert contents(tmp_path) == before, target
        assert (tmp_path / "link.xlsx").is_symlink()


@sqlite_only
@pytest.mark.parametrize(
    ("name", "made"),
    [("form", f"{DEPT}-2017-03.xlsx"), ("export weekly", "2017-W10-notes.csv"),
     ("chase run", f"{DEPT}-提醒-{OVERDUE}.docx"), ("notice of", f"{DEPT}-提醒-{OVERDUE}.docx")],
)  # fmt: skip
def test_nor_through_one_that_lies_in_a_folder(held: Program, tmp_path: Path, name: str, made: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / made).symlink_to(held.db)
    before = contents(tmp_path)
    assert "is a link" in run(held, name, folder, code=1)
    assert contents(tmp_path) == before


@sqlite_only
@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_no_ledger_is_made_where_sqlite_keeps_what_belongs_to_another(held: Program, tmp_path: Path, end: str) -> None:
    before = contents(tmp_path)
    place = f"{held.db}{end}"
    for program, args in (
        (held, ("db", "copy", place)),
        (Program(place), ("seed", "2017")),
        (Program(place), ("plans",)),
    ):
        assert "is not an egovtrack ledger" in program(*args, code=1).err
        assert contents(tmp_path) == before


@sqlite_only
def test_the_checksum_of_a_backup_takes_nothings_place_either(egovtrack: Program, tmp_path: Path) -> None:
    ledger = tmp_path / "b.db.sha256"
    Path(egovtrack.db).rename(ledger)
    before = ledger.read_bytes()
    assert "is a database" in run(Program(ledger), "db backup", tmp_path / "b.db", code=1)
    assert ledger.read_bytes() == before
    assert not (tmp_path / "b.db").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_somebody_elses_file_is_left(egovtrack: Program, tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text("theirs")
    os.chown(path, 65534, 65534)
    assert "somebody else" in run(egovtrack, "tasks", path, code=1)
    assert path.read_text() == "theirs"


def test_linked_folders_and_standard_output_are_written_to(egovtrack: Program, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real")
    run(egovtrack, "tasks", tmp_path / "linked" / "a.csv")
    assert (tmp_path / "real" / "a.csv").exists()
    text = egovtrack("export", "text", "2017").out
    command = [sys.executable, "-m", "egovtrack", "--db", egovtrack.db, "export", "text", "2017", "-o", "/dev/stdout"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if Path("/dev/stdout").exists():
        assert subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode() == text
        with (tmp_path / "out.txt").open("w+b") as out:
            out.write(b"before\n")
            out.flush()
            subprocess.run(command, stdout=out, env=environment, check=True)
        assert (tmp_path / "out.txt").read_text("utf-8") == "before\n" + text
        run(egovtrack, "export text", "/dev/null")


@sqlite_only
@pytest.mark.parametrize("name", WRITERS)
def test_what_ends_like_a_folder_is_one(egovtrack: Program, tmp_path: Path, name: str) -> None:
    """Also one that is there, however it is written; and a command that is given one again writes into it again."""
    for place in (f"{tmp_path}/new/", f"{tmp_path}/new"):
        run(egovtrack, name, place)
        made = {path.suffix for path in (tmp_path / "new").iterdir()}
        assert made
        assert "" not in made
    assert not (tmp_path / "new").is_file()


def test_in_a_folder_a_listing_has_the_format_asked_for(egovtrack: Program, tmp_path: Path) -> None:
    said = run(egovtrack, "tasks", f"{tmp_path}/out/", "--format", "json")
    assert (tmp_path / "out" / "tasks.json").read_text("utf-8").startswith('{\n  "schema_version"')
    assert "tasks.json" in said
    run(egovtrack, "tasks", tmp_path / "out")
    run(egovtrack, "export tasks", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"tasks.json", "tasks.xlsx", "tasks.csv"}


@sqlite_only
@pytest.mark.parametrize("name", ["CON", "con.csv", "Aux.xlsx", "COM1.json", "lpt9.csv", "NUL", "CON:.csv", "com¹.csv"])
def test_a_device_of_windows_is_no_file(egovtrack: Program, tmp_path: Path, name: str) -> None:
    before = contents(tmp_path)
    for command in ("form", "tasks", "db backup"):
        run(egovtrack, command, tmp_path / name, code=None)
        assert contents(tmp_path) == before
    command = "form" if Path(name).suffix in {"", ".xlsx"} else "tasks"
    assert "device" in run(egovtrack, command, tmp_path / name, code=1)


@sqlite_only
def test_names_that_only_look_like_one_are_files(egovtrack: Program, tmp_path: Path) -> None:
    for name in ("console.csv", "com10.csv", "a.con.csv", "长" * 80 + ".csv"):
        run(egovtrack, "tasks", tmp_path / name)
        assert (tmp_path / name).exists()


# --- all or none -----------------------------------------------------------------------------------------------------


@pytest.fixture
def twice(egovtrack: Program, tmp_path: Path) -> Path:
    """A folder of a week's tables, which have changed since."""
    run(egovtrack, "export weekly", tmp_path / "out")
    egovtrack("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10")
    return tmp_path / "out"


@sqlite_only
@pytest.mark.parametrize("nth", range(11))
def test_a_week_is_all_new_or_all_old(
    egovtrack: Program, twice: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """One of the moves fails, as where a file is open in Excel. What was there is there again, and nothing else."""
    before, real, moves = contents(twice), Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) == nth:
            error = PermissionError(13, "Access is denied")
            error.winerror = 5  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    said = run(egovtrack, "export weekly", twice, *WEEK, code=4 if nth else 0)
    if nth:
        assert f"{moves[nth - 1].name} cannot be written: it is open in another program" in said
        assert contents(twice) == before
    else:
        assert contents(twice) != before


@sqlite_only
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize(
    ("owner", "name"), [(os, "fsync"), (tempfile, "mkstemp"), (Path, "open"), (Path, "chmod"), (Path, "mkdir")]
)
def test_whatever_call_fails_the_week_is_as_it_was(
    egovtrack: Program, twice: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, number: int
) -> None:
    """The first, one in between and the last of its calls."""
    before, real, calls = contents(twice), getattr(owner, name), [0]

    def failing(nth: int) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            calls[0] += 1
            if calls[0] == nth:
                raise OSError(number, os.strerror(number), str(twice / "x"))
            return real(*args, **more)

        calls[0] = 0
        return call

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing(0))
        files.write_all({twice / path: content for path, content in before.items()})
    for nth in sorted({1, calls[0] // 2, calls[0] - (name == "fsync")}):  # that of the folder fails on some disks
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, failing(nth))
            said = run(egovtrack, "export weekly", twice, *WEEK, code=1)
        assert said.count("\n") == 1
        assert "cannot be written" in said
        assert ("the disk is full" in said) == (number == errno.ENOSPC)
        assert contents(twice) == before


@sqlite_only
def test_what_windows_will_not_let_be_replaced_is_found_before_anything_is_moved(
    egovtrack: Program, twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    before, real = contents(twice), Path.open

    def opened(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        if self.name == "2017-W10-silent.csv" and mode != "rb":
            error = PermissionError(13, "The process cannot access the file")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, mode, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("moved"))
    assert "silent.csv cannot be written: it is open" in run(egovtrack, "export weekly", twice, *WEEK, code=4)
    assert contents(twice) == before


def test_forms_go_out_all_or_none_and_with_their_request(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = ("form", "--all", "--period", "2017-03", "-o", str(tmp_path / "out"))
    egovtrack(*asking)
    one = sorted((tmp_path / "out").iterdir())[7]
    one.unlink()
    one.mkdir()
    before, entered = contents(tmp_path / "out"), egovtrack.json("log")
    assert one.name in egovtrack(*asking, code=1).err
    assert (contents(tmp_path / "out"), egovtrack.json("log")) == (before, entered)
    one.rmdir()
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--percent", "5", "--date", "2017-03-10")
    before, entered = contents(tmp_path / "out"), egovtrack.json("log")

    def fails(*_: object) -> None:
        raise EgovtrackError("not stored")

    monkeypatch.setattr("egovtrack.ledger.actions.Action.seal", fails)
    assert "not stored" in egovtrack(*asking, code=1).err
    assert (contents(tmp_path / "out"), egovtrack.json("log")) == (before, entered)


def test_notices_are_written_all_or_none_and_with_what_is_entered(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be written, or nothing can be stored, nothing of the run is there; the next one does it."""
    program, folder = Program(egovtrack.db, OVERDUE), tmp_path / "out"
    asking = ("chase", "run", "--plan", "2017", "--dept", f"{DEPT},市财政局", "-o", str(folder))
    (folder / f"{DEPT}-提醒-{OVERDUE}.docx").mkdir(parents=True)
    entered = program.json("log")
    assert "it is no file" in program(*asking, code=1).err
    with monkeypatch.context() as patch:
        patch.setattr("egovtrack.ledger.actions.Action.seal", lambda *_: (_ for _ in ()).throw(EgovtrackError("no")))
        program(*asking[:-1], str(tmp_path / "other"), code=1)
    for number in (errno.ENOSPC, errno.EACCES):

        def refuse(*_: object, number: int = number, **_more: object) -> None:
            raise OSError(number, os.strerror(number), str(folder))

        with monkeypatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", refuse)
            said = program(*asking[:-1], str(tmp_path / "other"), code=1).err
        assert "cannot be written" in said
        assert ("the disk is full" in said) == (number == errno.ENOSPC)
    assert contents(folder) == contents(tmp_path / "other") == {}
    assert program.json("log") == entered
    program(*asking[:-1], str(tmp_path / "other"))
    assert len(list((tmp_path / "other").glob("*.docx"))) == 2


def test_where_there_are_no_links_the_old_files_come_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a").write_text("old")

    def write() -> None:
        with files.writing({tmp_path / "a": b"new", tmp_path / "b": b"new"}):
            assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"new", b"new"]
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert contents(tmp_path) == {"a": b"old"}


# --- what is left over -----------------------------------------------------------------------------------------------


def test_unfinished_files_that_are_older_than_a_day_are_deleted(egovtrack: Program, tmp_path: Path) -> None:
    """Its own: what looks otherwise is another program's, and what is younger may still be written."""
    code = (
        "import os, signal, sys; from pathlib import Path; from egovtrack.files import temporary_beside\n"
        "with temporary_beside(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGTERM)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "week.csv")], env={"PYTHONPATH": str(ROOT)}, check=False)
    (ours,) = tmp_path.glob(".week.csv.*.part")
    journal = ours.with_name(f"{ours.name}-journal")
    others = [tmp_path / name for name in ("report.part", ".x.part", ".week.csv.abcdefgh.parts", "week.abcdefgh.part")]
    for path in (journal, *others):
        path.touch()
    linked = tmp_path / ".week.csv.aaaaaaaa.part"
    linked.symlink_to(others[0])
    run(egovtrack, "tasks", tmp_path / "a.csv")
    assert ours.exists()
    yesterday = time.time() - 90_000
    for path in (ours, journal, *others):
        os.utime(path, (yesterday, yesterday))
    run(egovtrack, "tasks", tmp_path / "a.csv")
    assert not ours.exists()
    assert not journal.exists()
    assert all(path.exists() for path in (*others, linked))


# --- one mechanism ---------------------------------------------------------------------------------------------------

_WRITING = {"write_text", "write_bytes", "touch", "rename", "link", "symlink", "copy", "copy2", "copyfile", "move",
            "mkstemp", "NamedTemporaryFile", "mkdtemp", "symlink_to", "hardlink_to", "truncate"}  # fmt: skip
_ALLOWED = {
    "egovtrack/files.py": "the mechanism itself",
    "egovtrack/database.py": "make_private makes the ledger's empty file, never over one that is there",
    "egovtrack/turns.py": "makes the empty file beside the ledger on which writers wait in line",
    "egovtrack/readers/libreoffice.py": "gives LibreOffice a document, in a temporary folder",
    "egovtrack/ledger/restoring.py": "moves a damaged ledger's log aside, under a name of its own",
}


def writes(node: ast.AST) -> bool:
    """Whether a call opens a file for writing, or makes, moves or copies one."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    words = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if name == "open":
        modes = [word for word in words if re.fullmatch(r"[rwaxbt]*[wax+][rwaxbt+]*", word)]
        text = ast.unparse(node)
        return bool(modes) or (re.search("O_WRONLY|O_RDWR|O_CREAT", text) is not None and "devnull" not in text)
    if name == "replace":  # Path.replace takes one, str.replace two; dataclasses.replace is no method
        return isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not node.keywords
    if name == "copy":
        return ast.unparse(node.func) == "shutil.copy"
    return name in _WRITING and ast.unparse(node.func) not in {"formatter.write_text", "reforms.rename"}


def test_who_writes_files_does_it_by_the_one_mechanism() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "egovtrack").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if writes(node):
                found.setdefault(str(path.relative_to(ROOT)), []).append(ast.unparse(node))
    assert set(found) == set(_ALLOWED), {name: calls for name, calls in found.items() if name not in _ALLOWED}


@pytest.mark.parametrize(
    "line",
    ["open(p, 'w')", "p.open('ab')", "p.write_text(t)", "os.open(p, os.O_WRONLY)", "old.replace(new)",
     "shutil.copy(a, b)", "open(p, mode='r+')", "Path(p).write_bytes(b)"],
)  # fmt: skip
def test_the_search_finds_what_it_is_for(line: str) -> None:
    assert any(writes(node) for node in ast.walk(ast.parse(line)))
    assert not any(writes(node) for node in ast.walk(ast.parse("open(p, 'rb'); t.replace('a', 'b'); copy(a, b)")))
