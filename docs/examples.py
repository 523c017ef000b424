"""The documents with their examples as the program answers them.

A `console` block is `$ command` lines, each followed by its answer: `export NAME=VALUE` or a run of egovtrack, or
several with `&&` between them. Those of a document share one new folder and home, on a terminal of 100 columns in the
document's language, and a machine whose clock stands still; a block of kind `csv name.csv` is a file there.
An image `![$ command](picture.svg)` is drawn of what the command answers after all of them.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from egovtrack.cli import main
from egovtrack.ledger import actions

ROOT = Path(__file__).parent.parent
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
    if "\n```console\n" in page.read_text("utf-8")
]
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"^!\[\$ (.+)\]\((.+\.svg)\)$", re.MULTILINE)
_HEAD = re.compile(r"\b(\d+):[0-9a-f]{12,64}")
_COLUMNS = 100
_TERMINAL = {"EGOVTRACK_FORMAT": "table", "EGOVTRACK_WIDTH": str(_COLUMNS)}
_FONTS = "Noto Sans Mono CJK SC, Sarasa Mono SC, NSimSun"  # a Chinese character is two others wide
_REFUSED = [["egovtrack", "dept", "市府办"]]
"""Examples of what is refused: no other may be."""
_CLOCK = datetime(2026, 11, 27, 1, tzinfo=UTC)
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


def made() -> dict[Path, bytes]:
    """Return every document that has examples, and its pictures."""
    return {path: text.encode() for page in PAGES for path, text in current(page).items()}


def current(page: Path) -> dict[Path, str]:
    """Return a document as it should be, its commands run now, and its pictures."""
    lang = "en" if page.name.endswith(".en.md") else "zh"
    with tempfile.TemporaryDirectory() as folder, chdir(folder), patch.object(actions, "now", lambda: _CLOCK):
        environment: dict[str, str | None] = {"LANGUAGE": lang, **_TERMINAL, **dict.fromkeys(_HOMES, folder)}
        text = page.read_text(encoding="utf-8")
        for name, content in _FILE.findall(text):
            Path(name).write_text(content, encoding="utf-8")
        text = _BLOCK.sub(lambda found: _answered(found[0], environment), text)
        environment |= {"FORCE_COLOR": "1", "TERM": "xterm"}
        drawn = {page.parent / path: _drawn(command, environment) for command, path in _PICTURE.findall(text)}
    return {page: text} | drawn


def _drawn(command: str, environment: dict[str, str | None]) -> str:
    """Return a picture of a command and its answer in colours, as a terminal shows them."""
    text = Text.assemble(
        (f"$ {command}\n", "bold"), Text.from_ansi(_answer(shlex.split(command), environment).rstrip())
    )
    text.highlight_regex(r"[^\x00-\x7f]+", Style(meta={"wide": True}))  # a piece of its own, at its own place
    console = Console(record=True, width=_COLUMNS, file=StringIO())
    console.print(text, end="")
    form = re.sub(r"@font-face {{.*?}}\s*", "", CONSOLE_SVG_FORMAT.replace("Fira Code", _FONTS), flags=re.DOTALL)
    picture = console.export_svg(title="egovtrack", code_format=form, font_aspect_ratio=0.5, unique_id="terminal")
    return re.sub(  # rich gives a wide character the room of a narrow one
        r'textLength="[^"]*"([^>]*)>([^<]*)(?=</text>)',
        lambda found: (
            f'textLength="{10 * cell_len(unescape(found[2]))}" lengthAdjust="spacingAndGlyphs"{found[1]}>{found[2]}'
        ),
        picture,
    )


class _Terminal(CliRunner):
    """A runner whose standard error is written line by line, as that of a process is."""

    @contextmanager
    def isolation(self, *given: Any, **options: Any) -> Iterator[Any]:
        """Run in this block with streams of its own."""
        with super().isolation(*given, **options) as streams:
            sys.stderr.reconfigure(line_buffering=True)  # type: ignore[union-attr]
            yield streams


def _answered(block: str, environment: dict[str, str | None]) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "".join(
        f"$ {command}\n" + "".join(_answer(shlex.split(each), environment) for each in command.split(" && "))
        for command in commands
    )


def _answer(words: list[str], environment: dict[str, str | None]) -> str:
    program, *arguments = words
    if program == "export":
        environment |= {name: value for name, _equals, value in (word.partition("=") for word in arguments)}
        return ""
    if program != "egovtrack":
        raise ValueError(f"an example runs {program}")
    runner = _Terminal(env=environment)
    done = runner.invoke(main, arguments, prog_name="egovtrack", catch_exceptions=False, color=True)
    if done.exit_code and words not in _REFUSED:
        raise ValueError(f"an example is refused: {shlex.join(words)}\n{done.output}")
    output = _HEAD.sub(r"\1:9f2c83d1a0b4…", done.output)  # of every ledger another
    return "".join(line.rstrip() + "\n" for line in output.splitlines())
