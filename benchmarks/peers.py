"""The data of a ledger as other programs keep it: Taskwarrior, todoman, and SQL for sqlite-utils and the sqlite3 shell.

A task of theirs is a task of ours; its project is the department that leads, and an annotation is a progress note.
The 50 tasks of the rare department are its project, so that both programs answer with the same tasks.
"""

from __future__ import annotations

import json
import subprocess
import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from benchmarks import ledger

_NAMESPACE = uuid.UUID(int=2017)

OBLIGATIONS = """
SELECT p.key || '-' || t.ref, t.number, c.number, s.title, t.title, a.role, a.printed, w.name,
       COALESCE(c.stated_deadline, t.stated_deadline, e.period_end), n.status, n.percent, n.as_of, n.note
FROM party w JOIN department_name d ON d.party_id = w.id AND d.form = 'short' JOIN assignment a ON a.party_id = w.id
JOIN clause_text c ON c.id = a.clause_text_id JOIN task_text t ON t.id = c.task_text_id
JOIN edition e ON e.id = t.edition_id JOIN plan p ON p.id = e.plan_id LEFT JOIN section s ON s.id = t.section_id
LEFT JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.task_id AND x.department_id = d.department_id AND x.as_of <= '2017-06-30'
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)
WHERE w.name = '{department}'"""

NOTES = """
SELECT n.id, p.key, p.key || '-' || t.ref, t.title, w.name, n.as_of, n.status, n.percent, n.value, n.note, n.problem,
       n.next_step, n.evidence, n.author, n.channel, a.recorded_at, b.recorded_at, r.reason, b.author,
       (SELECT min(x.id) FROM progress_note x WHERE x.task_id = n.task_id AND x.department_id = n.department_id
        AND x.as_of = n.as_of AND x.id > n.id)
FROM progress_note n JOIN action a ON a.id = n.action_id JOIN task_text t ON t.task_id = n.task_id
JOIN edition e ON e.id = t.edition_id JOIN plan p ON p.id = e.plan_id
LEFT JOIN (SELECT d.department_id, max(d.id) AS name FROM department_name d WHERE d.form = 'short'
           GROUP BY d.department_id) l ON l.department_id = n.department_id
LEFT JOIN department_name m ON m.id = l.name LEFT JOIN party w ON w.id = m.party_id
LEFT JOIN retraction r ON r.note_id = n.id LEFT JOIN action b ON b.id = r.action_id
ORDER BY n.id"""
"""SQL for a ledger whose plans have one edition each."""


def tasks(path: Path) -> Iterator[dict[str, Any]]:
    """The tasks of a generated ledger as Taskwarrior's own JSON has them."""
    rows = ledger.tasks_of(path)
    notes = defaultdict(list)
    for number, _who, day, *_figures, words, _problem, _next in ledger.reports(rows):
        moment = datetime.combine(day, time(8), tzinfo=UTC)
        notes[number].append({"entry": moment.strftime("%Y%m%dT%H%M%SZ"), "description": words})
    entry = datetime.combine(ledger.ISSUED, time(8), tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in rows:
        names = [party.name for party in one.parties]
        yield {
            "uuid": str(uuid.uuid5(_NAMESPACE, str(one.number))), "status": "pending", "entry": entry,
            "description": one.title, "project": ledger.RARE if ledger.RARE in names else names[0],
            "due": "20171231T000000Z", "annotations": notes[one.number],
        }  # fmt: skip


def taskwarrior(path: Path, folder: Path) -> dict[str, str]:
    """Make Taskwarrior's data of a ledger's; returns what is set in the environment for it to be used. The file is
    written as Taskwarrior writes it: importing 100,000 tasks would take it the better part of an hour.
    """
    folder.mkdir(parents=True)
    with (folder / "pending.data").open("w", encoding="utf-8") as file:
        for task in tasks(path):
            fields = {key: task[key] for key in ("description", "project", "status", "uuid")}
            fields |= {key: str(_seconds(task[key])) for key in ("entry", "due")}
            for place, note in enumerate(task["annotations"]):
                fields[f"annotation_{_seconds(note['entry']) + place}"] = note["description"]
            file.write("[" + " ".join(f'{key}:"{value}"' for key, value in sorted(fields.items())) + "]\n")
    return taskwarrior_settings(folder)


def taskwarrior_settings(folder: Path) -> dict[str, str]:
    """An environment in which Taskwarrior uses this folder and asks nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "taskrc").write_text(f"data.location={folder}\nconfirmation=off\nnews.version=2.6.0\n", "utf-8")
    return {"TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder)}


def _seconds(moment: str) -> int:
    return int(datetime.strptime(moment, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def taskwarrior_json(path: Path, file: Path, *, notes: bool = True) -> int:
    """Write what `task import` reads, with the notes or only the plan; returns how many tasks."""
    rows = [task if notes else {**task, "annotations": []} for task in tasks(path)]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return len(rows)


def todoman(path: Path, folder: Path) -> dict[str, str]:
    """Make todoman's data: a file for each task; returns what is set in the environment for it to be used."""
    lists = folder / "lists" / "plan"
    lists.mkdir(parents=True)
    for task in tasks(path):
        lines = (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//", "BEGIN:VTODO", f"UID:{task['uuid']}",
            f"DTSTAMP:{task['entry']}", f"SUMMARY:{task['description']}", "DUE:20171231T000000Z",
            f"CATEGORIES:{task['project']}", "STATUS:NEEDS-ACTION", "END:VTODO", "END:VCALENDAR", "",
        )  # fmt: skip
        (lists / f"{task['uuid']}.ics").write_text("\r\n".join(lines), "utf-8")
    (folder / "config.py").write_text(f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache"\n', "utf-8")
    return {"TODOMAN_CONFIG": str(folder / "config.py")}


def version(*words: str) -> str:
    """The first line of what a program says its version is; empty where it is not there."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return next(iter(done.stdout.splitlines()), "")
