"""The fuzzers: what each draws, what is done with it, and how large its part of a long run is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.fuzz import samples, strategies, targets


@dataclass(frozen=True, slots=True)
class Fuzzer:
    """Inputs and what takes them; `share` is how many of every hundred inputs are its."""

    name: str
    share: int
    inputs: st.SearchStrategy[Any]
    take: Callable[[Any], object]


def _type_in(cells: Sequence[tuple[int, int, object]]) -> None:
    """Read a form into whose cells anything at all was typed."""
    book, stream = load_workbook(BytesIO(samples.form())), BytesIO()
    for row, column, value in cells:
        # openpyxl writes neither control characters nor into merged cells.
        with suppress(IllegalCharacterError, AttributeError):
            book.worksheets[1].cell(row, column).value = value  # type: ignore[assignment]  # anything at all
    book.save(stream)
    targets.form(stream.getvalue())


FUZZERS = (
    Fuzzer("grammar", 30, strategies.PLANS, targets.grammar),
    Fuzzer("layouts", 10, strategies.layouts(), lambda made: targets.layout(*made)),
    Fuzzer("readers", 20, strategies.files(), lambda file: targets.plan(*file)),
    Fuzzer("form-bytes", 10, strategies.archives(samples.form()), targets.form),
    Fuzzer("form-cells", 2, strategies.CELLS, _type_in),
    Fuzzer("settings", 5, strategies.toml(samples.SETTINGS), targets.settings_file),
    Fuzzer("lights", 5, strategies.toml(samples.LIGHTS), targets.lights),
    Fuzzer("registry-toml", 5, strategies.toml(samples.REGISTRY), lambda data: targets.registry(data, "registry.toml")),
    Fuzzer("registry-csv", 5, strategies.toml(samples.REGISTRY_CSV), lambda data: targets.registry(data, "a.csv")),
    Fuzzer("registry-xlsx", 3, strategies.archives(samples.registry()), lambda data: targets.registry(data, "a.xlsx")),
    Fuzzer("divisions", 5, strategies.toml(samples.DIVISION), targets.division),
)
