"""What is wrong in a document: rules find it at a place, and `located` adds the line and the column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from egovtrack.draft import Document, Place, Problem, Severity

_LONGEST_EXCERPT = 40


class Finding(NamedTuple):
    """Something that a person has to look at. Message and hint are msgids with `{name}` fields from `params`."""

    code: str
    severity: Severity
    message_id: str
    place: Place
    hint_id: str = ""
    params: dict[str, str] = {}  # noqa: RUF012  a NamedTuple field, never changed


def located(document: Document, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return the findings as problems in the order of their places, each with line, column and excerpt."""
    found = sorted(findings, key=lambda finding: (finding.place.start, finding.code))
    breaks = [index for index, sign in enumerate(document.text) if sign == "\n"] if found else []
    return tuple(_problem(document.text, breaks, finding) for finding in found)


def _problem(text: str, breaks: list[int], finding: Finding) -> Problem:
    start = finding.place.start
    line = bisect_right(breaks, start - 1)
    column = start - (breaks[line - 1] + 1 if line else 0) + 1
    excerpt = " ".join(text[start : min(finding.place.end, start + 4 * _LONGEST_EXCERPT)].split())
    if len(excerpt) > _LONGEST_EXCERPT:
        excerpt = excerpt[: _LONGEST_EXCERPT - 1] + "…"
    return Problem(
        finding.code, finding.severity, finding.message_id, finding.place, line + 1, column, excerpt,
        dict(finding.params), finding.hint_id,
    )  # fmt: skip
