"""Settings: a flag beats a variable, a variable the project's file, that the user's; before or after the command."""

from __future__ import annotations

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
