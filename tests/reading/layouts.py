"""What happens to a document on its way: each function gives a plan's text in another layout."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import partial
from io import BytesIO

import docx
from opencc import OpenCC

from egovtrack.draft import Document, PlanDraft
from egovtrack.readers.docx import read_docx
from egovtrack.readers.text import decode, read_text
from egovtrack.reading import draft_document, draft_text

_TO_TRADITIONAL, _TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")
_SIGNS = str.maketrans("，：；（）！？０１２３４５６７８９．", ",:;()!?0123456789.")
_HAN = "[\u4e00-\u9fff]"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def wrapped(width: int) -> Callable[[str], str]:
    """Lines broken at a width."""
    return lambda text: "\n".join(line[at : at + width] for line in _lines(text) for at in range(0, len(line), width))


def _scattered(text: str) -> str:
    """A blank after each tenth character or so, as character recognition leaves them."""
    return "".join(sign + " " * (bool(re.match(_HAN, sign)) and at * at % 101 < 10) for at, sign in enumerate(text))


def _of_text(change: Callable[[str], str], text: str) -> Document:
    return read_text(change(text))


def _docx(text: str) -> Document:
    document = docx.Document()
    for line in _lines(text):
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), "plan.docx")


TEXTS: dict[str, Callable[[str], str]] = {
    "joined": lambda text: "".join(_lines(text)),
    "joined by blanks": lambda text: " ".join(_lines(text)),
    "blank lines": lambda text: "\n\n".join(_lines(text)),
    "indented": lambda text: "\n".join("　　" + line for line in _lines(text)),
    "quoted": lambda text: "\n".join("> " + line for line in text.splitlines()),
    "wrapped at 20": wrapped(20),
    "wrapped at 28": wrapped(28),
    "wrapped at 40": wrapped(40),
    "quoted and wrapped": lambda text: "\n".join("> " + line for line in wrapped(36)(text).splitlines()),
    "joined and wrapped": lambda text: wrapped(28)("".join(_lines(text))),
    "half width": lambda text: text.translate(_SIGNS),
    "traditional": _TO_TRADITIONAL.convert,
    "joined and traditional": lambda text: _TO_TRADITIONAL.convert("".join(_lines(text))),
    "spaced": lambda text: re.sub(f"(?<={_HAN})(?={_HAN})", " ", text),
    "spaced throughout": lambda text: re.sub(r"(?<=\S)(?=\S)", " ", text),
    "joined and spaced": lambda text: re.sub(f"(?<={_HAN})(?={_HAN})", " ", "".join(_lines(text))),
    "scattered blanks": _scattered,
}
LAYOUTS: dict[str, Callable[[str], Document]] = {
    **{name: partial(_of_text, change) for name, change in TEXTS.items()},
    "GB18030": lambda text: read_text(decode(text.encode("gb18030"))),
    "docx": _docx,
}


def plain(text: str) -> str:
    """The words without layout: simplified, of half width, without blanks."""
    return "".join(_TO_SIMPLIFIED.convert(unicodedata.normalize("NFKC", text)).split())


def same_or_reported(text: str, layout: str) -> bool:
    """Whether the tasks of a text are the same in a layout, or a problem says that something is wrong there."""
    clean, draft = draft_text(text), draft_document(LAYOUTS[layout](text))
    if [found[1:] for found in facts(draft)] == [found[1:] for found in facts(clean)]:
        return True
    return bool(
        Counter(problem.code for problem in draft.problems) - Counter(problem.code for problem in clean.problems)
    )


def facts(draft: PlanDraft) -> list[tuple[object, ...]]:
    """What each task is, and who answers for it in which role."""
    said = [
        [(party.role, plain(party.name)) for clause in task.clauses for party in clause.parties] for task in draft.tasks
    ]
    return [(task.ref, task.number, *parties) for task, parties in zip(draft.tasks, said, strict=True)]
