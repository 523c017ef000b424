"""`egovtrack config`: the settings in force."""

from __future__ import annotations

from pathlib import Path

from egovtrack import settings
from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import command
from egovtrack.i18n import N_, gettext as _
from egovtrack.sheets import column, make_sheet


@command("show", help=N_("List the settings with their values."))
def show(app: App) -> None:
    """Show every setting, its variable and its value."""
    records = [
        {"setting": each.name, "value": _value(app, each.name), "variable": each.variable} for each in settings.SETTINGS
    ]
    keys = ("setting", column("value", label=_("Current value")), "variable")
    app.show(make_sheet("settings", app.today, _("Settings"), records, keys=keys))


def _value(app: App, name: str) -> str | bool | None:
    value = app.store.place if name == "db" else app.setting(name)
    return value if isinstance(value, bool | None) else str(value)


@command("path", help=N_("Name the files that settings are read from; they need not exist."))
def path(app: App) -> None:
    """Show the project's file first, as it wins."""
    files = [str(Path(path).absolute()) for path in reversed(settings.paths())]
    records = [{"path": each, "name": each} for each in files]  # as `name` it was first called
    app.show(make_sheet("files", app.today, "", records, keys=(column("path", label=_("Settings file")),)))


config = Group(commands=[show, path])
