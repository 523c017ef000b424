"""Where the files that come with the program are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = os.path.dirname(os.path.realpath(__file__))


def folder(name: str) -> Path:
    """The shipped folder `migrations` or `seed`: in a wheel it is inside the package, in a checkout beside it."""
    from pathlib import Path

    inside = Path(_PACKAGE, name)
    return inside if inside.is_dir() else Path(_PACKAGE).parent / name
