"""Every check of the project, in one go: `python -m tests` from a checkout with `pip install -e .[test]` done.

Where EGOVTRACK_TEST_POSTGRESQL names a server, the tests that use a ledger run there too. `python -m tests --quick`
takes less than a minute: all checks, but of the tests a few of every file, on SQLite alone. What follows is pytest's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

# import-linter is the one that cannot be run as a module
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"),
}
# By file, so that what a file sets up for all of its tests is set up once.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadfile")
ROOT = Path(__file__).parent.parent
_NOTHING_CHOSEN = 5


def main(arguments: list[str]) -> int:
    """Run them all, pytest last and with these arguments; returns pytest's exit code, or 1 if only another failed."""
    words = (*PYTEST, *arguments)
    codes = {name: _run(name, check) for name, check in CHECKS.items()}
    if os.environ.get("EGOVTRACK_TEST_POSTGRESQL") and "--quick" not in arguments:
        code = _run("pytest on PostgreSQL", words, EGOVTRACK_TEST_LEDGER="postgresql")
        codes["pytest on PostgreSQL"] = 0 if code == _NOTHING_CHOSEN else code
    codes["pytest"] = _run("pytest", words)
    failed = [name for name, code in codes.items() if code]
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)  # noqa: T201
    return codes["pytest"] or bool(failed)


def _run(name: str, words: tuple[str, ...], **environment: str) -> int:
    print(f"--- {name}", flush=True)  # noqa: T201  a tool for contributors
    began = time.monotonic()
    code = subprocess.run([sys.executable, *words], cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
    print(f"--- {name}: {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
