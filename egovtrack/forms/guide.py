"""The instructions that go with a form."""

from __future__ import annotations

from egovtrack.forms.layout import CHOICES
from egovtrack.forms.model import Form
from egovtrack.i18n import N_, gettext as _

_INSTRUCTIONS = {
    N_("Not classified"): N_(
        "This form is for matters that are not classified only. State secrets and work secrets do not belong "
        "in it; report them by the channels meant for them."
    ),
    N_("What is asked"): N_("How far each task of {department} is, from {start} to {end}, for:"),
    N_("Where to write"): N_(
        "In the yellow cells of the next sheet. All others are locked. Leave rows, columns, headings and the "
        "order of the rows as they are, merge no cells, and write nothing beside or below the table."
    ),
    N_("What counts"): N_(
        "Only what you change. Where there is nothing new, put your name under “{author}” and leave the rest: the row "
        "is then answered without change. A row in which nothing is filled in is not answered. What stood in a cell "
        "before is to be changed, not deleted."
    ),
    N_("Status"): N_("Choose from the list. “{done}” says that you are done; the office checks it."),
    N_("Percent done (0–100)"): N_("A whole number from 0 to 100: 40 stands for 40 %. Neither 0.4 nor 150."),
    N_("Number done"): N_(
        "The number alone, in the unit of the target; only where there is a target. Grey cells need none."
    ),
    "{note}{comma}{problem}{comma}{next_step}": N_(
        "In your own words. To begin a new line within a cell, press Alt+Enter (Ctrl+Enter in LibreOffice)."
    ),
    "{author}{comma}{day_label}": N_("Your name, and the day on which you filled it in, such as {day}."),
    N_("Evidence"): N_("What proves it: the address or the name of a file, or the number of a document."),
    N_("Saving"): N_(
        "Save it as .xlsx or .ods under any name, without a password and without macros, not as .xls. Type "
        "values, no formulas: they are not calculated."
    ),
}


def instructions(form: Form) -> list[tuple[str, str]]:
    """Return what each instruction is about and what it says, in the language in use. The first is the reminder."""
    names = {
        "department": form.department, "start": form.period_start, "end": form.period_end, "day": form.period_end,
        "done": _(CHOICES["completed"]), "note": _("Done"), "problem": _("Problem"), "next_step": _("Next step"),
        "author": _("Filled in by"), "day_label": _("Filled in on"), "comma": _(", "),
    }  # fmt: skip
    texts = [(_(what).format(**names), _(how).format(**names)) for what, how in _INSTRUCTIONS.items()]
    asked, period = texts[1]
    texts[1] = (asked, "\n".join((period, *form.plans)))
    return texts
