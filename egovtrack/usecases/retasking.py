"""What the office itself changes in a plan: a task is added, withdrawn, split, or merged with others.

Its words are read as a part of the plan, and stored as a change like any document's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from egovtrack.composition import Text, Worded, identified, make_text, unique_ref, with_part
from egovtrack.draft import Document, PlanDraft
from egovtrack.errors import BadInput, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.identities import Match
from egovtrack.ledger.actions import Action
from egovtrack.ledger.editions import Head, store_change, store_document, store_plan
from egovtrack.limits import beginning
from egovtrack.queries.drafts import read_text
from egovtrack.queries.editions import PlanFacts, edition_on, read_plan_facts
from egovtrack.queries.facts import Facts
from egovtrack.readers.text import read_text as read_lines
from egovtrack.reading import draft_document
from egovtrack.registry import unknown
from egovtrack.usecases.importing import check_key

_ROLES = {"lead": "牵头单位", "responsible": "责任单位", "cooperate": "配合单位"}


def create_plan(action: Action, facts: Facts, key: str, kind: str, title: str, cycle: str, day: date) -> None:
    """Make a plan without a document, whose tasks are added one by one: it begins on a day, and ends with its year.

    Raises UsageError for what is no key of a plan, or another's.
    """
    check_key(key)
    if key in {plan.key for plan in facts.plans}:
        raise UsageError(_("plan {key} is in the ledger already").format(key=key), _("give it another key"))
    end = date(day.year, 12, 31)
    says = PlanFacts(title, kind, None, None, None, day, day, end, cycle)
    whole: Any = kind
    draft = PlanDraft(title, "", "", day, key, whole, day, end, Document("", ()), (), (), ())
    store_plan(action, key, draft, says, make_text(draft))


class Edit:
    """A decision of the office that changes a plan from a day on, made from the text in force then."""

    def __init__(self, action: Action, facts: Facts, key: str, day: date, basis: str) -> None:
        self._action, self.facts, self._basis = action, facts, basis
        self.day = day
        self._base = edition_on(facts, facts.plan(key), day)
        self._old = read_text(action.connection, self._base.plan.edition)
        self._tasks = self._old.by_ref()

    def read(
        self, text: str, named: Mapping[str, Sequence[str]], deadline: date | None = None, source: str | None = None
    ) -> Worded:
        """Return a task that is to be added. `named` are those who answer, by their roles, beside those that the text
        names; `deadline` and `source` (a leader's instruction, a meeting) are kept with its words.

        Raises EgovtrackError where the words are no single task with somebody who answers, or its number is taken; and
        in a register where it is not said by when.
        """
        said = [f"{_ROLES[role]}：{'、'.join(names)}" for role, names in named.items() if names]
        if deadline:
            said.append(f"完成时限：{deadline.year}年{deadline.month}月{deadline.day}日")
        new = self._read(text.strip() + (f"（{'；'.join(said)}）" if said else ""), source=source)
        if not new.draft.clauses:
            raise UsageError(
                _("the text does not say who answers"), _("write （责任单位：…） at its end, or name --lead")
            )
        dated = [new.draft.deadline, *(clause.deadline for clause in new.draft.clauses)]
        if self._base.plan.kind == "register" and not any(dated):
            raise UsageError(_("it is not said by when"), _("say it in the text, or give --deadline"))
        refs = self._tasks.keys()
        if new.draft.label and new.draft.ref in refs:
            raise UsageError(
                _("{ref} is another task").format(ref=self._ref(new.draft.ref)), _("give it a number of its own")
            )
        if not new.draft.label:
            number = max((int(ref) for ref in refs if ref.isdecimal()), default=0) + 1
            new = new.called(str(number), new.draft._replace(number=number))
        self._tasks[new.draft.ref] = new
        return new

    def add(self, tasks: Sequence[Worded], after: str | None = None) -> list[str]:
        """Add tasks that were read, after another task and under its heading, else at the end; return their
        references.
        """
        before = [self._task(after)] if after else []
        matches = [Match("kept", (each.draft.ref,), (each.draft.ref,)) for each in before]
        matches += [Match("new", (), (each.draft.ref,)) for each in tasks]
        return self._store([*before, *tasks], matches)[len(before) :]

    def withdraw(self, refs: Sequence[str]) -> None:
        """Withdraw tasks of a plan. Raises EgovtrackError where there is no such task."""
        self._store([], [Match("withdrawn", (self._task(ref).draft.ref,), ()) for ref in refs])

    def split(self, ref: str, texts: Sequence[str]) -> list[str]:
        """Split a task into several; the first goes on with its identity and notes. A part that does not say who
        answers has the clauses of the whole. Return the references of all.

        Raises EgovtrackError where there is no such task, or a text is none.
        """
        if len(texts) < 2:
            raise UsageError(_("a task is split into two at least"), _("give --into for each of them"))
        old = self._task(ref)
        parts: dict[str, Worded] = {}
        for text in texts:
            part = self._read(text, old)
            if not part.draft.label:
                like = part.draft._replace(number=old.draft.number) if parts else old.draft
                part = part.called(old.draft.ref, like)
            called = unique_ref(part.draft.ref, parts)
            parts[called] = part.called(called)
        return self._store(list(parts.values()), [Match("split", (old.draft.ref,), tuple(parts))])

    def merge(self, refs: Sequence[str], into: str, text: str | None) -> str:
        """Merge tasks into one of them, which goes on with its identity and notes, and with the words of all or a new
        text. Return its reference. Raises EgovtrackError where there is no such task.
        """
        merged = list({each.draft.ref: each for each in map(self._task, (into, *refs))}.values())
        if len(merged) < 2:
            raise UsageError(_("a task cannot be merged with itself"))
        main = merged[0].draft
        new = self._read(text or "".join(each.draft.wording for each in merged), *merged).called(main.ref, main)
        (made,) = self._store([new], [Match("merged", tuple(each.draft.ref for each in merged), (main.ref,))])
        return made

    def _ref(self, ref: str) -> str:
        """Return the reference of a task: 2017-5."""
        return f"{self._base.plan.key}-{ref}"

    def _task(self, reference: str) -> Worded:
        """Return the task of the text that `2017-5` or `5` means. Raises EgovtrackError where there is none."""
        ref = reference.strip().removeprefix(self._ref(""))
        if ref not in self._tasks:
            named = self._ref(ref)
            raise unknown(_("there is no task {text}").format(text=named), named, [*map(self._ref, self._tasks)])
        return self._tasks[ref]

    def _read(self, text: str, *like: Worded, source: str | None = None) -> Worded:
        """Return the single task that a text is, read as a plan's item; where it does not say who answers, those answer
        who do for the tasks that it is made from. Its document is stored.

        Raises BadInput where it is no task, or several.
        """
        clauses = "".join(clause.printed for each in like for clause in each.draft.clauses)
        for words in dict.fromkeys((text, text + clauses)):
            try:
                draft = draft_document(read_lines(words, ""), year=self._base.plan.period_start.year)
            except BadInput:
                continue
            if len(draft.tasks) == 1 and not any(each.severity == "error" for each in draft.problems):
                (task,) = make_text(draft).tasks
                if task.draft.clauses or words == text + clauses:
                    document = store_document(self._action, draft, self._basis, self.day, source)
                    return task._replace(path=(), document=document)
        raise BadInput(
            _("“{text}” is not one task that says who answers").format(text=beginning(text)),
            _("write it as a plan does: 55．…。（责任单位：…）"),
        )

    def _store(self, tasks: Sequence[Worded], matches: Sequence[Match]) -> list[str]:
        """Store the text with these tasks in it, as a change; return their references."""
        part, _matches = identified(self._old, Text((), tuple(tasks), ()), matches)
        text = with_part(self._old, part, matches)
        base = self._base.plan
        says = read_plan_facts(self._action.connection, base.edition)
        head = Head(base.document_id, "decision", self.day, says, self._basis)
        store_change(self._action, self.facts, self._base, head, self._old, text, matches)
        made = {each.task or (each.document, each.draft.place): each.draft.ref for each in text.tasks}
        return [self._ref(made[each.task or (each.document, each.draft.place)]) for each in part.tasks]
