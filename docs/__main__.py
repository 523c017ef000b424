"""Make what is made from the program: `python -m docs` from a checkout, or some of it: `python -m docs schema …`.

Each module of `MAKERS` has `made()`: the files that it makes, with their content. Tests compare them with the tree.
"""

from __future__ import annotations

import sys
from importlib import import_module

MAKERS = ("catalog", "characters", "columns", "commands", "manual", "schema", "examples")
"""In an order in which each finds what it rests on: the reference is told in the catalog's words."""

if __name__ == "__main__":
    for name in sys.argv[1:] or MAKERS:
        for path, content in import_module(f"docs.{name}").made().items():
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                print(f"made anew: {path}")  # noqa: T201  a tool for contributors
