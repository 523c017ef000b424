"""`egovtrack import`: read a plan document into the ledger."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from egovtrack.commands.base import WholeNumber, command, option
from egovtrack.context import Context
from egovtrack.errors import BadInput
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_plan
from egovtrack.queries.tasks import read_tasks
from egovtrack.sheets import Record, Sheet
from egovtrack.sheets.tasks import tasks_sheet

if TYPE_CHECKING:
    from egovtrack.draft import PlanDraft
    from egovtrack.ledger.imports import Imported


@command(
    "import",
    help=N_(
        "Read a plan document (text, Markdown, HTML, DOCX, PDF, XLSX, CSV; - reads standard input). A plan that the "
        "ledger has is compared, task by task, and left; --replace puts the document in its place and keeps the notes."
    ),
)
@click.argument("file", metavar="FILE|-")
@option("--key", metavar="PLAN", help=N_("What to call the plan (default: its year, as the document says it)."))
@option("--dry-run", is_flag=True, help=N_("Show the draft as it would be stored, and store nothing."))
@option("--document", "which", type=WholeNumber(min=1), metavar="N", help=N_("Which document of the file."))
@option("--title", metavar="TEXT", help=N_("The document of the file with this in its title."))
@option("--issued", metavar="DATE", help=N_("The day it was issued, where the document does not tell."))
@option("--until", metavar="DATE", help=N_("The last day of its period, where the document does not tell."))
@option("--replace", is_flag=True, help=N_("Put it in the place of the plan in the ledger; notes are kept."))
def import_(
    context: Context,
    file: str,
    key: str | None,
    which: int | None,
    title: str | None,
    issued: str | None,
    until: str | None,
    *,
    dry_run: bool,
    replace: bool,
) -> int:
    """Read, check, store or compare; a document with an error in it is not stored."""
    from egovtrack.ledger import imports, plans
    from egovtrack.ledger.departments import has_registry, load_registry
    from egovtrack.readers import read_path
    from egovtrack.reading import draft_document

    told = imports.Told(key, context.day(issued) if issued else None, context.day(until) if until else None)
    draft = draft_document(read_path(file), which=which, title=title, year=told.year())
    unsound = any(problem.severity == "error" for problem in draft.problems)
    rehearsing = dry_run or unsound
    with context.action(rehearse=rehearsing) as act:
        session = act.session
        if not has_registry(session):
            load_registry(act)
        facts = imports.facts_of(session, draft, told, Path(file).name)
        done = imports.import_plan(act, draft, facts, replace=replace or rehearsing)
        reader = act.reader
        plan = find_plan(reader, facts.key)
        rows = read_tasks(reader, read_registry(reader), plan, context.view())
        tasks = tasks_sheet(plan, rows, len(rows), context.view()).whole()
        unbound = plans.counts(session, facts.key)[2]
    differences = [asdict(one) for one in done.differences]
    _show(context, draft, tasks, differences, whole=dry_run)
    if unbound:
        context.say(_("not in the registry: {names}").format(names=_(", ").join(unbound)))
        context.say(_("egovtrack depts add NAME --kind … registers one"))
    if dry_run:
        context.say(_("nothing was stored (--dry-run)"))
        return 0
    if unsound:
        raise BadInput(_("{file} is not stored: it has errors").format(file=file), _("mend it, and import it again"))
    return _report(context, done, facts.key)


def _show(context: Context, draft: PlanDraft, tasks: Sheet, differences: list[Record], *, whole: bool) -> None:
    from egovtrack.sheets.drafts import coverage_words, differences_sheet, draft_sheet, problems_sheet

    more = [problems_sheet(draft.problems, context.today)]
    if differences:
        title = _("Differences: {count}").format(count=len(differences))
        more.append(differences_sheet(differences, title, context.today))
    if whole or context.machine:
        context.show(draft_sheet(draft, tasks, differences), *more)
    else:
        context.say(coverage_words(draft))
        context.show(*more)


def _report(context: Context, done: Imported, key: str) -> int:
    messages = {
        "new": _("{key} is stored"),
        "same": _("{key} is in the ledger already; nothing changed"),
        "replaced": _("{key} is replaced; the notes on it are kept"),
        "different": _("{key} is in the ledger and differs; nothing changed (--replace puts this one in its place)"),
    }
    context.say(messages[done.outcome].format(key=key))
    return 3 if done.outcome == "different" else 0
