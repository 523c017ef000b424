"""`egovtrack leader`: the division of work among the leaders, and what stands under each."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.groups import NamingGroup
from egovtrack.cli.options import Term, command, dry_run_option, listing_options, option
from egovtrack.cli.question import question_options
from egovtrack.datafiles import read_bytes
from egovtrack.i18n import N_, gettext as _
from egovtrack.listing import Question
from egovtrack.queries.leaders import ANSWERS, RELATIONS, division_in_force, field_rows
from egovtrack.queries.matrix import make_matrix
from egovtrack.sheets.obligations import uncounted
from egovtrack.sheets.registry import division_sheet, leader_sheet
from egovtrack.usecases.listing import answer, is_under
from egovtrack.words import several


@command("list", N_("List who is in charge of what, with the departments of each field."))
@listing_options(N_("The division of work in force on that day."))
def list_(app: App) -> None:
    """Show every field of every leader, and the departments that the division of work does not name."""
    with app.facts() as facts:
        division = division_in_force(facts)
        rows = field_rows(division, facts.registry, facts.snapshot)
        day, named = facts.snapshot.as_of, division.charges()
        silent = [
            department.called(day) or department.name
            for department in facts.registry.departments.values()
            if department.kind == "department" and department.exists(day) and department.id not in named
        ]
        app.show(division_sheet(division, rows, silent, facts.snapshot))


@command(
    "show", N_("Show the obligations under a leader's portfolio: how many of each department, or those asked for.")
)
@click.argument("name")
@question_options("dept", "leader")
@option(
    "--relation", type=Term([*RELATIONS, "all"], "relation"),
    help=N_("Only these fields (default: those that the leader is in charge of or holds)."),
)  # fmt: skip
@listing_options()
def show(app: App, name: str, question: Question, relation: str | None) -> None:
    """Show the departments of a leader with the same totals as their own tables."""
    with app.facts() as facts:
        division = division_in_force(facts)
        leader = division.leader(name)
        relations = set(RELATIONS) if relation == "all" else {relation} if relation else ANSWERS
        if question.is_narrowed():
            app.show(answer(facts, question._replace(leader=name), relations=relations))
            return
        plans = facts.chosen(several(question.plan)) if question.plan else facts.plans[:1]
        tasks = [task for plan in plans for task in facts.tasks(plan)]
        rows = [each for task in tasks for each in task.obligations if is_under(leader, each.holder_id, relations)]
        matrix = make_matrix("dept", rows, facts.registry, division)
    keys = [plan.key for plan in plans]
    fields = field_rows(division._replace(leaders=(leader,)), facts.registry, facts.snapshot)
    app.show(*leader_sheet(leader, division, fields, matrix, keys, facts.snapshot, uncounted(tasks)))


@command("import", N_("Take the next division of work, from a TOML file as docs/how-to/own-registry.md shows."))
@click.argument("file")
@dry_run_option()
def import_(app: App, file: str, *, dry_run: bool) -> None:
    """Store a division of work; from its day on it is in force."""
    from egovtrack.ledger.leaders import import_division
    from egovtrack.readers.text import decode

    text = decode(read_bytes(file))
    with app.action(rehearse=dry_run) as action:
        division = import_division(action, text)
        registry = app.facts_in(action).registry
        doubled = [registry.departments[key].name for key, one in division.charges().items() if len(one.names()) > 1]
    words = _("{number}: {leaders} leaders, in force from {day}")
    app.say(words.format(number=division.number, leaders=len(division.leaders), day=division.effective_on))
    if doubled:
        app.say(_("under two leaders: {names}").format(names=_(", ").join(doubled)))
    if dry_run:
        app.say(_("nothing was stored (--dry-run)"))


leader = NamingGroup(unnamed=list_, named=show, others=[import_])
