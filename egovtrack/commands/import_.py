"""`egovtrack import`: read a plan document into the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from egovtrack.app import App
from egovtrack.cli.options import WholeNumber, command, dry_run_option, option
from egovtrack.datafiles import named
from egovtrack.errors import BadInput, UsageError
from egovtrack.i18n import N_, gettext as _

if TYPE_CHECKING:
    from egovtrack.draft import PlanDraft
    from egovtrack.sheets import Sheet
    from egovtrack.usecases.amending import Imported, Request


@command()
@click.argument("file", metavar="FILE|-")
@option("--key", metavar="PLAN", help=N_("What to call the plan (default: its year, as the document says it)."))
@dry_run_option(N_("Show the draft as it would be stored, and store nothing."))
@option("--document", "which", type=WholeNumber(min=1), metavar="N", help=N_("Which document of the file."))
@option("--title", metavar="TEXT", help=N_("The document of the file with this in its title."))
@option("--issued", metavar="DATE", help=N_("The day it was issued, where the document does not tell."))
@option("--until", metavar="DATE", help=N_("The last day of its period, where the document does not tell."))
@option("--corrects", metavar="PLAN[@N]", help=N_(
    "It sets right the plan's text as issued, or its Nth text: for all days of that, known only from now on. Later "
    "texts are set right where they say the same."
))  # fmt: skip
@option("--amends", metavar="PLAN", help=N_("It changes the plan from its own day on, or from that of --effective."))
@option("--effective", metavar="DATE", help=N_("The day from which an amendment holds."))
@option("--part", is_flag=True, help=N_("It holds only some of the tasks; the others stay."))
@option("--same", multiple=True, metavar="OLD=NEW", help=N_("This task (5=7) or clause (5.1=7.2) is that one."))
@option("--new", multiple=True, metavar="REF,…", help=N_("These tasks are new, whatever they are like."))
@option("--split", multiple=True, metavar="OLD=NEW,…", help=N_("A task became several; the first keeps its notes."))
@option("--merge", multiple=True, metavar="OLD,…=NEW", help=N_("Several tasks became one; it keeps the first's notes."))
@option("--replace", "replaces", is_flag=True, help=N_("The same as --corrects with the plan's own key."))
@option("--place", metavar="PLACE", help=N_("Whose the ledger is; an empty one takes its first document's issuer."))
@option(
    "--add-departments", "--register", is_flag=True,
    help=N_("Register the departments that it names and the registry does not know."),
)  # fmt: skip
@option("--with-progress", is_flag=True, help=N_(
    "Of a tracker (督办台账): enter what its columns tell of progress too, as notes of those who answer."
))  # fmt: skip
@option("--column", "columns", multiple=True, metavar="WHAT=HEAD", help=N_(
    "With --with-progress: which column is which, where its head does not say it: --column 状态=办理结果."
))  # fmt: skip
@option("--yes", "sure", is_flag=True, help=N_("Store what withdraws, splits or merges tasks, or is doubtful."))
def import_(app: App, file: str, which: int | None, title: str | None, *, dry_run: bool, **typed: Any) -> int:
    """Read, check, store or compare; a document with an error in it is not stored."""
    from egovtrack.readers import read_path
    from egovtrack.reading import draft_document
    from egovtrack.sheets.drafts import coverage_words, differences_sheet, draft_sheet, problems_sheet

    file, *others = named([file])
    if others:
        raise UsageError(_("several files fit the pattern"), _("name one of them, each is imported by itself"))
    request = _request(app, file, typed)
    draft = draft_document(read_path(file), which=which, title=title, year=request.year())
    rehearse = dry_run or draft.is_unsound
    if rehearse:
        request = request._replace(replaces=not (request.corrects or request.amends), sure=True)
    done, tasks = _store(app, draft, request, rehearse=rehearse, whole=dry_run or app.output.machine)
    if done.tracked:
        draft = replace(draft, problems=(*draft.problems, *done.tracked.problems))
    shown = [problems_sheet(draft.problems, app.today)]
    if done.differences:
        shown.append(differences_sheet(done.differences, app.today))
    if tasks is None:
        app.say(coverage_words(draft))
    else:
        shown.insert(0, draft_sheet(draft, tasks, done.differences, done.tracked))
    app.show(*shown)
    for words in _said_of_progress(draft, done):
        app.say(words)
    if draft.is_unsound:
        raise BadInput(_("{file} is not stored: it has errors").format(file=file), _("mend it, and import it again"))
    _report(app, done, dry_run=dry_run)
    return 3 if done.outcome == "different" and not dry_run else 0


def _request(app: App, file: str, typed: dict[str, Any]) -> Request:
    from egovtrack.usecases.amending import Request

    if sum(bool(typed[name]) for name in ("corrects", "amends", "replaces")) > 1:
        raise UsageError(_("--corrects, --amends and --replace exclude each other"))
    days = {name: app.day(typed[name]) for name in ("issued", "until", "effective") if typed[name]}
    if typed["columns"] and not typed["with_progress"]:
        raise UsageError(_("--column says what a column tells of progress"), _("add --with-progress"))
    return Request(**typed | days, source=Path(file).name)


def _store(
    app: App, draft: PlanDraft, request: Request, *, rehearse: bool, whole: bool
) -> tuple[Imported, Sheet | None]:
    """Store the draft; return what was done and, when `whole`, the table of its tasks. A person at a terminal is asked
    about what is withdrawn or doubtful.
    """
    from egovtrack.queries.plans import count_tasks
    from egovtrack.sheets.drafts import differences_sheet
    from egovtrack.sheets.tasks import tasks_sheet
    from egovtrack.usecases.amending import Doubtful
    from egovtrack.usecases.importing import import_plan

    try:
        with app.action(rehearse=rehearse, makes=True) as action:
            done = import_plan(action, lambda: app.facts_in(action), draft, request)
            tasks = None
            if whole:
                facts = app.facts_in(action).on(max(app.today, done.effective or app.today))
                plan = facts.plan(done.key)
                rows = list(facts.tasks(plan))
                tasks = tasks_sheet(plan, rows, count_tasks(action.connection, plan), facts.snapshot)
            if done.tracked and done.tracked.problems:
                raise _Unsound
    except Doubtful as doubt:
        app.show(differences_sheet(doubt.differences, app.today))
        if not app.output.confirm(_("Store it?")):
            raise
        return _store(app, draft, request._replace(sure=True), rehearse=rehearse, whole=whole)
    except _Unsound:
        pass
    return done, tasks


class _Unsound(Exception):
    """Something is wrong with the progress in the document: nothing of it is stored."""


def _said_of_progress(draft: PlanDraft, done: Imported) -> Iterable[str]:
    if done.tracked:
        from egovtrack.usecases.tracking import said_of

        return said_of(done.tracked)
    heads = dict.fromkeys(aside.column for aside in draft.asides if aside.key)
    words = _("not read: the columns that tell of progress ({names}); --with-progress enters them")
    return [words.format(names=_(", ").join(heads))] if heads else []


def _report(app: App, done: Imported, *, dry_run: bool) -> None:
    messages = {
        "new": _("{key} is stored"),
        "same": _("{key} is in the ledger already; nothing changed"),
        "corrected": _("{key} is corrected, for all days; the notes on it are kept"),
        "amended": _("{key} is amended from {day} on; the notes on it are kept"),
        "different": _(
            "{key} is in the ledger and differs; nothing changed. --corrects {key}: it sets the plan right for all "
            "days; --amends {key}: it changes the plan from its own day on"
        ),
    }
    stored = messages[done.outcome].format(key=done.key, day=done.effective)
    for words in (*done.remarks, _("nothing was stored (--dry-run)") if dry_run else stored):
        app.say(words)
