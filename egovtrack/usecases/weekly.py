"""What a week brought, and its tables as files: what a run file asks for, whose rows are in them, and how they are
called and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from egovtrack.changes import Event, NotCounted, Week, silences
from egovtrack.datafiles import decode, read_bytes, read_toml
from egovtrack.dates import local_text, week_label
from egovtrack.errors import BadInput, UsageError
from egovtrack.facts import Plan
from egovtrack.files import put_in
from egovtrack.formats import EXPORTED, FORMATS, PROGRAMS, format_named
from egovtrack.i18n import N_, gettext as _
from egovtrack.queries.actions import founded_at
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge
from egovtrack.queries.notes import note_events, read_notes
from egovtrack.sheets import Sheet
from egovtrack.sheets.week import TABLES, week_card, week_tables
from egovtrack.usecases.comparing import compare
from egovtrack.views import as_file, public

_HEAD = "head"  # the file beside those that cannot hold the head of the ledger


class Run(NamedTuple):
    """What is asked for: plans and departments (none: all), formats, the folder (`-`: standard output), and for how
    many weeks files are kept there (None: for ever).
    """

    plans: Sequence[str] = ()
    departments: Sequence[str] = ()
    formats: Sequence[str] = ("csv", "json")
    folder: str = ""
    keep: int | None = None

    def checked(self) -> Run:
        """Return the same, if it can be done. Raises UsageError where it cannot."""
        if not self.folder:
            raise UsageError(_("it is not said where to write"), _("give a folder with -o"))
        if self.folder == "-" and (len(self.formats) > 1 or self.formats[0] == "csv"):
            raise UsageError(_("a week is several files"), _("give a folder with -o, or one --format other than csv"))
        if self.folder != "-" and Path(self.folder).is_file():
            raise UsageError(_("{path} is a file").format(path=self.folder), _("give a folder with -o"))
        return self


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _formats(value: Any) -> bool:
    return _texts(value) and bool(value) and {*map(format_named, value)} <= {*EXPORTED}


_KEYS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "plans": (N_("a list of texts, such as [\"2017\"]"), _texts),
    "departments": (N_("a list of texts, such as [\"2017\"]"), _texts),
    "formats": (N_("a list of formats: {formats}"), _formats),
    "folder": (N_("a text"), lambda value: isinstance(value, str) and bool(value.strip())),
    "keep": (N_("a whole number from 1 on"), lambda value: type(value) is int and value > 0),
}  # fmt: skip
"""The keys of a run file: what each is, in words, and whether a value is that."""


def read_run(path: str) -> Run:
    """Return what a run file asks for; its folder is relative to the file. Raises EgovtrackError where it cannot be
    read, BadInput with all that is wrong with it.
    """
    content = read_toml(path)
    if wrong := list(_wrong(content, decode(read_bytes(path)).splitlines())):
        raise BadInput(f"{path}: " + _("; ").join(wrong))
    if "folder" in content and content["folder"] != "-":
        content["folder"] = str(Path(path).parent / Path(content["folder"]).expanduser())
    content["formats"] = [*map(format_named, content.get("formats", Run().formats))]
    return Run(**content)


def _wrong(content: dict[str, Any], lines: Sequence[str]) -> Iterator[str]:
    for key, value in content.items():
        begins = re.compile(rf"""\s*\[*["']?{re.escape(key)}["']?\s*[=.\]]""")
        line = next((number for number, text in enumerate(lines, start=1) if begins.match(text)), 1)
        wanted, fits = _KEYS.get(key, ("", None))
        if fits is None:
            near = get_close_matches(key, _KEYS, 1, 0.5)
            words = _("line {line}: {name} is not known (is {near} meant?)")
            yield words.format(line=line, name=key, near=near[0] if near else ", ".join(_KEYS))
        elif not fits(value):
            is_what = _(wanted).format(formats=", ".join(EXPORTED))
            yield _("line {line}: {name} is {wanted}").format(line=line, name=key, wanted=is_what)


def read(facts: Facts, run: Run, first: date) -> Week:
    """Return the week that begins on a Monday, as a run asks for it. Raises EgovtrackError for a plan or department
    that there is not.
    """
    week = _read_week(facts, run.plans, first)
    if not run.departments:
        return week
    registry, day = facts.registry, week.last
    members: set[int] = set()
    for name in run.departments:
        if collective := registry.collective(name):
            members |= set(registry.members(registry.collectives[collective], day))
        else:
            members.add(registry.find(name, day)[0].id)
    holders = {registry.departments[each].heir(day) for each in members}
    ids = {each.id for each in holders}
    names = {registry.name_on(each.id, day) for holder in holders for each in holder.with_predecessors()}
    obligations = [each for each in week.obligations if each.holder_id in ids]
    refs = {each.ref for each in obligations}
    return week._replace(
        obligations=obligations,
        notes=[each for each in week.notes if each.note.department in names],
        changes=week.changes.only(ids),
        silent=list(silences(obligations)),
        not_counted=[each for each in week.not_counted if each.ref in refs],
    )


def _read_week(facts: Facts, keys: Sequence[str], first: date) -> Week:
    """Return the week that begins on the Monday `first`, of the plans with these keys, else of those open at its end.

    It is told as known at its end, and compared with the week before as known at that week's end. What was before the
    ledger was made is told as known now, and a week that is not over yet as it is today; the remarks say so.
    """
    last, before = first + timedelta(days=6), first - timedelta(days=1)
    remarks = []
    if facts.today <= last:
        remarks.append(_("the week is not over yet; it is told as of {day}").format(day=facts.today))
    end, start = facts.then(min(last, facts.today)), facts.then(before)
    is_later = end.snapshot.known == 0
    if is_later:
        end, start = facts.on(min(last, facts.today)), facts.on(before)
        made = local_text(founded_at(facts), facts.snapshot.zone)
        remarks.append(_("the ledger was made on {moment}; this is told as known now").format(moment=made))
    plans = [end.plan(key) for key in dict.fromkeys(keys)] or [plan for plan in end.issued if not plan.closed]
    week = Week(first, last, end.head, remarks, [], [], compare(start, end, plans), [], [])
    for plan in plans:
        week.obligations.extend(end.obligations(plan))
        spoken = read_notes(end, plan=plan.id, from_day=first, to_day=last) if is_later else ()
        week.notes.extend([Event("entered", note) for note in spoken] or note_events(end, plan, start.snapshot.known))
        week.not_counted.extend(_not_counted(end, plan))
    week.silent.extend(silences(week.obligations))
    return week


def _not_counted(facts: Facts, plan: Plan) -> list[NotCounted]:
    return [
        NotCounted(
            plan.key, task.ref, clause.clause, task.title, party.role, party.party,
            "undesignated" if party.registered else "unregistered",
        )
        for task in facts.tasks(plan, brief=True)
        for clause in task.clauses
        for party in clause.parties
        if party.open or not party.registered
    ]  # fmt: skip


def sheets_of(week: Week, facts: Facts) -> tuple[Sheet, dict[str, Sheet]]:
    """Return what is told of a week at the head of a file for people, and its tables by name."""
    tables = week_tables(week, facts.snapshot, in_charge(facts.on(week.last)))
    return week_card(week, tables), tables


def on_one_stream(week: Week, facts: Facts, name: str) -> list[Sheet]:
    """Return the sheets for standard output: a program gets a row for each table, with its rows."""
    card, tables = sheets_of(week, facts)
    if name in PROGRAMS:
        rows = [{"table": table, "kind": sheet.kind, "rows": public(sheet)} for table, sheet in tables.items()]
        return [card._replace(rows=rows)]
    return _together(card, tables, name)


def _together(card: Sheet, tables: dict[str, Sheet], name: str) -> list[Sheet]:
    return [*tables.values()] if name == "xlsx" else [card, *tables.values()]


def write_week(week: Week, facts: Facts, run: Run, *, by_keys: bool) -> int:
    """Write the files of a week into the folder of a run, all of them or none, and take the older ones away that are
    not to be kept. Return how many were written. `by_keys`: a csv is headed by the keys of json.
    """
    card, tables = sheets_of(week, facts)
    label = week_label(week.last)
    files: dict[str, bytes] = {}
    for name in dict.fromkeys(run.formats):
        ending = FORMATS[name].ending
        if name in PROGRAMS:
            for table, sheet in tables.items():
                headed = sheet.headed_by_keys() if by_keys and name == "csv" else sheet
                files[f"{label}-{table}{ending}"] = as_file([headed], name)
        else:
            files[f"{label}{ending}"] = as_file(_together(card, tables, name), name)
    if {"csv", "jsonl"} & {*run.formats}:  # which cannot hold it
        files[f"{label}-{_HEAD}.txt"] = f"{week.head}\n".encode()

    def too_old(names: Sequence[str]) -> list[str]:
        weeks = sorted({label, *(found for each in names if (found := week_of(each)) and found < label)})
        gone = set(weeks[: -run.keep]) if run.keep else set()
        return [each for each in names if week_of(each) in gone]

    put_in(Path(run.folder), files, is_ours=lambda name: bool(week_of(name)), too_old=too_old)
    return len(files)


def week_of(name: str) -> str | None:
    """Return the week of a file that this program wrote for one, by its name; None for other names."""
    found = _OURS.fullmatch(name)
    return found[1] if found else None


_APART, _WHOLE = (
    "|".join(re.escape(FORMATS[name].ending) for name in EXPORTED if (name in PROGRAMS) == apart)
    for apart in (True, False)
)
_OURS = re.compile(rf"(\d{{4}}-W\d\d)(?:-(?:{'|'.join(TABLES)})(?:{_APART})|-{_HEAD}\.txt|(?:{_WHOLE}))")
