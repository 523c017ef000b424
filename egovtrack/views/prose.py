"""A report as Markdown and as plain text: headings, sentences, tables; of a chart what it says, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from egovtrack.i18n import speaking
from egovtrack.reports import Chart, Heading, Para, Report, Table, annex_label, pieces
from egovtrack.streams import one_line
from egovtrack.views.markup import escaped
from egovtrack.wrapping import aligned

Grid = Callable[[Sequence[Sequence[str]], Sequence[bool]], Iterator[str]]
"""What makes lines of the rows of a table, the labels first; it is told which columns stand to the right."""


def write_markdown(report: Report, file: BinaryIO) -> None:
    """Write a report as Markdown; no text in it is markup."""
    _write(report, file, escaped, "#", _pipes)


def write_text(report: Report, file: BinaryIO) -> None:
    """Write a report as plain text, its tables aligned."""
    _write(report, file, str, "", aligned)


def _write(report: Report, file: BinaryIO, escape: Callable[[str], str], sign: str, grid: Grid) -> None:
    def said(parts: Any, kind: str = "text") -> str:
        return escape(one_line("".join(map(str, pieces(parts, kind)))))

    def heading(text: str, level: int) -> str:
        return f"{sign * level} {said(text)}".strip()

    def table(made: Table) -> Iterator[str]:
        if made.title:
            yield said(made.title)
        heads = [[said(column.label) for column in made.columns]]
        rows = [row for _places, row in made.brief] or made.rows
        cells = [
            [said(value, column.kind) for column, value in zip(made.columns, row, strict=True)]
            for row in (*rows, *([made.total] if made.total else []))
        ]  # fmt: skip
        right = [column.kind in {"number", "percent"} for column in made.columns]
        yield "\n".join(grid(heads + cells, right))

    def parts(of: Report, level: int) -> Iterator[str]:
        yield heading("".join(of.title), level)
        for block in of.blocks:
            if isinstance(block, Heading):
                yield heading(block.text, level + block.level)
            elif isinstance(block, Para):
                yield said(block.parts)
            elif isinstance(block, Chart):
                yield from (said(block.title), said(block.says), *table(block.table()._replace(title="")))
            else:
                yield from table(block)
        yield from map(said, of.basis)
        for number, annex in enumerate(of.annexes, start=1):
            yield said(annex_label(of, number))
            yield from parts(annex, level + 1)

    with speaking(report.language):
        file.write(("\n\n".join(filter(None, parts(report, 1))) + "\n").encode())


def _pipes(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    rule = ["--:" if each else "---" for each in right]
    return ("| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:]))
