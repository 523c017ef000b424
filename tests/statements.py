"""The statements of `queries` and `ledger`, for the tests that look at every one of them.

They are the texts of private names that begin with SELECT. Where a text has parts that vary, `FORMS` says with what
they are asked.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from egovtrack import ledger, queries
from egovtrack.columns import COLUMNS
from egovtrack.ledger import decisions as deciding, recheck, undo
from egovtrack.queries import actions, decisions, notes, registry, reporting, tasks

IDS = "(1, 2)"
TASKS = {"tasks": " AND s.task_id IN (1)"}
DECIDED = [
    {name: limit.format(ids=IDS) for name, limit in limits.items()}
    for limits in (decisions._OF, dict.fromkeys(decisions._OF, ""))
]
WIDE = {"columns": tasks._WIDE, "judged": tasks._JUDGED}
WHO = [WIDE | {"who": who} for who in ("", tasks._ACCOUNTABLE)]

FORMS: dict[tuple[Any, str], list[dict[str, str]]] = {
    (actions, "_ACTIONS"): [{"limits": "".join(actions._LIMITS.values())}],
    (actions, "_TOUCHING"): [way for what in ("task", "department") for way in actions.ways_to(what, "(1)")],
    (actions, "_ROWS"): [{"sql": table.sql} for table in actions.TABLES.values() if table.sql],
    (decisions, "_DESIGNATIONS"): DECIDED,
    (decisions, "_LEADS"): DECIDED,
    (decisions, "_DEADLINES"): DECIDED,
    (decisions, "_WORDS"): DECIDED,
    (decisions, "_RETURNS"): DECIDED,
    (decisions, "_MILESTONES"): DECIDED,
    (decisions, "_TITLES"): DECIDED,
    (decisions, "_SIGNATURES"): [{"actions": IDS}],
    (decisions, "_CARRIES"): [{"to": registry._REF.format(task="x.to_id", undone=IDS)}],
    (decisions, "_LINKS"): [{"earlier": registry._REF.format(task="x.earlier_id", undone=IDS)}],
    (notes, "_NOTES"): [
        {"limits": "".join(notes._LIMITS.values()), "order": notes._BY_DAY},
        {"limits": notes._OF_PLANS.format(plans=IDS), "order": notes._BY_ENTRY},
        {"limits": notes._OF_DEPARTMENTS.format(departments="(1)"), "order": notes._BY_DAY},
    ],
    (notes, "_OF_NOTES"): [],
    (notes, "_TEXTS"): [{"editions": "(1)", **each} for each in ({"tasks": ""}, TASKS)],
    (notes, "_TWICE"): [{"tasks": ""}, TASKS],
    (notes, "_OFFICE"): [{"tasks": ""}, TASKS],
    (notes, "_PERCENTS"): [{"tasks": ""}, TASKS],
    (notes, "_TARGETS"): [{"editions": "(1, 2)", **tasks} for tasks in ({"tasks": ""}, TASKS)],
    (notes, "_BEFORE"): [{"whose": whose} for whose in notes._WHOSE],
    (registry, "_COUNTS"): [{"parties": IDS}],
    **{
        (tasks, name): [{"limit": limit} for limit in ("", tasks._OF_TASK[vars(tasks)[name]])]
        for name in ("_TASKS", "_CLAUSES", "_PARTIES", "_TARGETS")
    },
    (tasks, "_NAMING"): [],
    (tasks, "_JUDGED_DAYS"): [{"notes": IDS}],
    (tasks, "_BY_PARTY"): [{"parties": IDS}],
    (tasks, "_BY_CLAUSE"): [{"parties": IDS, "clauses": "(1)"}],
    (tasks, "_NOTES"): [WIDE | {"limit": limit} for limit in ("", " AND t.task_id = :task")],
    (tasks, "_THEIR_NOTES"): [WIDE | {"texts": IDS, "departments": "(1)"}],
    (tasks, "_LATEST"): WHO,
    (tasks, "_OF_SEVERAL"): [{**who, "several": several} for who in WHO for several in tasks._SEVERAL],
    (tasks, "_ANSWERS"): [
        {"departments": "> 0", "limit": limit, "undone": IDS, "void": "(1)"} for limit in ("", " AND t.task_id IN (1)")
    ],
    (reporting, "_APPEARED"): [{"editions": IDS}],
    (deciding, "_DECISION"): [{"table": table, "columns": ", ".join(COLUMNS[table])} for table in deciding._ITEM],
    (deciding, "_REPLACED"): [{"table": table} for table in deciding._ITEM],
    (recheck, "_NOTES"): [{"actions": IDS}],
    (recheck, "_REPORTED"): [{"back": "(1)"}],
    (recheck, "_DECIDED"): [{"back": "(1)"}],
    (undo, "_LINKED"): [
        {"table": table, "column": column, "other": other, "found": found, "given": given}
        for table, column, other in undo._FOREIGN
        for found, given in ("xy", "yx")
    ],
}


def statements(*packages: Any) -> Iterator[tuple[str, str]]:
    """Yield every statement of the modules of packages, with the name of its module."""
    for package in packages or (queries, ledger):
        for found in pkgutil.iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            for name, value in vars(module).items():
                if name.startswith("_") and not name.startswith("__"):
                    for text in dict.fromkeys(_texts(value)):
                        for form in FORMS[module, name] if "{" in text else ({},):
                            yield found.name, text.format(**form)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.lstrip().startswith(("SELECT", "{sql}")):
        yield value
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
