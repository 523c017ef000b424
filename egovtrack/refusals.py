"""Why a file is refused: what is wrong with it and what to do about it, for documents and forms alike."""

from __future__ import annotations

from egovtrack.errors import BadInput
from egovtrack.i18n import N_, gettext

_REFUSALS = {
    # Files of any kind:
    "large": (N_("{name}: larger than {limit} MB"), N_("Save the plan alone, without pictures.")),
    "empty": (N_("{name}: the file is empty"), N_("Is it the right file?")),
    "silent": (N_("{name}: there is no text in it"), N_("Is it the right file?")),
    "long": (N_("{name}: more than {limit} characters of text"),
        N_("Import the plan alone, without what is bound with it.")),
    "unreadable": (N_("{name}: the file cannot be read ({reason})"),
        N_("Open it in its program and save it again, or save it as plain text and import that.")),
    "misnamed": (N_("{name}: not a {suffix} file, whatever its name says"),
        N_("Open it in its program and save it again as {suffix}.")),
    "binary": (N_("{name}: a binary file, not a document"), N_("Known formats: {suffixes}")),
    "picture": (N_("{name}: this is a file of type {kind}"),
        N_("A picture has no text: run text recognition (OCR) and import its result.")),
    "packed": (N_("{name}: this is a file of type {kind}"), N_("Unpack it and import the document in it.")),
    "other": (N_("{name}: this is a file of type {kind}"),
        N_("Open it in its program and print it to a PDF, or copy its text, and import that.")),
    "foreign": (N_("{name}: files of the format {kind} are read with LibreOffice, which is not installed here"),
        N_("Install LibreOffice, or open the file in its program and save it as {suffix}.")),
    "xml": (N_("{name}: XML that is neither a document nor a workbook"),
        N_("Open it in its program and save it as .docx or .xlsx.")),
    "encrypted": (N_("{name}: the file is encrypted"), N_("Save it without a password.")),
    # Archives, and office files, which are some:
    "archive": (N_("{name}: an archive, and not of a document in a format that is read"),
        N_("Unpack it and import the document in it; save a document as .docx, .xlsx or PDF.")),
    "damaged": (N_("{name}: the file is damaged"),
        N_("Open it in its program and save it again, or ask for another copy.")),
    "inflated": (N_("{name}: too large when unpacked"), N_("Save it without pictures and other sheets.")),
    "entities": (N_("{name}: the XML in it declares entities or a document type"),
        N_("No office program writes this; do not trust the file.")),
    "embedded": (N_("{name}: another document is embedded in it"),
        N_("Open it in Word or WPS and save it again as .docx.")),
    "tags": (N_("{name}: there is too much text, or a table is too large"),
        N_("Save the plan alone, without pictures and other sheets.")),
    "cells": (N_("{name}: there is too much text, or a table is too large"),
        N_("Delete empty rows, columns and merged cells outside of the tables, and save it again.")),
    "table": (N_("{name}: the table is broken in line {line}"),
        N_("Look for a quotation mark that is not closed, or not doubled within a cell.")),
    # Web pages:
    "page": (N_("{name}: the page is broken or too large, only a part of it could be read"),
        N_("Open it in a browser, copy the article and import that as plain text.")),
    # PDF:
    "slow": (N_("{name}: takes too long to read"), N_("Print it to a new PDF, or copy its text, and import that.")),
    "pages": (N_("{name}: more than {limit} pages"), N_("Save the pages of the plan alone.")),
    "heavy": (N_("{name}: there is too much text, or a table is too large"),
        N_("Print it to a new PDF, or copy its text, and import that.")),
    "scan": (N_("{name}: there is no text on its pages, only pictures (a scan)"),
        N_("Run text recognition (OCR) on it and import the result, or ask for the .docx.")),
    "unmapped": (N_("{name}: it does not tell what its characters are"),
        N_("Its fonts have no character map: run text recognition (OCR), or ask for the .docx.")),
}  # fmt: skip


def refusal(why: str, name: str, **params: object) -> BadInput:
    """Return the error for a file that is refused; `params` are for the `{fields}` in its words."""
    message, hint = _REFUSALS[why]
    return BadInput(gettext(message).format(name=name, **params), gettext(hint).format(**params))
