"""The program's root: global options and the list of its commands."""

from __future__ import annotations

import click

from egovtrack import __version__
from egovtrack.commands.base import Option, Program
from egovtrack.i18n import N_

_COMMANDS = "egovtrack.commands"


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"egovtrack {__version__}")
        ctx.exit()


main = Program(
    "egovtrack",
    help=N_(
        "The obligations of an official work plan: who answers for what, how far they are, who is silent, who is late."
    ),
    lazy={
        "seed": f"{_COMMANDS}.seed:seed",
        "import": f"{_COMMANDS}.import_:import_",
        "plans": f"{_COMMANDS}.plans:plans",
        "tasks": f"{_COMMANDS}.tasks:tasks",
        "show": f"{_COMMANDS}.show:show",
        "dept": f"{_COMMANDS}.dept:dept",
        "depts": f"{_COMMANDS}.depts:depts",
        "leader": f"{_COMMANDS}.leader:leader",
        "status": f"{_COMMANDS}.status:status",
        "designate": f"{_COMMANDS}.designate:designate",
        "assign-lead": f"{_COMMANDS}.designate:assign_lead",
        "extend": f"{_COMMANDS}.designate:extend",
        "progress": f"{_COMMANDS}.progress:progress",
        "form": f"{_COMMANDS}.form:form",
        "log": f"{_COMMANDS}.log:log",
        "undo": f"{_COMMANDS}.log:undo",
        "export": f"{_COMMANDS}.export:export",
        "check": f"{_COMMANDS}.check:check",
        "db": f"{_COMMANDS}.db:db",
        "config": f"{_COMMANDS}.config:config",
    },
    params=[
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=N_("The program's version."),
        )
    ],
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EGOVTRACK"},
)

if __name__ == "__main__":
    main()
