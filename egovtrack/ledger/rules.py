"""The office's rules: each is a fact that holds from a day on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

from egovtrack.assessing import WEIGHTS
from egovtrack.chasing import ChaseRule
from egovtrack.dates import iso_day
from egovtrack.errors import BadInput
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.founding import rule_text
from egovtrack.reports.layout import FACES, Layout
from egovtrack.reports.notices import Paper
from egovtrack.reports.wording import shipped, wrong_sentence
from egovtrack.rules import LightRule
from egovtrack.standing import ROLES

Check = Callable[[Any], str | None]

_MOST = 10_000
_LONGEST = 60  # of the name of a face


def _roles(value: Any) -> str | None:
    is_right = isinstance(value, list) and value and all(role in ROLES for role in value)
    return None if is_right else _("a list of roles: {roles}").format(roles=", ".join(ROLES))


def _truth(value: Any) -> str | None:
    return None if isinstance(value, bool) else _("true or false")


def _days(value: Any) -> str | None:
    is_right = isinstance(value, list) and all(iso_day(str(day)) for day in value)
    return None if is_right else _("a list of days: {example}").format(example='["2027-10-01"]')


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else _("a text")


def _face(value: Any) -> str | None:
    is_right = isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) <= _LONGEST
    return None if is_right else _("the name of a face")


def _between(least: float, most: float) -> Check:
    def told(value: Any) -> str | None:
        is_right = type(value) in {int, float} and least <= value <= most
        return None if is_right else _("a number from {least} to {most}").format(least=least, most=most)

    return told


def _number(most: int = _MOST, least: int = 1) -> Check:
    def told(value: Any) -> str | None:
        is_right = type(value) is int and least <= value <= most
        return None if is_right else _("a whole number from {least} to {most}").format(least=least, most=most)

    return told


def _points(value: Any) -> str | None:
    return None if _between(-_MOST, _MOST)(value) is None else _("a number")


def _weights(value: Any) -> str | None:
    is_right = isinstance(value, dict) and value.keys() <= set(WEIGHTS) and not any(map(_points, value.values()))
    return None if is_right else _("a table of numbers for some of: {names}").format(names=", ".join(WEIGHTS))


def _grades(value: Any) -> str | None:
    is_right = isinstance(value, dict) and value and not any(map(_points, value.values()))
    is_right = is_right and len(set(value.values())) == len(value)
    return None if is_right else _("a table of grades, each with its least points, no two alike")


KINDS: dict[str, dict[str, Check]] = {
    "lights": dict.fromkeys(LightRule._fields[1:], _number()) | {"behind_points": _number(100)},
    "reporting": {"due": _number(31), "weekday": _number(7), "roles": _roles, "lead_answers": _truth},
    "chase": dict.fromkeys(ChaseRule._fields[1:], _number(250)),
    "wording": {name: partial(wrong_sentence, name) for name in shipped() if name != "version"},
    "paper": dict.fromkeys(Paper._fields, _text),
    "layout": {
        **dict.fromkeys(Layout._fields, _between(6, 72)),
        **dict.fromkeys(FACES, _face),
        **dict.fromkeys(("top", "bottom", "left", "right"), _between(10, 80)),
        "lines": _number(80, 5),
        "characters": _number(100, 5),
    },
    "assess": {"base": _points, "weights": _weights, "grades": _grades},
    "calendar": {"year": _number(), "holidays": _days, "workdays": _days},
}
"""By kind of rule, what its file says besides its version, and what must be so of it (a function that tells what is
wrong).
"""

PARTIAL = frozenset({"wording", "paper", "layout"})
"""Kinds of rule whose file need not say everything: the rest stays as it comes with the program."""


def set_rule(action: Action, kind: str, content: Mapping[str, Any], as_of: date | None, basis: str | None) -> None:
    """Enter a rule of a kind that holds from a day on (None: ever); `content` is what its file says, the version too.

    Raises BadInput with everything that is wrong with it.
    """
    if wrong := list(_wrong(kind, content)):
        raise BadInput(_("this is no rule {kind}: {problems}").format(kind=kind, problems=_("; ").join(wrong)))
    said = {name: content[name] for name in KINDS[kind] if name in content}
    action.append(
        "rule", kind=kind, as_of=as_of, version=str(content["version"]), content=rule_text(said),
        basis=(basis or "").strip() or None,
    )  # fmt: skip


def _wrong(kind: str, content: Mapping[str, Any]) -> Iterator[str]:
    if type(content.get("version")) not in {str, int} or not str(content["version"]).strip():
        yield _("it needs its version")
    checks = {name: check for name, check in KINDS[kind].items() if name in content or kind not in PARTIAL}
    problems = {name: wanted for name, check in checks.items() if (wanted := check(content.get(name)))}
    yield from (_("{name} is {wanted}").format(name=name, wanted=wanted) for name, wanted in problems.items())
    for name in content.keys() - {"version", *KINDS[kind]}:
        near = get_close_matches(name, KINDS[kind], 1, 0.5)
        words = _("{name} is not known (is {near} meant?)") if near else _("{name} is not known")
        yield words.format(name=name, near=near and near[0])
    if problems:
        return
    if kind == "chase" and not content["urge"] < content["supervise"]:
        yield _("urge comes before supervise")
    if kind == "layout":
        yield from Layout(**{name: content[name] for name in checks}).contradictions()
    days = content["holidays"] + content["workdays"] if kind == "calendar" else []
    if any(str(content["year"]) != str(day)[:4] for day in days):
        yield _("all days are days of {year}").format(year=content["year"])
