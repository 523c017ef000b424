"""Pages that a browser or Word saved as one file (.mht): a MIME message (RFC 2557) whose first page is the document."""

from __future__ import annotations

from email import message_from_bytes

from egovtrack.draft import Document
from egovtrack.readers.bounded import Failed, answer
from egovtrack.readers.html import decoded, read_page
from egovtrack.refusals import refusal


def read_mht(data: bytes, name: str) -> Document:
    """Read the page in a web archive; pictures, styles and frames in it are left out.

    Raises:
        BadInput: there is no page in it, or it takes too long (also as `html.read_page`).
    """
    try:
        return read_page(answer("webarchive:page", data, name), name)
    except Failed as failed:
        raise refusal("page", name) from failed


def page(data: bytes) -> str:
    """Return the first page of a message, in a process of its own: millions of parts take minutes and gigabytes."""
    part = next(part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    content = part.get_payload(decode=True)
    return decoded(content if isinstance(content, bytes) else b"", str(part.get_content_charset("")))
