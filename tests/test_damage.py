"""What goes wrong under a ledger: damage, a full disk, lost rights, a clock set back. It is said, nothing lost."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from egovtrack.database import explain
from tests import bitflips
from tests.conftest import ROOT, Program, opened, sqlite_only

COMMANDS = (
    ("plans",), ("dept", "市财政局"), ("show", "2017-13"), ("progress", "log"), ("check",), ("db", "status"),
    ("seed", "2017"), ("progress", "set", "2017-13", "--percent", "1", "--date", "2017-03-10"), ("db", "upgrade"),
    ("db", "backup"), ("export", "weekly", "--week", "2017-W10", "-o", "out"),
)  # fmt: skip
NOBODY = 65534


@pytest.fixture
def whole(egovtrack: Program) -> Program:
    """A ledger with some notes, in one file."""
    for percent in range(5):
        egovtrack("progress", "set", "2017-13", "--percent", str(percent), "--date", "2017-03-10")
    connection = sqlite3.connect(egovtrack.db)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return egovtrack


# --- damage ----------------------------------------------------------------------------------------------------------


def _said(program: Program, args: tuple[str, ...]) -> None:
    """The command ends in one clear line and leaves the file as it is."""
    before = Path(program.db).read_bytes()
    refused = program(*args, code=1)
    assert refused.err.splitlines()[-1].startswith("error: ")
    assert "damaged" in refused.err or "is not an egovtrack ledger" in refused.err
    assert refused.out == ""
    assert Path(program.db).read_bytes() == before


@sqlite_only
@pytest.mark.parametrize("seed", range(6))
def test_a_truncated_ledger_is_recognised_by_every_command(
    whole: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(whole.db)
    path.write_bytes(path.read_bytes()[: random.Random(seed).randrange(1, path.stat().st_size - 1)])  # noqa: S311
    for args in COMMANDS:
        _said(whole, args)


@sqlite_only
@pytest.mark.parametrize("place", range(16))
def test_a_ledger_whose_first_bytes_are_flipped_is_recognised_by_every_command(
    whole: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.chdir(tmp_path)
    content = bytearray(Path(whole.db).read_bytes())
    content[place] ^= 4
    Path(whole.db).write_bytes(content)
    for args in COMMANDS:
        _said(whole, args)


@pytest.mark.slow
@sqlite_only
def test_of_a_flipped_bit_nothing_is_answered_that_check_does_not_find(whole: Program, tmp_path: Path) -> None:
    """Anywhere in the file. A command that meets the damage says so; none that only reads changes the file; a backup of
    what is not whole is not kept. `python -m tests.bitflips` does it more often, on a year's work.
    """
    path, kept = Path(whole.db), tmp_path / "kept.db"
    content, true = path.read_bytes(), bitflips.answers(whole)
    places, counted = random.Random(1), Counter[str]()  # noqa: S311
    for _number in range(8):
        path.write_bytes(bitflips.flipped(content, places.randrange(8 * len(content))))
        assert list(bitflips.faults(whole, true, path.read_bytes(), counted)) == []
        if whole("db", "backup", "-o", str(kept), code=None).code:
            assert not kept.exists()
        kept.unlink(missing_ok=True)
    assert counted["check found it"]


@sqlite_only
@pytest.mark.parametrize("beginning", [b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"%PDF-1.4", b"\0" * 600, b"SQLite "])
def test_a_foreign_file_is_left_alone_by_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "scan.jpg"
    path.write_bytes(beginning + random.Random(1).randbytes(5000))  # noqa: S311
    for args in COMMANDS:
        _said(Program(path), args)
    assert {one.name for one in tmp_path.iterdir()} == {"scan.jpg"}


NOT_AS_TYPED = (
    ("edition", "period_end", "2017-13-45", "no date"),
    ("edition", "issued_on", "20170223", "no date"),
    ("edition", "effective_on", None, "nothing stands there"),
    ("department_name", "since", "2015-02-30", "no date"),
    ("progress_note", "as_of", "2017-03", "no date"),
    ("progress_note", "percent", "4o", "no number"),
    ("task_text", "stated_deadline", "2017-1l-30", "no date"),
    ("action", "recorded_at", "2017-03-10T25:00", "no moment"),
    ("action", "rows", '{"plan": [1, 2', "no JSON"),
    ("rule", "content", "blocked_days = 3", "no JSON"),
    ("deadline", "until", 3, "no date"),
    ("party", "name", b"\xff\xfe", "no text"),
)
READERS = (
    ("list",), ("dept", "市财政局"), ("status",), ("tasks",), ("show", "2017-13"), ("progress", "log"),
    ("log", "--all"), ("plans",), ("db", "status"), ("export", "obligations"), ("export", "notes"),
    ("changes", "--since", "2017-03-19"),
    ("progress", "set", "2017-13", "--percent", "7", "--date", "2017-03-11"), ("undo", "--yes"),
)  # fmt: skip


def _let_be_null(connection: sqlite3.Connection, column: str, before: str, after: str) -> None:
    """Change how a column of dates is declared, without a word to SQLite."""
    connection.execute("PRAGMA writable_schema=ON")
    words = (f"{column} {before}", f"{column} {after}")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", words)
    connection.commit()
    connection.execute("PRAGMA writable_schema=RESET")


@sqlite_only
@pytest.mark.parametrize(("table", "column", "value", "words"), NOT_AS_TYPED)
def test_a_value_that_cannot_stand_there_is_named_by_every_command_that_fails_at_it(
    whole: Program, table: str, column: str, value: object, words: str
) -> None:
    """By table, row and column, however it is met: a clause is shown, a moment told, a roll-up worked out."""
    whole("deadline", "2017-14", "--until", "2017-06-30", "--basis", "会议纪要")
    with sqlite3.connect(whole.db) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        which = "min" if table == "rule" else "max"  # the first rule is that of the lights, which every table reads
        filled = f"SELECT {which}(id) FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
        ((row,),) = connection.execute(filled).fetchall()
        assert row
        if value is None:  # a column that may not be null takes none but behind SQLite's back
            _let_be_null(connection, column, "DATE NOT NULL", "DATE")
        placed = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        statement = f"UPDATE {table} SET {column} = {placed} WHERE id = ?"  # noqa: S608
        connection.execute(statement, (value, row))
        if value is None:
            _let_be_null(connection, column, "DATE", "DATE NOT NULL")
    connection.close()
    failed = []
    for args in READERS:
        done = whole(*args, code=None)
        assert "program failed" not in done.err, args
        if done.code:
            assert (done.code, done.err.count("error: ")) == (1, 1), (args, done.err)
            for part in (f" {table} {row}: {column}: ", words, "egovtrack check"):
                assert part in done.err, (args, done.err)
            failed.append(args)
    assert failed
    found = json.loads(whole("check", "--format", "json", code=3).out)["rows"]
    assert (table, str(row)) in {(each["table"].split(",")[0], each["row"]) for each in found}


def test_a_log_whose_ledger_was_moved_away_is_not_thrown_away(tmp_path: Path) -> None:
    """SQLite would: a new ledger begins with an empty log."""
    log = tmp_path / "ledger.db-wal"
    log.write_bytes(b"notes")
    refused = Program(tmp_path / "ledger.db")("seed", "2017", code=1)
    assert str(log) in refused.err
    assert log.read_bytes() == b"notes"


def test_a_ledger_that_was_being_made_when_the_machine_stopped_is_made(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.close()
    assert (tmp_path / "ledger.db").stat().st_size > 0
    program = Program(tmp_path / "ledger.db")
    assert "no ledger yet" in program("plans", code=1).err
    program("seed", "2017")
    assert len(program.json("plans")) == 1


# --- the disk --------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here (that needs root)")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(disk: Path, leave: int) -> Path:
    """Fill the disk up to some bytes."""
    free = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"\0" * (free.f_bavail * free.f_frsize - leave))
    return filler


@sqlite_only
@pytest.mark.parametrize("leave", [0, 4096, 8192, 20480, 40960])
def test_on_a_full_disk_nothing_is_half_stored(egovtrack: Program, small_disk: Path, leave: int) -> None:
    shutil.copy(egovtrack.db, small_disk / "ledger.db")
    program = Program(small_disk / "ledger.db")
    note = ("progress", "set", "2017-13", "--percent", "7", "--date", "2017-03-10")
    program(*note)
    filler = _fill(small_disk, leave)
    stored = 1
    for _time in range(12):
        done = program(*note, code=None)
        stored += done.code == 0
        if done.code:
            assert done.code == 1
            assert "is full" in done.err
            assert done.err.count("\n") == 1
    for args in (("db", "backup"), ("export", "weekly", "--week", "2017-W10", "-o", str(small_disk / "out"))):
        refused = program(*args, code=1)
        assert refused.err.count("\n") == 1
        assert not list(small_disk.glob("backups/*"))
        assert not list(small_disk.glob("out/*"))
    filler.unlink()
    assert len(program.json("progress", "log")) == stored
    program("check")
    program(*note)
    program("db", "backup")


@sqlite_only
@pytest.mark.parametrize(
    "command",
    ["form --all --period 2017-03 --plan 2017 -o {disk}/out/", "form 市经济信息化委 --period 2017-03 -o {disk}/a.xlsx",
     "export weekly --week 2017-W10 -o {disk}/out", "list --plan 2017 -o {disk}/a.xlsx", "list -o {disk}/a.csv",
     "export text 2017 -o {disk}/", "db backup -o {disk}/", "db dump -o {disk}/", "db copy {disk}/b.db",
     "--db {disk}/b.db db restore {disk}/../copy.db", "--db {disk}/b.db import --dry-run {disk}/../plan.txt"],
)  # fmt: skip
def test_a_full_disk_is_called_full_and_nothing_half_written_is_left(
    egovtrack: Program, small_disk: Path, tmp_path: Path, command: str
) -> None:
    egovtrack("db", "backup", "-o", f"{tmp_path}/copy.db")
    egovtrack("export", "text", "2017", "-o", f"{tmp_path}/plan.txt")
    words = [sys.executable, "-m", "egovtrack", "--today", "2017-03-20", "--lang", "en"]
    words += ["--db", egovtrack.db, *command.format(disk=small_disk).split()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(small_disk)}
    filler = _fill(small_disk, 20_000)
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr.count("\n"), "is full" in done.stderr) == (1, 1, True), done.stderr
    left = [path.name for path in small_disk.rglob("*") if path != filler and path.is_file()]
    assert [name for name in left if not name.startswith("b.db")] == []  # a ledger that is made is made on next time
    filler.unlink()
    egovtrack(*command.format(disk=small_disk).split())
    egovtrack("check")


@sqlite_only
def test_on_a_full_disk_a_ledger_is_not_half_made(small_disk: Path) -> None:
    filler = _fill(small_disk, 100_000)
    program = Program(small_disk / "ledger.db")
    refused = program("seed", "2017", code=1)
    assert refused.err.count("\n") == 1
    filler.unlink()
    program("seed", "2017")
    assert len(program.json("tasks", "2017")) == 54


# --- rights ----------------------------------------------------------------------------------------------------------


def _as_nobody(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the real command without root's rights: nothing is forbidden to root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("rights can be given up by root only, with setpriv")
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
    words = [*drop, sys.executable, "-m", "egovtrack", "--today", "2017-03-20", "--lang", "en", *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), "/nonexistent")
    done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd="/", check=False)
    if "No module named egovtrack" in done.stderr or "Permission denied: '" + sys.prefix in done.stderr:
        pytest.skip("the program itself may not be read without root's rights")
    return done


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory, egovtrack: Program) -> Iterator[Path]:
    """A folder that others may reach, with a ledger in it."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="egovtrack-"))
    folder.chmod(0o755)
    shutil.copy(egovtrack.db, folder / "ledger.db")
    yield folder
    shutil.rmtree(folder)


@sqlite_only
def test_what_may_only_be_read_is_read_and_not_written(shelf: Path) -> None:
    ledger = shelf / "ledger.db"
    ledger.chmod(0o644)
    before = ledger.read_bytes()
    read = _as_nobody("--db", str(ledger), "plans", "--format", "csv")
    assert (read.returncode, read.stderr) == (0, "")
    for args in (("seed", "2017"), ("progress", "set", "2017-13", "--percent", "1"), ("db", "backup")):
        refused = _as_nobody("--db", str(ledger), *args)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr
        assert "cannot be written" in refused.stderr
    assert ledger.read_bytes() == before
    assert {path.name for path in shelf.iterdir()} == {"ledger.db"}


_SPILL = """
import os, sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
for each in ("PRAGMA journal_mode=DELETE", "PRAGMA cache_size=1", "BEGIN", "UPDATE plan SET key = 'x' || key"):
    ledger.execute(each).fetchall()
ledger.execute("UPDATE task_text SET text = text || 'x'")
os._exit(0)
"""


@sqlite_only
def test_a_rollback_journal_is_never_read_past(shelf: Path) -> None:
    """A writer was killed after part of what it changed had reached the file: only with the journal is it a ledger."""
    ledger, journal = shelf / "ledger.db", shelf / "ledger.db-journal"
    whole = Program(ledger).json("plans")
    subprocess.run([sys.executable, "-c", _SPILL, str(ledger)], check=True)
    for path in (ledger, journal):
        path.chmod(0o644)
    before = ledger.read_bytes(), journal.read_bytes()
    for args in (("plans", "--format", "csv"), ("check",), ("db", "backup"), ("db", "status")):
        refused = _as_nobody("--db", str(ledger), *args)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1), refused
        assert "was cut short" in refused.stderr
        assert (ledger.read_bytes(), journal.read_bytes()) == before
    assert Program(ledger).json("plans") == whole


@sqlite_only
def test_a_ledger_that_may_no_longer_be_read_is_said(shelf: Path) -> None:
    ledger = shelf / "ledger.db"
    ledger.chmod(0o600)
    for args in (("plans",), ("progress", "set", "2017-13", "--percent", "1"), ("db", "backup")):
        refused = _as_nobody("--db", str(ledger), *args)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), refused.stderr


# --- network folders -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def no_locks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that makes every lock fail, as on a network folder whose server grants none."""
    if not sys.platform.startswith("linux") or not shutil.which("cc"):
        pytest.skip("a folder without locks is made with a C compiler, on Linux")
    made = tmp_path_factory.mktemp("locks") / "no_locks.so"
    source = ROOT / "tests" / "data" / "no_locks.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    return made


_IMPATIENT = "import sys, egovtrack.database as d; d.BUSY_SECONDS = 0.2; from egovtrack.cli import main; main()"


@sqlite_only
@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (errno.ENOLCK, 4, "network folder"),
        (errno.EIO, 1, "local disk"),
        (errno.EOPNOTSUPP, 1, "local disk"),
    ],
)
def test_a_folder_that_cannot_lock_is_said(
    egovtrack: Program, no_locks: Path, error: int, code: int, words: str, tmp_path: Path
) -> None:
    """SQLite takes ENOLCK for a lock that somebody else holds."""
    made = tmp_path / "made.db"
    egovtrack("db", "backup", "-o", str(made))
    before = Path(egovtrack.db).read_bytes()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(no_locks), "LOCK_ERROR": str(error)}
    for args in (("plans",), ("progress", "set", "2017-13", "--percent", "1"), ("db", "restore", str(made))):
        command = [sys.executable, "-c", _IMPATIENT, "--db", egovtrack.db, "--lang", "en", *args]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
        assert words in done.stderr
    assert Path(egovtrack.db).read_bytes() == before


def test_what_sqlite_says_of_shared_memory_that_cannot_be_locked_is_explained(tmp_path: Path) -> None:
    """Simulated: SQLITE_PROTOCOL, which the library above does not lead to."""
    told = explain(sqlite3.OperationalError("locking protocol"), str(tmp_path / "ledger.db"))
    assert (told.exit_code, told.hint) == (1, "keep the ledger on a local disk, or use PostgreSQL")


# --- the clock -------------------------------------------------------------------------------------------------------


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the machine's clock say something."""
    monkeypatch.setattr("egovtrack.ledger.actions.now", lambda: moment)


def test_a_clock_set_back_does_not_put_an_entry_before_the_last(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was known at a moment is asked by `--known-at`: an entry with an earlier moment would have been known before
    it was entered. It keeps what the clock said.
    """
    note = ("progress", "set", "2017-13", "--date", "2017-03-10", "--percent")
    assert "clock" not in egovtrack(*note, "1").err
    set_clock(monkeypatch, datetime(2001, 1, 1, tzinfo=UTC))
    said = egovtrack(*note, "2").err
    assert "the clock is behind" in said
    egovtrack(*note, "3")
    first, second, third = (row["recorded_at"] for row in egovtrack.json("progress", "log"))
    assert first == second == third
    with opened(egovtrack.db) as connection:
        clocks = connection.rows("SELECT clock FROM action ORDER BY id DESC LIMIT 3")
    assert clocks == [("2001-01-01T00:00:00.000000Z",)] * 2 + [(None,)]
    egovtrack("check")


def test_waiting_for_other_writers_is_no_clock_set_back(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, datetime.now(UTC) - timedelta(seconds=50))
    assert "clock" not in egovtrack("progress", "set", "2017-13", "--date", "2017-03-10", "--percent", "1").err


def test_a_clock_far_ahead_is_asked_about(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script is refused: it would date everything that follows. What it has entered is set right by `db clock`."""
    note = ("progress", "set", "2017-13", "--date", "2017-03-10", "--percent")
    egovtrack(*note, "1")
    (before,) = (row["recorded_at"] for row in egovtrack.json("progress", "log"))
    set_clock(monkeypatch, datetime.now(UTC) + timedelta(days=401))
    assert "--clock-ok" in egovtrack(*note, "2", code=1).err
    egovtrack("--clock-ok", *note, "2")
    set_clock(monkeypatch, datetime.now(UTC))
    egovtrack(*note, "3")
    (number,) = (row["id"] for row in egovtrack.json("log") if row["command"].endswith("--percent 2"))
    egovtrack("db", "clock", str(number), "--was", before, "--basis", "电池没电")
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    assert [row["percent"] for row in egovtrack.json("progress", "log", "--known-at", tomorrow)] == [1, 2, 3]
    for wrong in ((str(number + 90), "--was", before), (str(number), "--was", "2099-01-01")):
        egovtrack("db", "clock", *wrong, "--basis", "电池没电", code=2)
    egovtrack("check")


def test_one_entry_ten_years_ahead_hides_nothing_for_good(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Once it is set right, tables as known at a moment show what was entered after it, every moment that is shown is
    the right one, and nobody is told any longer that the clock is behind.
    """
    note = ("progress", "set", "2017-13", "--date", "2017-03-10", "--percent")
    true = datetime.now(UTC) + timedelta(minutes=1)

    def at(minutes: int, years: int = 0) -> datetime:
        return true + timedelta(minutes=minutes, days=366 * years)

    def entered(percent: int, moment: datetime, *more: str) -> int:
        set_clock(monkeypatch, moment)
        egovtrack(*more, *note, str(percent))
        return int(egovtrack.json("log")[-1]["id"])

    def known(minutes: int) -> list[int]:
        moment = f"{at(minutes):%Y-%m-%dT%H:%M:%S.%f+00:00}"
        return [row["percent"] for row in egovtrack.json("progress", "log", "--known-at", moment)]

    entered(1, at(0))
    first, last = entered(2, at(10, years=10), "--clock-ok"), entered(3, at(12, years=10))
    set_clock(monkeypatch, at(20))
    said = egovtrack(*note, "4").err
    assert f"db clock {last} --was" in said
    assert known(30) == [1]
    set_clock(monkeypatch, at(21))
    egovtrack("db", "clock", str(first), "--to", str(last), "--was", f"{at(10):%Y-%m-%dT%H:%M:%S.%f+00:00}",
              "--basis", "电池没电")  # fmt: skip
    set_clock(monkeypatch, at(30))
    assert "clock" not in egovtrack(*note, "5").err
    assert [known(minutes) for minutes in (5, 11, 15, 25, 35)] == [
        [1],
        [1, 2],
        [1, 2, 3],
        [1, 2, 3, 4],
        [1, 2, 3, 4, 5],
    ]
    stamps = [row["recorded_at"] for row in egovtrack.json("progress", "log")]
    assert stamps == [f"{at(minutes):%Y-%m-%dT%H:%M:%S.%fZ}" for minutes in (0, 10, 12, 20, 30)]
    listed = {row["id"]: row["recorded_at"] for row in egovtrack.json("log", "--all")}
    assert [listed[first], listed[last]] == stamps[1:3]
    tomorrow = f"{at(0) + timedelta(days=2):%Y-%m-%d}"
    assert [row["id"] for row in egovtrack.json("log", "--to", tomorrow)][-2:] == [last + 2, last + 3]
    assert egovtrack.json("log", "--from", tomorrow) == []
    # As it was known before the clock was set right, it still says what the clock had said.
    before = egovtrack.json("progress", "log", "--known-at", f"#{last}")
    assert before[-1]["recorded_at"] > stamps[-1]
    egovtrack("undo", str(last + 2), "--yes")
    assert known(35) == [1, 2, 3, 4, 5]
    egovtrack("check")


def test_a_clock_is_not_set_right_to_a_moment_that_is_yet_to_come(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither that of the first entry nor of those after it."""
    note = ("progress", "set", "2017-13", "--date", "2017-03-10", "--percent")
    egovtrack(*note, "1")
    now = datetime.now(UTC)
    for percent, days in ((2, 3000), (3, 3010)):
        set_clock(monkeypatch, now + timedelta(days=days))
        egovtrack("--clock-ok", *note, str(percent))
    first, last = (row["id"] for row in egovtrack.json("log")[-2:])
    set_clock(monkeypatch, now)
    for words in (
        ("--was", f"{now + timedelta(days=30):%Y-%m-%d}"),
        ("--was", f"{now - timedelta(days=1):%Y-%m-%d}", "--to", str(last)),
    ):
        assert "after now" in egovtrack("db", "clock", str(first), *words, "--basis", "电池没电", code=2).err
    egovtrack("db", "clock", str(last), "--to", str(first), "--was", "2017-01-01", "--basis", "电池没电", code=2)
