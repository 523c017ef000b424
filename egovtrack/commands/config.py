"""`egovtrack config`: the settings in force."""

from __future__ import annotations

from egovtrack import settings
from egovtrack.commands.base import Group, command
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.sheets import make_sheet

config = Group("config", help=N_("The settings in force, and the files they are read from."))


@command("show", help=N_("List the settings with their values."))
def show(context: Context) -> None:
    """Show every setting, its variable and its value."""
    records = [
        {"setting": one.name, "value": _value(context, one.name), "variable": one.variable} for one in settings.SETTINGS
    ]
    context.show(make_sheet("settings", context.today, _("Settings"), records, keys=("setting", "value", "variable")))


def _value(context: Context, name: str) -> str | bool | None:
    value = context.place if name == "db" else context.setting(name)
    return value if isinstance(value, bool | None) else str(value)


@command("path", help=N_("Name the files that settings are read from; they need not exist."))
def path(context: Context) -> None:
    """Show the project's file first, as it wins."""
    records = [{"name": str(one.absolute())} for one in (settings.project_file(), settings.user_file())]
    context.show(make_sheet("files", context.today, "", records, keys=("name",)))


for each in (show, path):
    config.add_command(each)
