"""`egovtrack completion`: the script that makes a shell complete what is typed."""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class

from egovtrack.app import App
from egovtrack.cli.options import command

SHELLS = ("bash", "zsh", "fish", "powershell")


@command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(_app: App, shell: str) -> None:
    """Print click's script for the shell."""
    root = click.get_current_context().find_root()
    kind = get_completion_class(shell)
    if kind is not None:
        sys.stdout.write(kind(root.command, {}, "egovtrack", "_EGOVTRACK_COMPLETE").source() + "\n")
