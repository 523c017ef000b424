"""The reference of commands in both languages, from what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from egovtrack import i18n
from egovtrack.cli import main
from egovtrack.cli.help import Formatter
from egovtrack.settings import SETTINGS, Setting

FOLDER = Path(__file__).parent / "reference"
PAGES = {"zh": FOLDER / "commands.md", "en": FOLDER / "commands.en.md"}
_WIDTH = 100
_HEADINGS = {
    "zh": ("命令参考", "由 `python -m docs` 生成，请勿手工修改。[English](commands.en.md)", "设置"),
    "en": ("Commands", "Made by `python -m docs`; do not edit. [中文](commands.md)", "Settings"),
}
_COLUMNS = {"zh": ("选项", "环境变量", "设置文件", "说明"), "en": ("Option", "Variable", "File", "Meaning")}


def made() -> dict[Path, bytes]:
    """Return both pages."""
    return {path: page(lang).encode() for lang, path in PAGES.items()}


def page(lang: str) -> str:
    """The reference in `lang` as Markdown: what --help says of every command, and the table of settings."""
    i18n.use(lang)
    title, origin, settings = _HEADINGS[lang]
    told = [f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps(Formatter)]
    return "\n".join((f"# {title}\n", f"{origin}\n", *told, f"## {settings}\n", settings_table(lang)))


def settings_table(lang: str) -> str:
    """The settings as a Markdown table in `lang`, one line each."""
    i18n.use(lang)
    columns = _COLUMNS[lang]
    rows = [columns, ("---",) * len(columns), *map(_setting, SETTINGS)]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def _setting(one: Setting) -> tuple[str, ...]:
    return f"`{one.flag}`", f"`{one.variable}`", f"`{one.name}`", i18n.gettext(one.help)


def helps(
    formatter: type[click.HelpFormatter],
    command: click.Command = main,
    name: str = "egovtrack",
    parent: click.Context | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield the name of each command, and what its --help says as a formatter writes it."""
    context = command.context_class(
        command, parent, name.rpartition(" ")[2], terminal_width=_WIDTH, help_option_names=["-h", "--help"]
    )
    if (option := command.get_help_option(context)) is not None:  # click makes it once, in the language of that moment
        option.help = i18n.gettext("Show this message and exit.")
    context.formatter_class = formatter
    yield name, command.get_help(context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            if (child := command.get_command(context, each)) is not None:
                yield from helps(formatter, child, f"{name} {each}", context)
