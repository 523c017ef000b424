"""Backups: taken while others write, proved before they count, brought back whole, and nothing else ever touched."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from egovtrack.connection import HEAD
from tests.conftest import ROOT, Program, sqlite_only

pytestmark = sqlite_only
OLD = (ROOT / "tests" / "data" / "ledger-0001.sql").read_text("utf-8")


def note(program: Program, percent: int) -> None:
    """Enter a note that is known by its percent."""
    program("progress", "set", "2017-13", "--percent", str(percent), "--date", "2017-03-10")


def percents(program: Program) -> list[int]:
    """The notes there are, by percent."""
    return [row["percent"] for row in program.json("progress", "log")]


def backup(program: Program, *args: str) -> Path:
    """Back up and return the file, as the last word on stderr names it."""
    said = program("db", "backup", *args).err.splitlines()
    return Path(next(line for line in said if "backed up to" in line).rpartition(" ")[2])


def old_ledger(path: Path) -> None:
    """A ledger of revision 0001 with three notes."""
    connection = sqlite3.connect(path)
    connection.executescript(OLD)
    connection.close()


@contextmanager
def held(path: str | Path, statement: str = "BEGIN EXCLUSIVE") -> Iterator[None]:
    """Another program has the ledger open and locked."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute(statement)
    holder.execute("SELECT count(*) FROM plan").fetchall()
    try:
        yield
    finally:
        holder.rollback()
        holder.close()


# --- backup ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_a_ledger_with_a_checksum(egovtrack: Program) -> None:
    note(egovtrack, 40)
    made = backup(egovtrack)
    assert made.parent == Path(egovtrack.db).parent / "backups"
    assert made.name.startswith("ledger-")
    assert made.name.endswith(f"-{HEAD}.db")
    assert percents(Program(made)) == [40]
    told = Path(f"{made}.sha256").read_text("utf-8")
    assert told == f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n"


@pytest.mark.parametrize("name", ["copy.db", "folder", "new/folder/"])
def test_it_goes_where_it_is_told(egovtrack: Program, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    made = backup(egovtrack, "-o", str(tmp_path / name) + ("/" if name.endswith("/") else ""))
    place = tmp_path / name
    assert place in {made, made.parent}
    assert len(Program(made).json("plans")) == 4


def _write_notes(db: str, stop: object) -> None:
    program, percent = Program(db), 0
    while not stop.is_set():  # type: ignore[attr-defined]
        percent += 1
        note(program, percent % 101)


@pytest.mark.slow
def test_a_backup_is_taken_while_others_write(egovtrack: Program, tmp_path: Path) -> None:
    """Each is one moment: the notes from the first to one of them, none missing, the chain whole."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writers = [context.Process(target=_write_notes, args=(egovtrack.db, stop)) for _each in range(2)]
    for writer in writers:
        writer.start()
    try:
        while len(egovtrack.json("progress", "log")) < 4:
            pass
        made = [backup(egovtrack, "-o", str(tmp_path / f"{number}.db")) for number in range(5)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    counts = [len(Program(path).json("progress", "log")) for path in made]
    assert counts == sorted(counts)
    for path in made:
        Program(path)("check")
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_only_the_newest_are_kept_and_only_its_own_deleted(egovtrack: Program, tmp_path: Path) -> None:
    folder = Path(egovtrack.db).parent / "backups"
    first, second = backup(egovtrack), backup(egovtrack)
    other = Program(tmp_path / "other" / "ledger.db")
    other("seed", "2017")
    strangers = {backup(other, "-o", str(folder)), folder / "ledger-20170101T000000000000Z-0002.db", folder / "read.me"}
    for path in strangers:
        path.touch()
    third = backup(egovtrack, "--keep", "2")
    assert {path for path in folder.iterdir() if path.suffix != ".sha256"} == {second, third} | strangers
    assert not Path(f"{first}.sha256").exists()


def test_the_newest_backup_is_the_one_with_most_in_it(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the one whose name has the latest time: one day's wrong clock would keep that day's backup for ever."""
    with monkeypatch.context() as patch:
        patch.setattr("egovtrack.app.clock.Clock.now", lambda _self: "2099-01-01T00:00:00.000000Z")
        ahead = backup(egovtrack)
    note(egovtrack, 1)
    first = backup(egovtrack)
    note(egovtrack, 2)
    second = backup(egovtrack, "--keep", "2")
    assert set(second.parent.glob("*.db")) == {first, second}
    assert not ahead.exists()


def test_a_backup_of_a_history_that_was_left_is_not_deleted(egovtrack: Program) -> None:
    """What was entered after the backup that was restored stands nowhere else, however few are to be kept."""
    first = backup(egovtrack)
    note(egovtrack, 55)
    left = backup(egovtrack)
    egovtrack("db", "restore", str(first))
    for percent in (1, 2, 3):
        note(egovtrack, percent)
        last = backup(egovtrack, "--keep", "1")
    assert percents(Program(left)) == [55]
    kept = {path for path in first.parent.glob("*.db") if "before" not in path.name}
    assert kept == {left, last}


def test_what_is_no_backup_of_this_ledger_is_not_written_over(egovtrack: Program, tmp_path: Path) -> None:
    stranger = tmp_path / "report.docx"
    stranger.write_bytes(b"PK")
    for target in (str(stranger), egovtrack.db):
        before = Path(target).read_bytes()
        refused = egovtrack("db", "backup", "-o", target, code=1)
        assert refused.err.count("\n") == 1
        assert Path(target).read_bytes() == before
    mine = backup(egovtrack, "-o", str(tmp_path / "nightly.db"))
    note(egovtrack, 7)
    assert backup(egovtrack, "-o", str(mine)) == mine
    assert percents(Program(mine)) == [7]


def test_a_backup_of_any_age_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    """Of a ledger that an older program made, too, which is not upgraded for it."""
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.executescript((ROOT / "tests" / "data" / "ledger-0002.sql").read_text("utf-8"))
    connection.close()
    for _time in range(2):
        assert backup(Program(tmp_path / "ledger.db"), "-o", str(tmp_path / "b.db")).exists()


def test_a_copy_that_somebody_writes_to_is_not_written_over(egovtrack: Program, tmp_path: Path) -> None:
    """It is the same ledger, but holds what stands nowhere else; an older one is brought up to date."""
    copy = Program(tmp_path / "copy.db")
    egovtrack("db", "copy", copy.db)
    note(egovtrack, 1)
    egovtrack("db", "backup", "-o", copy.db)
    assert percents(copy) == [1]
    note(copy, 55)
    note(egovtrack, 2)
    connection = sqlite3.connect(copy.db)
    connection.execute("SELECT count(*) FROM plan").fetchall()
    assert "holds what this ledger does not" in egovtrack("db", "backup", "-o", copy.db, code=1).err
    note(copy, 56)  # now with something in the log
    assert "left as it is" in egovtrack("db", "backup", "-o", copy.db, code=1).err
    connection.close()
    assert percents(copy) == [1, 55, 56]


def test_keeping_some_needs_a_folder(egovtrack: Program, tmp_path: Path) -> None:
    assert "folder" in egovtrack("db", "backup", "-o", str(tmp_path / "a.db"), "--keep", "3", code=2).err


# --- restore ---------------------------------------------------------------------------------------------------------


def test_a_backup_is_brought_back_and_the_ledger_kept(egovtrack: Program) -> None:
    note(egovtrack, 10)
    made = backup(egovtrack)
    note(egovtrack, 20)
    said = egovtrack("db", "restore", str(made)).err
    assert percents(egovtrack) == [10]
    kept = next(line for line in said.splitlines() if "is kept as" in line).rpartition(" ")[2]
    assert percents(Program(kept)) == [10, 20]
    note(egovtrack, 30)
    egovtrack("check")
    assert percents(egovtrack) == [10, 30]


def test_where_there_is_no_ledger_it_makes_one(egovtrack: Program, empty: Program) -> None:
    note(egovtrack, 10)
    empty("db", "restore", str(backup(egovtrack)))
    assert percents(empty) == [10]


def test_a_log_that_was_not_yet_in_the_ledger_does_not_come_back(egovtrack: Program) -> None:
    """A writer died: its notes stand in the write-ahead log alone. They belong to the ledger that is put away."""
    made = backup(egovtrack)
    dying = (
        "import os, sys; from tests.conftest import Program; import tests.test_backup as t; "
        "from egovtrack.connection import connect_sqlite; hold = connect_sqlite(sys.argv[1], 1); "
        "t.note(Program(sys.argv[1]), 55); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", dying, egovtrack.db], cwd=ROOT, check=False)
    log = Path(f"{egovtrack.db}-wal")
    assert log.stat().st_size > 0
    said = egovtrack("db", "restore", str(made)).err
    assert percents(egovtrack) == []
    kept = next(line for line in said.splitlines() if "is kept as" in line).rpartition(" ")[2]
    assert percents(Program(kept)) == [55]
    egovtrack("check")


def test_an_older_backup_is_brought_to_todays_schema(tmp_path: Path) -> None:
    old_ledger(tmp_path / "old.db")
    program = Program(tmp_path / "ledger.db", today="2017-06-30")
    said = program("db", "restore", str(tmp_path / "old.db")).err
    assert "no checksum" in said
    assert "0001" in said
    assert len(program.json("progress", "log")) == 3
    program("check")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


def _forged(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE progress_note SET percent = 99")
    connection.commit()
    connection.close()


def _foreign(path: Path) -> None:
    path.write_bytes(b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(9000))  # noqa: S311  a JPEG's beginning


@pytest.mark.parametrize("with_checksum", [True, False])
@pytest.mark.parametrize("harm", [_truncated, _newer, _forged, _foreign])
def test_a_backup_that_is_not_whole_is_refused(egovtrack: Program, harm: object, *, with_checksum: bool) -> None:
    note(egovtrack, 10)
    made = backup(egovtrack)
    note(egovtrack, 20)
    harm(made)  # type: ignore[operator]
    if not with_checksum:
        Path(f"{made}.sha256").unlink()
    harmed = made.read_bytes()
    is_bad = with_checksum or harm is not _newer  # that one is whole, but for another program
    refused = egovtrack("db", "restore", str(made), code=65 if is_bad else 1)
    assert refused.err.splitlines()[-1].startswith("error: ")
    assert percents(egovtrack) == [10, 20]
    assert made.read_bytes() == harmed
    assert not list(Path(egovtrack.db).parent.glob("*.part*"))


def test_one_flipped_bit_does_not_fit_the_checksum(egovtrack: Program) -> None:
    made = backup(egovtrack)
    _flipped(made)
    assert "checksum" in egovtrack("db", "restore", str(made), code=65).err


@pytest.mark.parametrize("harm", [_truncated, _foreign])
def test_a_damaged_ledger_is_replaced_and_kept_byte_for_byte(egovtrack: Program, harm: object) -> None:
    note(egovtrack, 10)
    made = backup(egovtrack)
    note(egovtrack, 20)
    path = Path(egovtrack.db)
    harm(path)  # type: ignore[operator]
    harmed = path.read_bytes()
    said = egovtrack("db", "restore", str(made)).err
    assert percents(egovtrack) == [10]
    (kept,) = (one for one in path.parent.glob("ledger.db.damaged-*") if not one.name.endswith(("-wal", "-shm")))
    assert str(kept) in said
    assert kept.read_bytes() == harmed


def test_another_programs_database_is_not_replaced(egovtrack: Program, tmp_path: Path) -> None:
    made = backup(egovtrack)
    path = tmp_path / "pets.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE pets (name TEXT)")
    connection.close()
    before = path.read_bytes()
    assert "is not an egovtrack ledger" in Program(path)("db", "restore", str(made), code=1).err
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["BEGIN EXCLUSIVE", "BEGIN"])
def test_a_ledger_that_another_has_open_is_not_replaced(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    note(egovtrack, 10)
    made = backup(egovtrack)
    note(egovtrack, 20)
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.1)
    with held(egovtrack.db, statement):
        assert "in use" in egovtrack("db", "restore", str(made), code=4).err
    assert percents(egovtrack) == [10, 20]


def test_another_ledger_is_told_apart(egovtrack: Program, empty: Program) -> None:
    empty("seed", "2017")
    assert "another ledger" in egovtrack("db", "restore", str(backup(empty))).err


def test_the_ledger_is_no_backup_of_itself(egovtrack: Program) -> None:
    assert "itself" in egovtrack("db", "restore", egovtrack.db, code=1).err


# --- upgrades --------------------------------------------------------------------------------------------------------


def test_before_an_upgrade_a_backup_is_made(tmp_path: Path) -> None:
    old_ledger(tmp_path / "ledger.db")
    program = Program(tmp_path / "ledger.db", today="2017-06-30")
    said = program("plans").err
    (kept,) = (tmp_path / "backups").glob("ledger-*-0001-before-upgrade.db")
    assert str(kept) in said
    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert connection.execute("SELECT count(*) FROM progress_note").fetchall() == [(3,)]
    connection.close()
    assert "backed up" not in program("plans").err


def test_a_failed_upgrade_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    old_ledger(tmp_path / "ledger.db")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("power cut")

    real = op.execute
    monkeypatch.setattr(op, "execute", fail)
    with pytest.raises(RuntimeError):
        Program(tmp_path / "ledger.db")("plans")
    monkeypatch.setattr(op, "execute", real)
    connection = sqlite3.connect(tmp_path / "ledger.db")
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(OLD)
    assert list(connection.iterdump()) == list(fresh.iterdump())
    connection.close()
    fresh.close()
    Program(tmp_path / "ledger.db", today="2017-06-30")("check")


def test_a_newer_ledger_is_refused_with_what_to_do(egovtrack: Program) -> None:
    _newer(Path(egovtrack.db))
    before = Path(egovtrack.db).read_bytes()
    for args in (("plans",), ("seed", "2017"), ("db", "upgrade")):
        refused = egovtrack(*args, code=1)
        assert "9999" in refused.err
        assert "install that version" in refused.err
    assert Path(egovtrack.db).read_bytes() == before
    assert not (Path(egovtrack.db).parent / "backups").exists()
