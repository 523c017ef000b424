"""One table in every layout that documents and pastes give it: the same tasks and parties, or a reported problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from hypothesis import HealthCheck, example, given, settings, strategies as st

from egovtrack.draft import PlanDraft
from egovtrack.errors import BadInput
from egovtrack.reading import draft_text
from tests.reading.test_spread_tables import BOX, FENCE, drawn, padded

Rows = Sequence[Sequence[str]]
HEADER = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
TITLE = "2031年海滨市重点任务分工表\n"
LEVELS = ("序号", "重点任务", "责任分工", "完成时限")


def lines(rows: Rows, between: str = "\n") -> str:
    """A cell a line; empty cells are lost."""
    return TITLE + between.join(cell for row in rows for cell in row if cell) + "\n"


def wrapped(rows: Rows, most: int) -> str:
    """A cell a line, long cells on several."""
    head, *body = rows
    cells = [cell for row in body for cell in row if cell]
    return lines([head, [cell[at : at + most] for cell in cells for at in range(0, len(cell), most)]])


def paged(rows: Rows) -> str:
    """A cell a line, with a page number and the head again after each row."""
    head, *body = rows
    return lines([head, *(cells for row in body for cells in (row, ["— 3 —"], head))])


def of_two_levels(rows: Rows) -> str:
    """A cell a line; the head's first row parts in its second."""
    return lines([LEVELS, HEADER[2:4], *rows[1:]])


def barred(rows: Rows, between: str = " | ", border: str = "") -> str:
    return TITLE + "".join(f"{border}{between.join(row)}{border}\n" for row in rows)


def marked_down(rows: Rows) -> str:
    head, *body = rows
    return barred(
        [head, ["---"] * len(head), *([cell.replace("局、", "局<br>") for cell in row] for row in body)], "|", "|"
    )


def two_rows_of_head(rows: Rows) -> str:
    upper = [*LEVELS[:3], "", LEVELS[3]]
    return barred([upper, ["", "", *HEADER[2:4], ""], *rows[1:]], "|", "|")


def tabbed(rows: Rows) -> str:
    return TITLE + "".join("\t".join(row) + "\n" for row in rows)


def blank(rows: Rows, count: int) -> str:
    """Columns by so many blanks; empty cells are lost."""
    return TITLE + "".join((" " * count).join(filter(None, row)) + "\n" for row in rows)


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "a cell a line": lines,
    "blank lines between": partial(lines, between="\n\n"),
    "wrapped at 5": partial(wrapped, most=5),
    "wrapped at 8": partial(wrapped, most=8),
    "wrapped at 11": partial(wrapped, most=11),
    "pages": paged,
    "two levels": of_two_levels,
    "line ends lost": partial(lines, between=""),
    "blanks for line ends": partial(lines, between=" "),
    "bars": barred,
    "Markdown": marked_down,
    "two rows of head": two_rows_of_head,
    "tabs": tabbed,
    "a blank": partial(blank, count=1),
    "three blanks": partial(blank, count=3),
    "aligned": padded,
    "a box": lambda rows: drawn(rows, BOX, 7),
    "a fence": lambda rows: drawn(rows, FENCE, 9),
}
WORDS = st.sampled_from(
    [
        "建设城市运行平台",
        "推进“一件事”改革，完善全市联办机制",
        "新建5G基站300个，覆盖各县区",
        "完善市级目录",
        "开展2031年数据质量专项治理",
        "编制市人工智能产业规划",
        "建成3个园区",
        "办好人大代表建议",
        "优化政务大厅服务，推广帮办代办",
    ]
)
NAMES = st.sampled_from(
    [
        "市财政局",
        "市发展改革委",
        "市人力资源和社会保障局",
        "各县（市、区）人民政府",
        "市政府办公室",
        "市委网信办",
        "市住房城乡建设局",
        "团市委",
        "市城投集团",
        "市直有关部门",
        "国网海滨供电公司",
    ]
)
OFFICES = st.lists(NAMES, min_size=1, max_size=3, unique=True).map("、".join)
TIMES = st.sampled_from(["6月底前", "2031年9月", "持续推进", "2031年12月底前", "2031-11-30", "年底前", ""])
ROWS = st.lists(st.tuples(WORDS, OFFICES, st.one_of(OFFICES, st.just("")), TIMES), min_size=1, max_size=5)


def parties(draft: PlanDraft, at: int) -> Counter[tuple[str, str]]:
    return Counter((party.role, party.name) for clause in draft.tasks[at].clauses for party in clause.parties)


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(ROWS, st.sampled_from(sorted(LAYOUTS)))
@example(
    [("建设城市运行平台", "市财政局", "", "6月底前"), ("建设平台", "市城投集团、市委网信办、市发展改革委", "", "")],
    "wrapped at 8",
)
def test_the_layout_of_a_table_does_not_matter(rows: Rows, layout: str) -> None:
    table = [HEADER, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    clean = draft_text(barred(table, "|", "|"))
    assert len(clean.tasks) == len(rows)
    try:
        draft = draft_text(LAYOUTS[layout](table))
    except BadInput:
        return
    wrong = {each.line for each in draft.problems if each.code in ("misfit", "no_party", "unread_cell", "joined_cells")}
    known = {task.ref: at for at, task in enumerate(clean.tasks)}
    for at, task in enumerate(draft.tasks):
        found = parties(draft, at)
        wanted = parties(clean, known[task.ref]) if task.ref in known else Counter()
        assert found == wanted or (not found and wrong), (layout, task, wanted)
    assert len(draft.tasks) == len(rows) or wrong
