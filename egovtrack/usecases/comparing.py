"""Two tables side by side: the ledger as it stood at two moments, and all that is otherwise in the later one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from egovtrack.changes import Change, Comparison, NewPlan, Told, Why, changes, registry_changes
from egovtrack.dates import local_text, parse_day
from egovtrack.differences import Aspect, differences
from egovtrack.errors import BadInput, UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.identities import Match, shadow
from egovtrack.queries.actions import founded_at
from egovtrack.queries.check import check_against
from egovtrack.queries.decisions import read_signatures
from egovtrack.queries.drafts import read_text
from egovtrack.queries.editions import task_editions
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.usecases.anchors import read_anchor, read_day

_KINDS: dict[Aspect, str] = {
    "heading": "heading", "wording": "text", "who answers": "party", "targets": "target", "deadline": "stated",
}  # fmt: skip
"""By aspect of a task's text the kind of change."""


class Sides(NamedTuple):
    """What is compared: the ledger at the earlier and at the later moment; and what is to be said of it."""

    before: Facts
    now: Facts
    remarks: list[str]


def sides(facts: Facts, first: str, last: str | None, *, is_known: bool) -> Sides:
    """Return the two sides of a comparison: `first` and `last` are days as typed, heads (`41:HASH`), or kept files that
    tell day and head; `last` None: the table as it is. A day is told as known at its end or, where `is_known`, as known
    in `facts`.

    Raises UsageError where the first is later than the last, BadInput for a file of another ledger.
    """
    remarks: list[str] = []
    now = _side(facts, last, remarks, is_known=is_known) if last is not None else facts
    before = _side(facts, first, remarks, is_known=is_known)
    if (before.snapshot.as_of, before.snapshot.known) > (now.snapshot.as_of, max(now.snapshot.known, _last(facts))):
        why = _("{first} is later than {last}: the earlier table comes first")
        raise UsageError(
            why.format(first=_told(before, first), last=_told(now, last)), _("change --from and --to round")
        )
    if before.snapshot.known == 0:
        made = local_text(founded_at(facts), facts.snapshot.zone)
        remarks.append(_("the ledger was made on {moment}; this is told as known now").format(moment=made))
        before = facts.on(before.snapshot.as_of)
        now = facts.on(now.snapshot.as_of) if now.snapshot.known == 0 else now
    if now.snapshot.as_of > facts.today:
        words = _("{day} is still to come; it is told with what is known now")
        remarks.append(words.format(day=now.snapshot.as_of))
    return Sides(before, now, remarks)


def _last(facts: Facts) -> int:
    return int(facts.head.partition(":")[0] or 0)


def _told(facts: Facts, given: str | None) -> str:
    day = str(facts.snapshot.as_of)
    return day if given in {None, day} else f"{given} ({day})"


def _side(facts: Facts, given: str, remarks: list[str], *, is_known: bool) -> Facts:
    if not (":" in given or Path(given).is_file()):
        typed = parse_day(given, facts.today)
        return facts.on(typed) if is_known else facts.then(typed)
    path, zone = Path(given), facts.snapshot.zone
    beside = [
        each for each in path.parent.glob("*head.txt") if path.name.startswith(each.name.removesuffix("head.txt"))
    ]
    heads = read_anchor(str(beside[0]) if path.suffix.lower() == ".csv" and beside else given)
    if wrong := list(check_against(facts.connection, heads)):
        why = _("{file} is of another ledger, or one of the two was changed: {row}: {why}")
        raise BadInput(
            why.format(file=given, row=wrong[0].row, why=wrong[0].message),
            _("egovtrack check --against {file} tells more").format(file=given),
        )
    number = max(heads)[0]
    day: date | None = read_day(path) if path.is_file() else None
    if day is None:
        ((_author, moment),) = read_signatures(facts.connection, [number], facts.moments).values()
        day = date.fromisoformat(local_text(moment, zone)[:10])
        remarks.append(
            _("{file} tells no day; it is taken for {day}, when its head was entered").format(file=given, day=day)
        )
    return Facts(facts.connection, read_snapshot(facts.connection, day, f"#{number}", zone), facts.today)


def there(now: Facts, keys: Collection[str]) -> list[Plan]:
    """Return the plans with these keys, else those that are open. Raises UsageError for one that was issued later."""
    plans = now.chosen(keys)
    for plan in plans if keys else ():
        if plan.issued_on > now.snapshot.as_of:
            why = _("plan {key} was not there yet on {day}: it was issued on {issued}")
            raise UsageError(why.format(key=plan.key, day=now.snapshot.as_of, issued=plan.issued_on))
    return plans


# --- what is otherwise -----------------------------------------------------------------------------------------------


def compare(before: Facts, now: Facts, plans: Iterable[Plan]) -> Comparison:
    """Return what is otherwise in the tables of plans, in their texts and in the registry than before; what a new plan
    brought is told as a whole.
    """
    found = Comparison([], [], [])
    there = {plan.id: plan for plan in before.issued}
    if before.snapshot.known:
        found.told.extend(registry_changes(before.registry, before.snapshot.as_of, now.registry, now.snapshot.as_of))
    for plan in plans:
        rows = list(now.obligations(plan))
        if plan.id not in there:
            found.new_plans.append(NewPlan(plan.key, plan.title, len(rows)))
            continue
        old = list(before.obligations(there[plan.id]))
        moved = list(changes(old, rows))
        found.changes.extend(_with_reasons(now, plan, moved))
        if there[plan.id].edition != plan.edition:
            concerned: dict[int, set[int]] = {}
            for each in (*old, *rows):
                concerned.setdefault(each.task_id, set()).add(each.holder_id)
            found.told.extend(_between_editions(before, there[plan.id], now, plan, concerned))
    return found


def _with_reasons(now: Facts, plan: Plan, moved: Iterable[Change]) -> Iterator[Change]:
    """Yield changes, each of a deadline with the decision, or the edition, by which it was moved."""
    for each in moved:
        if each.before and each.after and each.before.deadline != each.after.deadline:
            decided = now.decisions.deadlines_of(each.after.task_id, each.after.clause_id)
            said = decided[-1] if decided else None
            why = _signed(now, said.basis, said.action_id, said.as_of) if said else _edition_of(now, each.after.task_id)
            yield each._replace(why=why)
        else:
            yield each


def _signed(facts: Facts, basis: str | None, action: int, since: date) -> Why:
    ((author, _moment),) = read_signatures(facts.connection, [action], facts.moments).values()
    return Why(basis, author, since)


def _edition_of(facts: Facts, task: int) -> Why:
    """Return what the wording of a task that is in force rests on: the edition that first has it so."""
    worded = [each for each in task_editions(facts, task) if each.number]
    worded = [each for each in worded if each.effective_on <= facts.snapshot.as_of] or worded[:1]
    last = worded[-1]
    for earlier in reversed(worded[:-1]):
        if (earlier.ref, earlier.wording) != (last.ref, last.wording):
            break
        last = earlier
    return _signed(facts, last.basis, last.action, last.effective_on)


def _between_editions(
    before: Facts, old: Plan, now: Facts, new: Plan, concerned: Mapping[int, set[int]]
) -> Iterator[Told]:
    """Yield what the text of a plan says otherwise than before, task by task."""
    earlier, later = read_text(before.connection, old.edition), read_text(now.connection, new.edition)
    was, now_is = earlier.by_identity(), later.by_identity()
    same = [Match("reworded", (was[task].draft.ref,), (now_is[task].draft.ref,)) for task in now_is if task in was]
    others = [Match("new", (), (now_is[task].draft.ref,)) for task in now_is if task not in was]
    others += [Match("withdrawn", (was[task].draft.ref,), ()) for task in was if task not in now_is]
    refs = earlier.by_ref(), later.by_ref()
    gone = {each.ref: each for each in now.gone(new)}
    for each in differences(earlier, later, [*same, *others]):
        worded = (refs[0] if each.after is None and each.aspect == "task" else refs[1])[each.ref]
        task = worded.task or 0
        if each.aspect == "wording" and shadow(was[task].draft.text) == shadow(now_is[task].draft.text):
            continue  # only the brackets that name who answers are otherwise
        kind = _KINDS[each.aspect] if each.aspect != "task" else "added" if each.after else "withdrawn"
        if each.aspect == "task" and each.after is None and each.ref in gone:
            kind, why = gone[each.ref].kind, Why(gone[each.ref].basis, None, gone[each.ref].as_of)
        else:
            why = _edition_of(now, task)
        yield Told(
            kind, each.before, each.after, why, frozenset(concerned.get(task, ())), new.key, f"{new.key}-{each.ref}",
            worded.title,
        )  # fmt: skip
