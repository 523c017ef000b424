"""Loading the plans that come with the program."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from egovtrack import shipped
from egovtrack.composition import make_text
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import N_, gettext as _, in_any_language
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word, append_decision
from egovtrack.ledger.departments import SHIPPED_PLACE, load_registry
from egovtrack.ledger.editions import store_plan
from egovtrack.ledger.founding import set_profile
from egovtrack.ledger.leaders import load_division
from egovtrack.ledger.reporting import close_if_over
from egovtrack.queries.drafts import read_unknown
from egovtrack.queries.editions import PlanFacts, plans_of_document, sequence
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import count_parties, count_tasks
from egovtrack.queries.tasks import each_task
from egovtrack.reading import draft_text
from egovtrack.usecases.asking import asked_so_far

_COMES_WITH = N_("short titles that come with the program")
"""The basis of the titles that `seed --update` gives."""


class ShippedPlan(NamedTuple):
    """The curated facts of a plan that comes with the program; `titles` are short titles by ref."""

    key: str
    says: PlanFacts
    source: str
    titles: Mapping[str, str]


def shipped_plans() -> dict[str, ShippedPlan]:
    """Return the plans that come with the program by their keys, oldest first."""
    found = []
    for path in shipped.folder("seed").glob("*/plan.toml"):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        first, last = entry["period"]
        says = PlanFacts(
            entry["title"], entry["kind"], entry.get("number"), entry["issuer"], None, entry["issued"], first, last,
            entry["cycle"],
        )  # fmt: skip
        found.append(ShippedPlan(entry["key"], says, entry["source"], entry["titles"]))
    return {plan.key: plan for plan in sorted(found, key=lambda plan: plan.says.issued_on)}


def wanted(keys: Iterable[str], *, everything: bool) -> list[ShippedPlan]:
    """Return the plans that are asked for. Raises EgovtrackError where there is none, or no such plan."""
    plans = shipped_plans()
    known = _(", ").join(plans)
    chosen = plans if everything else dict.fromkeys(keys)
    if not chosen:
        raise UsageError(_("which plan?"), _("there are: {keys}; or --all").format(keys=known))
    for key in chosen:
        if key not in plans:
            message = _("no plan {key} comes with the program").format(key=key)
            raise EgovtrackError(message, _("there are: {keys}").format(keys=known))
    return [plans[key] for key in chosen]


def seed_plans(
    action: Action, read: Callable[[], Facts], plans: Collection[ShippedPlan], place: str | None, *,
    update: bool = False,
) -> list[str]:  # fmt: skip
    """Load shipped plans, and return what the person should know of each. Every text is read by the grammar that reads
    all documents. `read` gives the facts of the action, with what it has stored; `place` says whose the ledger is;
    with `update` what the ledger has of an earlier version gets this version's short titles and names.

    Raises EgovtrackError where that is another place than theirs, or nobody has said it of a ledger that has plans.
    """
    facts = read()
    if place and "place" not in facts.profile:
        set_profile(action, "place", place)
    elif facts.plans and "place" not in facts.profile:
        raise EgovtrackError(
            _("nobody has said whose ledger this is, and the shipped plans are {place}'s").format(place=SHIPPED_PLACE),
            _("if it is {place}'s, say so with --place {place}").format(place=SHIPPED_PLACE),
        )
    more = load_registry(action, update=update)
    load_division(action)
    known = {plan.key for plan in facts.plans}
    new = {plan.key: plan for plan in plans if plan.key not in known}
    for plan in new.values():
        draft = draft_text(_text_of(plan), f"seed/{plan.key}/plan.txt")
        store_plan(action, plan.key, draft, plan.says, make_text(draft, plan.titles), plan.source)
    stored = read()
    for key in new:
        close_if_over(action, stored.plan(key), stored.today)
    facts = read()
    otherwise = {_("registry"): more} if more else {}
    for plan in plans:
        if plan.key in known and (rows := list(_retitled(facts, plan))):
            otherwise[plan.key] = len(rows)
            if update:
                append_decision(action, facts, "title", plan.key, Word(plan.says.issued_on, _(_COMES_WITH)), rows)
    changed = otherwise if update else ()
    remarks = [
        words
        for plan in plans
        for words in _remarks(facts, facts.plan(plan.key), is_new=plan.key in new, is_other=plan.key in changed)
    ]
    words = _("{what}: other short titles or names in this version: {count}; egovtrack seed … --update takes them")
    if update:
        words = _("{what}: short titles or names that are now those of this version: {count}")
    remarks += [words.format(what=what, count=count) for what, count in otherwise.items()]
    if new and all(facts.plan(key).closed for key in new):
        words = _("to look at it as on a day of its year: egovtrack --today {day} list")
        remarks.append(words.format(day=max(plan.says.issued_on for plan in new.values())))
    return remarks


def _retitled(facts: Facts, plan: ShippedPlan) -> Iterator[dict[str, Any]]:
    """Yield the titles that this version gives tasks of a stored plan of the same text, where neither the office nor a
    later text of the plan has given them one.
    """
    digest = hashlib.sha256(_text_of(plan).encode()).hexdigest()
    if plan.key not in plans_of_document(facts, digest):
        return
    stored = facts.plan(plan.key)
    first = sequence(facts, stored.id)[0].plan.edition
    issued = {task.id: task for task in each_task(facts.connection, first)}
    for task in each_task(facts.connection, stored.edition):
        title = plan.titles.get(issued[task.id].ref) if task.id in issued else None
        given = facts.decisions.titles.get(task.id)
        is_the_offices = given is not None and given.basis not in in_any_language(_COMES_WITH)
        if (
            title
            and not is_the_offices
            and task.title == issued[task.id].title
            and title != facts.decisions.title_of(task)
        ):
            yield {"task_id": task.id, "title": title}


def _text_of(plan: ShippedPlan) -> str:
    return (shipped.folder("seed") / plan.key / "plan.txt").read_bytes().decode("utf-8")


def _remarks(facts: Facts, plan: Plan, *, is_new: bool, is_other: bool) -> Iterator[str]:
    words = _("{key} is in the ledger already; nothing changed")
    if is_new:
        words = _("{key}: {tasks} tasks, {parties} named parties loaded")
    tasks, parties = count_tasks(facts.connection, plan), count_parties(facts.connection, plan)
    if not is_other:
        yield words.format(key=plan.key, tasks=tasks, parties=parties)
    if is_new:
        yield from asked_so_far(facts, plan)
    if unknown := [name for name, _place, _times in read_unknown(facts, plan)]:
        yield _("{key}: not in the registry: {names}").format(key=plan.key, names=_(", ").join(unknown))
