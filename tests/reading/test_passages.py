"""Real passages in many ways of saying who answers, against what a careful reader finds in them.

The passages are not part of the repository; where they are not at hand, these tests are skipped. `pytest --junitxml`
records precision and recall for each.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from egovtrack.draft import Document, PlanDraft, TaskDraft
from egovtrack.readers.markdown import read_markdown
from egovtrack.readers.text import read_text
from egovtrack.reading import draft_document

PASSAGES = Path(__file__).parents[3] / "shared" / "passages"
NAMES = sorted(path.stem for path in PASSAGES.glob("*.txt"))
MORE = sorted(f"more/{path.stem}" for path in PASSAGES.glob("more/*.txt"))
MARKDOWN = {"19", "24"}
SAID_OF = {
    "04": "（A、B等负责。列第一位者为牵头单位，下同）", "05": "several clauses in one paragraph",
    "06": "A会同B负责", "08": "（负责部门：…，适用范围：…）", "11": "（牵头单位：…，配合单位：…）",
    "19": "Markdown table", "21": "nested brackets, 等；",
    "24": "bare lists of offices", "25": "labels on lines of their own", "28": "（A牵头，B配合）",
    "31": "table pasted from a page",
    "33": "table with merged cells", "36": "traditional characters, 下同",
}  # fmt: skip
# What the gold has and the program does not say, with the reason.
KNOWN = {("11", "deadlines"): 1}  # task 43 sets two dates; a task has one deadline, the latest, and a problem says so
pytestmark = pytest.mark.skipif(not NAMES, reason="the passages are not at hand")


@dataclass
class Score:
    """What was found, what should have been, and what is both."""

    found: int = 0
    gold: int = 0
    both: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, found: list[Any], gold: list[Any]) -> None:
        common = Counter(found) & Counter(gold)
        self.found += len(found)
        self.gold += len(gold)
        self.both += common.total()
        self.missed += [f"-{item}" for item in Counter(gold) - common] + [
            f"+{item}" for item in Counter(found) - common
        ]

    def __str__(self) -> str:
        precision = self.both / self.found if self.found else 1
        recall = self.both / self.gold if self.gold else 1
        return f"{precision:5.0%} {recall:5.0%} ({self.both}/{self.gold})"


def document(name: str) -> Document:
    text = (PASSAGES / f"{name}.txt").read_text(encoding="utf-8")
    return (read_markdown if name in MARKDOWN else read_text)(text, f"{name}.txt")


def gold(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((PASSAGES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def figures(texts: list[str]) -> list[str]:
    """The targets without words of comparison and without the noun counted: the gold gives figure and measure."""
    return [re.sub(r"^(?:超过|超|不少于)|(?:左右|上下|以下)$", "", text) for text in texts]


def same_figures(found: list[str], wanted: list[str]) -> list[str]:
    """`found`, with each that begins with a wanted figure written as that."""
    return [next((want for want in wanted if text.startswith(want)), text) for text in found]


def deadlines(task: TaskDraft, wanted: str | None) -> list[str]:
    if task.deadline is None:
        return []
    by_date = wanted is not None and re.match(r"\d{4}-", wanted)
    return [str(task.deadline.until) if by_date else task.deadline.text]


def score(name: str, draft: PlanDraft) -> dict[str, Score]:
    scores = {what: Score() for what in ("tasks", "parties", "deadlines", "targets")}
    titles = [wanted["title_or_first_chars"] for wanted in gold(name)]
    starts = [
        next((t for t in titles if task.text.lstrip("「").startswith(t[:10])), task.text[:12]) for task in draft.tasks
    ]
    scores["tasks"].add(starts, titles)
    for wanted in gold(name):
        title = wanted["title_or_first_chars"]
        if title not in starts:
            continue
        task = draft.tasks[starts.index(title)]
        parties = [party for clause in task.clauses for party in clause.parties]
        kinds = {None: "department"}
        scores["parties"].add(
            [(party.role, party.printed, party.kind) for party in parties],
            [
                (one["role"], one["party"], kinds.get(one["collective"], one["collective"]))
                for one in wanted["assignments"]
            ],
        )
        dates = wanted["deadline"].split("；") if wanted["deadline"] else []
        scores["deadlines"].add(deadlines(task, wanted["deadline"]), dates)
        wanted_figures = figures(wanted["targets"])
        found_figures = figures([target.text for target in task.targets])
        scores["targets"].add(same_figures(found_figures, wanted_figures), wanted_figures)
    return scores


@pytest.mark.parametrize("name", NAMES)
def test_what_a_careful_reader_finds(name: str, record_property: Callable[[str, object], None]) -> None:
    draft = draft_document(document(name))
    scores = score(name, draft)
    for what, found in scores.items():
        record_property(f"{name} {SAID_OF.get(name, '')}: {what}", str(found))
    for what, found in scores.items():
        assert found.gold - found.both == KNOWN.get((name, what), 0), found.missed
        assert found.found == found.both, found.missed


@pytest.mark.parametrize("name", MORE)
def test_who_answers_in_a_whole_passage(name: str) -> None:
    """What a sentence imposes on those that follow (`inherited`) is right either way."""
    draft = draft_document(document(name))
    clauses = [clause for task in draft.tasks for clause in task.clauses]
    found = Counter(f"{party.role} {party.printed} {party.kind}" for clause in clauses for party in clause.parties)
    assigned = [one for task in gold(name) for one in task["assignments"]]
    wanted = Counter(f"{one['role']} {one['party']} {one['collective'] or 'department'}" for one in assigned)
    imposed = [one for task in gold(name) for one in task.get("inherited", ())]
    either = {one if isinstance(one, str) else one["party"] for one in imposed}
    beyond = [party for party in (found - wanted).elements() if party.split()[1] not in either]
    assert (sorted((wanted - found).elements()), beyond) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_open_lists_and_the_clauses_of_a_paragraph(name: str) -> None:
    draft = draft_document(document(name))
    for wanted, task in zip(gold(name), draft.tasks, strict=True):
        parties = [party for clause in task.clauses for party in clause.parties]
        assert any(party.open_list for party in parties) == bool(wanted.get("open_list"))
        segments = [one.get("seg", 1) for one in wanted["assignments"]]
        assert [clause.number for clause in task.clauses for _ in clause.parties] == segments


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_passage_is_accounted_for(name: str) -> None:
    draft = draft_document(document(name))
    text = draft.document.text
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text
