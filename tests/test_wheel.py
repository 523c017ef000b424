"""The built wheel and sdist hold what the tree holds; the wheel works in a clean environment, from another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from egovtrack import __version__
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
PACKAGES = {"egovtrack": "egovtrack", "migrations": "egovtrack/migrations", "seed": "egovtrack/seed"}
SENT = (".ci", "benchmarks", "distribution", "docs", "tests")
"""What else is in the sdist, so that whoever has it alone can test, document and hand out the program."""
LEFT = {".po", ".pyc"}
"""What is in the folders of the packages and not needed by the program when it runs."""


def run(*words: str | Path, cwd: Path) -> str:
    """Run a program as a person would who has no checkout and no setting; its standard output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EGOVTRACK_", "PYTHON"))}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of a copy of the tree, and the wheel that was built from it; the tree itself gets no
    build folder.
    """
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in (*PACKAGES, *SENT):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in filter(Path.is_file, ROOT.iterdir()):
        shutil.copy(path, source)
    run(sys.executable, "-m", "build", "--outdir", target, source, cwd=target)
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    (found,) = built.glob("*.whl")
    return found


def tree() -> list[Path]:
    """Every file of the packages that the program needs when it runs."""
    paths = (path for top in PACKAGES for path in sorted((ROOT / top).rglob("*")))
    return [path for path in paths if path.is_file() and path.suffix not in LEFT]


def test_the_wheel_holds_every_file_of_the_tree(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("egovtrack/")}
    parts = (path.relative_to(ROOT).parts for path in tree())
    assert held == {"/".join((PACKAGES[top], *rest)) for top, *rest in parts}


def test_the_wheel_says_what_it_is_and_on_what_terms(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        pages = {name.partition("/share/")[2] for name in archive.namelist() if ".data/" in name}
        inside = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}
        told = Parser().parsestr(archive.read(inside["METADATA"]).decode())
    assert {"METADATA", "entry_points.txt", "LICENSE"} <= set(inside)
    assert (told["Version"], told["License-Expression"]) == (__version__, "Apache-2.0")
    assert pages == {"man/man1/egovtrack.1", "man/zh_CN/man1/egovtrack.1"}
    shown = told.get_payload()
    assert shown == (ROOT / "docs" / "pypi.md").read_text("utf-8")
    assert "](" not in shown  # a link into the tree would lead nowhere
    known = [line.partition("3.")[2] for line in told.get_all("Classifier", []) if "Python :: 3." in line]
    assert known == ["11", "12", "13", "14"]


def test_the_sdist_holds_the_tree(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {Path(*Path(name).parts[1:]) for name in archive.getnames()}
    files = [path for name in SENT for path in (ROOT / name).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    files += [ROOT / name for name in ("CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "constraints.txt")]
    assert {path.relative_to(ROOT) for path in (*tree(), *files)} - held == set()


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
