"""Settings: a flag beats a variable, a variable the project's file, that the user's; before or after the command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from egovtrack import settings
from egovtrack.cli import main


def formatted(*args: str) -> str:
    result = CliRunner().invoke(main, [*args], prog_name="egovtrack")
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()[0]


JSON, CSV, JSONL = "{", "Plan", '{"plan": "2017"'


def test_each_source_beats_the_weaker_ones(seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EGOVTRACK_DB", str(seeded))
    monkeypatch.setenv("EGOVTRACK_LANG", "en")
    user_file = Path(settings.paths()[0])
    user_file.parent.mkdir(parents=True)
    user_file.write_text('format = "csv"\n[tasks]\nplan = "2017"\n')
    assert formatted("plans").startswith(CSV)
    Path("egovtrack.toml").write_text('format = "json"\n')
    assert formatted("plans") == JSON
    monkeypatch.setenv("EGOVTRACK_FORMAT", "jsonl")
    assert formatted("plans").startswith(JSONL)
    assert formatted("--format", "csv", "plans").startswith(CSV)
    assert formatted("plans", "--format", "csv").startswith(CSV)


def test_a_commands_options_have_variables_and_a_table_in_the_file(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EGOVTRACK_DB", str(seeded))
    Path("egovtrack.toml").write_text('format = "jsonl"\n[dept]\nplan = "2016"\n')
    assert '"plan": "2016"' in formatted("dept", "市财政局")
    monkeypatch.setenv("EGOVTRACK_DEPT_PLAN", "2015")
    assert '"plan": "2015"' in formatted("dept", "市财政局")


def test_the_language_is_the_locales_and_chinese_where_it_says_nothing(
    seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EGOVTRACK_DB", str(seeded))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for locale, label in (("en_US.UTF-8", "Plan,"), ("zh_CN.UTF-8", "计划,"), ("C", "计划,")):
        monkeypatch.setenv("LANG", locale)
        assert formatted("plans", "--format", "csv").startswith(label)


def test_the_ledger_is_in_the_users_data_folder_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(settings.default_ledger()).name == "ledger.db"
    assert '"egovtrack' in formatted("config", "path", "--format", "json") or formatted("config", "path")


def refused(*args: str) -> tuple[int, str]:
    result = CliRunner(env={"LC_ALL": "en_US.UTF-8", "EGOVTRACK_LANG": "en"}).invoke(main, args, prog_name="egovtrack")
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("content", "args", "said"),
    [
        ('bd = "other.db"', ("plans",), "egovtrack.toml: nothing is called bd — is db meant?"),
        ('[dpet]\nplan = "2017"', ("plans",), "egovtrack.toml: nothing is called dpet — is dept meant?"),
        ('[dept]\nplna = "2017"', ("dept", "市财政局"), "egovtrack.toml [dept]: nothing is called plna — is plan"),
        ("[progress.set]\npercnt = 3", ("progress", "set", "2017-1"), "[progress.set]: nothing is called percnt"),
        ("[progress.sett]\nnote = 3", ("progress", "log"), "[progress]: nothing is called sett — is set meant?"),
        ("plans = 3", ("plans",), "egovtrack.toml: nothing is called plans"),
        ("width = true", ("plans",), "True is no value for width"),
        ('[today]\nday = "x"', ("plans",), "no value for today"),
    ],
)
def test_what_a_settings_file_says_is_known_or_named(
    content: str, args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the name of the ledger stored notes in another one without a word."""
    monkeypatch.chdir(tmp_path)
    Path("egovtrack.toml").write_text(content + "\n", "utf-8")
    code, words = refused(*args)
    assert (code, said in words) == (2, True), words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_settings_file_in_the_encodings_of_editors(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("egovtrack.toml").write_text('user = "张三"\ntoday = 2017-03-20\n', encoding)
    shown = CliRunner().invoke(main, ["config", "show"], prog_name="egovtrack").stdout
    assert "张三" in shown
    assert "2017-03-20" in shown


@pytest.mark.parametrize("content", ["", "# nothing yet\n"])
def test_an_empty_settings_file_sets_nothing(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("egovtrack.toml").write_text(content, "utf-8")
    assert CliRunner().invoke(main, ["config", "path"], prog_name="egovtrack").exit_code == 0


def test_a_path_of_windows_is_told_how_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("egovtrack.toml").write_text('db = "C:\\data\\ledger.db"\n', "utf-8")
    code, words = refused("plans")
    assert (code, r"'C:\data'" in words) == (65, True), words


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system does not tell whose a file is")
def test_a_settings_file_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could point notes at another ledger, as another person, and answer what `undo` asks."""
    monkeypatch.chdir(tmp_path)
    Path("egovtrack.toml").write_text('user = "somebody"\n', "utf-8")
    assert CliRunner().invoke(main, ["config", "path"], prog_name="egovtrack").exit_code == 0
    owner = os.getuid()
    if owner == 0:
        os.chown("egovtrack.toml", 54321, -1)
    else:
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    code, words = refused("config", "path")
    assert (code, "egovtrack.toml belongs to" in words) == (1, True), words
    if owner == 0:
        Path("egovtrack.toml").rename("theirs.toml")
        os.chown("theirs.toml", 0, -1)
        Path("egovtrack.toml").symlink_to("theirs.toml")
        os.chown("egovtrack.toml", 54321, -1, follow_symlinks=False)
        assert refused("config", "path")[0] == 1, "a link of somebody else chooses as well as a file does"


LIGHTS = {"version": '"2"', "blocked_days": "30", "behind_points": "20", "silent_cycles": "1", "due_days": "30"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"blocked_days": "-3"}, "blocked_days is a whole number"),
        ({"blocked_days": '"30"'}, "blocked_days is a whole number"),
        ({"blocked_days": "true"}, "blocked_days is a whole number"),
        ({"due_days": "1" + "0" * 20}, "due_days is a whole number"),
        ({"behind_points": "101"}, "behind_points is a whole number"),
        ({"version": "[1]"}, "it needs its version"),
        ({"version": "true"}, "it needs its version"),
        ({"blocked_dys": "30"}, "blocked_dys is not known"),
        ({"due_days": None, "silent_cycles": None}, "silent_cycles is a whole number"),
    ],
)
def test_a_rule_file_is_checked_whole(
    changed: dict[str, str | None], said: str, seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EGOVTRACK_DB", str(seeded))
    lines = [f"{name} = {value}" for name, value in (LIGHTS | changed).items() if value is not None]
    file = tmp_path / "lights.toml"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    code, words = refused("rules", "set", "lights", str(file))
    assert (code, said in words) == (65, True), words
