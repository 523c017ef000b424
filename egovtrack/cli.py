"""The program's root: global options and the list of its commands."""

from __future__ import annotations

import click

from egovtrack import __version__
from egovtrack.commands.base import Lazy, Option, Program
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
        "seed": Lazy(
            f"{_COMMANDS}.seed:seed",
            N_("Load plans that come with the program, and the registry of departments. A plan that is there is left."),
        ),
        "import": Lazy(
            f"{_COMMANDS}.import_:import_",
            N_(
                "Read a plan document (text, Markdown, HTML, DOCX, PDF, XLSX, CSV; - reads standard input). A "
                "plan that the ledger has is compared, task by task, and left; --replace puts the document in "
                "its place and keeps the notes."
            ),
        ),
        "plans": Lazy(
            f"{_COMMANDS}.plans:plans",
            N_("List the plans in the ledger, newest first."),
        ),
        "tasks": Lazy(
            f"{_COMMANDS}.tasks:tasks",
            N_("List the tasks of a plan (the newest where none is named), and where they stand."),
        ),
        "show": Lazy(
            f"{_COMMANDS}.show:show",
            N_("Show one task: its wording, who answers for which part of it, and how far they are."),
        ),
        "dept": Lazy(
            f"{_COMMANDS}.dept:dept",
            N_(
                "Show the obligations of a department: named ones first, then those it has as a member. Of a "
                "collective: how many of its members have reported, and who has not."
            ),
        ),
        "depts": Lazy(
            f"{_COMMANDS}.depts:depts",
            N_("The registry of departments: all their names, and how they changed."),
        ),
        "leader": Lazy(
            f"{_COMMANDS}.leader:leader",
            N_("The division of work among the leaders: who is in charge of what, and what stands under each."),
        ),
        "status": Lazy(
            f"{_COMMANDS}.status:status",
            N_("Count a plan's obligations: done, reported, moving, silent, overdue, and by what."),
        ),
        "designate": Lazy(
            f"{_COMMANDS}.designate:designate",
            N_(
                "Name the members of an indefinite party (those concerned) in a task: from then on they answer. "
                "With --revoke it is taken back."
            ),
        ),
        "assign-lead": Lazy(
            f"{_COMMANDS}.designate:assign_lead",
            N_("Set who leads where the document names several and no lead. It stays apart from the document's words."),
        ),
        "extend": Lazy(
            f"{_COMMANDS}.designate:extend",
            N_("Move the deadline of a task or clause. The first one is kept, and how often it was moved."),
        ),
        "progress": Lazy(
            f"{_COMMANDS}.progress:progress",
            N_("Enter what departments report, and look it up. Nothing is ever overwritten."),
        ),
        "form": Lazy(
            f"{_COMMANDS}.form:form",
            N_(
                "Make the form that a department fills in for a period: an xlsx workbook with all its obligations. "
                "With --all one for each department. What is secret does not belong in it."
            ),
        ),
        "log": Lazy(
            f"{_COMMANDS}.log:log",
            N_("List what was done to the ledger: who, when, from where, what; the undone too."),
        ),
        "undo": Lazy(
            f"{_COMMANDS}.log:undo",
            N_("Take back the last command as a whole, after showing what it did. It stays in the log."),
        ),
        "export": Lazy(
            f"{_COMMANDS}.export:export",
            N_("Write tables to files, each replaced in one step."),
        ),
        "check": Lazy(
            f"{_COMMANDS}.check:check",
            N_(
                "Check that nothing was changed behind the program's back, and all that must always hold: silent when "
                "all is well. With --plan, read a plan as its author should before issuing it. Exit code 3 when "
                "something is found."
            ),
        ),
        "db": Lazy(
            f"{_COMMANDS}.db:db",
            N_("Look after the ledger itself."),
        ),
        "config": Lazy(
            f"{_COMMANDS}.config:config",
            N_("The settings in force, and the files they are read from."),
        ),
        "completion": Lazy(
            f"{_COMMANDS}.completion:completion",
            N_(
                "Print the script that makes a shell complete commands, plans, refs and names of departments. For "
                'bash: eval "$(egovtrack completion bash)" in ~/.bashrc.'
            ),
        ),
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
