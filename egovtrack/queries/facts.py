"""Everything that is known at a snapshot, read when it is asked for: what commands and writers work with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from egovtrack.connection import Connection, id_list
from egovtrack.dates import in_zone, utc_text
from egovtrack.errors import EgovtrackError
from egovtrack.facts import AnswerFact, Decisions, NoteFact, Plan, Reference
from egovtrack.i18n import LANGUAGES, gettext as _
from egovtrack.limits import typed
from egovtrack.queries.decisions import read_decisions, read_retracted, read_sent_back
from egovtrack.queries.plans import (
    EditionRow,
    FewHeadings,
    find_plan,
    find_reference,
    in_force,
    read_editions,
    read_headings,
    read_profile,
    read_states,
)
from egovtrack.queries.registry import read_registry
from egovtrack.queries.reporting import ReportingFacts, appeared
from egovtrack.queries.rules import read_light_rule
from egovtrack.queries.snapshots import head_at, read_moments, read_snapshot
from egovtrack.queries.tasks import (
    each_answer,
    each_target,
    each_task,
    find_target,
    latest_notes,
    note_history,
    notes_on,
)
from egovtrack.registry import Registry
from egovtrack.rules import LightRule
from egovtrack.snapshot import Snapshot
from egovtrack.standing import DEFINITE, Obligation, PlanStanding

if TYPE_CHECKING:
    from egovtrack.queries.editions import TaskGone
    from egovtrack.rollup import TaskRow

_WORDINGS = "SELECT t.edition_id, t.wording FROM task_text t WHERE t.task_id = :task"


class Facts:
    """The ledger at a snapshot. `today` is the day that the program takes for today."""

    def __init__(self, connection: Connection, snapshot: Snapshot, today: date) -> None:
        self.connection, self.snapshot, self.today = connection, snapshot, today

    def on(self, day: date) -> Facts:
        """Return the same ledger as of another day, as known at the same moment."""
        return self if day == self.snapshot.as_of else self._again(day, "retracted")

    def anew(self) -> Facts:
        """Return the same ledger with what was decided and reported since: the registry and the texts stay."""
        return self._again(self.snapshot.as_of)

    def _again(self, day: date, *staying: str) -> Facts:
        other = Facts(self.connection, self.snapshot._replace(as_of=day), self.today)
        # What does not depend on the day is read once.
        shared = vars(self).keys() & {"profile", "moments", "registry", "editions", *staying}
        vars(other).update({name: vars(self)[name] for name in shared})
        return other

    def then(self, day: date) -> Facts:
        """Return the ledger as of a day, as known at its end: in the ledger's zone, and no later than it is here."""
        moment = utc_text(datetime.combine(day, time.max, tzinfo=in_zone(self.snapshot.zone)))
        snapshot = read_snapshot(self.connection, day, moment, self.snapshot.zone)
        if snapshot.known >= self.snapshot.known:
            return self.on(day)
        return Facts(self.connection, snapshot, self.today)

    def in_own_zone(self) -> Facts:
        """Return the same ledger with moments in the ledger's own zone, where it has one."""
        zone = self.profile.get("zone", self.snapshot.zone)
        return Facts(self.connection, self.snapshot._replace(zone=zone), self.today)

    @property
    def language(self) -> str:
        """The language of the words in files."""
        return self.profile.get("language", LANGUAGES[0])

    @cached_property
    def head(self) -> str:
        """The newest action that is known and its hash, `41:HASH`."""
        return head_at(self.connection, self.snapshot.known)

    @cached_property
    def profile(self) -> dict[str, str]:
        """What the ledger is about: place, issuer, language, zone."""
        return read_profile(self.connection, self.snapshot)

    @cached_property
    def moments(self) -> dict[int, str]:
        """When actions were recorded (UTC text), where that is not what their row says: a clock was set right."""
        return read_moments(self.connection, self.snapshot)

    @cached_property
    def rule(self) -> LightRule:
        """The rule of the lights that is in force."""
        return read_light_rule(self.connection, self.snapshot)

    @cached_property
    def registry(self) -> Registry:
        """The registry of departments and collectives."""
        return read_registry(self.connection, self.snapshot)

    @cached_property
    def editions(self) -> list[EditionRow]:
        """All editions of all plans, in the order of entry."""
        return read_editions(self.connection, self.snapshot, self.profile)

    @cached_property
    def plans(self) -> list[Plan]:
        """All plans, by the edition in force on the day, newest first."""
        return in_force(self.editions, self.snapshot, read_states(self.connection, self.snapshot))

    @property
    def issued(self) -> list[Plan]:
        """The plans that had been issued by the day, newest first."""
        return [plan for plan in self.plans if plan.issued_on <= self.snapshot.as_of]

    def plan(self, key: str) -> Plan:
        """Return the plan with this key. Raises EgovtrackError."""
        return find_plan(self.plans, key)

    def newest(self, key: str | None) -> Plan:
        """Return the plan with this key, else the newest plan. Raises EgovtrackError where there is none."""
        if key:
            return self.plan(key)
        if not self.plans:
            hint = _("egovtrack import FILE reads one, egovtrack seed 2017 loads a sample")
            raise EgovtrackError(_("there is no plan in the ledger yet"), hint)
        return self.plans[0]

    def chosen(self, keys: Collection[str]) -> list[Plan]:
        """Return the plans with these keys, else the open ones that had been issued by the day, else those that were
        closed. Raises EgovtrackError.
        """
        named = [self.plan(key) for key in dict.fromkeys(keys)]
        return named or [plan for plan in self.issued if not plan.closed] or self.issued

    def reference(self, text: str) -> Reference:
        """Return what `2017-13` or `2016-5.2` means. Raises EgovtrackError, which tells if the task was withdrawn."""
        try:
            return find_reference(self.connection, self.plans, text)
        except EgovtrackError as error:
            gone = {f"{plan.key}-{task.ref}": task for plan in self.plans for task in self.gone(plan)}
            ref = typed(text)
            if ref not in gone:
                raise
            task = gone[ref]
            why = _("{ref} is no longer in the plan since {day} ({basis})")
            why = why.format(ref=ref, day=task.as_of, basis=task.basis or "—")
            raise EgovtrackError(why, _("an earlier day shows it: --as-of")) from error

    def is_changed(self, plan: Plan) -> bool:
        """Return whether a plan has more than one edition. What tells of them takes a while to load."""
        return sum(row.plan.id == plan.id for row in self.editions) > 1

    def gone(self, plan: Plan) -> list[TaskGone]:
        """Return the tasks that a plan had and no longer has, in the order of the document."""
        if not self.is_changed(plan):
            return []
        from egovtrack.queries.editions import withdrawn_tasks

        return withdrawn_tasks(self, plan)

    def worded_since(self, plan: Plan, task: int) -> date | None:
        """Return since when the wording of a task holds, where it had another before."""
        if not self.is_changed(plan):
            return None
        words = {edition: text.split() for edition, text in self.connection.rows(_WORDINGS, task=task)}
        own = [row.plan for row in self.editions if row.plan.id == plan.id]
        last = {each.effective_on: each.edition for each in own if each.effective_on <= plan.effective_on}
        since = plan.effective_on
        for day in sorted(last, reverse=True):
            if words.get(last[day]) != words[plan.edition]:
                break
            since = day
        return since if since > plan.issued_on else None

    @cached_property
    def retracted(self) -> frozenset[int]:
        """The notes that were retracted."""
        return read_retracted(self.connection, self.snapshot)

    @cached_property
    def void_notes(self) -> frozenset[int]:
        """The notes that answer nothing: those retracted, and the answers without anything new that were sent back."""
        return self.retracted | read_sent_back(self.connection, self.snapshot, self.retracted)

    @cached_property
    def reporting(self) -> ReportingFacts:
        """How reports are asked."""
        return ReportingFacts(self.connection, self.snapshot)

    @cached_property
    def decisions(self) -> Decisions:
        """What the office decided on all tasks."""
        return read_decisions(self.connection, self.snapshot, self.retracted)

    def standing(self, plan: Plan, *, task: int | None = None, few: bool = False, latest: bool = False) -> PlanStanding:
        """Return what tells where a plan's obligations stand, or those of one task.

        With `few` only some of the plan's sections will be asked for. With `latest` it is given only the latest
        notes, and asks for the others where it needs them.
        """
        connection, snapshot, retracted = self.connection, self.snapshot, self.retracted
        decisions = self.decisions if task is None else read_decisions(connection, snapshot, retracted, [task])
        headings = FewHeadings if few or task else read_headings
        changed = self.is_changed(plan)
        editions = id_list(row.plan.edition for row in self.editions if row.plan.id == plan.id)
        return PlanStanding(
            plan, self.registry, snapshot, self.rule, decisions, self.reporting.of(plan).schedule, retracted,
            headings(connection, plan.edition), lru_cache(maxsize=1024)(partial(find_target, connection, plan.edition)),
            partial(note_history, connection, snapshot=snapshot) if latest else None,
            appeared(connection, plan, editions) if changed else {}, changed=changed,
        )  # fmt: skip

    def answers(
        self, standing: PlanStanding, tasks: Iterable[int] | None = None, departments: Iterable[int] | None = None
    ) -> Iterator[AnswerFact]:
        """Yield what departments have answered on a plan's tasks; or some departments, on some of them."""
        edition = standing.plan.edition
        if self.reporting.of(standing.plan).lead_answers:
            departments = None
        return each_answer(
            self.connection, edition, self.snapshot, self.void_notes, tasks=tasks, departments=departments
        )

    def obligations(self, plan: Plan, vias: Collection[str] = DEFINITE) -> Iterator[Obligation]:
        """Yield a plan's obligations that came by `vias`, in the order of the document, as they are read: a plan of any
        size takes no more memory than a small one.
        """
        standing, edition = self.standing(plan, latest=True), plan.edition
        notes = latest_notes(self.connection, edition, self.snapshot)
        return standing.obligations(each_task(self.connection, edition), notes, self.answers(standing), vias)

    def tasks(self, plan: Plan, *, brief: bool = False) -> Iterator[TaskRow]:
        """Yield a plan's tasks and where they stand, in the order of the document; if `brief`, without obligations."""
        wide = not brief or self.is_changed(plan)
        notes = latest_notes(self.connection, plan.edition, self.snapshot, accountable=brief, wide=wide)
        return self._tasks(self.standing(plan, latest=True), notes, brief=brief)

    def task(self, reference: Reference) -> TaskRow:
        """Return the task that a reference means, with all its clauses and obligations."""
        task = reference.task_id
        notes = notes_on(self.connection, reference.plan.edition, self.snapshot, task)
        (row,) = self._tasks(self.standing(reference.plan, task=task), notes, task)
        return row

    def _tasks(
        self, standing: PlanStanding, notes: Iterable[NoteFact], task: int | None = None, *, brief: bool = False
    ) -> Iterator[TaskRow]:
        from egovtrack.rollup import task_rows

        connection, edition = self.connection, standing.plan.edition
        answers = self.answers(standing, [task] if task is not None else None)
        targets = each_target(connection, edition, task)
        return task_rows(standing, each_task(connection, edition, task), notes, answers, targets, brief=brief)
