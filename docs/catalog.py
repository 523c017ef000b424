"""The Chinese catalog of the program's messages.

New messages enter egovtrack.po without a translation, those that are gone leave it, and egovtrack.mo is compiled.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "egovtrack" / "locale" / "zh" / "LC_MESSAGES" / "egovtrack.po"
MO = PO.with_suffix(".mo")
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "written": None, "ngettext": (1, 2)}
_CONTEXT = "click"

# What click itself says to a user of this program. Its wording changes from version to version: two stand for one
# message where the oldest click that setup.cfg admits and the newest differ.
CLICK: tuple[str | tuple[str, str], ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "default: {default}",
    "required",
    "Missing command.",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    "Missing argument",
    "Missing option",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Option {name!r} does not take a value.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value} is not in the range {range}.",
    "{value!r} is not a valid {number_type}.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def messages() -> Catalog:
    """Every message of the program and of click, with the files it is in, and no translation."""
    catalog = Catalog(
        locale="zh", project="egovtrack", fuzzy=False, header_comment="# Chinese messages of egovtrack.",
        version="1", msgid_bugs_address="-", last_translator="-", language_team="-",
    )  # fmt: skip
    found = extract_from_dir(ROOT / "egovtrack", method_map=[("**.py", "python")], keywords=_KEYWORDS)
    for name, _line, message, _comments, _message_context in found:
        if message:
            catalog.add(message, locations=[(f"egovtrack/{name}", 1)])
    for message in CLICK:
        catalog.add(message, locations=[(_CONTEXT, 1)])
    return catalog


def translated() -> Catalog:
    """The catalog as it stands in egovtrack.po."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def is_translated(message: Message) -> bool:
    """Whether a message has a translation, in every plural form that Chinese has: one."""
    return bool(message.string and all(message.string))


def made() -> dict[Path, bytes]:
    """Return egovtrack.po and egovtrack.mo, and name the messages that still lack a translation."""
    catalog = messages()
    known = translated()
    for message in catalog:
        if message.id and (old := known.get(message.id if isinstance(message.id, str) else message.id[0])):
            message.string = old.string
        if message.id and not is_translated(message):
            print(f"without a translation: {message.id}")  # noqa: T201  a tool for contributors
    catalog.creation_date = catalog.revision_date = datetime(2017, 2, 23, tzinfo=UTC)  # no needless differences
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalog, width=120, include_lineno=False, sort_by_file=True)
    write_mo(compiled, catalog)
    return {PO: text.getvalue(), MO: compiled.getvalue()}
