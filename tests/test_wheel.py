"""The built wheel holds what the tree holds, and works in a clean environment, from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = {"egovtrack": "egovtrack", "migrations": "egovtrack/migrations", "seed": "egovtrack/seed"}
KINDS = {".py", ".toml", ".txt", ".mo", ".mako", ".typed"}


def run(*words: str | Path, cwd: Path) -> str:
    """Run a program as a person would who has no checkout and no setting; its standard output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVTRACK_", "PYTHON"))}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the files of the tree that are in it; the tree itself gets no build folder."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in (*tree(), *(ROOT / name for name in ("setup.cfg", "pyproject.toml", "README.md"))):
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    run(sys.executable, "-m", "build", "--wheel", "--outdir", target, source, cwd=target)
    (built,) = target.glob("*.whl")
    return built


def tree() -> list[Path]:
    """Every file of the packages that the program needs when it runs."""
    return [path for top in PACKAGES for path in sorted((ROOT / top).rglob("*")) if path.suffix in KINDS]


def test_the_wheel_holds_every_file_of_the_tree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    parts = (path.relative_to(ROOT).parts for path in tree())
    assert held == {"/".join((PACKAGES[top], *rest)) for top, *rest in parts}


def test_the_wheel_does_the_main_job_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(programs / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    egovtrack = (programs / "egovtrack", "--db", elsewhere / "ledger.db")
    run(*egovtrack, "seed", "2017", cwd=elsewhere)
    answer = run(*egovtrack, "dept", "市经济信息化委", "--via", "direct", "--format", "json", cwd=elsewhere)
    assert len(json.loads(answer)["rows"]) == 21
    assert "责任事项" in run(*egovtrack, "--lang", "zh", "dept", "--help", cwd=elsewhere)
