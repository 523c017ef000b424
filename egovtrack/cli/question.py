"""The options of the one listing (`listing.Question`), which `list`, `dept` and `leader` share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

import click

from egovtrack.cli.options import Decorator, WholeNumber, completed_by, option
from egovtrack.i18n import N_
from egovtrack.listing import Question
from egovtrack.sheets.columns import LABELS
from egovtrack.sheets.obligations import KEYS
from egovtrack.words import STATUS, WORDS, codes_in

if TYPE_CHECKING:
    from egovtrack.app import App


class Words(click.ParamType[tuple[str, ...]]):
    """Codes, several in one text, each typed as a code or as a word that tables print for it (see `words.codes_in`)."""

    name = "text"

    def __init__(self, *known: Iterable[tuple[str, str]]) -> None:
        self._known = [pair for pairs in known for pair in pairs]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the codes."""
        return value if isinstance(value, tuple) else codes_in(value, self._known)


_OWED = [(code, word) for code, word in WORDS["reporting"].items() if code != "partly"]  # that is said of departments
_ADDED: dict[str, tuple[dict[str, Any], str]] = {
    "plan": ({"metavar": "PLAN", "shell_complete": completed_by("plans_like")}, N_(
        "Only these plans (default: all that are open, newest first; the closed ones where none is)."
    )),
    "dept": ({"metavar": "NAME", "shell_complete": completed_by("parties_like")}, N_(
        "Only what these departments answer for; of a collective all its members."
    )),
    "leader": ({"metavar": "NAME"}, N_("Only what is under these leaders.")),
    "role": ({"metavar": "ROLE", "type": Words(WORDS["role"].items())}, N_(
        "Only these roles: lead, responsible, cooperate, or the words of the tables."
    )),
    "section": ({"metavar": "TEXT"}, N_("Only under headings with this text.")),
    "light": ({"metavar": "LIGHT", "type": Words(WORDS["light"].items())}, N_(
        "Only these lights: red, yellow, blue, green, or the words of the tables."
    )),
    "status": (
        {"metavar": "STATUS", "type": Words(STATUS.items(), _OWED, [("none", N_("no report"))])},
        N_("Only what stands like this, in codes or the words of the tables (none: no report; never: none ever)."),
    ),
    "silent": ({"is_flag": True}, N_("Only what the newest report is owed on.")),
    "silent_for": ({"type": WholeNumber(0), "default": 0, "metavar": "N"}, N_(
        "Only what was not answered for N periods in a row, or more."
    )),
    "due_by": ({"metavar": "DATE"}, N_("Only what is due by that day.")),
    "due_after": ({"metavar": "DATE"}, N_("Only what is due after that day.")),
    "awaiting_verification": ({"is_flag": True}, N_("Only what was reported done and waits for the office.")),
    "returned": ({"is_flag": True}, N_("Only what the office sent back, and nothing came since.")),
    "designated": ({"is_flag": True}, N_("Only what the office designated somebody for.")),
    "via": ({"metavar": "VIA", "type": Words(WORDS["via"].items(), [("all", N_("all"))])}, N_(
        "How it came to them: direct,collective,designated,indefinite or all."
    )),
    "text": ({"metavar": "TEXT"}, N_("Only tasks with this text in their wording, or in what was last reported.")),
    "sort": ({"metavar": "COLUMN"}, N_("In the order of these columns; with - before it the other way round.")),
    "columns": ({"metavar": "COLUMN", "type": Words((key, LABELS[key]) for key in KEYS)}, N_(
        "Show these columns, by their labels or their keys in json."
    )),
    "counted": ({"is_flag": True}, N_("Count them by department instead.")),
    "explain": ({"is_flag": True}, N_("Tell by which rule, figures and version each has its light.")),
}  # fmt: skip
"""By name of a part of a question, what click is told of its option, and its help."""


def question_options(*without: str) -> Decorator:
    """Add the options of the one listing, but those `without`; the parameter is `question`."""
    names = [name for name in _ADDED if name not in without]

    def decorate(function: Any) -> Any:
        def run(app: App, *args: Any, **given: Any) -> Any:
            asked = {name: given.pop(name) for name in names}
            return function(app, *args, question=Question(**asked), **given)

        wrapped = update_wrapper(run, function)
        for name in reversed(names):
            attributes, words = _ADDED[name]
            flag = "--count" if name == "counted" else "--" + name.replace("_", "-")
            wrapped = option(flag, name, help=words, **attributes)(wrapped)
        return wrapped

    return decorate
