"""The columns of the ledger's tables, made from models.py by `python -m docs`; a test compares them.

Reading, writing, checking and copying a ledger need no SQLAlchemy, whose import takes longer than most commands.
"""

# A line for each table, in an order in which each comes after those that it refers to. After a column's name stand the
# characters that a text has room for (`*`: any number), `?` where it is true or false or `@` where it is a date, the
# table that it refers to, `-` where it may be null, and `+` where there is an index on it. The other indexes come last,
# with `!` where their columns are unique together, else with `=`.
_TABLES = """
action id recorded_at:27+ clock:27- author:200 account:200 origin:200 command:*- salt:32- text_hash:64
  undoes_id>action-+ rows:* hash:64
ledger id:36 number hash:64
clock_correction id action_id>action+ corrected_id>action recorded_at:27 basis:*
collective id action_id>action+ kind:20
department id action_id>action+
division id action_id>action+ title:* number:100 issued_on@ effective_on@
document id action_id>action+ sha256:64+ title:* number:100- issuer:200- issued_on@ source:*- text:*
party id action_id>action+ name:200 !name
plan id action_id>action+ key:40 !key
profile id action_id>action+ name:20 value:200
rule id action_id>action+ kind:20 as_of@- version:40 content:* basis:*-
collective_member id action_id>action+ collective_id>collective+ department_kind:40- department_id>department- member?
  as_of@-
collective_name id action_id>action+ collective_id>collective+ party_id>party+
contact id action_id>action+ department_id>department+ name:200 phone:200- as_of@ replaces_id>contact-
department_event id action_id>action+ department_id>department+ kind:20 as_of@ other_id>department- basis:*-
  replaces_id>department_event-
department_kind id action_id>action+ department_id>department+ kind:40
department_name id action_id>action+ department_id>department+ party_id>party form:20 since@- until@- basis:*-
  replaces_id>department_name- =party_id,department_id
edition id action_id>action+ plan_id>plan document_id>document+ kind:20 based_on_id>edition- effective_on@ basis:*-
  issued_on@ title:* plan_kind:20 number:100- issuer:200- place:200- period_start@ period_end@ cycle:20
  =plan_id,effective_on
leader id action_id>action+ division_id>division position name:200 post:200 !division_id,name !division_id,position
plan_state id action_id>action+ plan_id>plan+ closed? basis:*- as_of@ replaces_id>plan_state-
request id action_id>action+ plan_id>plan department_id>department period_start@ period_end@ due_on@ as_of@ channel:20
  level:20- reply_by@- =plan_id,period_end,department_id
task id action_id>action+ plan_id>plan+
call id action_id>action+ department_id>department+ task_id>task- channel:20 who:200- note:*- promised_on@- as_of@
  replaces_id>call-
carry id action_id>action+ task_id>task+ department_id>department- to_id>task+ basis:* as_of@ replaces_id>carry-
clause id action_id>action+ task_id>task+
handover id action_id>action+ department_id>department+ to_id>department task_id>task- as_of@ basis:*
link id action_id>action+ task_id>task+ earlier_id>task+ state:20 basis:* as_of@ replaces_id>link-
portfolio id action_id>action+ leader_id>leader position relation:20 name:200 !leader_id,position
section id action_id>action+ edition_id>edition parent_id>section- position level label:40 title:* place_start place_end
  !edition_id,position
target id action_id>action+ task_id>task+
task_change id action_id>action+ edition_id>edition+ task_id>task+ kind:20 other_task_id>task- basis:*-
title id action_id>action+ task_id>task+ title:* basis:*- as_of@ replaces_id>title-
deadline id action_id>action+ task_id>task+ clause_id>clause- until@ basis:* as_of@ replaces_id>deadline-
designation id action_id>action+ clause_id>clause party_id>party department_id>department+ member? basis:* as_of@
  replaces_id>designation- =clause_id,party_id,department_id,as_of,id
exemption id action_id>action+ plan_id>plan+ task_id>task- clause_id>clause- department_id>department- period_start@
  period_end@ basis:* replaces_id>exemption-
lead id action_id>action+ clause_id>clause+ department_id>department- basis:* as_of@ replaces_id>lead-
milestone id action_id>action+ task_id>task+ clause_id>clause- department_id>department- due_on@ what:* basis:*- as_of@
  replaces_id>milestone-
portfolio_department id action_id>action+ portfolio_id>portfolio department_id>department position
  !portfolio_id,position
progress_note id action_id>action+ task_id>task+ clause_id>clause- department_id>department- as_of@+ kind:20 status:20-
  percent- value- target_id>target- author:200 channel:40 note:*- problem:*- next_step:*- evidence:*- source:64-
  salt:32- text_hash:64 period_start@- period_end@- received_on@- judged_id>progress_note- =as_of,id
  =task_id,department_id,as_of,id,clause_id,status,percent,action_id
  =task_id,department_id,clause_id,kind,period_end,period_start,as_of,received_on,id,action_id
reporting_rule id action_id>action+ plan_id>plan+ task_id>task- clause_id>clause- department_id>department- cycle:20 due
  roles:40 lead_answers? begins? basis:*- as_of@ replaces_id>reporting_rule-
request_item id action_id>action+ request_id>request+ clause_id>clause cause:20- since@-
task_text id action_id>action+ edition_id>edition task_id>task+ document_id>document section_id>section- position ref:40
  number- label:40 title:* wording:* text:* stated_deadline@- stated_deadline_text:200- place_start place_end
  !edition_id,position !edition_id,ref !edition_id,task_id
block id action_id>action+ edition_id>edition position kind:20 task_text_id>task_text- section_id>section- place_start
  place_end !edition_id,position
clause_text id action_id>action+ edition_id>edition+ task_text_id>task_text clause_id>clause+ number text:* printed:*
  stated_deadline@- stated_deadline_text:200- place_start place_end !task_text_id,number
milestone_done id action_id>action+ milestone_id>milestone+ basis:*- as_of@ replaces_id>milestone_done-
redaction id action_id>action+ note_id>progress_note+ reason:*
retraction id action_id>action+ note_id>progress_note+ reason:*
target_text id action_id>action+ edition_id>edition+ task_text_id>task_text target_id>target position text:200
  min_value- max_value- unit:40 comparator:2- place_start place_end !task_text_id,position
assignment id action_id>action+ edition_id>edition+ clause_text_id>clause_text position role:20 word:40 printed:200
  party_id>party kind:20 open_list? place_start place_end !clause_text_id,position =party_id,edition_id,clause_text_id
"""

COLUMNS: dict[str, tuple[str, ...]] = {}
"""The columns of each table, in order."""
LENGTHS: dict[tuple[str, str], int | None] = {}
"""How many characters a column of text has room for (None: any number)."""
KINDS: dict[tuple[str, str], str] = {}
"""What the columns hold: `text`, `number`, `date` (SQLite has texts in them) or `truth` (SQLite has numbers)."""
NULLABLE: set[tuple[str, str]] = set()
"""The columns that may be null."""
REFERS: dict[str, dict[str, str]] = {}
"""By table, the columns that refer to another table's id, and that table."""
INDEXES: set[tuple[str, tuple[str, ...], bool]] = set()
"""The indexes but for primary keys: their table, their columns, and whether these are unique."""

for _line in _TABLES.replace("\n ", "").split("\n")[1:-1]:
    _table, *_words = _line.split()
    COLUMNS[_table], REFERS[_table] = (), {}
    for _word in _words:
        if _word[0] in "!=":
            INDEXES.add((_table, tuple(_word[1:].split(",")), _word[0] == "!"))
            continue
        _rest, _arrow, _other = _word.rstrip("+-").partition(">")
        _name, _colon, _length = _rest.rstrip("?@").partition(":")
        COLUMNS[_table] += (_name,)
        KINDS[_table, _name] = "text" if _colon else {"?": "truth", "@": "date"}.get(_rest[-1], "number")
        if _word.rstrip("+").endswith("-"):
            NULLABLE.add((_table, _name))
        if _colon:
            LENGTHS[_table, _name] = None if _length == "*" else int(_length)
        if _arrow:
            REFERS[_table][_name] = _other
        if _word.endswith("+"):
            INDEXES.add((_table, (_name,), False))
