"""`egovtrack assess`: what each department did on a plan, counted, and its points where the office has a rule."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, known_at_option, option, output_option, plan_argument
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_, gettext as _, written
from egovtrack.sheets.assessing import assessment_sheet, explained_sheet
from egovtrack.sheets.obligations import uncounted
from egovtrack.usecases.assessing import assess as count_all, counted_by, read_assess_rule


@command()
@plan_argument()
@option("--until", metavar="DATE", help=N_("Up to this day (default: today)."))
@option(
    "--explain", metavar="DEPT", shell_complete=completed_by("departments_like"),
    help=N_("The items that the numbers of this department come from."),
)  # fmt: skip
@known_at_option()
@output_option()
def assess(app: App, plan: str | None, until: str | None, explain: str | None) -> None:
    """Show a row for each department; without a rule of the office the facts alone."""
    with app.facts(until) as facts:
        of = facts.newest(plan)
        rows, day = count_all(facts, of), facts.snapshot.as_of
        if explain:
            holder = facts.registry.find(explain)[0].heir(day).id
            name = facts.registry.name_on(holder, day)
            found = [row for row in rows if row.holder == holder]
            if not found:
                raise EgovtrackError(_("{name} answers for nothing in {plan}").format(name=name, plan=of.title))
            title = written("{name}: what counts, on {day}").format(name=name, day=day)
            app.show(explained_sheet(title, name, found[0].items, facts.snapshot))
            return
        rule, by = read_assess_rule(facts), counted_by(facts)
        notes = [
            *uncounted(facts.tasks(of, brief=True)),
            written(
                "Not counted: what was cancelled, and who only cooperates; notices of a day count once. {by}."
            ).format(by=by),
        ]
        if rule is None:
            notes.append(
                written("There is no rule of assessing, so there are no points (egovtrack rules set assess FILE).")
            )
        title = written("{title}: assessment on {day}").format(title=of.title, day=day)
        counts = [(row.department, row.counts()) for row in rows]
        app.show(assessment_sheet(title, counts, rule, by, facts.snapshot, notes))
