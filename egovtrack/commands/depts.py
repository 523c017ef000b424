"""`egovtrack depts`: the registry of departments and collectives, and changes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.groups import Group, NamingGroup
from egovtrack.cli.options import (
    Command,
    Decorator,
    basis_option,
    command,
    completed_by,
    dry_run_option,
    listing_options,
    option,
)
from egovtrack.datafiles import read_bytes
from egovtrack.errors import BadInput, UsageError
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.ledger import reforms
from egovtrack.ledger.departments import Effect, effect_of, refuse_contradictions
from egovtrack.ledger.reforms import Change
from egovtrack.queries.contacts import read_contacts
from egovtrack.queries.history import read_history
from egovtrack.registry import Department, kind_of
from egovtrack.sheets.registry import collective_list_sheet, contacts_sheet, departments_sheet, history_sheets

_department = click.argument("department", metavar="NAME", shell_complete=completed_by("departments_like"))
_departments = click.argument(
    "departments", metavar="NAME...", nargs=-1, required=True, shell_complete=completed_by("departments_like")
)
_alias = option(
    "--alias", "aliases", metavar="NAME", multiple=True, help=N_("Another name for it (may be given again).")
)
_kinds = option(
    "--kind", "kinds", multiple=True, metavar="KIND",
    help=N_("All departments of this kind belong to it (may be given again)."),
)  # fmt: skip


def _date(help: str, *, required: bool = True) -> Decorator:  # noqa: A002
    return option("--date", "day", required=required, ask=required, metavar="DATE", help=help)


def _correctable(day: str, *, dated: bool = True, based: bool = True) -> Decorator:
    """Add --date, --basis and --corrects; `day` is the help of the first."""
    words = N_("What was entered wrongly, by its number in `egovtrack depts show NAME`: this holds in its place.")
    corrects = option("--corrects", metavar="NUMBER", help=words)
    return lambda function: _date(day, required=dated)(basis_option(required=based)(corrects(function)))


def _change(name: str, help: str) -> Callable[[Callable[..., str]], Command]:  # noqa: A002
    """Make a subcommand of a function that changes the registry and returns in words what it did.

    The function gets the run's `App`, a `Change` with what was given as --date, --basis and --corrects, and the other
    parameters; the departments among them are looked up.
    """

    def decorate(function: Callable[..., str]) -> Command:
        def run(
            app: App, day: str | None = None, basis: str | None = None, corrects: str | None = None, **given: Any
        ) -> None:
            if (corrects or basis is not None) and not (basis or "").strip():
                raise UsageError(_("a change of the registry needs its basis"), _("give it with --basis"))
            with app.action() as action:
                change = Change(action, app.day(day) if day else None, basis, corrects)
                given |= {key: _looked_up(change, given[key]) for key in given.keys() & _LOOKED_UP}
                words = function(app, change, **given)
                refuse_contradictions(action)
                effect = effect_of(action)
            app.say(words)
            _say_effect(app, effect)

        return command(name, help)(update_wrapper(run, function))

    return decorate


_LOOKED_UP = {"department", "departments", "into", "to"}


def _looked_up(change: Change, given: str | tuple[str, ...]) -> Department | list[Department]:
    return change.find(given) if isinstance(given, str) else [change.find(name) for name in given]


def _named(departments: Iterable[Department]) -> str:
    return _(", ").join(department.name for department in departments)


def _say_effect(app: App, effect: Effect) -> None:
    for kind in effect.kinds:
        app.say(_("it is the first of the kind “{kind}”").format(kind=kind))
    if effect.obligations > 0:
        words = ngettext(
            "{count} obligation in the plans is theirs now as members of collectives; is the first day right?",
            "{count} obligations in the plans are theirs now as members of collectives; is the first day right?",
            effect.obligations,
        )
        app.say(words.format(count=effect.obligations))
    if effect.parties > 0:
        words = ngettext(
            "{count} party in the plans is bound to it now", "{count} parties in the plans are bound to it now",
            effect.parties,
        )  # fmt: skip
        app.say(words.format(count=effect.parties))


# --- what there is ---------------------------------------------------------------------------------------------------


@command("list", N_("List the departments that the ledger knows, with all their names."))
@option("--kind", metavar="KIND", help=N_("Only this kind."))
@option("--search", metavar="WORDS", help=N_("Only those with these characters in one of their names."))
@option("--with-contacts", is_flag=True, help=N_("Whom to ask in each, too."))
@listing_options(N_("Only those that existed on that day, as they were called then."))
def list_(app: App, kind: str | None, search: str | None, *, with_contacts: bool) -> None:
    """Show the registry in its own order."""
    from egovtrack.spelling import folded

    wanted = folded(search) if search else ""
    with app.facts() as facts:
        rows = [
            department
            for department in facts.registry.departments.values()
            if (not kind or department.kind == kind_of(kind))
            and (app.as_of is None or department.exists(facts.snapshot.as_of))
            and (not wanted or any(wanted in folded(name.name) for name in department.names))
        ]
        app.show(departments_sheet(rows, facts.snapshot, read_contacts(facts) if with_contacts else None))


@command("show", N_("Show a department's history: its names, where it came from, who took over, who leads it."))
@_department
@listing_options(N_("As it was on that day."))
def show(app: App, department: str) -> None:
    """Show everything the registry has on the department that NAME means."""
    with app.facts() as facts:
        app.show(*history_sheets(read_history(facts, department), facts.snapshot))


# --- changes ---------------------------------------------------------------------------------------------------------


@_change("add", N_("Register a department, so that what plans put on it under this name finds it."))
@click.argument("name")
@option(
    "--kind", metavar="KIND", default="department",
    help=N_("What it is: department, district, party, institution, committee, organisation, or a word of your own."),
)  # fmt: skip
@option("--full", metavar="NAME", help=N_("Its full name."))
@_alias
@option("--from", "since", metavar="DATE", help=N_("The first day it existed."))
@option("--until", metavar="DATE", help=N_("The first day it no longer existed."))
@option("--successor", metavar="NAME", help=N_("Who took over its duties."))
@basis_option(required=False)
def add(
    app: App, change: Change, name: str, since: str | None, until: str | None, aliases: tuple[str, ...], **given: Any
) -> str:
    """Add a department; what plans give to any of its names is its own from now on."""
    from egovtrack.ledger.registries import add_department

    entry = {"name": reforms.fit(name), "aliases": list(map(reforms.fit, aliases)), "basis": change.basis, **given}
    entry |= {"from": app.day(since) if since else None, "until": app.day(until) if until else None}
    add_department(change.action, entry, app.today)
    return _("{name} is registered").format(name=name.strip())


@_change("alias", N_("Let a department be known by other names too."))
@_department
@click.argument("aliases", metavar="ALIAS...", nargs=-1, required=True)
@_correctable(N_("In use from this day on (default: ever)."), dated=False, based=False)
def alias(_app: App, change: Change, department: Department, aliases: tuple[str, ...]) -> str:
    """Add everyday names to a department."""
    reforms.add_aliases(change, department, aliases)
    return _("{name} is also called {names}").format(name=department.name, names=_(", ").join(aliases))


@_change("rename", N_("Call a department otherwise from a day on; what it was given under its old name stays its."))
@_department
@click.argument("new")
@option("--full", metavar="NAME", help=N_("Its new full name."))
@_correctable(N_("The first day of the new name (with --corrects: where it was wrong)."), dated=False)
def rename(_app: App, change: Change, department: Department, new: str, full: str | None) -> str:
    """Rename a department."""
    since = reforms.rename(change, department, new, full)
    return _("{old} is called {new} from {day}").format(old=department.name, new=new, day=since or "…")


@_change("merge", N_("Let departments end on a day, what they have not finished going to another."))
@_departments
@option(
    "--into", required=True, ask=True, metavar="NAME", help=N_("Who takes over; register it first where it is new.")
)
@_correctable(N_("The first day they no longer exist."))
def merge(_app: App, change: Change, departments: list[Department], into: Department) -> str:
    """Merge departments into another."""
    reforms.end(change, departments, "merged", [into])
    words = _("{names} ended on {day}; {successor} answers for what they had not finished")
    return words.format(names=_named(departments), day=change.day, successor=into.name)


@_change(
    "split",
    N_("Let a department end on a day and others come after it. What it had is open until egovtrack depts handover "
       "says who goes on with it."),
)  # fmt: skip
@_departments
@option("--into", multiple=True, required=True, metavar="NAME...", help=N_("Those that come after it."))
@_correctable(N_("The first day it no longer exists."))
def split(_app: App, change: Change, departments: list[Department], into: list[Department]) -> str:
    """Split the first department; the others that are named belong to --into."""
    old, *more = departments
    reforms.end(change, [old], "split", [*into, *more])
    words = _("{name} was split into {names} on {day}; what it had not finished is open: egovtrack depts handover")
    return words.format(name=old.name, names=_named([*into, *more]), day=change.day)


@_change("end", N_("Let a department end on a day, nobody taking over."))
@_department
@_correctable(N_("The first day it no longer exists."))
def end(_app: App, change: Change, department: Department) -> str:
    """End a department."""
    reforms.end(change, [department], "ended", [])
    return _("{name} ended on {day}").format(name=department.name, day=change.day)


@_change("found", N_("Say on which day a department was founded; after it had ended, that it exists again."))
@_department
@_correctable(N_("The first day on which it exists."))
def found(_app: App, change: Change, department: Department) -> str:
    """Found a department, for the first time or again."""
    reforms.found(change, department)
    return _("{name} exists from {day}").format(name=department.name, day=change.day)


@_change("handover", N_("Say who goes on with the work of a department that is no more: some tasks, or all the rest."))
@click.argument("department", metavar="OLD", shell_complete=completed_by("departments_like"))
@click.argument("to", metavar="NEW", shell_complete=completed_by("departments_like"))
@option("--task", "refs", metavar="REF", multiple=True, help=N_("Only this task (may be given again)."))
@_date(N_("From which day on (default: the day on which it ended)."), required=False)
@basis_option()
def handover(app: App, change: Change, department: Department, to: Department, refs: tuple[str, ...]) -> str:
    """Hand over what OLD had to NEW."""
    facts = app.facts_in(change.action)
    since = reforms.hand_over(change, department, to, [facts.reference(ref).task_id for ref in refs])
    words, what = _("{new} goes on with {what} of {old} from {day}"), _(", ").join(refs) or _("all the rest")
    return words.format(new=to.name, what=what, old=department.name, day=since)


@_change("kind", N_("Say what kind of office a department is, where that was entered wrongly."))
@_department
@click.argument("kind")
def kind(_app: App, change: Change, department: Department, kind: str) -> str:
    """Set the kind of a department."""
    change.action.append("department_kind", department_id=department.id, kind=kind_of(kind))
    return _("{name} is of the kind “{kind}”").format(name=department.name, kind=kind)


@_change("void", N_("Say that a name or an event of a department was entered wrongly, and nothing takes its place."))
@_department
@click.argument("corrects", metavar="NUMBER")
@basis_option()
def void(_app: App, change: Change, department: Department) -> str:
    """Void what `egovtrack depts show NAME` lists under NUMBER."""
    reforms.void(change, department)
    return _("{number} of {name} holds no longer").format(number=change.corrects, name=department.name)


@command("contact", N_("Set whom to ask in a department, from a day on; without --name: list whom to ask."))
@click.argument("department", metavar="[DEPT]", required=False, shell_complete=completed_by("departments_like"))
@option("--name", metavar="NAME", help=N_("Who it is."))
@option("--phone", metavar="NUMBER", help=N_("The phone."))
@option("--remove", is_flag=True, help=N_("Nobody is known any longer."))
@option("--corrects", metavar="ID", type=int, help=N_("An earlier entry that was wrong: this one takes its place."))
@_date(N_("From this day on (default: today)."), required=False)
def contact(
    app: App, department: str | None, name: str | None, phone: str | None, corrects: int | None, day: str | None, *,
    remove: bool,
) -> None:  # fmt: skip
    """Enter or list contacts; they stand in no export."""
    if not (name or remove or phone):
        with app.facts() as facts:
            only = [facts.registry.find(department)[0].id] if department else None
            app.show(contacts_sheet(read_contacts(facts, only).values(), facts.registry, facts.snapshot))
        return
    if not department or (remove and name):
        raise UsageError(_("name the department, and give --name or --remove"))
    with app.action() as action:
        facts = app.facts_in(action)
        found = facts.registry.find(department)[0]
        reforms.set_contact(action, facts, found, (name or "").strip(), phone, app.day(day), corrects)
    app.say(_("{name}: ask {who}").format(name=found.name, who=name or _("nobody")))


@command("import", N_("Take a registry from a file (xlsx, csv, or toml as docs/how-to/own-registry.md shows)."))
@click.argument("file")
@dry_run_option()
def import_(app: App, file: str, *, dry_run: bool) -> None:
    """Add the departments and collectives of a file, all of them or, where something is wrong, none."""
    from egovtrack.ledger.registries import import_registry, in_words, parse

    entries = parse(read_bytes(file), file)
    with app.action(rehearse=dry_run, makes=True) as action:
        done = import_registry(action, entries)
        for problem in done.problems:
            app.say(in_words(problem))
        if count := len(done.problems):
            why = ngettext(
                "{file} is not taken: {count} thing is wrong", "{file} is not taken: {count} things are wrong", count
            )
            raise BadInput(why.format(file=file, count=count), _("mend it, and import it again"))
        effect = effect_of(action)
    words = _("{new} departments are new, {same} were there; {collectives} collectives are new")
    app.say(words.format(new=done.new, same=done.same, collectives=done.collectives))
    if done.place:
        app.say(_("this ledger is of {place} from now on").format(place=done.place))
    _say_effect(app, effect)
    if dry_run:
        app.say(_("nothing was stored (--dry-run)"))


# --- collectives -----------------------------------------------------------------------------------------------------


@command("list", N_("List the collectives that the ledger knows, with their members on a day."))
@listing_options(N_("The members on that day."))
def list_collectives(app: App) -> None:
    """Show the collectives in the order in which they were entered."""
    with app.facts() as facts:
        app.show(collective_list_sheet(facts.registry, facts.snapshot))


@_change("add", N_("Register a party that is several: all of a kind (各镇), or those that are named (五区)."))
@click.argument("names", metavar="NAME", nargs=-1, required=True)
@option("--members", multiple=True, metavar="NAME...", help=N_("The departments that belong to it."))
@_kinds
@option("--indefinite", is_flag=True, help=N_("Only some of them are meant (有关): nobody answers until designated."))
@_alias
@option("--replace", is_flag=True, help=N_("It was entered wrongly before: this holds in its place."))
def add_collective(
    _app: App, change: Change, names: tuple[str, ...], members: tuple[str, ...], kinds: tuple[str, ...],
    aliases: tuple[str, ...], *, indefinite: bool, replace: bool,
) -> str:  # fmt: skip
    """Add the collective of the first NAME; the other names belong to --members."""
    kind = "indefinite" if indefinite else "universal"
    reforms.add_collective(change, (names[0], *aliases), kind, kinds, (*members, *names[1:]), replace=replace)
    return _("{name} is registered").format(name=names[0])


@_change("change", N_("Say who joins a collective, or leaves it, from a day on."))
@click.argument("name", shell_complete=completed_by("parties_like"))
@option("--members", multiple=True, metavar="NAME", help=N_("A department that joins it (may be given again)."))
@_kinds
@option("--without", multiple=True, metavar="NAME", help=N_("A department, or a kind, that no longer belongs to it."))
@_date(N_("From which day on (default: ever)."), required=False)
def change_collective(_app: App, change: Change, name: str, **given: tuple[str, ...]) -> str:
    """Change who the members of the collective NAME are."""
    reforms.change_members(change, name, **given)
    return _("the members of {name} are others now").format(name=name)


collective = Group(
    "collective",
    help=N_("Parties that are several: who belongs to them."),
    commands=[list_collectives, add_collective, change_collective],
)

depts = NamingGroup(
    unnamed=list_,
    named=show,
    others=[add, alias, rename, merge, split, end, handover, found, kind, contact, void, import_, collective],
)
