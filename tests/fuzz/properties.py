"""The fuzzers: what each draws, and how large its part of a long run is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from hypothesis import given
from openpyxl import load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.fuzz import samples, strategies, targets


@given(strategies.PLANS)
def grammar(text: str) -> None:
    """Fragments of plans and junk."""
    targets.grammar(text)


@given(strategies.files())
def readers(file: tuple[bytes, str]) -> None:
    """Documents of all formats with something changed."""
    targets.plan(*file)


@given(strategies.archives(samples.form()))
def form_bytes(data: bytes) -> None:
    """A form with something changed in its bytes."""
    targets.form(data)


@given(strategies.CELLS)
def form_cells(cells: list[tuple[int, int, object]]) -> None:
    """A form with anything at all typed into its cells."""
    book, stream = load_workbook(BytesIO(samples.form())), BytesIO()
    for row, column, value in cells:
        try:
            book.worksheets[1].cell(row, column).value = value  # type: ignore[assignment]  # anything at all
        except (IllegalCharacterError, AttributeError):
            pass  # openpyxl writes no such character, and nothing into merged cells
    book.save(stream)
    targets.form(stream.getvalue())


@given(strategies.toml(samples.SETTINGS))
def settings_files(data: bytes) -> None:
    """A folder's settings."""
    targets.settings_file(data)


@given(strategies.toml(samples.LIGHTS))
def lights(data: bytes) -> None:
    """Rules for the lights."""
    targets.lights(data)


@given(strategies.toml(samples.REGISTRY))
def registry_toml(data: bytes) -> None:
    """Registries in TOML."""
    targets.registry(data, csv=False)


@given(strategies.toml(samples.REGISTRY_CSV))
def registry_csv(data: bytes) -> None:
    """Registries in csv."""
    targets.registry(data, csv=True)


@given(strategies.toml(samples.DIVISION))
def divisions(data: bytes) -> None:
    """Divisions of work."""
    targets.division(data)


SHARES: dict[Callable[[], None], int] = {
    grammar: 30, readers: 30, form_bytes: 10, form_cells: 2, settings_files: 5, lights: 8, registry_toml: 5,
    registry_csv: 5, divisions: 5,
}  # fmt: skip
"""Of every hundred inputs, how many each fuzzer gets."""
