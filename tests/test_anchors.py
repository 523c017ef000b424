"""The head outside of the ledger: what is kept anywhere tells later whether the ledger still holds that history."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from egovtrack.chain import Digests, chain_hash, text_hash, told
from egovtrack.columns import COLUMNS
from tests.conftest import Program, sqlite_only

KEPT = ("list.xlsx", "list.json", "list.md", "list.html", "list.txt", "obligations.xlsx", "obligations.json",
        "notes.json", "notice", "week", "backup.db", "dump.txt", "signed.txt", "form.xlsx")  # fmt: skip
NOTE = ("progress", "set", "2017-13", "--date", "2017-03-10", "--note")


def enter(program: Program, words: str) -> int:
    """Enter a note; the number of the action."""
    program(*NOTE, words)
    return int(program.json("log")[-1]["id"])


def head(program: Program) -> str:
    """The head, as `db status` prints it."""
    return str(program.json("db", "status")[0]["head"])


def keep(program: Program, folder: Path, name: str, *known: str) -> Path:
    """Keep something of the ledger outside of it."""
    path = folder / name
    stem = path.stem
    if stem == "list":
        program("list", *known, "-o", str(path))
    elif stem in {"obligations", "notes"}:
        program("export", stem, *known, "-o", str(path))
    elif stem == "week":
        program("export", "weekly", "--week", "2017-W11", *known, "-o", str(path))
        path /= "2017-W11-head.txt"
    elif stem == "form":
        program("form", "市财政局", "-o", str(path))
    elif stem == "notice":
        path = path.with_suffix(".docx")
        late = Program(program.db, "2017-06-30")
        late("notice", "市财政局", "--plan", "2017", "--level", "remind", *known, "-o", str(path))
    elif stem in {"backup", "dump"}:
        program("db", stem, "-o", str(path))
    else:
        path.write_text(f"-----BEGIN PGP SIGNED MESSAGE-----\n\n{head(program)}\n-----BEGIN PGP SIGNATURE-----\nabc=\n")
    return path


def rewrite(path: str, number: int, words: str) -> None:
    """Change what an action entered, and work digests, hashes and head out anew: the chain has nothing to say."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(table: str, where: str, value: int) -> list[dict[str, Any]]:
            names = ", ".join(COLUMNS[table])
            query = f"SELECT {names} FROM {table} WHERE {where} ORDER BY id"  # noqa: S608
            return [dict(row) for row in connection.execute(query, (value,))]

        for note in rows("progress_note", "action_id = ?", number):
            digest = text_hash("progress_note", note | {"note": words})
            connection.execute(
                "UPDATE progress_note SET note = ?, text_hash = ? WHERE id = ?", (words, digest, note["id"])
            )
        ((before,),) = connection.execute("SELECT hash FROM action WHERE id = ?", (number - 1,)).fetchall()
        for action in rows("action", "id >= ?", number):
            entered = json.loads(action["rows"])
            for table in entered:
                digests = Digests()
                found = rows(table, "action_id = ?", action["id"])
                digests.add(table, (told(table, COLUMNS[table], row.values()) for row in found))
                entered[table][2] = digests.of(table)
            action["rows"] = json.dumps(entered, sort_keys=True)
            before = chain_hash(before, list(action), list(action.values()))
            connection.execute(
                "UPDATE action SET rows = ?, hash = ? WHERE id = ?", (action["rows"], before, action["id"])
            )
        connection.execute("UPDATE ledger SET hash = ?", (before,))
        connection.commit()


def truncate(path: str, number: int) -> None:
    """Delete the actions from a number on with all that they entered, and set the head back."""
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in COLUMNS.items():
            if "action_id" in columns:
                connection.execute(f"DELETE FROM {table} WHERE action_id >= ?", (number,))  # noqa: S608
        connection.execute("DELETE FROM action WHERE id >= ?", (number,))
        connection.execute(
            "UPDATE ledger SET number = ?, hash = (SELECT hash FROM action WHERE id = ?)", (number - 1,) * 2
        )
        connection.commit()


@pytest.mark.slow
@sqlite_only
def test_what_is_kept_holds_the_head(egovtrack: Program, tmp_path: Path) -> None:
    """And nothing but a form enters anything: printing does not move the head."""
    enter(egovtrack, "一")
    before = head(egovtrack)
    assert f"its head is {before}" in egovtrack("check").err
    assert f"its head is {before}" in egovtrack("db", "backup").err
    for name in KEPT:
        if name.startswith("form"):
            continue
        path = keep(egovtrack, tmp_path, name)
        assert head(egovtrack) == before
        assert f"up to {before.partition(':')[0]}" in egovtrack("check", "--against", str(path)).err, name
    assert f"ledger {before[:24]}" in egovtrack("list", "-o", str(tmp_path / "list.csv")).err
    form = keep(egovtrack, tmp_path, "form.xlsx")
    assert head(egovtrack) != before
    assert f"up to {before.partition(':')[0]}" in egovtrack("check", "--against", str(form)).err


@sqlite_only
@pytest.mark.parametrize(
    "name", ["list.xlsx", "list.json", "list.md", "list.txt", "obligations.xlsx", "notes.json", "week"]
)
def test_a_file_that_is_printed_again_is_the_same(egovtrack: Program, tmp_path: Path, name: str) -> None:
    """It holds the head as of its own known-at, whatever was entered since."""
    number = enter(egovtrack, "一")
    path = keep(egovtrack, tmp_path, name)
    enter(egovtrack, "二")
    again = keep(egovtrack, tmp_path / "again", name, "--known-at", f"#{number}")
    files = sorted(path.parent.iterdir()) if name == "week" else [path]
    assert files
    for file in files:
        assert (again.parent / file.name).read_bytes() == file.read_bytes()


@pytest.fixture(scope="module")
def histories(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, dict[str, str], list[Any]]:
    """Three notes; what was kept after the second; and the ledgers where the first is rewritten, and the last two gone,
    each with the number of the first action that is otherwise.
    """
    folder, program = tmp_path_factory.mktemp("kept"), Program(shared)
    number, last = enter(program, "一"), enter(program, "二")
    kept = {name: str(keep(program, folder, name)) for name in KEPT}
    enter(program, "三")
    harmed = []
    for harm, first, words in ((rewrite, number, ("改",)), (truncate, last, ())):
        copy = Program(folder / f"{harm.__name__}.db")
        shutil.copy(program.db, copy.db)
        harm(copy.db, first, *words)
        copy("check")
        harmed.append((copy, first))
    return program, kept, harmed


@pytest.mark.slow
@sqlite_only
@pytest.mark.parametrize("name", KEPT)
def test_a_rewritten_and_a_truncated_history_are_found_by_anybody_who_kept_something(
    histories: tuple[Program, dict[str, str], list[Any]], name: str
) -> None:
    program, kept, harmed = histories
    program("check", "--against", kept[name])
    for copy, wanted in harmed:
        found = json.loads(copy("check", "--against", kept[name], "--format", "json", code=3).out)["rows"]
        first, _dash, end = found[0]["row"].partition("–")
        assert int(first) <= wanted <= int(end or first), (name, found)
        if name in {"backup.db", "dump.txt"}:
            assert int(first) == wanted
        assert found[0]["table"] == "action"


@sqlite_only
def test_several_anchors_tell_where_the_histories_part(egovtrack: Program, tmp_path: Path) -> None:
    numbers, heads = [], []
    for words in "一二三四":
        numbers.append(enter(egovtrack, words))
        heads.append(head(egovtrack))
    rewrite(egovtrack.db, numbers[2], "改")
    given = [word for each in reversed(heads) for word in ("--against", each)]
    found = json.loads(egovtrack("check", *given, "--format", "json", code=3).out)["rows"]
    assert [each["row"] for each in found] == [str(numbers[2])]


def test_what_holds_no_head_is_said(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("list", "-o", str(tmp_path / "list.csv"))
    assert "holds no head" in egovtrack("check", "--against", str(tmp_path / "list.csv"), code=65).err
    assert "41:HASH" in egovtrack("check", "--against", "41-abc", code=2).err
    assert "41:HASH" in egovtrack("check", "--against", str(tmp_path / "none.xlsx"), code=2).err
    digest = hashlib.sha256(b"another").hexdigest()
    assert "no longer" in egovtrack("check", "--against", f"1:{digest}", code=3).out
    assert "missing" in egovtrack("check", "--against", f"999:{digest}", code=3).out


@sqlite_only
def test_a_note_that_quotes_a_head_is_not_taken_for_the_files_own(egovtrack: Program, tmp_path: Path) -> None:
    enter(egovtrack, f"核对 9:{hashlib.sha256(b'quoted').hexdigest()}")
    for name in ("list.xlsx", "list.json", "list.md", "list.html", "obligations.json", "notes.json", "form.xlsx"):
        egovtrack("check", "--against", str(keep(egovtrack, tmp_path, name)))
