"""Editions: corrections (勘误), amendments (补充通知), the office's own changes; and whose a document is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.composition import Text, Worded, heading_words, rebased
from egovtrack.draft import Place, Section, TaskDraft
from egovtrack.usecases.places import place_of_issuer
from tests.conftest import Program

PLAN = """2031年上海市数字政务重点工作安排
沪府办发〔2031〕7号
（2031年2月10日）

一、改进服务
1.建成一网通办平台，接入120个事项，开展窗口人员的业务培训。（牵头单位：市经济信息化委。责任单位：市财政局）
2.2031年6月底前完成各部门旧系统迁移，关停20个老旧机房。（责任单位：市财政局、各区政府）
二、加强保障
3.开展网络安全检查，整改发现的问题。（责任单位：市公安局）
"""
TAIL = "3.开展网络安全检查，整改发现的问题。（责任单位：市公安局）\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def imported(egovtrack: Program, document: Path) -> Program:
    egovtrack.today = "2031-03-15"
    egovtrack("import", str(document))
    return egovtrack


def newest(program: Program) -> str:
    """The number of the last action, as --known-at takes it."""
    return f"#{max(row['id'] for row in program.json('log'))}"


def shown(program: Program, *more: str) -> str:
    """All that a plan's listings print."""
    return "".join(
        program(*command, *more, "--format", "json").out
        for command in (("tasks", "2031"), ("dept", "市财政局"), ("dept", "市公安局"), ("show", "2031-1"))
    )


# --- corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_holds_for_all_days_and_is_known_only_from_now(imported: Program, document: Path) -> None:
    before = newest(imported)
    old = shown(imported, "--as-of", "2031-03-01", "--known-at", before)
    document.write_text(PLAN.replace("120个", "150个").replace("市公安局", "市国家保密局"), "utf-8")
    done = imported("import", str(document), "--corrects", "2031")
    assert "120个" in done.out
    assert shown(imported, "--as-of", "2031-03-01", "--known-at", before) == old
    now = imported.json("show", "2031-1", "--as-of", "2031-03-01")[0]
    assert now["targets"][0]["min"] == 150
    assert [row["ref"] for row in imported.json("dept", "市国家保密局", "--plan", "2031", "--as-of", "2031-03-01")] == [
        "2031-3"
    ]
    assert imported("export", "text", "2031").out == document.read_text("utf-8")
    imported("check")


def test_a_note_of_a_target_keeps_the_words_of_its_target(imported: Program, document: Path) -> None:
    """10 of 20 that was reported does not become 10 of 300, and not another target's either."""
    imported("progress", "set", "2031-2", "--dept", "市财政局", "--value", "10", "--date", "2031-03-01")
    text = PLAN.replace("关停20个老旧机房", "共享300个数据集，关停8个老旧机房")
    document.write_text(text, "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    (then,) = imported.json("dept", "市财政局", "--plan", "2031", "--as-of", "2031-05-31")[1:2]
    (now,) = imported.json("dept", "市财政局", "--plan", "2031", "--as-of", "2031-06-01")[1:2]
    assert (then["ref"], then["value"], then["target"]) == ("2031-2", 10, "20个老旧机房")
    assert (now["ref"], now["value"], now["target"]) == ("2031-2", 10, "8个老旧机房")


def test_the_day_of_issue_can_be_corrected(imported: Program, document: Path) -> None:
    document.write_text(PLAN.replace("2月10日", "2月1日"), "utf-8")
    imported("import", str(document), "--corrects", "2031")
    (plan,) = [row for row in imported.json("plans") if row["plan"] == "2031"]
    assert plan["issued_on"] == "2031-02-01"
    assert len(imported.json("tasks", "2031", "--as-of", "2031-02-03")) == 3
    assert "nothing changed" in imported("import", str(document), "--corrects", "2031").err


def test_a_correction_after_an_amendment_is_in_both(imported: Program, document: Path) -> None:
    """The amendment keeps what it changed, and takes over what it had left."""
    document.write_text(PLAN.replace("120个", "200个"), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    text = PLAN.replace("120个", "130个").replace("市公安局", "市国家保密局").replace("改进服务", "改善服务")
    document.write_text(text + "4.做好宣传工作。（责任单位：市民政局）\n", "utf-8")
    imported("import", str(document), "--corrects", "2031@1")
    first, later = (imported.json("tasks", "2031", "--as-of", day) for day in ("2031-05-31", "2031-06-01"))
    assert [row["targets"][0]["min"] for row in (first[0], later[0])] == [130, 200]
    for rows in (first, later):
        assert [row["ref"] for row in rows] == ["2031-1", "2031-2", "2031-3", "2031-4"]
        assert rows[2]["clauses"][0]["parties"][0]["party"] == "市国家保密局"
        assert rows[0]["section"] == ["一、改善服务"]
    imported("check")


def test_the_edition_that_is_corrected_is_named(imported: Program, document: Path) -> None:
    document.write_text(PLAN.replace("120个", "200个"), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    document.write_text(PLAN.replace("120个", "210个"), "utf-8")
    imported("import", str(document), "--corrects", "2031@2")
    values = [
        imported.json("show", "2031-1", "--as-of", day)[0]["targets"][0]["min"] for day in ("2031-05-31", "2031-06-01")
    ]
    assert values == [120, 210]
    assert "no edition 3" in imported("import", str(document), "--corrects", "2031@3", code=2).err
    document.write_text(PLAN.replace("120个", "220个"), "utf-8")
    assert "no plan 2032" in imported("import", str(document), "--corrects", "2032", code=1).err


def test_a_plan_comes_again_after_it_was_undone(imported: Program, document: Path) -> None:
    imported("undo", "--yes")
    assert "no plan 2031" in imported("tasks", "2031", code=1).err
    imported("import", str(document))
    assert len(imported.json("tasks", "2031")) == 3
    assert "nothing changed" in imported("import", str(document)).err
    imported("check")


def test_an_amendment_that_was_written_anew_is_not_undone_alone(imported: Program, document: Path) -> None:
    """A correction entered after it has its words, too: the correction is undone first."""
    document.write_text(PLAN.replace("120个", "200个"), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    amended = newest(imported)
    document.write_text(PLAN.replace("市公安局", "市国家保密局"), "utf-8")
    imported("import", str(document), "--corrects", "2031")
    correction = newest(imported)
    assert correction[1:] in imported("undo", amended[1:], "--yes", code=1).err
    for number in (correction, amended):
        imported("undo", number[1:], "--yes")
    assert imported.json("show", "2031-1", "--as-of", "2031-06-01")[0]["targets"][0]["min"] == 120
    imported("check")


# --- amendments -------------------------------------------------------------------------------------------------------


def test_an_amendment_holds_from_its_day_on(imported: Program, document: Path) -> None:
    imported("progress", "set", "2031-3", "--dept", "市公安局", "--percent", "30", "--date", "2031-03-01")
    amended = PLAN.replace(TAIL, "4." + TAIL[2:]).replace(
        "二、加强", "3.做好宣传工作。（责任单位：市民政局）\n二、加强"
    )
    document.write_text(amended.replace("2月10日", "5月20日"), "utf-8")
    imported("import", str(document), "--amends", "2031")
    before, after = (imported.json("tasks", "2031", "--as-of", day) for day in ("2031-05-19", "2031-05-20"))
    assert [row["ref"] for row in before] == ["2031-1", "2031-2", "2031-3"]
    assert [(row["ref"], row["percent"]) for row in after][2:] == [("2031-3", None), ("2031-4", 30)]
    (plan,) = [row for row in imported.json("plans", "--as-of", "2031-06-01") if row["plan"] == "2031"]
    assert plan["issued_on"] == "2031-02-10", "names and members are those of the day on which the plan was issued"
    imported("check")


def test_a_task_that_an_amendment_does_not_have_is_withdrawn_with_a_yes(imported: Program, document: Path) -> None:
    imported("progress", "set", "2031-3", "--dept", "市公安局", "--percent", "30", "--date", "2031-03-01")
    document.write_text(PLAN.replace(TAIL, "").replace("二、加强保障\n", ""), "utf-8")
    words = ("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    refused = imported(*words, code=2)
    assert "withdrawn" in refused.out
    assert "--yes" in refused.err
    assert len(imported.json("tasks", "2031", "--as-of", "2031-07-01")) == 3
    imported(*words, "--yes")
    assert [row["ref"] for row in imported.json("dept", "市公安局", "--plan", "2031", "--as-of", "2031-05-31")] == [
        "2031-3"
    ]
    assert imported.json("dept", "市公安局", "--plan", "2031", "--as-of", "2031-06-01") == []
    assert "withdrawn" in imported("tasks", "2031", "--as-of", "2031-06-01", "--format", "table").out
    assert len(imported.json("progress", "log")) == 1
    imported("undo", "--yes")
    assert len(imported.json("tasks", "2031", "--as-of", "2031-07-01")) == 3
    imported("check")


def test_a_person_at_the_terminal_is_asked(imported: Program, document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document.write_text(PLAN.replace(TAIL, ""), "utf-8")
    for answer, code, count in ((False, 2, 3), (True, 0, 2)):
        monkeypatch.setattr("egovtrack.app.output.Output.confirm", lambda _output, _question, given=answer: given)
        imported("import", str(document), "--corrects", "2031", code=code)
        assert len(imported.json("tasks", "2031")) == count


def test_a_part_leaves_the_tasks_that_are_not_in_it(imported: Program, tmp_path: Path) -> None:
    part = tmp_path / "part.txt"
    part.write_text(
        "关于调整2031年上海市数字政务重点工作安排的补充通知\n沪府办发〔2031〕30号\n（2031年6月1日）\n\n"
        "1.开展网络安全检查，整改发现的问题，年内完成等级保护测评。（责任单位：市公安局、市民政局）\n"
        "2.做好宣传工作。（责任单位：市民政局）\n",
        "utf-8",
    )
    imported("import", str(part), "--amends", "2031", "--part")
    rows = imported.json("tasks", "2031", "--as-of", "2031-06-01")
    assert [row["ref"] for row in rows] == ["2031-1", "2031-2", "2031-3", "2031-2b"]
    assert "等级保护" in rows[2]["text"]
    assert [row["section"] for row in rows[2:]] == [["二、加强保障"], ["二、加强保障"]]
    text = imported("export", "text", "2031").out
    assert text == PLAN
    assert len(imported.json("dept", "市民政局", "--plan", "2031", "--as-of", "2031-06-01")) == 2
    imported("check")


def test_a_document_amends_only_what_is_there(imported: Program, document: Path) -> None:
    document.write_text(PLAN.replace("（2031年2月10日）\n", "").replace("120", "130"), "utf-8")
    assert "--effective" in imported("import", str(document), "--amends", "2031", code=2).err
    early = imported("import", str(document), "--amends", "2031", "--effective", "2031-01-01", code=2)
    assert "issued on 2031-02-10" in early.err
    assert "exclude" in imported("import", str(document), "--amends", "2031", "--replace", code=2).err


# --- identities -------------------------------------------------------------------------------------------------------


def test_what_was_split_and_merged_is_told(imported: Program, document: Path) -> None:
    imported("progress", "set", "2031-1", "--dept", "市财政局", "--percent", "30", "--date", "2031-03-01")
    text = PLAN.replace(
        "，开展窗口人员的业务培训。（牵头单位：市经济信息化委。责任单位：市财政局）", "。（牵头单位：市经济信息化委）"
    )
    text = text.replace("2.2031年", "2.开展窗口人员的业务培训。（责任单位：市财政局）\n3.2031年").replace(
        "3.开展网络", "4.开展网络"
    )
    document.write_text(text, "utf-8")
    words = ("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    dry = json.loads(imported(*words, "--dry-run", "--format", "json").out)
    assert {(row["identity"], *row["was"], row["ref"]) for row in dry["differences"]} == {
        ("split", "1", "1"), ("split", "1", "2"), ("kept", "2", "3"), ("kept", "3", "4"),
    }  # fmt: skip
    assert "--split" in imported(*words, code=2).err
    told = json.loads(imported(*words, "--same", "1=1", "--new", "2", "--dry-run", "--format", "json").out)
    assert {(row["identity"], row["ref"]) for row in told["differences"]} >= {("reworded", "1"), ("new", "2")}
    imported(*words, "--split", "1=2,1", "--yes")
    rows = {row["ref"]: row["percent"] for row in imported.json("dept", "市财政局", "--as-of", "2031-06-01")}
    assert rows["2031-2"] == 30, "the first one that is named goes on with the notes"


@pytest.mark.parametrize(
    "wrong", [("--same", "9=1"), ("--same", "1"), ("--split", "1=1"), ("--merge", "1=1"), ("--same", "1.7=1.1")]
)
def test_identities_that_cannot_be_are_refused(imported: Program, document: Path, wrong: tuple[str, str]) -> None:
    document.write_text(PLAN.replace("120个", "150个"), "utf-8")
    imported("import", str(document), "--corrects", "2031", *wrong, code=2)


def test_clauses_keep_their_identity(egovtrack: Program, document: Path) -> None:
    """What was reported on the second clause stays on it when a clause is put before it."""
    egovtrack.today = "2031-03-15"
    both = PLAN.replace(TAIL, "3.开展网络安全检查（责任单位：市公安局），举办市民读书节（责任单位：市民政局）。\n")
    document.write_text(both, "utf-8")
    egovtrack("import", str(document))
    egovtrack("progress", "set", "2031-3.2", "--dept", "市民政局", "--percent", "30", "--date", "2031-03-01")
    document.write_text(both.replace("3.开展", "3.完善应急预案（责任单位：市财政局），开展"), "utf-8")
    egovtrack("import", str(document), "--corrects", "2031", "--yes")
    (row,) = egovtrack.json("dept", "市民政局", "--plan", "2031")
    assert (row["ref"], row["clause"], row["percent"]) == ("2031-3.3", 3, 30)


def test_show_tells_since_when_a_wording_holds_and_the_others(imported: Program, document: Path) -> None:
    document.write_text(PLAN.replace("120个", "200个"), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-03-01")
    assert "2031-03-01" in imported("show", "2031-1", "--format", "table").out
    editions = imported("show", "2031-1", "--editions", "--format", "table").out
    assert "120个" in editions
    assert "200个" in editions


# --- the office's own changes -----------------------------------------------------------------------------------------


def test_the_office_adds_a_task(imported: Program) -> None:
    text = "55．建设某平台，接入20个系统。（责任单位：市经济信息化委）"
    imported("task", "add", "2031", "--text", text, "--basis", "专题会议", "--date", "2031-03-10")
    (row,) = imported.json("dept", "市经济信息化委", "--plan", "2031", "--as-of", "2031-03-10")[1:]
    assert (row["ref"], row["number"]) == ("2031-55", 55)
    assert len(imported.json("tasks", "2031", "--as-of", "2031-03-09")) == 3
    imported("task", "add", "2031", "--text", "做好宣传", "--lead", "市民政局", "--after", "2031-1", "--basis", "会议")
    assert [row["ref"] for row in imported.json("tasks", "2031")] == [
        "2031-1", "2031-56", "2031-2", "2031-3", "2031-55",
    ]  # fmt: skip
    assert "做好宣传（牵头单位：市民政局）" in imported("export", "text", "2031").out
    for wrong in (("--text", "做好宣传"), ("--text", "3.做好宣传。（责任单位：市民政局）")):
        assert imported("task", "add", "2031", *wrong, "--basis", "x", code=None).code in {2, 65}
    imported("check")


def test_a_document_does_not_withdraw_what_the_office_added(imported: Program, document: Path) -> None:
    imported("task", "add", "2031", "--text", "55．建设某平台。（责任单位：市民政局）", "--basis", "会议")
    document.write_text(PLAN.replace("120个", "150个"), "utf-8")
    done = imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    assert "55" in done.err
    assert [row["ref"] for row in imported.json("tasks", "2031", "--as-of", "2031-06-01")][-1] == "2031-55"


def test_what_the_office_added_is_in_an_amendment_entered_before(imported: Program, document: Path) -> None:
    document.write_text(PLAN.replace("120个", "150个"), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01")
    imported("task", "add", "2031", "--text", "55．建设某平台。（责任单位：市民政局）", "--basis", "会议")
    imported("task", "withdraw", "2031-3", "--basis", "会议")
    rows = imported.json("tasks", "2031", "--as-of", "2031-06-01")
    assert [(row["ref"], row["targets"][:1] and row["targets"][0]["min"]) for row in rows] == [
        ("2031-1", 150), ("2031-2", 20), ("2031-55", []),
    ]  # fmt: skip


def test_the_office_splits_and_merges(imported: Program) -> None:
    imported("progress", "set", "2031-1", "--dept", "市财政局", "--percent", "30", "--date", "2031-03-01")
    parts = ("--into", "建成一网通办平台，接入120个事项。", "--into", "开展窗口人员的业务培训。（责任单位：市民政局）")
    imported("task", "split", "2031-1", *parts, "--basis", "会议")
    rows = {row["ref"]: row["percent"] for row in imported.json("dept", "市财政局", "--plan", "2031")}
    assert rows == {"2031-1": 30, "2031-2": None}, "a part without a clause has those of the whole"
    assert [row["ref"] for row in imported.json("dept", "市民政局", "--plan", "2031")] == ["2031-1b"]
    imported("task", "merge", "2031-1b", "2031-3", "--into", "2031-3", "--basis", "会议")
    assert [row["ref"] for row in imported.json("dept", "市民政局", "--plan", "2031")] == ["2031-3.2"]
    assert [row["ref"] for row in imported.json("tasks", "2031")] == ["2031-1", "2031-2", "2031-3"]
    assert "no task 2031-9" in imported("task", "withdraw", "2031-9", "--basis", "x", code=1).err
    assert "itself" in imported("task", "merge", "2031-1", "--into", "2031-1", "--basis", "x", code=2).err
    imported("check")
    imported("undo", "--yes")
    assert len(imported.json("tasks", "2031")) == 4


def test_a_task_that_was_split_is_split_again_and_keeps_its_words(imported: Program) -> None:
    first, second, third = "建成一网通办平台，接入120个事项。", "开展窗口人员的业务培训。", "公布办事指南。"
    imported("task", "split", "2031-1", "--into", first, "--into", second, "--basis", "会议")
    done = imported("task", "split", "2031-1", "--into", first, "--into", third, "--basis", "会议")
    rows = {row["ref"]: row["text"] for row in imported.json("tasks", "2031")}
    assert "2031-1, " in done.err
    assert rows["2031-1"] == first
    assert {second, third} < set(rows.values())
    imported("check")


def test_no_duty_is_lost_where_a_task_was_merged_into_one_that_a_later_text_withdraws(
    imported: Program, document: Path
) -> None:
    document.write_text(PLAN.replace(TAIL, "").replace("二、加强保障\n", ""), "utf-8")
    imported("import", str(document), "--amends", "2031", "--effective", "2031-06-01", "--yes")
    imported("task", "merge", "2031-2", "--into", "2031-3", "--basis", "会议")
    assert [row["ref"] for row in imported.json("tasks", "2031")] == ["2031-1", "2031-3"]
    assert [row["ref"] for row in imported.json("tasks", "2031", "--as-of", "2031-06-01")] == ["2031-1", "2031-2"]


# --- what must hold of any change -------------------------------------------------------------------------------------

WORDS = ("建成平台", "完成迁移", "检查网络", "做好宣传", "办好热线")


def text_of(tasks: dict[int, str], headings: dict[int, str]) -> Text:
    """A text of tasks by their identities: what each says, and under which heading."""
    sections = [Section("", title, 1, None, None, Place(0, 0)) for title in dict.fromkeys(headings.values())]
    above = {section.title: (section,) for section in sections}
    worded = [
        Worded(
            TaskDraft(str(place), place, f"{place}.", words, words, None, Place(0, 0)), words, above[headings[task]],
            task, document=1, item=place - 1,
        )
        for place, (task, words) in enumerate(tasks.items(), start=1)
    ]  # fmt: skip
    return Text(tuple(sections), tuple(worded), ())


def said(text: Text) -> list[tuple[int | None, str, list[str]]]:
    return [(each.task, each.draft.wording, heading_words(each.path)) for each in text.tasks]


TASKS = st.dictionaries(st.integers(1, 6), st.sampled_from(WORDS), max_size=6)
HEADINGS = st.fixed_dictionaries(dict.fromkeys(range(1, 7), st.sampled_from(["改进服务", "加强保障"])))
TEXTS = st.builds(text_of, TASKS, HEADINGS)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_change_is_in_a_later_text_where_that_had_left_the_text_as_it_was(
    before: Text, after: Text, later: Text
) -> None:
    result = rebased(before, after, later, {})
    old, new, theirs, found = (each.by_identity() for each in (before, after, later, result))
    assert len({each.draft.ref for each in result.tasks}) == len(result.tasks) == len(found)
    for task, each in found.items():
        words = each.draft.wording
        if task in theirs and task in old and theirs[task].draft.wording == old[task].draft.wording:
            assert words == new[task].draft.wording
        else:
            assert words == (theirs if task in theirs else new)[task].draft.wording
    lost = (theirs.keys() | (new.keys() - old.keys())) - found.keys()
    assert all(task in old and task not in new for task in lost)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_no_change_changes_nothing_and_an_unchanged_text_takes_over_all(before: Text, after: Text) -> None:
    assert said(rebased(before, before, after, {})) == said(after)
    taken = rebased(before, after, before, {})
    assert sorted(said(taken)) == sorted(said(after))


# --- whose a document is ----------------------------------------------------------------------------------------------

CITY = """海滨市人民政府办公厅关于印发2031年海滨市数字政务重点工作安排的通知
海府办发〔2031〕7号

海滨市人民政府办公厅
2031年2月10日

2031年海滨市数字政务重点工作安排
1.建成一网通办平台。（牵头单位：市数据局。责任单位：市财政局）
2.完成旧系统迁移。（责任单位：市财政局、各区政府）
3.开展网络安全检查。（责任单位：市公安局、市政府各部门）
"""
REGISTRY = """name,full,kind
市数据局,海滨市数据局,department
市财政局,海滨市财政局,department
市公安局,海滨市公安局,department
东城区,海滨市东城区,district
西城区,海滨市西城区,district
"""


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("上海市人民政府办公厅", "上海市"), ("深圳市人民政府", "深圳市"), ("某县人民政府办公室", "某县"),
        ("中共广州市委办公厅", "广州市"), ("内蒙古自治区人民政府", "内蒙古自治区"), ("国务院办公厅", "国务院"),
        ("上海市浦东新区人民政府", "上海市浦东新区"), ("上海市经济和信息化委员会", "上海市"),
        ("上海市自来水有限公司", None), ("某某集团", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_the_place_of_an_issuer(issuer: str | None, place: str | None) -> None:
    assert place_of_issuer(issuer) == place


@pytest.fixture
def city(empty: Program, tmp_path: Path) -> tuple[Program, Path]:
    path = tmp_path / "city.txt"
    path.write_text(CITY, "utf-8")
    empty.today = "2031-03-15"
    return empty, path


def obligations(program: Program) -> int:
    return len([*program.json("export", "obligations", "-o", "-")])


def test_a_citys_plan_is_not_bound_to_the_shipped_registry(city: tuple[Program, Path], tmp_path: Path) -> None:
    program, path = city
    done = program("import", str(path))
    assert "市数据局" in done.err
    assert obligations(program) == 0
    assert program.json("depts") == []
    registry = tmp_path / "registry.csv"
    registry.write_text(REGISTRY, "utf-8")
    program("depts", "import", str(registry))
    program("depts", "collective", "add", "各区政府", "--kind", "district")
    assert obligations(program) == 6
    refused = program("seed", "2017", code=1)
    assert "海滨市" in refused.err
    assert obligations(program) == 6


def test_an_import_registers_the_departments_that_it_names(city: tuple[Program, Path]) -> None:
    program, path = city
    done = program("import", str(path), "--add-departments")
    assert "3 departments registered" in done.err
    assert sorted(row["name"] for row in program.json("depts")) == ["市公安局", "市数据局", "市财政局"]
    assert obligations(program) == 4
    program("undo", "--yes")
    assert program.json("depts") == []
    program("check")


def test_another_governments_plan_binds_nobody(egovtrack: Program, tmp_path: Path) -> None:
    """市财政局 of another city is not this city's 市财政局."""
    path = tmp_path / "city.txt"
    path.write_text(CITY, "utf-8")
    egovtrack.today = "2031-03-15"
    before = egovtrack.json("dept", "市财政局")
    done = egovtrack("import", str(path), "--key", "hb2031")
    assert "海滨市" in done.err
    assert egovtrack.json("dept", "市财政局") == before
    assert egovtrack.json("dept", "市财政局", "--plan", "hb2031") == []
    assert len(egovtrack.json("tasks", "hb2031")) == 3
    refused = egovtrack(
        "import", str(path), "--key", "hb2031", "--replace", "--issued", "2031-02-09", "--register", code=1
    )
    assert "not registered" in refused.err


def test_a_ledgers_place_is_told(city: tuple[Program, Path]) -> None:
    program, path = city
    path.write_text(CITY.replace("海滨市人民政府办公厅", "某某集团有限公司"), "utf-8")
    program("import", str(path))
    assert "--place" in program("seed", "2017", code=1).err
    program("undo", "--yes")
    program("import", str(path), "--place", "海滨市")
    assert "海滨市" in program("seed", "2017", code=1).err
    assert "海滨市" in program("import", str(path), "--place", "上海市", code=2).err


def test_the_shipped_plans_are_loaded_where_the_ledger_is_said_to_be_theirs(city: tuple[Program, Path]) -> None:
    program, path = city
    path.write_text(CITY.replace("海滨市人民政府办公厅", "某某集团有限公司"), "utf-8")
    program("import", str(path))
    program("seed", "2017", "--place", "上海市")
    assert len(program.json("tasks", "2017")) == 54
    assert "nothing changed" in program("seed", "2017").err


def test_a_company_is_its_ledgers_own(city: tuple[Program, Path]) -> None:
    program, path = city
    path.write_text(CITY.replace("海滨市人民政府办公厅", "某某集团有限公司"), "utf-8")
    program("import", str(path), "--add-departments")
    assert obligations(program) == 4
