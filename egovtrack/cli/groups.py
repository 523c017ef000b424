"""Groups of commands: plain, with a first word that may be a name, and with commands that are imported when needed."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from egovtrack import settings
from egovtrack.cli.index import INDEX
from egovtrack.cli.options import Command, first_sentence
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_TAKES_VALUE = {setting.flag: setting.kind is not bool for setting in settings.SETTINGS}


class Group(Command, click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands; click sorts them."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the group's own options and its commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class UnnamedGroup(Group):
    """A group with a command that runs where none is named."""

    def __init__(self, *, unnamed: Command, others: Sequence[Command]) -> None:
        super().__init__(commands=[unnamed, *others])
        self.unnamed = unnamed

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of `unnamed` in where only options are given."""
        place = count_settings(args)
        rest = args[place:]
        if not rest or (rest[0].startswith("-") and rest[0] not in ctx.help_option_names):
            args = [*args[:place], str(self.unnamed.name), *rest]
        return super().parse_args(ctx, args)


class NamingGroup(UnnamedGroup):
    """A group whose first word may be a name.

    With a name that is no command, `named` runs and gets it as its argument; without any word `unnamed` runs.
    """

    def __init__(self, *, unnamed: Command, named: Command, others: Sequence[Command]) -> None:
        super().__init__(unnamed=unnamed, others=[named, *others])
        self.named = named

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of that name, or `named` with the name as its argument."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return self.named.name, self.named, args


class LazyGroup(Group):
    """A group whose commands stand in the index, and are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the index."""
        return list(INDEX)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name, and give it the name and help of the index."""
        if cmd_name not in INDEX:
            return None
        entry = INDEX[cmd_name]
        module, _colon, attribute = entry.place.partition(":")
        imported = importlib.import_module(f"egovtrack.commands.{module or cmd_name}")
        found: click.Command = getattr(imported, attribute or cmd_name)
        found.name, found.help = cmd_name, entry.help
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under the headings of the index, without importing them."""
        for heading, entries in groupby(INDEX.items(), lambda item: item[1].group):
            with formatter.section(_(heading)):
                formatter.write_dl([(name, first_sentence(_(entry.help))) for name, entry in entries])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so, without importing them."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=first_sentence(_(entry.help)))
            for name, entry in INDEX.items()
            if name.startswith(incomplete)
        ]


def count_settings(args: Sequence[str]) -> int:
    """Return how many words at the head of `args` are global options and their values."""
    place = 0
    while place < len(args) and (flag := args[place].partition("=")[0]) in _TAKES_VALUE:
        place += 2 if _TAKES_VALUE[flag] and "=" not in args[place] else 1
    return place
