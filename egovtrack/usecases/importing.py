"""Importing a document: as a new plan, or as a correction (勘误) or amendment (补充通知) of a plan in the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable

from egovtrack.composition import make_text
from egovtrack.differences import differences, matches_of
from egovtrack.draft import PlanDraft
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.ledger.actions import Action
from egovtrack.ledger.departments import means_several, store_departments
from egovtrack.ledger.editions import fingerprint, store_plan
from egovtrack.ledger.founding import set_profile
from egovtrack.ledger.reporting import close_if_over
from egovtrack.queries.drafts import read_text, read_unknown
from egovtrack.queries.editions import plans_of_document, read_plan_facts, sequence
from egovtrack.queries.facts import Facts
from egovtrack.usecases.amending import Imported, Request, change_plan, plan_facts
from egovtrack.usecases.asking import asked_so_far
from egovtrack.usecases.places import place_of_issuer

_KEY = re.compile(r"[\w.]{1,40}")


def import_plan(action: Action, read: Callable[[], Facts], draft: PlanDraft, request: Request) -> Imported:
    """Store a draft as a plan, or as the correction or amendment that was asked for; a plan that the ledger has is
    compared and left. `read` gives the facts of the action, with what it has stored.

    Raises Doubtful, and EgovtrackError where the document is another plan already, or cannot be placed.
    """
    remarks = _take_place(action, read(), draft, request)
    facts = read()
    key = _key(draft, request)
    known_as = plans_of_document(facts, fingerprint(draft))
    for other in known_as - {key}:
        raise EgovtrackError(_("this document is plan {key} in the ledger already").format(key=other))
    is_there = key in {plan.key for plan in facts.plans}
    if request.replaces and is_there:
        request = request._replace(corrects=key)
    if request.corrects or request.amends:
        done = change_plan(action, facts, key, draft, request)
    elif is_there:
        done = Imported("same", key) if known_as else _compare(facts, facts.plan(key), draft)
    else:
        says = plan_facts(facts, key, draft, request, None)
        store_plan(action, key, draft, says, make_text(draft), request.source)
        done = Imported("new", key)
        stored = read().plan(key)
        close_if_over(action, stored, facts.today)
        remarks += asked_so_far(read(), read().plan(key))
        if place_of_issuer(draft.issuer) is None:
            remarks.append(_("the document does not tell of which place it is; it is taken for the ledger's own"))
    goes_on = request.add_departments or request.with_progress
    if done.outcome == "different" or (done.outcome == "same" and not goes_on):
        return done
    remarks += done.remarks
    if request.add_departments:
        count = _register(action, read(), key)
        words = ngettext("{count} department registered", "{count} departments registered", count)
        remarks.append(words.format(count=count))
    now = read()
    if request.with_progress:
        from egovtrack.usecases.tracking import take_progress

        done = done._replace(tracked=take_progress(action, now, key, draft, request.columns))
    remarks += _unregistered(now.on(max(now.today, done.effective or now.today)), key)
    return done._replace(remarks=remarks)


# --- what the document and the person say -----------------------------------------------------------------------------


def _key(draft: PlanDraft, request: Request) -> str:
    """Return the key of the plan. Raises UsageError for what is none."""
    key = request.plan or draft.key
    if key is None:
        raise UsageError(_("the document does not tell which year it is for"), _("give the plan a key with --key 2018"))
    check_key(key)
    return key


def check_key(key: str) -> None:
    """Raise UsageError for what is no key of a plan."""
    if not _KEY.fullmatch(key):
        raise UsageError(_("{key} is no key").format(key=key), _("use letters, digits and dots: 2018, sz2018"))


# --- whose it is ------------------------------------------------------------------------------------------------------


def _take_place(action: Action, facts: Facts, draft: PlanDraft, request: Request) -> list[str]:
    """Say whose an empty ledger is: of the first document's issuer, or as told. Return what the person should know.

    Raises UsageError where it was said to be another's.
    """
    known = facts.profile.get("place")
    if request.place and known and request.place != known:
        raise UsageError(_("this ledger is {place}'s").format(place=known), _("use another one: --db FILE"))
    is_empty = not facts.plans
    place = request.place or (place_of_issuer(draft.issuer) if is_empty else None)
    if place and not known:
        set_profile(action, "place", place)
    if is_empty and draft.issuer and "issuer" not in facts.profile:
        set_profile(action, "issuer", draft.issuer)
    if not place or known or request.place:
        return []
    return [_("the ledger is {place}'s from now on; if it is not, undo and import with --place").format(place=place)]


def _register(action: Action, facts: Facts, key: str) -> int:
    """Register the parties that a plan names and the registry does not know as departments; return how many. They
    exist from the day on which the plan was issued: for older ones they do not answer as members of a collective.

    Raises EgovtrackError where the plan is another government's.
    """
    plan = facts.plan(key)
    if not plan.is_ours:
        raise EgovtrackError(_("the document is not of this ledger's government: its departments are not registered"))
    registry = action.facts().registry
    names = [
        name
        for name, _place, _times in read_unknown(facts, plan, "department")
        if not means_several(name) and not registry.refusal(name)
    ]
    made = store_departments(action, [{"name": name} for name in names], registry)
    events = [{"department_id": key, "kind": "founded", "as_of": plan.issued_on} for key in made]
    action.append_all("department_event", events)
    return len(made)


def _unregistered(facts: Facts, key: str) -> list[str]:
    """Return what is to be said of the parties of a plan that answer for nothing."""
    plan = facts.plan(key)
    if not plan.is_ours:
        place = read_plan_facts(facts.connection, plan.edition).place
        return [_("{key} is of {place}: its parties are not this ledger's departments").format(key=key, place=place)]
    unknown = read_unknown(facts, plan)
    if not unknown:
        return []
    names = _(", ").join(name for name, _place, _times in unknown)
    words = ngettext(
        "not in the registry, and not counted: {count} party ({names})",
        "not in the registry, and not counted: {count} parties ({names})",
        len(unknown),
    )
    said = [words.format(count=len(unknown), names=names)]
    if read_unknown(facts, plan, "department"):
        said.append(_("egovtrack depts add NAME --kind … registers one, import --add-departments all of a document"))
    if read_unknown(facts, plan, "universal"):
        said.append(_("egovtrack depts collective add NAME … says who the members of a collective are"))
    return said


# --- comparing --------------------------------------------------------------------------------------------------------


def _compare(facts: Facts, plan: Plan, draft: PlanDraft) -> Imported:
    """Tell how a document differs from a plan; it is the same where any text of the plan says the same."""
    new = make_text(draft)
    texts = {row.plan.edition: read_text(facts.connection, row.plan.edition) for row in sequence(facts, plan.id)}
    found = {edition: differences(old, new, matches_of(old, new)) for edition, old in texts.items()}
    if not all(found.values()):
        return Imported("same", plan.key)
    return Imported("different", plan.key, None, found[plan.edition])
