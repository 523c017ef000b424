"""A document that changes a plan which the ledger has: a correction (勘误) or an amendment (补充通知)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from egovtrack.composition import Text, identified, make_text, with_part, woven
from egovtrack.differences import Difference, differences, matches_of
from egovtrack.draft import PlanDraft
from egovtrack.errors import UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.identities import Kind, Match, natural
from egovtrack.ledger.actions import Action
from egovtrack.ledger.editions import Head, store_change, store_document
from egovtrack.queries.drafts import read_text
from egovtrack.queries.editions import PlanFacts, edition_on, read_plan_facts, sequence, tasks_of_the_office
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import EditionRow
from egovtrack.usecases.places import foreign_place

if TYPE_CHECKING:
    from egovtrack.usecases.tracking import Tracked


class Request(NamedTuple):
    """What the person who imports a document says of it; it beats what the document says.

    `corrects` and `amends` name the plan that it changes, and the edition after @; with `part` tasks that are not in
    it stay. `effective`: the day from which an amendment holds; `place`: the ledger's. `same` and the others are
    identities as typed. `with_progress`: what a tracker tells of progress is entered too; `columns` say which column is
    which. `replaces`: it corrects the plan of its key, if there is one. `sure`: what is withdrawn or doubtful was
    looked at.
    """

    source: str = ""
    key: str | None = None
    issued: date | None = None
    until: date | None = None
    corrects: str | None = None
    amends: str | None = None
    part: bool = False
    effective: date | None = None
    place: str | None = None
    same: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    add_departments: bool = False
    with_progress: bool = False
    columns: tuple[str, ...] = ()
    replaces: bool = False
    sure: bool = False

    @property
    def plan(self) -> str | None:
        """The key of the plan that it changes, or is to be."""
        return (self.corrects or self.amends or "").partition("@")[0] or self.key

    def year(self) -> int | None:
        """Return the year that deadlines such as 3月底前 are in, where the document does not say it."""
        if self.plan and re.fullmatch(r"20\d\d", self.plan):
            return int(self.plan)
        return self.issued.year if self.issued else None


class Doubtful(UsageError):
    """Something would be withdrawn, split or merged, or is doubtful, and nobody has looked at it."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(
            _("tasks would be withdrawn, split or merged, or it is doubtful which they are"),
            _("look at the differences, correct them with --same, --new, --split or --merge, and add --yes"),
        )
        self.differences = differences


class Imported(NamedTuple):
    """What an import did: the outcome (new, same, different, corrected, amended), the day from which a change holds,
    the differences from the plan in the ledger, what the person should know, and what became of the progress in it.
    """

    outcome: str
    key: str
    effective: date | None = None
    differences: Sequence[Difference] = ()
    remarks: Sequence[str] = ()
    tracked: Tracked | None = None


def plan_facts(facts: Facts, key: str, draft: PlanDraft, request: Request, base: PlanFacts | None) -> PlanFacts:
    """Return what is to be known of a plan beside its text: as told, as the document says it, or as it was before. A
    part of a document says nothing of the whole plan; an amended plan keeps its own title, number and day.

    Raises UsageError where none of them says when it was issued.
    """
    issued = request.issued or draft.issued_on or (base and base.issued_on)
    if issued is None:
        raise UsageError(_("the document does not tell when it was issued"), _("give the day with --issued 2018-03-01"))
    first, last = min(issued, date(issued.year, 1, 1)), date(issued.year, 12, 31)
    was = base or PlanFacts(key, draft.kind, None, None, None, issued, first, last, "monthly")
    says = PlanFacts(
        draft.title or was.title, draft.kind, draft.document_number or was.number, draft.issuer or was.issuer,
        foreign_place(facts.profile, draft) if draft.issuer else was.place, issued,
        draft.period_start or was.period_start, draft.period_end or was.period_end, was.cycle,
    )  # fmt: skip
    if base and request.part:
        says = base._replace(issued_on=request.issued or base.issued_on)
    if base and request.amends:
        says = base
    says = says._replace(period_end=request.until or says.period_end)
    if says.period_end < says.period_start:
        raise UsageError(
            _("{last} is before the plan begins ({first})").format(last=says.period_end, first=says.period_start)
        )
    return says


def change_plan(action: Action, facts: Facts, key: str, draft: PlanDraft, request: Request) -> Imported:
    """Store a document as a correction or an amendment of a plan, if it changes anything.

    Raises Doubtful, and EgovtrackError where there is no such edition.
    """
    base, effective = _base(facts, facts.plan(key), draft, request)
    before = read_plan_facts(facts.connection, base.plan.edition)
    says = plan_facts(facts, key, draft, request, before)
    old, new = read_text(facts.connection, base.plan.edition), make_text(draft)
    matches, clauses = _told(request, key, old, new)
    try:
        matches = matches_of(old, new, matches)
        new, matches = identified(old, new, matches, clauses)
    except KeyError as error:
        raise UsageError(_("{ref} is named twice, or there is none").format(ref=error.args[0])) from None
    staying = _staying(facts, base.plan, old, matches, request)
    found = differences(old, new, matches, staying, "void" if request.corrects else "withdrawn")
    if not found and (says, effective) == (before, base.plan.effective_on):
        return Imported("same", key)
    if not request.sure and any(match.asks() for match in matches if staying.isdisjoint(match.old)):
        raise Doubtful(found)
    document = store_document(action, draft, says.title, request.issued or effective, request.source)
    if request.part:
        new = new._replace(tasks=tuple(each._replace(document=document) for each in new.tasks))
        text = with_part(old, new, [match for match in matches if match.new])
    else:
        here = {each.task for each in new.tasks}
        text = woven(new, {}, [each for each in old.tasks if each.task in here or each.draft.ref in staying])
    basis = " ".join(filter(None, (draft.title, draft.document_number))) or request.source
    kind = "correction" if request.corrects else "amendment"
    head = Head(base.plan.document_id if request.part else document, kind, effective, says, basis)
    store_change(action, facts, base, head, old, text, matches)
    stayed = [] if request.part else sorted(staying, key=natural)
    remarks = [_("tasks that the office added stay: {refs}").format(refs=_(", ").join(stayed))] if stayed else []
    return Imported("corrected" if request.corrects else "amended", key, effective, found, remarks)


def _base(facts: Facts, plan: Plan, draft: PlanDraft, request: Request) -> tuple[EditionRow, date]:
    """Return the edition that a document changes, and from which day on: a correction the first text of the plan, or
    the Nth (K@N), for all its days; an amendment the text in force on its own day.

    Raises UsageError where there is none, or nothing tells the day.
    """
    if request.corrects:
        texts = sequence(facts, plan.id)
        number = request.corrects.partition("@")[2] or "1"
        if not number.isdecimal() or not 1 <= int(number) <= len(texts):
            raise UsageError(
                _("{key} has no edition {number}").format(key=plan.key, number=number),
                _("egovtrack show REF --editions lists them"),
            )
        corrected = texts[int(number) - 1]
        return corrected, corrected.plan.effective_on
    day = request.effective or request.issued or draft.issued_on
    if day is None:
        raise UsageError(
            _("the document does not tell from which day on it holds"), _("give the day with --effective 2018-06-01")
        )
    return edition_on(facts, plan, day), day


def _staying(facts: Facts, plan: Plan, old: Text, matches: Sequence[Match], request: Request) -> set[str]:
    """Return the refs of the tasks that a document does not have and that stay: all where it is a part of the plan,
    else those of the office.
    """
    missing = {ref for match in matches if match.kind == "withdrawn" for ref in match.old}
    if request.part:
        return missing
    of_the_office = tasks_of_the_office(facts, plan.id)
    return {each.draft.ref for each in old.tasks if each.draft.ref in missing and each.task in of_the_office}


# --- identities as typed ----------------------------------------------------------------------------------------------


_TYPED: tuple[tuple[str, Kind, str], ...] = (
    ("same", "reworded", "[^,=]+=[^,=]+"), ("split", "split", "[^,=]+=[^,=]+,[^=]+"),
    ("merge", "merged", "[^,=]+,[^=]+=[^,=]+"), ("new", "new", "[^=]+"),
)  # fmt: skip


def _told(request: Request, key: str, old: Text, new: Text) -> tuple[list[Match], dict[str, list[Match]]]:
    """Return what was told of tasks, and of clauses by the new ref of their task: `5=7`, `5.1=7.2`, `5=6,7`.

    Where clauses are said to be the same, so are their tasks. Raises UsageError for what names no task.
    """
    before, after = old.by_ref(), new.by_ref()
    tasks: dict[Match, None] = {}
    clauses: dict[str, list[Match]] = defaultdict(list)
    for name, kind, pattern in _TYPED:
        for typed in getattr(request, name):
            plain = re.sub(r"[，、]", ",", typed.replace(" ", "").replace(f"{key}-", "")).strip(",")
            if not re.fullmatch(pattern, plain):
                raise UsageError(
                    _("{text} does not say which tasks are which").format(text=typed),
                    _("write the old refs before the = and the new ones after it: 5=7, 5=6,7, 3,4=3"),
                )
            was, _equals, now = plain.rpartition("=")
            if kind == "reworded" and not (was in before and now in after) and "." in was and "." in now:
                (was, _dot, number), (now, _new_dot, new_number) = was.rpartition("."), now.rpartition(".")
                clauses[now].append(Match(kind, (number,), (new_number,)))
            if kind == "new":
                tasks |= {Match(kind, (), (ref,)): None for ref in now.split(",")}
            else:
                tasks[Match(kind, tuple(was.split(",")), tuple(now.split(",")))] = None
    return list(tasks), clauses
