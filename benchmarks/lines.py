"""Count the package's lines of code by folder, without docstrings, comments and blank lines: `python -m
benchmarks.lines`.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent


def code_lines(source: str) -> int:
    """Return how many lines of a module are code."""
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                skipped |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and lines[token.start[0] - 1].strip().startswith("#"):
            skipped.add(token.start[0])
    return sum(bool(line.strip()) and number not in skipped for number, line in enumerate(lines, 1))


def count() -> Counter[str]:
    """Return the lines of code by folder of the package."""
    found: Counter[str] = Counter()
    for path in sorted((ROOT / "egovtrack").rglob("*.py")):
        found[str(path.parent.relative_to(ROOT))] += code_lines(path.read_text("utf-8"))
    return found


if __name__ == "__main__":
    counted = count()
    for folder, lines in sorted(counted.items()):
        print(f"{lines:>7}  {folder}")
    print(f"{counted.total():>7}  all")
