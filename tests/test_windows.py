"""What is otherwise on Windows, simulated where there is none. Open files, patterns, errors of its own."""

from __future__ import annotations

import configparser
import gc
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from egovtrack import datafiles, files
from egovtrack.cli import main
from egovtrack.errors import EgovtrackError
from egovtrack.ledger import restoring
from tests.conftest import ROOT, Program, sqlite_only
from tests.test_backup import backup, note, percents

pytestmark = sqlite_only
NOTE = ("progress", "set", "2017-13", "--date", "2017-03-10", "--percent", "5", "--note")


def refusal(code: int) -> PermissionError:
    """As Windows refuses what is done to a file that somebody has open: error 5 or 32."""
    error = PermissionError(13, "Access is denied")
    error.winerror = code  # type: ignore[attr-defined]
    return error


def is_open(path: Path) -> bool:
    """Whether this process has a file open."""
    own = Path("/proc/self/fd")
    return any(os.path.realpath(each) == os.path.realpath(path) for each in own.iterdir())


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file that is open can be deleted, replaced or moved."""
    if os.name == "nt":  # as it is there (`python -m tests.windows`)
        return
    if not Path("/proc/self/fd").exists():
        pytest.skip("nobody tells here which files are open")
    unlink, replace = Path.unlink, Path.replace

    def careful_unlink(self: Path, **more: bool) -> None:
        if is_open(self):
            raise refusal(32)
        unlink(self, **more)

    def careful_replace(self: Path, target: Path) -> Path:
        if is_open(self) or is_open(target):
            raise refusal(5)
        return replace(self, target)

    monkeypatch.setattr(Path, "unlink", careful_unlink)
    monkeypatch.setattr(Path, "replace", careful_replace)
    for module in (datafiles, files, restoring):
        monkeypatch.setattr(module, "ON_WINDOWS", True)


@pytest.mark.usefixtures("windows")
def test_a_backup_is_brought_back_the_first_time(egovtrack: Program, tmp_path: Path) -> None:
    note(egovtrack, 10)
    made = backup(egovtrack, "-o", str(tmp_path / "b.db"))
    note(egovtrack, 20)
    egovtrack("db", "restore", str(made))
    assert percents(egovtrack) == [10]
    (kept,) = (tmp_path / "backups").glob("*-before-restore.db")
    assert percents(Program(kept)) == [10, 20]
    assert not list(tmp_path.rglob("*.part*"))
    egovtrack("check")


@pytest.mark.usefixtures("windows")
def test_a_ledger_that_another_has_open_is_in_use(egovtrack: Program) -> None:
    made = backup(egovtrack)
    with Path(egovtrack.db).open("rb"):
        assert "open in another program" in egovtrack("db", "restore", str(made), code=4).err
    assert "open in another program" not in egovtrack("db", "restore", str(made)).err


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    "command",
    ["export weekly --week 2017-W10 -o {}/out", "form 市经济信息化委 --period 2017-03 -o {}/", "list -o {}/a.xlsx",
     "list -o {}/a.csv", "db backup -o {}/b.db", "db dump -o {}/d.txt", "export text 2017 -o {}/t.txt"],
)  # fmt: skip
def test_nothing_that_is_still_open_is_moved_or_left_behind(egovtrack: Program, tmp_path: Path, command: str) -> None:
    for _time in range(2):
        egovtrack(*command.format(tmp_path).split())
    assert not list(tmp_path.rglob("*.part*"))


def test_a_file_that_is_open_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is done to a file: the words are the same, the exit code says that one may try again."""
    for code in (5, 32):
        with pytest.raises(EgovtrackError, match="open in another program") as told, files.written(tmp_path):
            raise refusal(code)
        assert told.value.exit_code == 4
    monkeypatch.setattr("egovtrack.errors._ON_WINDOWS", False)
    with pytest.raises(EgovtrackError, match="not permitted") as told, files.written(tmp_path):
        raise PermissionError(13, "Permission denied")
    assert told.value.exit_code == 1
    monkeypatch.setattr("egovtrack.errors._ON_WINDOWS", True)  # open() tells no more there
    with pytest.raises(EgovtrackError, match="open in another program") as told, files.written(tmp_path):
        raise PermissionError(13, "Permission denied")
    assert told.value.exit_code == 4


def test_nor_can_a_file_be_read_then(egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "plan.txt"
    egovtrack("export", "text", "2017", "-o", str(document))
    real = Path.open

    def opened(self: Path, *args: str, **more: str) -> object:
        if self == document:
            raise refusal(32)
        return real(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)
    assert "plan.txt" in egovtrack("import", str(document), code=4).err


@pytest.mark.parametrize("text", ["填报*", "~", "100%%", "%PATH%", "$HOME", "[ab]?.txt", "~/x"])
def test_what_is_typed_is_what_is_stored(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """As click is called there: without arguments, which it takes from the command line itself and would expand."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "填报表").touch()
    monkeypatch.setattr(click.core, "os", SimpleNamespace(**{**vars(os), "name": "nt"}))
    monkeypatch.setattr(sys, "argv", ["egovtrack", "--db", egovtrack.db, "--today", "2017-03-20", *NOTE, text])
    with pytest.raises(SystemExit) as ended:
        main()
    gc.unfreeze()  # this process goes on
    assert ended.value.code == 0
    assert [row["note"] for row in egovtrack.json("progress", "log")] == [text]
    assert text in egovtrack.json("log")[-1]["command"]


def test_only_files_to_read_in_are_named_by_patterns(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(datafiles, "ON_WINDOWS", False)
    egovtrack("form", "市经济信息化委", "--period", "2017-03", "-o", "表[1].xlsx")
    shutil.copy("表[1].xlsx", "表2.xlsx")
    Path("~$表2.xlsx").touch()
    assert "there is no file 表*.xlsx" in egovtrack("progress", "import", "表*.xlsx", code=1).err
    monkeypatch.setattr(datafiles, "ON_WINDOWS", True)
    assert datafiles.named(["表*.xlsx"]) == ["表2.xlsx", "表[1].xlsx"]
    assert datafiles.named(["表[1].xlsx", "~$表2.xlsx", "无*.xlsx"]) == ["表[1].xlsx", "~$表2.xlsx", "无*.xlsx"]
    assert [Path(name) for name in datafiles.named(["~/a.txt"])] == [Path("~/a.txt").expanduser()]
    assert "2 files" in CliRunner().invoke(main, ["--db", egovtrack.db, "--today", "2017-03-20", "--lang", "en",
                                                  "progress", "import", "表*.xlsx"]).stderr  # fmt: skip
    for name in ("甲.txt", "乙.txt"):
        egovtrack("export", "text", "2017", "-o", name)
    assert "several files" in egovtrack("import", "*.txt", code=2).err
    Path("乙.txt").unlink()
    egovtrack("import", "*.txt", "--dry-run")


def test_time_zones_come_with_the_program_there() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    (line,) = (line for line in setup["options"]["install_requires"].split("\n") if line.startswith("tzdata"))
    assert line.partition(";")[2].strip() == 'sys_platform == "win32"'
