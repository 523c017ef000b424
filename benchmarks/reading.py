"""How fast a plan is read, and whether ten times the text takes ten times the time: `python -m benchmarks.reading`.

The text is plan 2016 over and over, its tasks numbered on. The peer, in the same run, is Python's own `re` finding
every bracket and every numbered line in the same text: what any reader has to do at the least.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

from egovtrack import shipped
from egovtrack.reading import draft_text

_RUNS = (
    "（",
    "（（）",
    "〔",
    "1.\n",
    "（责任单位：",
    "责任单位：市公安局、",
    "各区、",
    "市公安局牵头，",
    "市公安局负责甲，",
    "请市局",
    "12,",
    "“",
    "|",
    "│甲│\n",
    "**",
)
_LEAST = re.compile(r"[（(][^（）()]*[）)]|^\d+[.．、]", re.MULTILINE)


def text_of(megabytes: float) -> str:
    """A plan of about so many megabytes in UTF-8."""
    issued = (shipped.folder("seed") / "2016" / "plan.txt").read_text("utf-8")
    head, _first, rest = issued.partition("一、")
    body = "一、" + rest.partition("附件：")[0]
    pieces, size, copy = [head], len(head.encode()), 0
    while size < megabytes * 1e6:
        piece = re.sub(r"^(\d+)\.", lambda found: f"{int(found[1]) + 56 * (copy % 17)}.", body, flags=re.MULTILINE)  # noqa: B023
        pieces.append(piece)
        size += len(piece.encode())
        copy += 1
    return "".join(pieces)


def dense_text(megabytes: float, item: str = "建设平台。（牵头单位：市数据局；责任单位：市财政局、各区政府）") -> str:
    """A plan of about so many megabytes with a clause in every line; {0} and {1} in it are offices that vary."""
    fields = "财政审计数据教育科技司法民政水务农业商务体育文旅卫健应急统计医保信访交通住建城管"
    names = [
        level + fields[at : at + 2] + ending
        for at in range(0, len(fields), 2)
        for level in "市省区县"
        for ending in "局委厅办"
    ]
    count = int(megabytes * 1e6 / len(f"{item}123.".encode()))
    lines = (
        f"{number % 999 + 1}.{item.format(names[number % len(names)], names[number * 7 % len(names)])}\n"
        for number in range(count)
    )
    return "2031年工作要点\n一、任务\n" + "".join(lines)


def best(run: Callable[[], object], times: int = 3) -> float:
    """Median seconds of a few runs."""
    found = []
    for _time in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main() -> None:
    """Print size, speed and ratio for one size and for ten times it."""
    small = _shown("1 MB", text_of(1))
    _shown("a clause in every line", dense_text(1))
    _shown("the same, offices vary", dense_text(1, "建设甲平台，推进乙工程。（{0}牵头，{1}、各区政府配合）"))
    _shown("labels on lines of their own", dense_text(1, "建设平台。\n责任单位：{0}、{1}\n完成时限：6月底"))
    _shown("no line ends", text_of(1).replace("\n", ""))
    large = _shown("10 MB", text_of(10))  # last: in the memory that it leaves all else is slower
    print(f"ten times the text: {10 * large / small:.1f} times the time")
    growth = {unit: _growth(unit) for unit in _RUNS}
    worst = max(growth, key=lambda unit: growth[unit])
    print(f"four times as long a run of one sign: at most {growth[worst]:.1f} times the time ({worst!r})")


def _shown(name: str, text: str) -> float:
    """Print how fast a text is read, and return the seconds for a megabyte."""
    size = len(text.encode()) / 1e6
    ours, least = best(lambda: draft_text(text)), best(lambda: _LEAST.findall(text))
    print(f"{name}: {ours:6.2f} s, {size / ours:5.2f} MB/s, {ours / least:6.1f} times a bare regex scan")
    return ours / size


def _growth(unit: str, characters: int = 24_000) -> float:
    """How much longer four times as long a run of `unit` takes."""

    def seconds(count: int) -> float:
        return best(
            lambda: draft_text("工作要点\n一、甲\n1.建设。（责任单位：市公安局）\n2.建设" + unit * count + "\n")
        )

    count = characters // len(unit)
    return seconds(count) / seconds(count // 4)


if __name__ == "__main__":
    main()
