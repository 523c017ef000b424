"""The instructions that go with a form."""

from __future__ import annotations

from egovtrack.forms.layout import CHOICES
from egovtrack.forms.model import Form
from egovtrack.i18n import gettext as _


def instructions(form: Form) -> list[tuple[str, str]]:
    """What each instruction is about, and what is to be known of it, in the language in use; the reminder first."""
    done = _(CHOICES["completed"])
    return [
        (
            _("Not classified"),
            _(
                "This form is for matters that are not classified only. State secrets and work secrets do not belong "
                "in it; report them by the channels meant for them."
            ),
        ),
        (
            _("What is asked"),
            _("How far each task of {department} is, from {start} to {end}, for:").format(
                department=form.department, start=form.period_start, end=form.period_end
            )
            + "\n"
            + "\n".join(form.plans),
        ),
        (
            _("Where to write"),
            _(
                "In the yellow cells of the next sheet. All others are locked. Leave rows, columns, headings and the "
                "order of the rows as they are, merge no cells, and write nothing beside or below the table."
            ),
        ),
        (
            _("What counts"),
            _(
                "Only what you change. A row in which nothing is changed is no report: where there is nothing new, "
                "say so under “{note}”. What stood in a cell before is to be changed, not deleted."
            ).format(note=_("Done")),
        ),
        (
            _("Status"),
            _("Choose from the list. “{done}” says that you are done; the office checks it.").format(done=done),
        ),
        (
            _("Percent done (0–100)"),
            _("A whole number from 0 to 100: 40 stands for 40 %. Neither 0.4 nor 150."),
        ),
        (
            _("Number done"),
            _("The number alone, in the unit of the target; only where there is a target. Grey cells need none."),
        ),
        (
            f"{_('Done')}{_(', ')}{_('Problem')}{_(', ')}{_('Next step')}",
            _("In your own words. To begin a new line within a cell, press Alt+Enter (Ctrl+Enter in LibreOffice)."),
        ),
        (
            f"{_('Filled in by')}{_(', ')}{_('Filled in on')}",
            _("Your name, and the day on which you filled it in, such as {day}.").format(day=form.period_end),
        ),
        (
            _("Saving"),
            _(
                "Save it as .xlsx or .ods under any name, without a password and without macros, not as .xls. Type "
                "values, no formulas: they are not calculated."
            ),
        ),
    ]
