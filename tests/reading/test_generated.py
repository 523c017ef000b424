"""Plan documents made up in every style: the draft is the one that was generated, and its blocks are the text again."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings, strategies as st

from egovtrack.draft import PlanDraft
from egovtrack.reading import draft_text
from tests.reading.layouts import LAYOUTS, same_or_reported

HAN = "一二三四五六七八九"
CIRCLES = "①②③④⑤⑥⑦⑧⑨"
Role = tuple[str, str, str]  # role, printed name, kind


@dataclass(frozen=True)
class Said:
    """A clause as generated: what is printed, where it stands, and who is in it."""

    printed: str
    line: bool
    parties: tuple[Role, ...]


@dataclass(frozen=True)
class Task:
    """A task as generated."""

    ref: str
    label: str
    wording: str
    parties: tuple[tuple[Role, ...], ...]


@dataclass(frozen=True)
class Made:
    """A document as generated, with what a reader should find in it."""

    text: str
    headings: tuple[str, ...]
    tasks: tuple[Task, ...]


DEPARTMENTS = st.builds(
    "{}{}{}".format,
    st.just("市"),
    st.sampled_from(
        ["财政", "公安", "民政", "数据", "科技和信息化", "住房城乡建设", "人力资源和社会保障", "农业农村", "文化和旅游"]
    ),
    st.sampled_from(["局", "委", "局（市外专局）", "服务中心", "委办公室"]),
)
UNIVERSAL = st.sampled_from(["各区政府", "各区、县级市", "市政府各部门", "各街道（乡镇）", "各市、县（区）人民政府"])
INDEFINITE = st.sampled_from(["市政府有关部门", "相关区县政府", "市有关单位"])
# Words of which no one ends a sentence, names an office or measures anything.
WORDS = st.lists(
    st.sampled_from(
        [
            "推进",
            "平台",
            "应用",
            "完善",
            "数据",
            "共享",
            "机制",
            "服务",
            "大厅",
            "（试点）",
            "“一网通办”",
            "，优化",
            "（以下称平台）",
        ]
    ),
    min_size=2,
    max_size=12,
).map(lambda parts: "建设" + "".join(parts) + "体系")
TITLES = st.lists(
    st.sampled_from(["推进", "平台", "“一网通办”", "，优化", "数据", "共享", "大厅"]), min_size=1, max_size=5
).map(lambda parts: "".join(parts).lstrip("，") + "应用")


def named(kind: str) -> st.SearchStrategy[tuple[str, str]]:
    names = {"department": DEPARTMENTS, "universal": UNIVERSAL, "indefinite": INDEFINITE}[kind]
    return names.map(lambda name: (name, kind))


ONE = st.one_of(named("department"), named("department"), named("universal"), named("indefinite"))
# 各 … at the end only: what follows 、 after it may belong to it, which no reader can tell.
LIST = st.tuples(
    st.lists(named("department"), min_size=1, max_size=4, unique=True),
    st.lists(st.one_of(named("universal"), named("indefinite")), max_size=1),
).map(lambda pair: pair[0] + pair[1])
OFFICES = st.lists(named("department"), min_size=2, max_size=4, unique=True)


def roles(role: str, names: list[tuple[str, str]]) -> tuple[Role, ...]:
    return tuple((role, name, kind) for name, kind in names)


def listed(names: list[tuple[str, str]]) -> str:
    return "、".join(name for name, _ in names)


@st.composite
def saying(draw: st.DrawFn) -> Said:
    """One way of saying who answers."""
    lead, others = draw(LIST), draw(LIST)
    both = roles("lead", lead) + roles("cooperate", others)
    answering = roles("lead", lead) + roles("responsible", others)
    offices = draw(OFFICES)
    return draw(
        st.sampled_from(
            [
                Said(f"（牵头部门：{listed(lead)}；责任部门、单位：{listed(others)}）", False, answering),
                Said(f"(牵头部门:{listed(lead)}。责任部门:{listed(others)})", False, answering),
                Said(f"（牵头单位：{listed(lead)}，配合单位：{listed(others)}）", False, both),
                Said(f"〔责任单位：{listed(lead)}；完成时限：2031年6月底〕", False, roles("responsible", lead)),
                Said(f"【責任單位：{listed(lead)}】", False, roles("responsible", lead)),
                Said(f"（{listed(lead)}负责）", False, roles("responsible", lead)),
                Said(f"（{listed(lead)}按职责分工负责）", False, roles("responsible", lead)),
                Said(f"（{listed(lead)}牵头，{listed(others)}配合）", False, both),
                Said(f"（由{listed(lead)}牵头，{listed(others)}参与，2031年底前完成）", False, both),
                Said(f"（{lead[0][0]}会同{listed(others)}负责）", False, both[:1] + both[len(lead) :]),
                Said(f"（{listed(offices)}）", False, roles("responsible", offices)),
                Said(f"牵头单位：{listed(lead)}。责任单位：{listed(others)}。", False, answering),
                Said(f"牵头单位：{listed(lead)}\n责任单位：{listed(others)}\n完成时限：2031年9月底前", True, answering),
            ]
        )
    )


@st.composite
def task(draw: st.DrawFn, ref: str, label: str) -> Task:
    words = [draw(WORDS) + "。" for _ in range(draw(st.integers(1, 2)))]
    clauses = [draw(saying()) for _ in words]
    if clauses[0].line or not clauses[0].printed.endswith(("）", ")", "〕", "】")):
        words, clauses = words[:1], clauses[:1]
    text = "".join(word + ("\n" if said.line else "") + said.printed for word, said in zip(words, clauses, strict=True))
    return Task(ref, label, text, tuple(said.parties for said in clauses))


@st.composite
def plan(draw: st.DrawFn) -> Made:
    """A document in one style of numbering, with headings of one or two levels, or none."""
    style = draw(st.sampled_from(["{}.", "{}、", "（{}）", "({})", "第{}条 ", "circle", "han"]))
    anew = draw(st.booleans()) or style in ("circle", "han")
    levels = draw(st.integers(0, 2)) if style != "han" else draw(st.integers(0, 1))
    lines, headings, tasks = (
        ["某市2031年数字政府工作要点", "各区人民政府，市政府各部门：", "现将工作安排如下。"],
        [],
        [],
    )
    number = 0
    for part in range(1, draw(st.integers(1, 3)) + 1):
        if levels:
            headings.append(f"{HAN[part - 1]}、{draw(TITLES)}")
            lines.append(headings[-1])
        for group in range(1, (draw(st.integers(1, 2)) if levels == 2 else 1) + 1):
            if levels == 2:
                headings.append(f"（{HAN[group - 1]}）推进第{HAN[group - 1]}类应用")
                lines.append(headings[-1])
            number = 0 if anew and levels else number
            for _ in range(draw(st.integers(1, 3))):
                number += 1
                printed = {"circle": CIRCLES[(number - 1) % 9], "han": f"（{HAN[(number - 1) % 9]}）"}.get(style)
                label = printed or style.format(number)
                path = [str(part)][:levels] + [str(group)][: levels - 1] + [str(number)]
                made = draw(task(".".join(path), label))
                tasks.append(made)
                lines += [label + made.wording]
                if draw(st.integers(0, 5)) == 0:
                    lines.append("— 3 —")
    numbers = [one.label for one in tasks]
    if len(set(numbers)) == len(numbers):
        tasks = [Task(one.ref.rpartition(".")[2], one.label, one.wording, one.parties) for one in tasks]
    if draw(st.booleans()):
        lines += ["附件：1.上年工作报告", "附件", "上年工作报告", "一、主要成绩", "1.建成平台。（市财政局负责）"]
    return Made(draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines), tuple(headings), tuple(tasks))


def found(draft: PlanDraft) -> list[tuple[str, str, str, tuple[tuple[Role, ...], ...]]]:
    return [
        (
            item.ref,
            item.label,
            item.wording,
            tuple(tuple((p.role, p.printed, p.kind) for p in clause.parties) for clause in item.clauses),
        )
        for item in draft.tasks
    ]


@settings(max_examples=80, deadline=None)
@given(plan())
def test_what_is_written_is_what_is_read(made: Made) -> None:
    draft = draft_text(made.text)
    assert found(draft) == [(one.ref, one.label, one.wording, one.parties) for one in made.tasks]
    assert [section.label + section.title for section in draft.sections] == list(made.headings)


@settings(max_examples=80, deadline=None)
@given(plan())
def test_the_blocks_are_the_text(made: Made) -> None:
    draft = draft_text(made.text)
    assert "".join(made.text[block.place.start : block.place.end] for block in draft.blocks) == made.text
    for index, item in enumerate(draft.tasks):
        own = "".join(
            made.text[b.place.start : b.place.end] for b in draft.blocks if b.kind == "task" and b.item == index
        )
        assert "".join(own.split()) == "".join((item.label + item.wording).split())
        for clause in item.clauses:
            for party in clause.parties:
                assert made.text[party.place.start : party.place.end] == party.printed


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plan(), st.sampled_from(sorted(LAYOUTS)))
def test_the_layout_does_not_matter(made: Made, layout: str) -> None:
    """Or a problem says where it does; many more are tried by `python -m tests.fuzz --only layouts`."""
    assert same_or_reported(made.text, layout)
