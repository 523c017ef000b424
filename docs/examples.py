"""The documents with their examples as the program answers them.

A `console` block is `$ command` lines, each followed by its answer: `export NAME=VALUE` or a run of egovtrack. Those of
a document share one new folder and home, on a terminal of 100 columns in the document's language, and a machine whose
clock stands at 9 o'clock.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from docs.commands import settings_table
from egovtrack.cli import main
from egovtrack.ledger import actions

ROOT = Path(__file__).parent.parent
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
    if "\n```console\n" in page.read_text("utf-8") or "\n<!-- settings -->\n" in page.read_text("utf-8")
]
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_SETTINGS = re.compile(r"(?<=^<!-- settings -->\n\n)(?:\|.*\n)*", re.MULTILINE)
_HEAD = re.compile(r"\b(\d+):[0-9a-f]{12,64}")
_TERMINAL = {"EGOVTRACK_FORMAT": "table", "EGOVTRACK_WIDTH": "100"}
_REFUSED = [["egovtrack", "dept", "市府办"]]
"""Examples of what is refused: no other may be."""
_CLOCK = datetime(2017, 3, 13, 1, tzinfo=UTC)
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


def made() -> dict[Path, bytes]:
    """Return every document that has examples."""
    return {page: current(page).encode() for page in PAGES}


def current(page: Path) -> str:
    """Return a document as it should be: its commands run now, its settings those of the program."""
    lang = "en" if page.name.endswith(".en.md") else "zh"
    text = page.read_text(encoding="utf-8")
    text = _SETTINGS.sub(lambda _found: settings_table(lang), text)
    with tempfile.TemporaryDirectory() as folder, chdir(folder), patch.object(actions, "now", lambda: _CLOCK):
        environment: dict[str, str | None] = {"LANGUAGE": lang, **_TERMINAL, **dict.fromkeys(_HOMES, folder)}
        return _BLOCK.sub(lambda found: _answered(found[0], environment), text)


def _answered(block: str, environment: dict[str, str | None]) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_answer(shlex.split(command), environment)}" for command in commands)


def _answer(words: list[str], environment: dict[str, str | None]) -> str:
    program, *arguments = words
    if program == "export":
        environment |= {name: value for name, _equals, value in (word.partition("=") for word in arguments)}
        return ""
    if program != "egovtrack":
        raise ValueError(f"an example runs {program}")
    done = CliRunner(env=environment).invoke(main, arguments, prog_name="egovtrack", catch_exceptions=False)
    if done.exit_code and words not in _REFUSED:
        raise ValueError(f"an example is refused: {shlex.join(words)}\n{done.output}")
    output = _HEAD.sub(r"\1:9f2c83d1a0b4…", done.output)  # of every ledger another
    return "".join(line.rstrip() + "\n" for line in output.splitlines())
