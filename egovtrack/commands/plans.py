"""`egovtrack plans`: the plans in the ledger, how their reports are asked, and closing them."""

from __future__ import annotations

from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.groups import UnnamedGroup
from egovtrack.cli.options import (
    Command,
    Decorator,
    Term,
    WholeNumber,
    basis_option,
    command,
    completed_by,
    listing_options,
    option,
)
from egovtrack.connection import Connection
from egovtrack.dates import parse_period
from egovtrack.facts import Plan
from egovtrack.i18n import N_, gettext as _, written
from egovtrack.ledger import reporting
from egovtrack.ledger.decisions import Word
from egovtrack.periods import CYCLES
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import count_parties, count_tasks
from egovtrack.queries.reporting import Scope
from egovtrack.sheets import Record, column, in_words, make_sheet
from egovtrack.sheets.tracing import left_open_sheet
from egovtrack.standing import ROLES
from egovtrack.usecases.tracing import left_open

_KEYS = (
    "plan", "title", "kind", "document_number", "issuer", "issued_on", "period_start", "period_end", "cycle", "tasks",
    "parties", "closed",
)  # fmt: skip
_BRIEF = ("plan", "title", "document_number", "issued_on", "period_end", "tasks", "parties", "closed")


@command("list", N_("List the plans in the ledger, newest first."))
@listing_options(N_("Only those that had been issued by that day."))
def list_(app: App) -> None:
    """Show every plan with its document and how many tasks and named parties it has."""
    with app.facts() as facts:
        records = [_record(facts.connection, plan) for plan in (facts.issued if app.as_of else facts.plans)]
    title = column("title")._replace(label=written("Title"))
    keys, brief = ([title if key == "title" else key for key in some] for some in (_KEYS, _BRIEF))
    app.show(make_sheet("plans", app.today, written("Plans in the ledger"), records, keys=keys, brief=brief))


def _record(connection: Connection, plan: Plan) -> Record:
    values = plan._asdict() | {"plan": plan.key, "document_number": plan.number}
    values |= {"tasks": count_tasks(connection, plan), "parties": count_parties(connection, plan)}
    return {key: values[key] for key in _KEYS}


@command("show", N_("Show what the office decided on a plan: how it is asked, exemptions, when it was closed."))
@click.argument("plan", shell_complete=completed_by("plans_like"))
@listing_options()
def show(app: App, plan: str) -> None:
    """List the decisions on a plan with their numbers."""
    from egovtrack.sheets.plans import plan_decisions_sheet

    with app.facts() as facts:
        app.show(plan_decisions_sheet(facts, facts.plan(plan)))


@command(
    "create", N_("Make a plan without a document: a register (台账) whose items are added with `egovtrack task add`.")
)
@click.argument("key")
@option(
    "--kind", type=click.Choice(["register", "other"]), default="register", help=N_("Its kind (default: register).")
)
@option("--title", metavar="TEXT", help=N_("Its title (default: the key)."))
@option("--cycle", type=click.Choice(CYCLES), default="monthly", help=N_("How often."))
@option("--from", "day", metavar="DATE", help=N_("From this day on (default: today)."))
def create(app: App, key: str, kind: str, title: str | None, cycle: str, day: str | None) -> None:
    """Make the plan."""
    from egovtrack.usecases.retasking import create_plan

    since = app.day(day)
    with app.action() as action:
        create_plan(action, app.facts_in(action), key, kind, title or key, cycle, since)
    app.say(_("{plan} is there from {day}; egovtrack task add {plan} adds to it").format(plan=key, day=since))


def _scope_options() -> Decorator:
    """Add PLAN and what of it is meant: --task REF, --dept NAME."""
    words = N_("Only for this task or clause."), N_("Only for this department.")
    plan = click.argument("plan", shell_complete=completed_by("plans_like"))
    task = option("--task", "ref", metavar="REF", shell_complete=completed_by("refs_like"), help=words[0])
    dept = option("--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=words[1])
    return lambda function: plan(task(dept(function)))


_corrects = option(
    "--corrects", metavar="ID", type=WholeNumber(1, 2**31 - 1),
    help=N_("The number of an entry of its kind in `egovtrack plans show` that was wrong: this one takes its place."),
)  # fmt: skip


def _scope(facts: Facts, plan: Plan, ref: str | None, dept: str | None) -> Scope:
    reference = facts.reference(ref) if ref else None
    department = facts.registry.find(dept)[0].id if dept else None
    return Scope(plan.id, reference and reference.task_id, reference and reference.clause_id, department)


@command("rule", N_("Set how reports on a plan are asked from a day on; what is not given stays as it is."))
@_scope_options()
@option("--cycle", type=Term(CYCLES, "cycle"), help=N_("How often."))
@option(
    "--due",
    type=WholeNumber(1),
    metavar="N",
    help=N_("When a period's report is due: the day of the next month, or the weekday of the next week (1: Monday)."),
)
@option("--role", "roles", type=Term(ROLES, "role"), multiple=True, help=N_("Who is asked (may be given again)."))
@option("--lead-answers/--each-answers", default=None, help=N_("Whether the lead's report answers for its clause."))
@option(
    "--from",
    "day",
    metavar="DATE",
    help=N_("From this day on (default: today); given alone, asking begins with the first whole period from it."),
)
@basis_option(required=False)
@_corrects
def rule(
    app: App,
    plan: str,
    ref: str | None,
    dept: str | None,
    day: str | None,
    basis: str | None,
    corrects: int | None,
    roles: tuple[str, ...],
    **given: Any,
) -> None:
    """Enter the rule, and say what is asked now."""
    since = app.day(day)
    with app.action() as action:
        facts = app.facts_in(action)
        found = facts.plan(plan)
        new = reporting.set_reporting_rule(
            action,
            facts,
            found,
            _scope(facts, found, ref, dept),
            Word(since, basis or "", corrects),
            roles=roles or None,
            **given,
        )
    words = _("{plan}: asked {cycle} from {day} on, due on day {due}")
    due = new.weekday if new.cycle == "weekly" else new.due
    app.say(words.format(plan=plan, cycle=in_words("cycle", new.cycle), day=since, due=due))


@command("exempt", N_("Ask for no report for a period, with the basis."))
@_scope_options()
@option("--period", required=True, ask=True, metavar="PERIOD", help=N_("The period: 2017-06, 2017-Q2 or 2017-W10."))
@basis_option()
@_corrects
def exempt(
    app: App, plan: str, ref: str | None, dept: str | None, period: str, basis: str, corrects: int | None
) -> None:
    """Enter the exemption."""
    span = parse_period(period, app.today)
    with app.action() as action:
        facts = app.facts_in(action)
        found, word = facts.plan(plan), Word(app.today, basis, corrects)
        reporting.exempt(action, facts, found, _scope(facts, found, ref, dept), span, word)
    app.say(_("{plan}: no report is asked for {period}").format(plan=plan, period=span.label))


def _state(name: str, summary: str, done: str, *, closed: bool) -> Command:
    """Return the command that closes plans, or opens them again."""

    @command(name, summary)
    @click.argument("plans", metavar="PLAN...", nargs=-1, required=True, shell_complete=completed_by("plans_like"))
    @option("--date", "day", metavar="DATE", help=N_("From this day on (default: today)."))
    @basis_option(required=False)
    @_corrects
    def change(app: App, plans: tuple[str, ...], day: str | None, basis: str | None, corrects: int | None) -> None:
        since = app.day(day)
        with app.action() as action:
            facts = app.facts_in(action).on(since)
            for key in dict.fromkeys(plans):
                reporting.set_state(action, facts, facts.plan(key), Word(since, basis or "", corrects), closed=closed)
            after = app.facts_in(action).on(since)
            left = (
                [each for key in dict.fromkeys(plans) for each in left_open(after, after.plan(key))] if closed else []
            )
        app.say(_(done).format(plans=_(", ").join(plans), day=since))
        if left:
            app.show(left_open_sheet(left, after.snapshot))

    return change


close = _state(
    "close", N_("Close plans (归档): nothing is asked or chased any longer, and nothing has a light."),
    N_("closed from {day}: {plans}"), closed=True,
)  # fmt: skip
reopen = _state("reopen", N_("Open closed plans again."), N_("open again from {day}: {plans}"), closed=False)
plans = UnnamedGroup(unnamed=list_, others=[show, create, rule, exempt, close, reopen])
