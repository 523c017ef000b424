"""`egovtrack sheet`: one page for a meeting about a department."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, listing_options, plans_option
from egovtrack.usecases.meeting import meeting


@command()
@click.argument("name", shell_complete=completed_by("parties_like"))
@plans_option()
@listing_options()
def sheet(app: App, name: str, keys: tuple[str, ...]) -> None:
    """Show what is to be said about NAME."""
    with app.facts() as facts:
        app.show(meeting(facts, name, keys))
