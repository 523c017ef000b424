"""The columns of the ledger's tables, made from models.py by `python -m docs.columns`; a test compares them.

Reading, writing, checking and copying a ledger need no SQLAlchemy, whose import takes longer than most commands.
"""

# A line for each table, in an order in which each comes after those that it refers to. After a column's name stand the
# characters that a text has room for (`*`: any number) and the table that it refers to.
_TABLES = """
action id recorded_at:27 clock:27 author:200 account:200 origin:200 command:* salt:32 text_hash:64 undoes_id>action
  rows:* hash:64
ledger id:36 number hash:64
clock_correction id action_id>action corrected_id>action recorded_at:27 basis:*
collective id action_id>action kind:20
department id action_id>action
division id action_id>action title:* number:100 issued_on effective_on
document id action_id>action sha256:64 title:* number:100 issuer:200 issued_on source:* text:*
party id action_id>action name:200
plan id action_id>action key:40
profile id action_id>action name:20 value:200
rule id action_id>action kind:20 as_of version:40 content:* basis:*
collective_member id action_id>action collective_id>collective department_kind:40 department_id>department member
  as_of
collective_name id action_id>action collective_id>collective party_id>party
department_event id action_id>action department_id>department kind:20 as_of other_id>department
  replaces_id>department_event basis:*
department_kind id action_id>action department_id>department kind:40
department_name id action_id>action department_id>department party_id>party form:20 since until
  replaces_id>department_name basis:*
edition id action_id>action plan_id>plan document_id>document kind:20 based_on_id>edition effective_on basis:*
  issued_on title:* plan_kind:20 number:100 issuer:200 place:200 period_start period_end cycle:20
leader id action_id>action division_id>division position name:200 post:200
task id action_id>action plan_id>plan
clause id action_id>action task_id>task
handover id action_id>action department_id>department to_id>department task_id>task as_of basis:*
portfolio id action_id>action leader_id>leader position relation:20 name:200
section id action_id>action edition_id>edition parent_id>section position level label:40 title:* place_start place_end
target id action_id>action task_id>task
task_change id action_id>action edition_id>edition task_id>task kind:20 other_task_id>task basis:*
deadline id action_id>action task_id>task clause_id>clause until as_of replaces_id>deadline basis:*
designation id action_id>action clause_id>clause party_id>party department_id>department member as_of
  replaces_id>designation basis:*
lead id action_id>action clause_id>clause department_id>department as_of replaces_id>lead basis:*
portfolio_department id action_id>action portfolio_id>portfolio department_id>department position
progress_note id action_id>action task_id>task clause_id>clause department_id>department as_of kind:20 status:20
  percent value target_id>target author:200 channel:40 note:* problem:* next_step:* evidence:* source:64 salt:32
  text_hash:64
task_text id action_id>action edition_id>edition task_id>task document_id>document section_id>section position ref:40
  number label:40 title:* wording:* text:* place_start place_end stated_deadline stated_deadline_text:200
block id action_id>action edition_id>edition position kind:20 place_start place_end task_text_id>task_text
  section_id>section
clause_text id action_id>action edition_id>edition task_text_id>task_text clause_id>clause number text:* printed:*
  place_start place_end stated_deadline stated_deadline_text:200
redaction id action_id>action note_id>progress_note reason:*
retraction id action_id>action note_id>progress_note reason:*
target_text id action_id>action edition_id>edition task_text_id>task_text target_id>target position text:200 min_value
  max_value unit:40 comparator:2 place_start place_end
assignment id action_id>action edition_id>edition clause_text_id>clause_text position role:20 word:40 printed:200
  party_id>party kind:20 open_list place_start place_end
"""

COLUMNS: dict[str, tuple[str, ...]] = {}
"""The columns of each table, in order."""
LENGTHS: dict[tuple[str, str], int | None] = {}
"""How many characters a column of text has room for (None: any number)."""
REFERS: dict[str, dict[str, str]] = {}
"""By table, the columns that refer to another table's id, and that table."""

for _line in _TABLES.replace("\n ", "").split("\n")[1:-1]:
    _table, *_columns = _line.split()
    REFERS[_table] = {}
    for _place, _told in enumerate(_columns):
        _rest, _arrow, _other = _told.partition(">")
        _name, _colon, _length = _rest.partition(":")
        _columns[_place] = _name
        if _colon:
            LENGTHS[_table, _name] = None if _length == "*" else int(_length)
        if _arrow:
            REFERS[_table][_name] = _other
    COLUMNS[_table] = tuple(_columns)
