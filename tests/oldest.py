"""Run the tests with the oldest versions that setup.cfg allows: `python -m tests.oldest`, from a checkout with
`pip install -e '.[release]'` done. What follows is pytest's; without it, the tests of a quick run.

The environment is made anew in a folder that is deleted, which takes a network. Tools of the tests are the newest.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.__main__ import ROOT


def main(arguments: list[str]) -> int:
    """Make the environment and run the tests there; returns pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place, oldest = Path(folder, "venv"), Path(folder, "oldest.txt")
        python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        uv("venv", "-p", sys.executable, place)
        extras = ("--extra", "pdf", "--extra", "postgresql")
        uv("pip", "compile", "--resolution", "lowest-direct", "-p", python, *extras, "setup.cfg", "-o", oldest)
        print(oldest.read_text("utf-8"))  # noqa: T201  a tool for contributors
        uv("pip", "install", "-p", python, "-c", oldest, "-e", f"{ROOT}[test]")
        words = arguments or ["--quick"]
        return subprocess.run([str(python), "-m", "pytest", *words], cwd=ROOT, check=False).returncode


def uv(*words: str | Path) -> None:
    """Run uv, which finds the oldest versions."""
    subprocess.run([sys.executable, "-m", "uv", *map(str, words), "-q"], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
