"""Where the files that come with the program are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The shipped folder `migrations` or `seed`: in a wheel it is inside the package, in a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def file(name: str) -> Path:
    """A data file of the package itself, such as `lights.toml`."""
    return _PACKAGE / name
