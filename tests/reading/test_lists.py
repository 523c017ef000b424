"""Lists of those who answer, as governments of every level write them: every name that reads as one, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.draft import PlanDraft
from egovtrack.reading import draft_text

OTHER = "2.建设乙。（责任单位：市水务局）\n"
ROLES = {"lead": "L", "responsible": "R", "cooperate": "C"}
KINDS = {"department": "", "universal": "*", "indefinite": "?"}


def draft(clause: str) -> PlanDraft:
    return draft_text(f"某市2031年工作要点\n1.建设甲。{clause}\n{OTHER}")


def parties(clause: str) -> str:
    """Those of the first task as printed: * marks all of a kind, ? nobody in particular, … an open list, | a clause."""
    return " | ".join(
        " ".join(f"{ROLES[p.role]}:{p.printed}{KINDS[p.kind]}{'…' if p.open_list else ''}" for p in said.parties)
        for said in draft(clause).tasks[0].clauses
    )


def problems(clause: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.excerpt) for problem in draft(clause).problems if problem.code != "no_party"]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        # Names that do not end as names of offices mostly do.
        ("（责任单位：各地级以上市人民政府、东州大学）", "R:各地级以上市人民政府* R:东州大学"),
        ("（教育部、体育总局、中国足协负责）", "R:教育部 R:体育总局 R:中国足协"),
        ("（东州、西州市政府负责）", "R:东州 R:西州市政府"),
        ("（省财政厅、各市州、各地级以上市负责）", "R:省财政厅 R:各市州* R:各地级以上市*"),
        ("（省人大、省政协、省交投负责）", "R:省人大 R:省政协 R:省交投"),
        ("（县城投、县财政局牵头，省电网、市税务配合）", "L:县城投 L:县财政局 C:省电网 C:市税务"),
        ("（县民政局牵头，各村（社区）配合）", "L:县民政局 C:各村（社区）*"),
        ("（责任单位：市中院、国网某市供电公司、各通信运营商、滨江湿地）",
         "R:市中院 R:国网某市供电公司 R:各通信运营商* R:滨江湿地"),
        # Two names or one, joined by 和, 及, 与; what 等 speaks of.
        ("（責任單位：州委編辦及州直相關單位）", "R:州委編辦 R:州直相關單位?"),
        ("（商务部、农业农村部等和各区政府负责）", "R:商务部… R:农业农村部… R:各区政府*"),
        ("（银保监会及各地区按职责分工负责）", "R:银保监会 R:各地区*"),
        ("（市教育局和市文化和旅游局及团市委与市妇联负责）", "R:市教育局 R:市文化和旅游局 R:团市委 R:市妇联"),
        ("（责任单位：市直有关部门、单位，各区市政府、开发区管委）",
         "R:市直有关部门、单位? R:各区市政府* R:开发区管委*"),
        ("（责任单位：各有关部门和单位，各县（市、区）委、政府）", "R:各有关部门和单位? R:各县（市、区）委、政府*"),
        ("（各省、自治区、直辖市人民政府，市（州）党委和政府负责）",
         "R:各省、自治区、直辖市人民政府* R:市（州）党委和政府"),
        ("（各省、自治区、直辖市人民政府和东州建设兵团负责）", "R:各省、自治区、直辖市人民政府* R:东州建设兵团"),
        ("（市文化广电和旅游局和各区，县税务和县烟草局负责）", "R:市文化广电和旅游局 R:各区* R:县税务 R:县烟草局"),
        # Among offices a bare list also has names that only may be one.
        ("（市国资委、东州水务集团、东州新区、东州地铁）", "R:市国资委 R:东州水务集团 R:东州新区 R:东州地铁"),
        ("（市城管局、各区政府，12月）", "R:市城管局 R:各区政府*"),
        ("（各对口协同发展区县政府、市供销合作社和有关区县政府负责）",
         "R:各对口协同发展区县政府* R:市供销合作社 R:有关区县政府?"),
        ("（按时完成，责任单位：市数据局）", "R:市数据局"),
        ("（责任整改单位：市数据局；牵头考核单位：市财政局）", "R:市数据局 L:市财政局"),
        ("（东山区、西山区政府）", "R:东山区 R:西山区政府"),
        ("（教务处、人事处、工会）", "R:教务处 R:人事处 R:工会"),
        ("（市数据局等部门和各设区市、县（市）政府负责）", "R:市数据局… R:部门?… R:各设区市、县（市）政府*"),
        ("（责任单位：各市州、县市区人民政府）", "R:各市州、县市区人民政府*"),
        ("（责任单位：滨江新区管委会、东山合作区管委会（以下简称“各区”））", "R:滨江新区管委会 R:东山合作区管委会"),
        ("（违法处理中心和车辆管理所牵头，市车管所与城区派出所配合）",
         "L:违法处理中心 L:车辆管理所 C:市车管所 C:城区派出所"),
        ("（市纪委监委机关、市委组织部负责）", "R:市纪委监委机关 R:市委组织部"),
        ("责任单位为市财政局、市审计局，配合单位为各区政府。", "R:市财政局 R:市审计局 C:各区政府*"),
        ("（市卫生健康委等11部门负责）", "R:市卫生健康委… R:11部门?…"),
        ("（市高等教育处、市平等就业中心负责）", "R:市高等教育处 R:市平等就业中心"),
        ("（市数据局为牵头单位，市财政局为配合单位）", "L:市数据局 C:市财政局"),
        ("（市河长办、各级河长负责）", "R:市河长办 R:各级河长*"),
        ("（责任单位：市级有关部门、区县政府）", "R:市级有关部门? R:区县政府"),
        # What verbs and labels say.
        ("（生态环境部指导，试点城市政府负责落实）", "R:生态环境部 R:试点城市政府*"),
        ("（财政部负责）促进利用。（工业和信息化部指导）", "R:财政部 | R:工业和信息化部"),
        ("（市财政局统筹，市审计局保障，市公安局督促）", "R:市财政局 C:市审计局 R:市公安局"),
        ("（市数据局总牵头，市财政局协同）", "L:市数据局 C:市财政局"),
        ("（市数据局、市财政局等部门协同负责，各区协同）", "R:市数据局… R:市财政局… R:部门?… C:各区*"),
        ("\n责任单位：市数据局牵头，市财政局等单位按职责分工负责\n深入开展数字政府和智慧城市建设行动",
         "L:市数据局 R:市财政局… R:单位?…"),
        ("（市数据局为主，市财政局配合）", "L:市数据局 C:市财政局"),
        ("（以市数据局为主，市财政局配合）", "L:市数据局 C:市财政局"),
        ("（以市数据局为牵头单位，市财政局参与）", "L:市数据局 C:市财政局"),
        ("（市数据局抓总，市财政局属地负责）", "L:市数据局 R:市财政局"),
        ("（市数据局牵头，市财政局、市审计局）", "L:市数据局 R:市财政局 R:市审计局"),
        ("责任单位及职责：市数据局负责方案；市财政局负责资金", "R:市数据局 R:市财政局"),
        ("主要责任单位：市数据局 其他责任单位：市财政局", "R:市数据局 R:市财政局"),
        ("（责任单位：市数据局（主）、市财政局（协））", "L:市数据局 C:市财政局"),
        ("（责任司局：规划司、财务司）", "R:规划司 R:财务司"),
        ("（责任科（室）：预算科；配合部室：综合部）", "R:预算科 C:综合部"),
        ("（市级责任单位：市财政局；总牵头单位：市数据局）", "R:市财政局 L:市数据局"),
        ("（安全部、生产技术部牵头，各分公司、子公司配合）", "L:安全部 L:生产技术部 C:各分公司、子公司*"),
        ("（设备更新由市商务局负责，以旧换新由市发展改革委负责）", "R:市商务局 R:市发展改革委"),
        ("改造内容如下：责任单位：市数据局完成时限：6月底", "R:市数据局"),
        ("牵头：市数据局；配合：市财政局", "L:市数据局 C:市财政局"),
        ("（责任学院：计算机学院、各学院；责任专班：招生专班）", "R:计算机学院 R:各学院* R:招生专班"),
        ("（责任单位：市人大办、市政协办、市科协办）", "R:市人大办 R:市政协办 R:市科协办"),
        ("（市安委会成员单位、市属国有企业负责）", "R:市安委会成员单位* R:市属国有企业*"),
        ("（市数据局、市财政局，各区）", "R:市数据局 R:市财政局 R:各区*"),
        ("\n【责任单位】市数据局、市财政局", "R:市数据局 R:市财政局"),
        ("\n【牵头单位】：市数据局\n【配合单位】：市财政局", "L:市数据局 C:市财政局"),
        ("\n[牵头单位]市数据局 [配合单位]市财政局", "L:市数据局 C:市财政局"),
        ("〖市数据局、市财政局〗", "R:市数据局 R:市财政局"),
        ("｛承接单位：市数据局／市财政局｝", "R:市数据局 R:市财政局"),
        ("\n——责任单位：市数据局。", "R:市数据局"),
        ("\n▲责任单位：市数据局", "R:市数据局"),
        ("\n责任单位 市数据局、市财政局", "R:市数据局 R:市财政局"),
        ("（责任部门（单位）：市数据局；责任（配合）单位：市财政局）", "R:市数据局 R:市财政局"),
        ("（承担单位：市数据局；协作单位：市财政局；主管部门：市审计局）", "R:市数据局 C:市财政局 R:市审计局"),
        ("（市数据局牵头，市财政局负责资金保障，市审计局做好监督，各区政府要抓好落实）",
         "L:市数据局 R:市财政局 R:市审计局 R:各区政府*"),
        ("（由市数据局会同市财政局、市审计局等部门制定方案并组织实施）", "L:市数据局 C:市财政局… C:市审计局… C:部门?…"),
        ("（市数据局商市财政局提出意见）", "L:市数据局 C:市财政局"),
        ("（宣传处会办公室）", "L:宣传处 C:办公室"),
        ("（责任处室：办公室商财务处、政研室会信息科）", "L:办公室 C:财务处 L:政研室 C:信息科"),
        ("（市发展改革委会市财政局制定方案，市司法局联合市审计局负责）",
         "L:市发展改革委 C:市财政局 L:市司法局 C:市审计局"),
        ("（责任单位：市财政局 会 市审计局）", "L:市财政局 C:市审计局"),
        ("（市教育局同市财政局并市审计局负责）", "R:市教育局 R:市财政局 R:市审计局"),
        ("（责任单位：办公厅会计处、管委会市场局、市工商联合会办公室、市安委会办公室、财务处商贸科、县委会办公室）",
         "R:办公厅会计处 R:管委会市场局 R:市工商联合会办公室 R:市安委会办公室 R:财务处商贸科 R:县委会办公室"),
        ("（市数据局、市财政局、市审计局，市数据局牵头）", "R:市财政局 R:市审计局 L:市数据局"),
        ("（市数据局，市财政局、市审计局配合）", "R:市数据局 C:市财政局 C:市审计局"),
        ("(市数据局,市财政局,市审计局配合)", "C:市数据局 C:市财政局 C:市审计局"),
        ("（责任单位：省级各有关部门，各市〔州〕、县〔市、区〕人民政府）",
         "R:省级各有关部门? R:各市〔州〕、县〔市、区〕人民政府*"),
        ("责任单位：市数据局、市财政局）", "R:市数据局 R:市财政局"),
        # What a list says of itself.
        ("（责任单位：市财政局（含市金融办）、市审计局〈市内审中心〉，排名不分先后）", "R:市财政局 R:市审计局"),
        ("（市财政局负责，排在首位的为牵头单位，各区政府配合）", "R:市财政局 C:各区政府*"),
        ("（第一个逗号前为牵头单位。市公安局、市司法局，市民政局、各区政府）",
         "L:市公安局 L:市司法局 R:市民政局 R:各区政府*"),
        ("责任单位：市数据局、市财政局（除注明外，列第一位为牵头或汇总单位，下同）", "L:市数据局 R:市财政局"),
        ("（责任单位：市数据局、市财政局。责任单位中列第一位的责任单位为牵头单位）", "L:市数据局 R:市财政局"),
        ("（市财政局和各区政府负责。列第一位的为牵头单位，其他单位按职责分工负责）", "L:市财政局 R:各区政府*"),
        ("（市财政局、★市审计局、市数据局负责，标★的为牵头单位）", "R:市财政局 L:市审计局 R:市数据局"),
        ("（责任单位：市财政局△、市审计局；带△号的为牵头单位，其他为配合单位）", "L:市财政局 C:市审计局"),
        # Numbers, persons and adverbs among names.
        ("（责任单位：1.市财政局2.市审计局）", "R:市财政局 R:市审计局"),
        ("责任单位：1、市财政局 2、市审计局；配合单位：（1）市数据局（2）各区政府",
         "R:市财政局 R:市审计局 C:市数据局 C:各区政府*"),
        ("责任单位和责任人：市财政局 张三、市审计局局长李四", "R:市财政局 R:市审计局"),
        ("（牵头单位及责任人：市财政局（张三）；配合单位：市审计局）", "L:市财政局 C:市审计局"),
        ("（责任部门：档案部牵头，信息部提供系统支持）", "L:档案部 C:信息部"),
        ("责任单位：市数据局（联系人：张三）、市体育局（责任人：李四）", "R:市数据局 R:市体育局"),
        ("（责任单位：市数据局（第一责任单位）、市体育局）", "R:市数据局 R:市体育局"),
        ("（责任单位：市数据局负责平台，市体育局负责资金）", "R:市数据局 R:市体育局"),
        ("（首家为牵头单位）（市数据局、市体育局）", "L:市数据局 R:市体育局"),
        ("（市委各部委、市级国家机关各部门、各人民团体）", "R:市委各部委* R:市级国家机关各部门* R:各人民团体*"),
        ("（市数据局、市体育局，第二季度）", "R:市数据局 R:市体育局"), ("（市数据局 6月底前）", "R:市数据局"),
        ("（市数据局牵头 市体育局、市教育局配合 6月底前）", "L:市数据局 C:市体育局 C:市教育局"),
        ("（各中小学校、幼儿园）", "R:各中小学校* R:幼儿园*"),
        ("（各高等院校、科研院所负责）", "R:各高等院校* R:科研院所*"),
        ("（市数据局、市交投）", "R:市数据局 R:市交投"), ("（东山区、市数据局）", "R:东山区 R:市数据局"),
        ("（市公安、交通、住建部门）", "R:市公安 R:交通 R:住建部门"),
        ("（公安、城管等部门按职责分工负责）", "R:公安… R:城管… R:部门?…"),
        ("（责任单位：⑴市数据局⑵市体育局）", "R:市数据局 R:市体育局"), ("\n⑴责任单位：市数据局", "R:市数据局"),
        ("（责任单位市数据局、市体育局）", "R:市数据局 R:市体育局"),
        ("（牵头单位市财政局，配合部门各区政府）", "L:市财政局 C:各区政府*"),
        ("（市教育局领办、市体育局会办）", "R:市教育局 C:市体育局"),
        ("（市教育局主抓，市体育局协抓）", "L:市教育局 C:市体育局"),
        ("（市审计局经办，市水务局督办）", "R:市审计局 R:市水务局"),
        ("（市相关部门和单位及各区县负责）", "R:市相关部门和单位? R:各区县*"),
        ("（市财政局结合实际落实，各区政府因地制宜推进）", "R:市财政局 R:各区政府*"),
    ],
)  # fmt: skip
def test_who_answers(clause: str, expected: str) -> None:
    assert parties(clause) == expected
    assert problems(clause) == []


ENDS = {
    "建设甲（教育局）": "教育局", "建设乙中心（市财政局）；": "市财政局",
    "建设丙（市审计局、各镇街）。": "市审计局 各镇街*",
    "建设丁（东山区）": "东山区", "建设戊。（市档案馆、市图书馆）": "市档案馆 市图书馆",
    "建设己    市体育局、各区政府": "市体育局 各区政府*", "建设庚——市民政局": "市民政局",
    "建设辛；市水务局": "市水务局",
}  # fmt: skip


def ends(*items: str) -> list[str]:
    lines = "".join(f"{number}.{item}\n" for number, item in enumerate(items, start=1))
    tasks = draft_text(f"某市2031年工作要点\n{lines}").tasks
    named = ([party for clause in task.clauses for party in clause.parties] for task in tasks)
    return [" ".join(f"{p.printed}{KINDS[p.kind]}" for p in parties) for parties in named]


@settings(max_examples=30, deadline=None)
@given(st.permutations(list(ENDS)))
def test_a_plan_whose_items_end_in_brackets_with_offices_says_so_who_answers(items: list[str]) -> None:
    assert ends(*items) == [ENDS[item] for item in items]


def test_brackets_with_places_or_at_few_items_do_not() -> None:
    assert ends("建设甲（东山区）", "建设乙（西山区）", "建设丙（市财政局负责）") == ["", "", "市财政局"]
    assert ends("建设甲（市财政局）", "建设乙。", "建设丙。", "建设丁（市审计局负责）", "建设戊。")[0] == ""
    few = "某市2031年工作要点\n1.建设甲——市财政局\n2.建设乙。\n3.建设丙。\n4.建设丁。（市审计局负责）"
    found = {(each.code, each.excerpt) for each in draft_text(few).problems}
    assert ("unread_clause", "——市财政局") in found


@pytest.mark.parametrize(
    ("clause", "expected", "problem"),
    [
        ("（责任单位：市财政局、市审计局！）", "R:市财政局", ("doubtful_name", "市审计局！")),
        ("（市财政局、加快推进工作、市审计局负责）", "R:市财政局 R:市审计局", ("doubtful_name", "加快推进工作")),
        ("（牵头单位：市财政局 责任单位：市审计局、市统", "L:市财政局 R:市审计局", ("doubtful_name", "市统")),
        ("（牵头单位：市财政局", "L:市财政局", ("unclosed_clause", "（牵头单位：市财政局")),
        ("（牵头单位：市财政局】", "L:市财政局", ("unclosed_clause", "（牵头单位：市财政局】")),
        ("请有关方面（市财政局、市审计局）做好工作。（市公安局负责）", "R:市公安局",
         ("unread_clause", "（市财政局、市审计局）")),
        ("（东山、西山、北山负责）", "", ("unread_clause", "（东山、西山、北山负责）")),
        ("（各部门要高度重视，做到守土有责，由市财政局负责）", "",
         ("unread_clause", "（各部门要高度重视，做到守土有责，由市财政局负责）")),
        ("（市数据局起草，市司法局审核）", "", ("unread_clause", "（市数据局起草，市司法局审核）")),
        ("（市财政局、市审计局负责，加粗的为牵头单位）", "R:市财政局 R:市审计局",
         ("unread_clause", "加粗的为牵头单位")),
        ("（责任单位：市财政局。无牵头单位的，责任单位即为牵头单位）", "R:市财政局",
         ("unread_clause", "无牵头单位的，责任单位即为牵头单位")),
        ("（责任单位：市财政局、建设数字强省）", "R:市财政局", ("doubtful_name", "建设数字强省")),
        ("（责任单位：市财政局、市审计局（二）其他工作）", "R:市财政局 R:市审计局",
         ("doubtful_name", "（二）其他工作")),
        ("（责任单位：市财政局、市审计局按职责分工负责深入开展行动）", "R:市财政局",
         ("doubtful_name", "市审计局按职责分工负责深入开展行动")),
        ("\n责任单位：市财政局、市审计局推动数字基础设施建设持续优化布局，引导电力、东山的投资等服务，深化与香港、市司法局合作",
         "R:市财政局", ("doubtful_name", "市审计局推动数字基础设施建设持续优化布局")),
        ("（责任单位：市财政局、各区打造精品工程推进处）", "R:市财政局", ("doubtful_name", "各区打造精品工程推进处")),
        ("（责任单位：市财政局、运输监管工作.市卫生健康委）", "R:市财政局",
         ("doubtful_name", "运输监管工作.市卫生健康委")),
        ("（责任单位：市财政局、积极部署数据基础设施）", "R:市财政局", ("doubtful_name", "积极部署数据基础设施")),
        ("（责任单位：市财政局、覆盖率达到42%）", "R:市财政局", ("doubtful_name", "覆盖率达到42%")),
        ("（责任单位：市财政局 张三、市审计局）", "R:市财政局 R:市审计局", ("doubtful_name", "张三")),
        ("（张三牵头，市财政局负责）", "R:市财政局", ("doubtful_name", "张三")),
        ("（责任单位：市财政局、市审计局局长）", "R:市财政局", ("doubtful_name", "市审计局局长")),
        ("（责任单位：市财政局、加快推进）", "R:市财政局", ("doubtful_name", "加快推进")),
        ("（责任单位：市数据局，各区政府参照执行）", "R:市数据局", ("doubtful_name", "各区政府参照执行")),
        # What is said of all tasks is no name.
        ("（责任单位：市数据局负责。具体任务均涉及相关区政府，不再分工，下同。）", "R:市数据局",
         ("doubtful_name", "具体任务均涉及相关区政府")),
        ("（责任单位：市数据局。所有事项都须各镇街参与）", "R:市数据局", ("doubtful_name", "所有事项都须各镇街参与")),
        # A bracket in mid-sentence speaks of a part.
        ("评价由企业组织（学校由市教育局负责），分为三级。", "", ("unread_clause", "（学校由市教育局负责）")),
        ("推进乙（市财政局、市一中）", "", ("unread_clause", "（市财政局、市一中）")),
        ("（市财政局、市审计局、东山论坛）", "", ("unread_clause", "（市财政局、市审计局、东山论坛）")),
        ("（完成时限：6月底；市财政局）", "", ("unread_clause", "（完成时限：6月底；市财政局）")),
        ("（责任单位：见附件）", "", ("unread_clause", "（责任单位：见附件）")),
        ("（东山区、西山区）", "", ("unread_clause", "（东山区、西山区）")),
        ("建立会议（由副市长任召集人，市财政局、市审计局参加）制度。（市公安局负责）", "R:市公安局",
         ("unread_clause", "（由副市长任召集人，市财政局、市审计局参加）")),
        ("后台审批（部门配合）并公开。（市公安局负责）", "R:市公安局", ("unread_clause", "（部门配合）")),
        ("工程由市住建局牵头，市财政局配合。（市公安局负责）", "R:市公安局",
         ("unread_clause", "工程由市住建局牵头，市财政局配合")),
    ],
)  # fmt: skip
def test_what_cannot_be_read_keeps_its_place(clause: str, expected: str, problem: tuple[str, str]) -> None:
    assert parties(clause) == expected
    assert problem in problems(clause)


UNKNOWN = (
    "兜底", "认领", "包联", "挂帅", "对接", "把关", "跟进", "主导", "领衔", "承建", "归口", "会签", "起草",
    "汇总", "合力推进", "全程参与", "一并落实", "跟踪问效", "运营", "维护",
)  # fmt: skip
WAYS = (
    "（市财政局{}）", "（市财政局、市审计局{}）", "（由市财政局{}）", "（市财政局{}，市审计局配合）",
    "（{}：市财政局）", "（{}单位：市财政局、市审计局）", "（{}单位为市财政局）", "（市财政局（{}）、市审计局）",
    "\n{}：市财政局、市审计局",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@given(verb=st.sampled_from(UNKNOWN))
def test_offices_whose_verb_is_not_known_are_read_or_reported(way: str, verb: str) -> None:
    clause = way.format(verb)
    known = {name for name in ("市财政局", "市审计局") if name in clause}
    named = {party.printed for said in draft(clause).tasks[0].clauses for party in said.parties}
    reported = "".join(excerpt for _code, excerpt in problems(clause))
    assert named <= known
    assert all(name in named or name in reported for name in known)


@pytest.mark.parametrize(
    "clause",
    [
        "（以下简称市数据局）",
        "（含市财政局、市审计局）", "（原市工商局）", "在专家（市长）指导下推进。", "（企业指导）",
        "优化服务（办理时限：3个工作日）。",
        "支持园区（东山园区、西山园区）发展。",
        "由市数据局（市大数据中心）的平台支撑。", "（不含市财政局）",
    ],
)  # fmt: skip
def test_what_names_nobody_who_answers(clause: str) -> None:
    assert parties(clause) == ""
    assert problems(clause) == []


def test_a_remark_on_companies_below_some_size_rules_nothing() -> None:
    items = "1.规模以下企业，由市财政局负责。建设甲。（市公安局负责）\n2.建设乙。（市水务局负责）\n"
    assert [[p.printed for c in task.clauses for p in c.parties] for task in draft_text(items).tasks][1] == ["市水务局"]


def test_who_stands_before_the_first_comma_leads_in_what_follows() -> None:
    text = (
        "1.建设甲。（市公安局，市司法局。第一个逗号前为牵头单位，下同）\n2.建设乙。（市水务局、市民政局，市林业局）\n"
    )
    said = [[(p.role, p.printed) for p in task.clauses[0].parties] for task in draft_text(text).tasks]
    assert said == [
        [("lead", "市公安局"), ("responsible", "市司法局")],
        [("lead", "市水务局"), ("lead", "市民政局"), ("responsible", "市林业局")],
    ]


NAMES = [
    "市财政局", "市卫生健康委", "市政府办公厅", "省委宣传部", "市城投集团", "市人民法院", "市大数据中心", "公安部",
    "县残联", "各区政府", "市级有关部门", "各镇（街道）", "市总工会",
]  # fmt: skip
VERBS = [
    "", "负责", "配合", "牵头", "指导", "参加", "参与", "等", "等部门", "统筹", "督导", "支持", "按职责分工负责",
    "联合推进", "等单位配合", "，2031年6月底前", "共同负责",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    before=st.sampled_from(["建设甲。", "建设甲", "请", "以及", "建设甲，", "推进改革；", "听取意见", "“一网通办”"]),
    brackets=st.sampled_from(["（）", "()", "【】", "〔〕"]),
    names=st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True),
    joint=st.sampled_from(["、", "，", "和"]),
    verb=st.sampled_from(VERBS),
    after=st.sampled_from(["", "。", "；推进乙。", "推进乙。", "，推进乙。", "的工作。"]),
)
def test_no_list_of_offices_in_brackets_is_passed_over(
    before: str, brackets: str, names: list[str], joint: str, verb: str, after: str
) -> None:
    said = f"{brackets[0]}{joint.join(names)}{verb}{brackets[1]}"
    found = draft(f"{before}{said}{after}（责任单位：市水务局）")
    start = found.document.text.index(said)
    named = {party.printed for clause in found.tasks[0].clauses for party in clause.parties}
    reported = any(
        problem.place.start < start + len(said) and problem.place.end > start
        for problem in found.problems
        if problem.code != "no_party"
    )
    assert set(names) <= named or reported
