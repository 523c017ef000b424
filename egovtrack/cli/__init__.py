"""The command line: `main` is the program."""

from egovtrack.cli.program import main

__all__ = ["main"]
