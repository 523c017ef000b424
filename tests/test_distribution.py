"""What is handed out besides the wheel; `python -m distribution.trial` tries it whole."""

from __future__ import annotations

import os
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from distribution.bundle import TARGETS, resolve
from egovtrack.readers import read_document
from tests.conftest import ROOT
from tests.readers.pdfs import pdf

OFFLINE = ROOT / "distribution" / "offline"


def test_the_frozen_program_reads_a_file_by_starting_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is no interpreter, so `-c` and code would be a command that it does not know."""
    program = tmp_path / "egovtrack"
    code = ROOT / "distribution" / "program.py"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "{code}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    document = read_document(pdf(["一、总体要求", "1.建设云平台。（责任单位：市公安局）"]), "plan.pdf")
    assert [line.text for line in document.lines] == ["一、总体要求", "1.建设云平台。（责任单位：市公安局）"]


def test_a_bundle_for_another_python_says_for_which(tmp_path: Path) -> None:
    for name in ("install.py", "install.sh"):
        (tmp_path / name).write_bytes((OFFLINE / name).read_bytes())
    (tmp_path / "requirements-2.9.txt").touch()
    environment = {"HOME": str(tmp_path), "PATH": os.defpath, "PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", str(tmp_path / "install.sh")], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "供 Python 2.9 使用" in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("target", TARGETS)
def test_versions_are_chosen_for_the_target_and_not_for_this_machine(target: str) -> None:
    resolver, fetcher = resolve(target, "3.12")
    platform = target.removeprefix("linux_")
    assert f"--python-platform={TARGETS[target][0]}" in resolver
    assert all(word.endswith(platform) for word in fetcher if word.startswith("--platform="))
    assert {"--python-version=3.12", "--only-binary=:all:"} <= set(resolver) & set(fetcher)
    assert ("--generate-hashes" in resolver, "--require-hashes" in fetcher) == (True, True)


def test_the_locked_versions_are_allowed_ones() -> None:
    """constraints.txt has all that setup.cfg asks for, in a version that it allows."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", "utf-8")
    wanted = [settings["options"]["install_requires"], *settings["options.extras_require"].values()]
    locked = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        one = Requirement(line)
        (exact,) = one.specifier
        locked[one.name] = exact.version
    for line in "\n".join(wanted).split("\n"):
        if line and line != "atheris" and not line.startswith("%("):  # which compiles clang's library
            one = Requirement(line)
            assert one.specifier.contains(locked[one.name.lower()]), line
