"""The columns of all tables: the label of each key, and how it is laid out."""

from __future__ import annotations

from egovtrack.i18n import N_

LABELS = {
    # plans and their documents
    "plan": N_("Plan"), "plans": N_("Plans"), "key": N_("Key"), "kind": N_("Kind"), "period": N_("Period"),
    "period_start": N_("From"), "period_end": N_("To"), "cycle": N_("Reports"), "issuer": N_("Issued by"),
    "issued_on": N_("Issued"), "document_number": N_("Document number"), "tasks": N_("Tasks"),
    "parties": N_("Named parties"), "closed": N_("Closed"), "edition": N_("Edition"), "effective_on": N_("From"),
    # tasks
    "ref": N_("Ref"), "number": N_("Number"), "clause": N_("Clause"), "section": N_("Section"), "title": N_("Task"),
    "text": N_("Wording"), "clauses": N_("Who answers"), "targets": N_("Targets"), "deadline": N_("Deadline"),
    "deadline_source": N_("Deadline from"), "original_deadline": N_("First deadline"), "extensions": N_("Extended"),
    # who answers for them
    "role": N_("Role"), "party": N_("As printed"), "department": N_("Department"), "via": N_("Came by"),
    "member": N_("Name when issued"), "assigned_lead": N_("Lead set by the office"), "designated_on": N_("Designated"),
    "basis": N_("Basis"), "open": N_("Open"), "why": N_("Not counted because"),
    # how they stand
    "status": N_("Status"), "reporting": N_("Reporting"), "percent": N_("Percent"), "value": N_("Value"),
    "target": N_("Target"), "light": N_("Light"), "light_reason": N_("Because"), "last_report_on": N_("Last report"),
    "light_reason_text": N_("Why this light"), "office_note": N_("The office's words"),
    "missed_periods": N_("Periods missed"), "milestone": N_("Milestone"), "milestones": N_("All milestones"),
    "milestone_on": N_("Milestone due"),
    "done_on": N_("Reached"), "passed": N_("Late"),
    "received_on": N_("Received"), "returned": N_("Sent back"), "change": N_("Change"),
    "what": N_("What changed"), "worse": N_("For the worse"), "reporting_before": N_("Reporting before"),
    "decided_by": N_("Decided by"), "decided_on": N_("Decided for"),
    "status_before": N_("Status before"), "percent_before": N_("Percent before"), "light_before": N_("Light before"),
    "deadline_before": N_("Deadline before"), "event": N_("Event"),
    # notes and forms
    "id": N_("No."), "as_of": N_("Date reported on"), "recorded_at": N_("Entered"), "note": N_("Done"),
    "problem": N_("Problem"),
    "next_step": N_("Next step"), "evidence": N_("Evidence"), "author": N_("By"), "channel": N_("Through"),
    "retracted_at": N_("Retracted"), "retracted_reason": N_("Reason"), "retracted_by": N_("Retracted by"),
    "superseded_by": N_("Superseded by"), "overruled_by": N_("Overruled by"),
    "undone_at": N_("Undone"), "redacted": N_("Words deleted"),
    "notes": N_("Progress notes"), "file": N_("File"), "entries": N_("Reports entered"), "known": N_("Known before"),
    "problems": N_("What is wrong"), "remarks": N_("Remarks"),
    # the registry and the leaders
    "name": N_("Name"), "full_name": N_("Full name"), "other_names": N_("Also called"), "names": N_("Names"),
    "form": N_("Kind of name"), "valid_from": N_("From"), "valid_to": N_("Until"), "successor": N_("Successor"),
    "predecessors": N_("Predecessors"), "collectives": N_("Belongs to"), "departments": N_("Departments"),
    "leader": N_("Leader"), "leaders": N_("Leaders"), "leader_text": N_("Who is in charge"),
    "post": N_("Post"), "relation": N_("Relation"), "field": N_("Field of work"),
    "phone": N_("Phone"), "contact": N_("Whom to ask"),
    # the lights explained
    "rule": N_("Rule"), "inputs": N_("Judged by"),
    # the thread of a task
    "other": N_("Other task"), "score": N_("Score"), "above": N_("Likely"), "wording": N_("Wording changed"),
    "report_year": N_("Year reported on"), "statement": N_("Statement"), "place": N_("Place"),
    "figures": N_("Figures"), "reading": N_("How far"), "matches": N_("Speaks of"), "flags": N_("To be looked at"),
    "proposed_note": N_("Note to be made"), "mention": N_("In the report"),
    "became": N_("Thread"), "earlier": N_("Earlier task"), "later": N_("Later task"),
    "parties_added": N_("Offices added"), "parties_removed": N_("Offices left out"), "continues": N_("Goes on with"),
    "carried": N_("Carried over"),
    # counts
    "by": N_("Counted by"),
    "group": N_("Group"), "obligations": N_("Obligations"), "members": N_("Members"), "reported": N_("Reported"),
    "unreported": N_("Not reported"), "verified": N_("Verified"), "reported_done": N_("Reported done"),
    "in_progress": N_("In progress"), "blocked": N_("Blocked"), "not_started": N_("Not started"),
    "cancelled": N_("Cancelled"), "no_report": N_("No report"), "silent": N_("Silent"), "overdue": N_("Overdue"),
    "unfinished": N_("Unfinished"), "asked": N_("Asked"), "in_time": N_("In time"), "late": N_("Late"),
    "unchanged": N_("Nothing new"), "missed": N_("Missed"), "not_due": N_("Not due yet"), "state": N_("Answered"),
    "leads": N_("Leads"), "others": N_("Other items"), "due": N_("Items due"), "done_in_time": N_("Done in time"),
    "extended": N_("Times extended"), "urged": N_("Times urged"), "supervised": N_("Times supervised"),
    "rate": N_("Done in time, %"), "points": N_("Points"), "parts": N_("How they come about"), "grade": N_("Grade"),
    "confirmed": N_("Confirmed by the department"), "count_of": N_("Counts as"), "when": N_("When"),
    "reasons": N_("Why"), "level": N_("Asked as"), "next_level": N_("Next"), "next_on": N_("Next from"),
    "last_asked_on": N_("Last asked"), "promised_on": N_("Promised for"), "requests": N_("Asked and promised"),
    "due_on": N_("Due"), "asked_on": N_("Asked on"), "reply_by": N_("Reply by"),
    "count": N_("Number owed"), "refs": N_("Refs"),
    # documents that are read in
    "severity": N_("Severity"), "line": N_("Line"), "column": N_("Column"), "excerpt": N_("Excerpt"),
    "message": N_("What is the matter"), "aspect": N_("What differs"), "before": N_("In the ledger"),
    "after": N_("In the document"), "identity": N_("Is now"),
    # the ledger and its settings
    "ledger": N_("Ledger"), "revision": N_("Revision"), "table": N_("Table"), "row": N_("Row"),
    "origin": N_("From where"), "command": N_("Command"), "written": N_("Added"), "undoes": N_("Takes back"),
    "undone_by": N_("Taken back by"), "account": N_("Account"), "version": N_("Version"),
    "content": N_("What it says"), "loaded": N_("Loaded"), "setting": N_("Setting"), "variable": N_("Variable"),
}  # fmt: skip
"""The label of each key of a record."""

WRAPPED = frozenset((
    "after", "aspect", "author", "basis", "became", "before", "clauses", "command", "content", "deadline", "department",
    "departments", "event", "events", "evidence", "excerpt", "field", "file", "full_name", "group", "inputs",
    "leader", "leader_text", "light", "light_reason_text", "member", "message", "milestone", "milestones", "name",
    "next_step", "note", "office_note", "origin", "other_names", "party", "post", "predecessors", "problem", "problems",
    "recorded_at", "refs", "remarks", "reporting", "requests", "retracted_reason", "role", "rule", "section",
    "status", "successor", "targets", "text", "title", "unchanged", "unreported", "via", "what", "why", "written",
))  # fmt: skip
"""The keys whose columns are wrapped where they are long."""

RIGHT = frozenset((
    "asked", "blocked", "cancelled", "column", "count", "done_in_time", "due", "extended", "leads", "others", "points",
    "rate", "returned", "supervised", "urged", "extensions", "id", "in_progress", "in_time", "late",
    "line", "members", "missed", "missed_periods", "no_report", "not_due", "not_started", "obligations", "overdue",
    "parties", "percent", "percent_before", "reported", "reported_done", "silent", "tasks", "unchanged",
    "unfinished", "verified",
))  # fmt: skip
"""The keys whose columns are set to the right."""

PROSE = frozenset((
    "after", "basis", "before", "clauses", "command", "content", "evidence", "excerpt", "inputs", "message",
    "next_step", "note", "office_note", "problem", "requests", "rule", "text", "title", "unreported",
))  # fmt: skip
"""The keys whose columns hold sentences: folded too narrowly nobody reads them."""
