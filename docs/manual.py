"""The manual page in both languages, from what the commands say of themselves: `man egovtrack` once it is installed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from docs.commands import FOLDER, helps
from egovtrack import __version__, i18n
from egovtrack.cli.help import placeholders
from egovtrack.settings import SETTINGS

PAGES = {"zh": FOLDER / "man" / "zh_CN" / "man1" / "egovtrack.1", "en": FOLDER / "man" / "man1" / "egovtrack.1"}
_WORDS = {
    "zh": ("名称", "政府工作计划的责任台账", "环境变量", "退出码"),
    "en": ("NAME", "the obligations of an official work plan", "ENVIRONMENT", "EXIT STATUS"),
}
_CODES = {
    "zh": {
        0: "完成", 1: "出错", 2: "命令写法有误", 3: "检查发现问题", 4: "台账正被占用", 65: "输入的文件或数据有误",
        130: "被中断",
    },
    "en": {
        0: "done", 1: "an error", 2: "a slip in the command", 3: "a check found something",
        4: "the ledger is in use elsewhere", 65: "a file or data that was given is bad", 130: "interrupted",
    },
}  # fmt: skip


def made() -> dict[Path, bytes]:
    """Return both pages."""
    return {path: page(lang).encode() for lang, path in PAGES.items()}


def page(lang: str) -> str:
    """Return the manual page in `lang`, for man."""
    i18n.use(lang)
    name, what, environment, codes = _WORDS[lang]
    roff = Roff()
    roff.write(f'.TH EGOVTRACK 1 "" "egovtrack {__version__}"\n.ad l\n.nh\n.SH {name}\negovtrack \\- {what}\n')
    for command, told in helps(Roff):
        roff.write(f".SH {escaped(command)}\n{told}\n")
    roff.write(f".SH {environment}\n")
    roff.write_dl([(each.variable, i18n.gettext(each.help)) for each in SETTINGS])
    roff.write(f".SH {codes}\n")
    roff.write_dl([(str(code), words) for code, words in _CODES[lang].items()])
    return roff.getvalue()


class Roff(click.HelpFormatter):
    """Write help as man wants it, which folds and indents it itself."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is typed."""
        self.write(f".B {escaped(prog)}\n{escaped(args)}\n")

    def write_heading(self, heading: str) -> None:
        """Write what a list is of."""
        self.write(f".PP\n.B {escaped(heading)}\n")

    def write_paragraph(self) -> None:
        """Begin a paragraph."""
        self.write(".PP\n")

    def write_text(self, text: str) -> None:
        """Write a text."""
        self.write(f"{escaped(' '.join(text.split()))}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 0, col_spacing: int = 0) -> None:
        """Write a list of what is explained."""
        self.write("".join(f".TP\n.B {escaped(placeholders(first))}\n{escaped(told)}\n" for first, told in rows))


def escaped(text: str) -> str:
    """Return a text that stands for itself: backslashes and hyphens, and what begins a line like a request."""
    return "\\&" * text.startswith((".", "'")) + text.replace("\\", "\\e").replace("-", "\\-")
