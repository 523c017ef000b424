"""The index of commands: what each is called, under which heading it is listed, where it is, and its help.

The first sentence of the help is what the list of commands says of it.
"""

from typing import NamedTuple

from egovtrack.i18n import N_

_PLANS = N_("Plans")
_WHO = N_("Look up")
_REGISTRY = N_("Departments and leaders")
_ENTER = N_("Enter")
_LEDGER = N_("The ledger and the program")


class Entry(NamedTuple):
    """A command: `place` is its module in `egovtrack.commands` and its name there, as `module:name`; where it is empty,
    both are the command's name.
    """

    group: str
    help: str
    place: str = ""


# fmt: off
INDEX = {
    "seed": Entry(_PLANS, N_(
        "Load plans that come with the program, and the registry of departments. Plans already in the ledger are not "
        "changed."
    )),
    "import": Entry(_PLANS, N_(
        "Read a plan document (text, Markdown, HTML, DOCX, PDF, XLSX, CSV; - reads standard input). A plan that the "
        "ledger has is compared, task by task, and left; with --corrects the document sets it right for all days, "
        "with --amends it changes it from its own day on. Notes stay with their tasks. A whole document withdraws "
        "what it does not have; that needs a yes."
    ), "import_:import_"),
    "plans": Entry(_PLANS, N_("List the plans in the ledger, newest first.")),
    "list": Entry(_WHO, N_(
        "List obligations across departments and plans, narrowed in every way: who is silent, what is red or due."
    ), "list_:list_"),
    "tasks": Entry(_WHO, N_("List the tasks of a plan (the newest where none is named), and where they stand.")),
    "show": Entry(_WHO, N_("Show one task: its wording, who answers for which part of it, and how far they are.")),
    "dept": Entry(_WHO, N_(
        "Show the obligations of a department: named ones first, then those it has as a member. Of a collective: how "
        "many of its members have reported, and who has not."
    )),
    "sheet": Entry(_WHO, N_(
        "One page for a meeting about a department, a collective, or all that a leader is in charge of: its items, the "
        "lights and why, what was done, what stands in the way, what comes next, what was asked and promised."
    )),
    "report": Entry(_WHO, N_(
        "The report of a plan as a page, a Word file, a workbook, Markdown or text: how its obligations stand, by "
        "section, department and day, what has changed, who is silent, and every one of them."
    )),
    "status": Entry(_WHO, N_("Count a plan's obligations: done, reported, moving, silent, overdue, and by what.")),
    "changes": Entry(_WHO, N_(
        "List what is otherwise than at the end of an earlier day, as compare does: status, percent, light, deadline, "
        "who answers."
    )),
    "compare": Entry(_WHO, N_(
        "Compare two tables: what moved, is done, late or silent since, whose deadline was moved by whom and why, "
        "which texts, parties, targets and departments changed. Each day is told as known at its end."
    ), "changes:compare"),
    "trace": Entry(_WHO, N_(
        "Follow a task through the plans: what it goes on with in earlier ones, what goes on with it in later ones, "
        "what is worded otherwise. What is suggested holds only when it is confirmed."
    )),
    "across": Entry(_WHO, N_(
        "Ask many ledgers side by side: files, URLs, or @FILE that lists them, a name and = before each if need be. "
        "Exit code 1 where one could not be read; the others are shown."
    )),
    "export": Entry(_WHO, N_("Write tables to files, each replaced in one step.")),
    "depts": Entry(_REGISTRY, N_("The registry of departments: all their names, and how they changed.")),
    "leader": Entry(_REGISTRY, N_(
        "The division of work among the leaders: who is in charge of what, and what stands under each."
    )),
    "designate": Entry(_ENTER, N_(
        "Name the members of an indefinite party (those concerned) in a task: from then on they answer. With --revoke "
        "it is taken back."
    )),
    "assign-lead": Entry(_ENTER, N_(
        "Set who leads where the document names several and no lead. It stays apart from the document's words."
    ), "designate:assign_lead"),
    "deadline": Entry(_ENTER, N_(
        "Set the deadline of a task or clause to an earlier or a later day. The first one is kept, and how often it "
        "was moved."
    ), "designate:deadline"),
    "extend": Entry(_ENTER, N_(
        "Move the deadline of a task or clause. The first one is kept, and how often it was moved."
    ), "designate:extend"),
    "milestone": Entry(_ENTER, N_(
        "Say what must be there by an earlier day than the deadline, and that it is; list what is to come."
    )),
    "evidence": Entry(_ENTER, N_(
        "Read the annual report on a plan: which statement speaks of which task, with what figures, and which tasks it "
        "never mentions. Nothing is entered without a person."
    )),
    "carry": Entry(_ENTER, N_(
        "Carry over what is open of tasks to a task of a later plan, which goes on with them. What is done stays done."
    ), "trace:carry"),
    "title": Entry(_ENTER, N_(
        "Give a task a short title of the office's own, which stands in all tables."
    ), "designate:title"),
    "task": Entry(_ENTER, N_("Add, withdraw, split or merge tasks of a plan, by the office's own decision.")),
    "progress": Entry(_ENTER, N_("Enter what departments report, and look it up. Nothing is ever overwritten.")),
    "form": Entry(_ENTER, N_(
        "Make the form that a department fills in for a period, an xlsx workbook with all that it is asked about, and "
        "enter that it was asked. With --all one for each department. What is secret does not belong in it."
    )),
    "chase": Entry(_ENTER, N_(
        "Whom to ask again, about which items, why and how firmly; the notices of the day; what was said by telephone."
    )),
    "notice": Entry(_ENTER, N_(
        "Notices to departments and round-ups as Word files (GB/T 9704-2012), and whether one still says what the "
        "ledger says."
    )),
    "assess": Entry(_ENTER, N_(
        "What each department did on a plan, counted: reports in time and late, items done and overdue, how often it "
        "was urged; with points and grades where the office has a rule for them."
    )),
    "calendar": Entry(_ENTER, N_(
        "Write the days of reports, deadlines, milestones and promises to a file for the office's calendar (.ics)."
    )),
    "log": Entry(_LEDGER, N_("List what was done to the ledger: who, when, from where, what; the undone too.")),
    "undo": Entry(_LEDGER, N_(
        "Take back an action as a whole, by its number in the log or the last one, after showing what it did. It is "
        "refused where a later one rests on it, and stays in the log."
    ), "log:undo"),
    "redact": Entry(_LEDGER, N_(
        "Take the words of a note out of the ledger for good: an identity number, something secret. That there was a "
        "note stays, and check stays silent."
    )),
    "rules": Entry(_LEDGER, N_(
        "The office's rules, such as that of the lights. A table uses the rule in force on its day."
    )),
    "check": Entry(_LEDGER, N_(
        "Check that nothing was changed behind the program's back, and all that must always hold: silent when all is "
        "well. With --plan, read a plan as its author should before issuing it. Exit code 3 when something is found."
    )),
    "db": Entry(_LEDGER, N_("Look after the ledger itself.")),
    "config": Entry(_LEDGER, N_("The settings in force, and the files they are read from.")),
    "completion": Entry(_LEDGER, N_(
        "Print the script that makes a shell complete commands, plans, refs and names of departments. For bash: eval "
        '"$(egovtrack completion bash)" in ~/.bashrc.'
    )),
}
