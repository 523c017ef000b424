"""Completion in the shell: what a word may become by the ledger, and the script that makes a shell ask for it."""

from __future__ import annotations

import sys

import click
from click.shell_completion import CompletionItem, get_completion_class

from egovtrack.commands.base import command, context_of
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.queries import completion as queries
from egovtrack.streams import write

SHELLS = ("bash", "zsh", "fish")


def complete(what: str, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """What the word may become, `what` being a function of `queries.completion`. Whoever is typing is told no errors:
    without a ledger there is nothing to choose from.
    """
    try:
        with context_of(ctx).reader() as reader:
            found = getattr(queries, what)(reader, incomplete)
    except EgovtrackError:
        return []
    return [CompletionItem(value, help=words if words != value else None) for value, words in found]


@command(
    "completion",
    help=N_(
        "Print the script that makes a shell complete commands, plans, refs and names of departments. For bash: eval "
        '"$(egovtrack completion bash)" in ~/.bashrc.'
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(_context: Context, shell: str) -> None:
    """Print click's script for the shell."""
    root = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    if kind is not None:
        write(sys.stdout, kind(root.command, {}, "egovtrack", "_EGOVTRACK_COMPLETE").source() + "\n")
