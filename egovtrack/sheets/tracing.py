"""The threads of tasks through the plans, as sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from egovtrack.facts import Plan
from egovtrack.i18n import written as _
from egovtrack.rollup import TaskRow
from egovtrack.sheets import Record, Sheet, clause_in_words, column, in_brackets, in_words, make_sheet
from egovtrack.snapshot import Snapshot
from egovtrack.tracing import Op, Thread, Trace, Turn, grams, reworded

_KEYS = (
    "plan", "ref", "relation", "other", "title", "score", "above", "state", "reasons", "wording", "parties_added",
    "parties_removed", "basis",
)  # fmt: skip
_MOST_PHRASES = 2
_TELLING = 0.1  # from this cosine on words or headings are named as a reason


def trace_sheet(task: TaskRow, traces: Sequence[Trace], snapshot: Snapshot, *, every: bool) -> Sheet:
    """Return the threads of a task (kind `trace`): to people those that hold, unless they ask for `every` one."""
    shown = [each for each in traces if every or each.thread.holds]
    told = [each for each in traces if each.thread.holds]
    confirmed = sum(each.thread.state == "confirmed" for each in told)
    words = _("{suggested} suggested, {confirmed} confirmed.")
    notes = [words.format(suggested=len(told) - confirmed, confirmed=confirmed)]
    first = next((each.thread for each in told if each.thread.state == "suggested"), None)
    if first:
        hint = _("To confirm: egovtrack trace link {later} {earlier} --basis …")
        notes.append(hint.format(later=first.later.ref, earlier=first.earlier.ref))
    elif not told:
        notes.append(_("With --all those that are less like it are listed, too."))
    brief = (
        column("relation", codes_of="thread", label=_("Thread")), column("other", label=_("Ref")), "score", "title",
        column("state", codes_of="link_state", label=_("State")),
        column("reasons", lambda record: record["_reasons"], label=_("Basis")),
    )  # fmt: skip
    records = [_record(each) for each in shown]
    title = "   ".join(filter(None, (f"{task.ref} {task.title}", *map(clause_in_words, task.clauses))))
    return make_sheet("trace", snapshot.as_of, title, records, keys=_KEYS, brief=brief, notes=notes)


def reworded_sheet(traces: Sequence[Trace], snapshot: Snapshot) -> Sheet:
    """Return what is worded otherwise along each thread that holds."""
    card = [(f"{each.thread.earlier.ref} → {each.thread.later.ref}", _changed(each.thread)) for each in traces]
    card = [line for line, each in zip(card, traces, strict=True) if each.thread.holds]
    return make_sheet("reworded", snapshot.as_of, _("What is worded otherwise"), [{}] * len(card), keys=(), card=card)


def _record(each: Trace) -> Record:
    thread, like = each.thread, each.thread.likeness
    later, earlier = thread.later, thread.earlier
    return {
        "plan": each.own_plan.key, "ref": each.own.ref, "relation": each.relation,
        "other": each.other.ref, "title": each.other.title, "score": round(like.score, 2), "above": thread.above,
        "state": thread.state,
        "reasons": {
            "text": round(like.text, 2), "departments": list(like.departments), "section": round(like.section, 2),
            "targets": list(like.targets),
        },
        "wording": [{"op": op, "text": text} for op, text in reworded(earlier.text, later.text)],
        "parties_added": sorted(later.offices - earlier.offices),
        "parties_removed": sorted(earlier.offices - later.offices),
        "basis": thread.basis, "_reasons": reasons_in_words(thread),
    }  # fmt: skip


def reasons_in_words(thread: Thread) -> str:
    """Return what a thread is suggested by: wording, offices, headings, targets; of what the office said, its basis."""
    like = thread.likeness
    named = (
        (_("text"), like.text >= _TELLING), (_("offices"), bool(like.departments)),
        (_("heading"), like.section >= _TELLING), (_("targets"), bool(like.targets)),
    )  # fmt: skip
    return thread.basis or _(", ").join(word for word, counts in named if counts)


def _changed(thread: Thread) -> str:
    """Return in one line what a task says otherwise than the one that it goes on with."""
    later, earlier = thread.later, thread.earlier
    ops = reworded(earlier.text, later.text)
    between = _(", ")
    said = (
        (_("left out: {text}"), _phrases(ops, "deleted", later.text)),
        (_("added: {text}"), _phrases(ops, "inserted", earlier.text)),
        (_("offices added: {text}"), between.join(sorted(later.offices - earlier.offices))),
        (_("offices left out: {text}"), between.join(sorted(earlier.offices - later.offices))),
    )  # fmt: skip
    parts = [words.format(text=text) for words, text in said if text]
    parts += [_("the same offices")] if later.offices == earlier.offices else []
    parts += [_("no targets in either")] if not (later.units or earlier.units) else []
    return _("; ").join(parts)


_TURN_KEYS = ("became", "earlier", "later", "state", "score", "title")


def turns_sheet(earlier: Plan, later: Sequence[Plan], turns: Sequence[Turn], snapshot: Snapshot) -> Sheet:
    """Return what became of the tasks of a plan in later ones (kind `turns`); of a five-year plan, which tasks serve
    which of its items.
    """
    serves = earlier.kind == "five_year" and any(plan.kind != "five_year" for plan in later)
    became_words = "taken_up" if serves else "became"
    counts = Counter((turn.became, turn.state) for turn in turns)
    parts = [
        in_brackets(f"{in_words(became_words, became)} {count}", in_words("link_state", state))
        for (became, state), count in counts.items()
    ]
    title = _("{earlier} → {later}: {parts}").format(
        earlier=earlier.key, later=_(", ").join(plan.key for plan in later), parts=_(", ").join(parts)
    )
    records = [
        {
            "became": turn.became, "earlier": [task.ref for task in turn.earlier],
            "later": [task.ref for task in turn.later], "state": turn.state,
            "score": None if turn.score is None else round(turn.score, 2),
            "title": (turn.later or turn.earlier)[0].title,
        }
        for turn in turns
    ]  # fmt: skip
    brief = (
        column("became", codes_of=became_words, label=_("Thread")),
        column("earlier", label=_("Item")) if serves else "earlier",
        "later",
        column("state", codes_of="link_state", label=_("State")),
        "score",
        "title",
    )
    notes = [_("Only what is confirmed holds (egovtrack trace link); what is suggested is a likeness of words.")]
    return make_sheet("turns", snapshot.as_of, title, records, keys=_TURN_KEYS, brief=brief, notes=notes)


def left_open_sheet(left: Sequence[tuple[TaskRow, Thread | None]], snapshot: Snapshot) -> Sheet:
    """Return the tasks of closed plans that are not done, and what may go on with each."""
    records = [
        {
            "ref": task.ref, "title": task.title, "status": task.status, "other": thread.later.ref if thread else None,
            "score": round(thread.likeness.score, 2) if thread else None,
        }
        for task, thread in left
    ]  # fmt: skip
    title = _("Not done: {count} tasks. To carry one over: egovtrack carry REF --to REF --basis …")
    keys = ("ref", "title", "status", "other", "score")
    brief = ("ref", "title", "status", column("other", label=_("May go on as")), "score")
    return make_sheet("left_open", snapshot.as_of, title.format(count=len(left)), records, keys=keys, brief=brief)


def _phrases(ops: Sequence[tuple[Op, str]], wanted: Op, elsewhere: str) -> str:
    """Return the phrases that one wording alone has, first of all those of which the other one has the least."""
    known = grams(elsewhere)
    phrases = [text for op, text in ops if op == wanted]
    told = sorted(phrases, key=lambda text: (grams(text) - known).total() / len(text), reverse=True)[:_MOST_PHRASES]
    shown = "，".join(text for text in phrases if text in told)
    return (
        _("{phrases} and {count} more").format(phrases=shown, count=more)
        if (more := len(phrases) - len(told))
        else shown
    )
