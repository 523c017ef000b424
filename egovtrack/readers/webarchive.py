"""Pages that a browser or Word saved as one file (.mht): a MIME message (RFC 2557) whose first page is the document."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from egovtrack.draft import Document
from egovtrack.readers.html import read_html
from egovtrack.refusals import refusal


def read_mht(data: bytes, name: str) -> Document:
    """Read the page in a web archive; pictures, styles and frames in it are left out.

    Raises:
        BadInput: there is no page in it (also as `html.read_html`).
    """
    message: Message = message_from_bytes(data)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes):
        raise refusal("page", name)
    return read_html(content, name, str(page.get_content_charset("")))
