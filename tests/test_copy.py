"""`db copy`: a ledger moved row for row into another, from SQLite to PostgreSQL and back, its chain intact."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from tests.conftest import ON_POSTGRESQL, Program, Server, execute, sqlite_only

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="goes from SQLite to PostgreSQL and back by itself")


def grown(program: Program) -> None:
    """Something in most tables: notes with all a note can have, one retracted, a designation, a new department."""
    said = ("--value", "6", "--note", "100% 完成", "--problem", "“经费”\t未到", "--next", "一\n二")
    program("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--date", "2017-03-10", *said)
    program("progress", "set", "2017-13", "--percent", "50", "--date", "2017-03-11")
    program("progress", "retract", "1", "--reason", "重填")
    program("designate", "2017-13", "市政府有关部门", "市民政局", "--basis", "会议纪要1号")


def rows(path: str | Path) -> list[str]:
    """All that a file of SQLite holds, in an order that does not depend on when it was entered."""
    connection = sqlite3.connect(path)
    try:
        return sorted(line for line in connection.iterdump() if line.startswith("INSERT"))
    finally:
        connection.close()


def test_there_and_back_it_is_the_same_row_for_row(egovtrack: Program, database: str, tmp_path: Path) -> None:
    grown(egovtrack)
    there, back = Program(database), Program(tmp_path / "back.db")
    assert "compared" in egovtrack("db", "copy", database).err
    there("check")
    assert there.json("progress", "log") == egovtrack.json("progress", "log")
    there("db", "copy", back.db)
    assert rows(back.db) == rows(egovtrack.db)
    back("check")


def test_numbers_go_on_after_the_last_one(egovtrack: Program, database: str) -> None:
    grown(egovtrack)
    egovtrack("db", "copy", database)
    there = Program(database)
    there("progress", "set", "2017-14", "--percent", "10", "--date", "2017-03-12")
    assert [row["id"] for row in there.json("progress", "log")] == [1, 2, 3]
    there("depts", "add", "市大数据局", "--kind", "department", "--basis", "沪编〔2017〕1号", code=None)
    there("check")


def test_what_is_not_empty_is_left_alone(egovtrack: Program, empty: Program, database: str) -> None:
    empty("seed", "2017")
    Program(database)("seed", "2015")
    before = rows(empty.db)
    for target in (empty.db, database):
        assert "not empty" in egovtrack("db", "copy", target, code=1).err
    assert rows(empty.db) == before
    assert len(Program(database).json("plans")) == 1


def test_a_ledger_is_not_copied_onto_itself(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(egovtrack.db)
    monkeypatch.chdir(Path(egovtrack.db).parent)
    assert "itself" in egovtrack("db", "copy", "ledger.db", code=1).err
    assert rows(egovtrack.db) == before


def test_a_row_the_other_does_not_take_leaves_it_empty(egovtrack: Program, database: str) -> None:
    """SQLite keeps a name of any length and a date that is none, PostgreSQL does not. The row is named."""
    grown(egovtrack)
    for harm, words in (
        ("UPDATE party SET name = printf('%0201d', 1) WHERE id = 1", "party 1: name: longer than 200"),
        (
            "UPDATE progress_note SET as_of = '2017-02-30' WHERE id = 2",
            "progress_note 2: as_of: '2017-02-30' is no date",
        ),
    ):
        copied = Program(Path(egovtrack.db).with_name(words.partition(" ")[0]))
        shutil.copy(egovtrack.db, copied.db)
        execute(copied.db, harm)
        refused = copied("db", "copy", database, code=1)
        assert words in refused.err
        assert refused.err.count("\n") == 1
        assert Program(database).json("plans") == []


def test_a_note_changed_behind_the_programs_back_stays_found(egovtrack: Program, tmp_path: Path) -> None:
    grown(egovtrack)
    execute(egovtrack.db, "UPDATE progress_note SET percent = 90 WHERE id = 2")
    assert "progress_note 2" in egovtrack("db", "copy", str(tmp_path / "there.db"), code=3).err
    assert Program(tmp_path / "there.db")("check", code=3).out == egovtrack("check", code=3).out


def test_a_backup_of_postgresql_is_a_file_that_can_be_restored(
    egovtrack: Program, database: str, tmp_path: Path
) -> None:
    grown(egovtrack)
    egovtrack("db", "copy", database)
    Program(database)("db", "backup", "-o", str(tmp_path / "backup.db"))
    restored = Program(tmp_path / "restored" / "ledger.db")
    restored("db", "restore", str(tmp_path / "backup.db"))
    assert rows(restored.db) == rows(egovtrack.db)
    assert "db copy" in Program(database)("db", "restore", str(tmp_path / "backup.db"), code=1).err


def test_two_that_make_the_same_ledger_make_one(server: Server) -> None:
    """Neither finds a table there; one waits for the other."""
    url = server.database()
    codes: list[int] = []
    many = [threading.Thread(target=lambda: codes.append(_upgraded(url))) for _each in range(4)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert codes == [0] * 4
    Program(url)("seed", "2017")


def _upgraded(url: str) -> int:
    from egovtrack.app import App

    App({"db": url}).store.prepare()
    return 0


@sqlite_only
def test_a_deadlock_is_exit_code_4_and_nothing_stored() -> None:
    from psycopg.errors import DeadlockDetected, SerializationFailure

    from egovtrack.database import explain

    for error in (SerializationFailure(), DeadlockDetected()):
        told = explain(error, "postgresql://host/ledger")
        assert (told.exit_code, told.hint) == (4, "run the command again")
