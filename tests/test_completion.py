"""Completion in the shell: commands, plans, refs and names, as a shell asks for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from egovtrack.cli import main
from egovtrack.cli.index import INDEX
from tests.conftest import ROOT, Program, sqlite_only

pytestmark = sqlite_only  # what is shown does not depend on where the ledger is


def completions(program: Program, *words: str) -> list[str]:
    """What the last of the words may become, after the others."""
    *before, last = words
    asked = ShellComplete(main, {}, "egovtrack", "_EGOVTRACK_COMPLETE")
    return [one.value for one in asked.get_completions(["--db", program.db, *before], last)]


def test_a_command_is_completed(reading: Program) -> None:
    assert {"dept", "depts", "designate"} <= set(completions(reading, "de"))
    assert completions(reading, "progress", "s") == ["set"]
    assert "--role" in completions(reading, "dept", "--r")


def test_the_name_of_a_department_is_completed(reading: Program) -> None:
    assert completions(reading, "dept", "市经") == ["市经济信息化委"]
    assert "各区政府" in completions(reading, "dept", "各区")
    assert completions(reading, "progress", "set", "2017-13", "--dept", "市经济") == ["市经济信息化委"]


def test_other_names_are_offered_where_no_short_one_begins_so(reading: Program) -> None:
    assert completions(reading, "dept", "上海市经济") == ["上海市经济和信息化委员会", "上海市经济信息化委"]


def test_a_ref_is_completed_first_its_plan_then_its_task(reading: Program) -> None:
    assert completions(reading, "show", "201") == ["2017-", "2016-", "2015-"]
    assert completions(reading, "show", "2017-5") == ["2017-5", "2017-50", "2017-51", "2017-52", "2017-53", "2017-54"]
    assert completions(reading, "tasks", "12") == ["12fyp"]


def test_without_a_ledger_nothing_is_offered_and_nothing_made(tmp_path: Path) -> None:
    none = Program(tmp_path / "none.db")
    assert completions(none, "dept", "市") == []
    assert completions(none, "de")
    assert not Path(none.db).exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_a_shell_is_printed(empty: Program, shell: str) -> None:
    assert "_EGOVTRACK_COMPLETE" in empty("completion", shell).out


def test_a_shell_gets_its_answer(reading: Program) -> None:
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "_EGOVTRACK_COMPLETE": "bash_complete",
        "COMP_WORDS": f"egovtrack --db {reading.db} show 2017-54", "COMP_CWORD": "4",
    }  # fmt: skip
    command = [sys.executable, "-c", "from egovtrack.cli import main; main(prog_name='egovtrack')"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "plain,2017-54\n"


def test_every_command_of_the_index_is_there_and_nothing_else_names_it() -> None:
    for name, entry in INDEX.items():
        command = main.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert (command.name, command.help) == (name, entry.help)
