"""Every check of the project, in one go: `python -m tests` from a checkout with `pip install -e .[test]` done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# import-linter is the one that cannot be run as a module
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"),
    "pytest": ("-m", "pytest", "-n", "2"),
}


def main(arguments: list[str]) -> int:
    """Run them all, pytest last and with these arguments; returns pytest's exit code, or 1 if only another failed."""
    root = Path(__file__).parent.parent
    codes = {}
    for name, words in CHECKS.items():
        print(f"--- {name}", flush=True)  # noqa: T201  a tool for contributors
        more = arguments if name == "pytest" else []
        codes[name] = subprocess.run([sys.executable, *words, *more], cwd=root, check=False).returncode
    failed = [name for name, code in codes.items() if code]
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)  # noqa: T201
    return codes["pytest"] or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
