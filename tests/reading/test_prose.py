"""Clauses in plain prose: read where they are unmistakable, reported where they may be one, else left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from egovtrack.errors import BadInput
from egovtrack.reading import draft_text
from tests.reading.test_styles import shown

OTHER = "2.建设乙。（责任单位：市审计局）\n"


def read(item: str) -> str:
    """The first task, as `shown`, of a plan that has this item and one more."""
    return shown(draft_text(f"某市2031年工作要点\n1.{item}\n{OTHER}"))[0].removeprefix("1 | ")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("由市数据局牵头，市财政局、林业局配合，2031年底前建成平台。",
         "2031年底前建成平台。 | L:市数据局 C:市财政局 C:市林业局 | 2031-12-31"),
        ("县数据局牵头、县财政局配合，4月底前完成批复。", "4月底前完成批复。 | L:县数据局 C:县财政局 | 2031-04-30"),
        ("加强支持。省金融局会同某银行省分行、省财政厅负责。", "加强支持。 | L:省金融局 C:某银行省分行 C:省财政厅"),
        ("市财政局会同市审计局负责，争取资金3亿元。", "争取资金3亿元。 | L:市财政局 C:市审计局"),
        ("开展行动（以下简称“行动”），由纪委监委牵头负责，各部门配合。",
         "开展行动（以下简称“行动”）。 | L:纪委监委 C:各部门"),
        ("整治道路。市公安局负责，市交通局配合。", "整治道路。 | R:市公安局 C:市交通局"),
        ("推进改革，市发展改革委牵头，有关部门配合。", "推进改革。 | L:市发展改革委 C:有关部门"),
        ("建设平台，由市财政局牵头，会同市公安局、市民政局，6月底前完成。",
         "建设平台。 | L:市财政局 C:市公安局 C:市民政局 | 2031-06-30"),
        ("扩大投资。市发改委牵头抓总，市住建局、市交通局各负其责。", "扩大投资。 | L:市发改委 R:市住建局 R:市交通局"),
        ("由县住建局负责，尽快开工。", "尽快开工。 | R:县住建局"),
        ("清理死角，由区爱卫办牵头、各镇街具体实施。", "清理死角。 | L:区爱卫办 R:各镇街"),
        ("请市财政局牵头，市审计局、各区政府配合，抓紧落实。", "抓紧落实。 | L:市财政局 C:市审计局 C:各区政府"),
        ("东州、西州、南州公司牵头，年底前完成试点。", "年底前完成试点。 | L:东州 L:西州 L:南州公司 | 2031-12-31"),
        ("经营部牵头，设计院、经信局配合，完成规划。", "完成规划。 | L:经营部 C:设计院 C:经信局"),
        ("市教育局牵头，市公安局、市城管局协同，开展整治。", "开展整治。 | L:市教育局 C:市公安局 C:市城管局"),
        ("督促整改。市应急局牵头，市消防总队参与，12月底前完成。",
         "督促整改。 | L:市应急局 C:市消防总队 | 2031-12-31"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_who_answers(item: str, expected: str) -> None:
    assert read(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        "清理文件，由起草部门负责清理。",
        "实行市长负责制，主要负责同志牵头。",
        "各项目牵头单位对项目负总责，领导小组负责统筹。",
        "坚持政府主导，社会参与，部门负责。",
        "属地政府负责。全社会参与。",
        "出版公报。\n市政府办公厅主办",
        "领导小组办公室设在区住建局，由区住建局负责日常工作。",
        "建设平台（市财政局负责的除外，市审计局负责",
    ],
)
def test_prose_that_merely_has_the_words(item: str) -> None:
    assert " | " not in read(item)


@pytest.mark.parametrize(
    "item",
    [
        "加强领导，统筹各区政府负责。",
        "市财政局负责落实资金，社会参与，企业配合。",
        "你局会同市审计局负责落实资金。",
        "甲局与乙局协同。",
        "你局6月底前完成资金下达。",
        "财务处牵头，红星公社配合，6月底前完成。",
        "深圳某集团6月底前完成签约。",
        "清理壁垒（市数据局）；规范检查。",
        "建设平台。\n责任单位：同上",
        "推进乙项目，由市财政局兜底。",
        "推进乙项目，由市财政局、市审计局认领。",
    ],
)
def test_what_may_be_a_clause_is_a_problem(item: str) -> None:
    problems = draft_text(f"某市2031年工作要点\n1.{item}\n{OTHER}").problems
    assert [problem.code for problem in problems if problem.code != "no_party"] == ["unread_clause"]


def test_what_a_clause_in_prose_covers() -> None:
    draft = draft_text(f"1.由市数据局牵头，建设甲。建设乙，由市财政局牵头负责。\n{OTHER}")
    assert [(clause.text, clause.printed) for clause in draft.tasks[0].clauses] == [
        ("建设甲。建设乙", "由市数据局牵头"), ("建设甲。建设乙", "由市财政局牵头负责"),
    ]  # fmt: skip


def test_a_clause_before_the_first_task_is_a_problem() -> None:
    draft = draft_text("某市2031年工作要点\n各单位：\n统筹全局。（市政府办负责）\n1.建设甲。（责任单位：市数据局）\n")
    assert ("early_clause", 3) in [(problem.code, problem.line) for problem in draft.problems]


def test_whom_a_document_addresses_answers_for_nothing() -> None:
    draft = draft_text("某部2031年工作要点\n各司局、各直属单位：\n1.建设甲。（科技司牵头）\n2.建设乙。（规划司牵头）\n")
    assert [problem.code for problem in draft.problems] == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("市财政局：安排资金。", "安排资金。 | R:市财政局"),
        ("市教育局、市公安局：排查校园周边。", "排查校园周边。 | R:市教育局 R:市公安局"),
        ("市政府办公室。负责日常工作。", "负责日常工作。 | R:市政府办公室"),
        ("各乡镇人民政府：抓好落实。", "抓好落实。 | R:各乡镇人民政府"),
        ("市应急局：牵头组织救援。", "牵头组织救援。 | L:市应急局"),
        ("东州供电公司：负责电力保障。", "负责电力保障。 | R:东州供电公司"),
    ],
)
def test_a_division_of_duties(item: str, expected: str) -> None:
    """In a plan that says it in no other way, too."""
    assert read(item) == expected
    assert shown(draft_text(f"职责分工\n1.{item}\n2.{item}\n"))[1] == f"2 | {expected}"


@pytest.mark.parametrize(
    "item",
    ["成员单位：市财政局、市教育局。", "某某有限公司：建设厂房。", "申报单位：市财政局。", "市级层面：市财政局督促。"],
)
def test_what_a_colon_says_of_others(item: str) -> None:
    assert " | " not in read(item)


# Sentences that tell offices what to do, and whom; their words stay those of the task.
DUTIES = {
    "市财政局负责安排资金，各街道配合做好宣传。": "R:市财政局 C:各街道",
    "区财政局负责资金；区教育局负责场地；区公安分局做好安保。": "R:区财政局 | R:区教育局 | R:区公安分局",
    "市财政局负责资金保障、市审计局负责监督，各区政府具体落实。": "R:市财政局 R:市审计局 R:各区政府",
    "区住建局牵头制定办法，做好培训，区教育局、区公安局负责宣传，6月底前报区政府。": "L:区住建局 R:区教育局 R:区公安局",
    "市教育局负责制定办法，会同市财政局组织实施。": "R:市教育局 C:市财政局",
    "市发展改革委要会同有关部门抓紧制定细则。": "L:市发展改革委 C:有关部门",
    "请市教育局会同市财政局研究提出意见，于3月底前报市政府。": "L:市教育局 C:市财政局",
    "责成市交通局尽快拿出方案。": "R:市交通局",
    "会议决定，由市人社局牵头制定办法，市教育局、市财政局配合。": "L:市人社局 C:市教育局 C:市财政局",
    "同意市文旅局提出的方案，由市文旅局牵头组织实施，市公安局做好安保。": "L:市文旅局 R:市公安局",
    "此件请市住建局阅处，并于15日内报送结果。": "R:市住建局",
    "大桥改造由市交通局牵头，市财政局、市住建局配合。": "L:市交通局 C:市财政局 C:市住建局",
    "所需资金由市财政局统筹解决。": "R:市财政局",
    "平台由数据处组织实施。": "R:数据处",
    "数据处组织，各单位抓好落实。": "R:数据处 R:各单位",
    "财务部与人事部协同，统筹推进。": "R:财务部 R:人事部",
    "省发展改革委牵头，建设平台。": "L:省发展改革委",
    "责任落实到市民政局。": "R:市民政局",
    "会议责成市公安局、市城管局联合开展执法。": "R:市公安局 R:市城管局",
    "由东湖交警中队牵头，联合市交通局、市政监察大队，加强整治。": "L:东湖交警中队 C:市交通局 C:市政监察大队",
    "由市财政局、农业局，各县（市）、区人民政府负责落实。": "R:市财政局 R:市农业局 R:各县（市）、区人民政府",
    "市数据局负责统筹，市公安局、市民政局分别负责人口、婚姻数据。": "R:市数据局 R:市公安局 R:市民政局",
    "市城投公司作为项目业主，负责建设。": "R:市城投公司",
    "自治区党委组织部负责培训，学生处、保卫处、残联配合做好宣传。": "R:自治区党委组织部 C:学生处 C:保卫处 C:残联",
    "市水利局负责（联系人：王某），加快推进除险加固。": "R:市水利局",
    "金融监管部门要引导机构发展绿色金融。": "R:金融监管部门",
    "各相关电网企业要抓好农网改造。": "R:各相关电网企业",
    "各区政府、各部门要加大宣传。各区政府要抓好培训。": "R:各区政府 R:各部门",
    "请市财政局按程序拨付，请市审计局适时开展审计。": "R:市财政局 R:市审计局",
    "每季度由市统计局汇总分析，报市政府。": "R:市统计局",
    "市公安局、市交通局共同推进联网，各镇街负责排查。": "R:市公安局 R:市交通局 R:各镇街",
    "请市财政局斟酌。": "R:市财政局",
    "责成市信访局、西湖区政府限期化解。": "R:市信访局 R:西湖区政府",
    "由区纪检组、市教科所负责摸底，做好回访。": "R:区纪检组 R:市教科所",
    "自治区财政厅、国资委要落实资金。自治区国资委要加强监管。": "R:自治区财政厅 R:国资委",
    "一是市水利局要加快进度；二是市财政局要核定标准；再由各县区做好征迁。": "R:市水利局 | R:市财政局 | R:各县区",
    "东湖镇负责征地，县自然资源局负责报批。": "R:东湖镇 R:县自然资源局",
    "对逾期的违建由市城管局依法拆除。": "R:市城管局",
    "各镇（街道）是禁烧的责任主体，县公安局依法查处焚烧行为。": "R:各镇（街道） R:县公安局",
    "各区要加大清理力度，市城管局加强督查。": "R:各区 R:市城管局",
    "各区政府负责本辖区内的整治工作。": "R:各区政府",
    "全区各级交通运输、市场监管等部门要严厉打击非法营运。": "R:全区各级交通运输、市场监管等部门",
    "各县（市、区）人民政府在安排预算时，要优先保障。": "R:各县（市、区）人民政府",
    "市数据局牵头，东州、西州公司配合，3月底前完成，各省公司要抓好推广。": "L:市数据局 C:东州 C:西州公司 R:各省公司",
    "市住建局牵头，6月底前完成排查，各区公司依据结果，年底前完成整改。": "L:市住建局 R:各区公司",
    "各区公司6月底前完成数据梳理，形成报告。": "R:各区公司",
    "国网客服中心6月底前完成数据梳理，各省公司要做好应用。": "R:国网客服中心 R:各省公司",
    "县公司、东湖集团党委于11月底前形成报告。": "R:县公司 R:东湖集团党委",
    "各镇街每月5日前报送进展。": "R:各镇街",
    "县供电公司6月底前完成线路改造，市国资委1个月内制定办法。": "R:县供电公司 R:市国资委",
    "市人社局联合市总工会、团市委，9月底前举办竞赛。": "L:市人社局 C:市总工会 C:团市委",
    "设计所、建设部协同，统筹人员配置。": "R:设计所 R:建设部",
    "研究生院与财务处协同，完善经费管理。": "R:研究生院 R:财务处",
    "发改部门牵头，财政部门配合，6月底前完成清单。": "L:发改部门 C:财政部门",
    "团委组织，各学院配合，图书馆负责布展。": "R:团委 C:各学院 R:图书馆",
    "党建部组织，各党群部门联动配合，各单位党委做好帮带。": "R:党建部 C:各党群部门 R:各单位党委",
    "办公室牵头，组织开展风险排查。": "L:办公室",
    "办公室、安监部协同，8月底前演练。": "R:办公室 R:安监部",
    "机关各处室、各项目部6月底前完成排查，安全部做好督导。": "R:机关各处室 R:各项目部 R:安全部",
    "东州、西州支行要加快改造，市属各企业要积极配合。": "R:东州 R:西州支行 C:市属各企业",
    "办公室牵头组建专班，做好史志重编。": "L:办公室",
    "市审计局要加强监督，市数据局要做好数据等配合工作。": "R:市审计局 C:市数据局",
    "消防设施方面，由保卫处负责、使用部门配合。": "R:保卫处 C:使用部门",
    "房屋安全方面，由资产处负责，学工处、团委及学生所在单位配合。": "R:资产处 C:学工处 C:团委 C:学生所在单位",
    "公务用车方面，由市机关事务局负责，车辆日常使用单位配合。": "R:市机关事务局 C:车辆日常使用单位",
    "工地安全方面，由区住建局负责、区应急局配合，施工单位落实。": "R:区住建局 C:区应急局 R:施工单位",
    "市城管局要履行主管责任。市城管局要加强巡查，区城管局配合。": "R:市城管局 | C:区城管局",
}


@pytest.mark.parametrize("sentence", DUTIES)
def test_a_sentence_that_tells_offices_what_to_do(sentence: str) -> None:
    words, *said = read(f"建设甲。{sentence}").split(" | ")
    told = " | ".join(said[: DUTIES[sentence].count("|") + 1])
    assert (words, told) == (f"建设甲。{sentence}", DUTIES[sentence])


@pytest.mark.parametrize(
    "sentence",
    [
        "加强部门协同，形成工作合力。", "各部门要高度重视，切实加强领导。", "各区、各部门要提高认识，密切配合。",
        "组织开展培训，提升能力。", "完善由政府负责、社会协同的机制。", "建立由市财政局牵头的联席会议制度。",
        "建立由市财政局牵头、市审计局参加的联席会议制度。", "资金由市财政局负责、市审计局参与的工作机制。",
        "支持企业牵头组建创新联合体。", "鼓励高校参与攻关，引导社会组织参与。", "强化企业主体责任，推动落实。",
        "配合市公安局做好安保工作。", "协调市供电公司加快电力迁改。",
        "按照市政府要求，积极参与省发展改革委组织的试点。",
        "压实属地管理责任，各区各部门协同发力。", "推进部门之间信息共享，有关部门要密切配合。",
        "市财政局安排的资金要用好。",
        "由中标公司负责运维，鼓励保险公司参与。", "市教育局牵头建设的平台已上线运行。", "企业要落实主体责任。",
        "有关部门要加强监管，主管部门要加强指导。", "建立部门协同、上下联动的机制。",
        "成员由市财政局、市审计局组成，由市财政局主要负责同志任组长。", "健全省负总责、市县乡抓落实的体制。",
        "去年以来，市教育局会同市财政局开展了整治。", "截至目前，市住建局牵头完成项目30个。",
        "行业协会要加强自律，学校要开齐课程。",
        "对由市级财政负担的部分足额安排。", "本办法由市数据局负责解释。", "领导干部要带头落实，党员要发挥作用。",
        "推广应用新技术，加强与市法院的对接。",
        "市财政局于6月底前拨付的资金不得挪用。", "上月财务部组织，各单位开展了自查。",
        "上半年市住建局6月底前完成了排查。", "市体育中心6月底前完成改造。", "每个街道6月底前建成1个养老服务中心。",
        "研究市财政局牵头、市审计局配合的监管办法。", "成立领导小组，下设办公室，办公室负责统筹调度。",
        "实行项目部牵头，班组落实的制度。", "市体育中心年底前接待观众30万人次，子公司年底前增至30家。",
        "财务部组织机构健全，东部6月底前完成绿化。", "据介绍，市民政局、各街道协同，圆满完成任务。",
        "本公司6月底前完成股改。",
        "市财政局于3月底前已全部拨付到位。", "过去一年，市住建局、市财政局协同推进，监理公司负责监理。",
        "会议由办公室组织。", "全市公司6月底前增至3万家。", "老旧街道年底前完成改造。",
        "督促各区公司6月底前完成梳理。", "高新区年底前实现产值30亿元，上市公司年底前完成披露。",
        "领导小组办公室设在市数据局，市数据局负责日常工作。",
        "使用单位负责，检测单位配合。", "完善使用单位负责、监管部门配合的机制。", "运营公司负责、租赁单位配合。",
        "坚持谁使用谁负责、使用单位负责。", "设备由生产单位负责、使用单位配合。", "鼓励施工单位参与、监理单位配合。",
        "校园安全由主管领导牵头、分管单位负责。", "形成政府牵头、部门负责、单位配合的格局。",
    ],
)  # fmt: skip
def test_what_is_general_policy_names_nobody_and_is_no_problem(sentence: str) -> None:
    draft = draft_text(f"某市2031年工作要点\n1.建设甲。{sentence}\n{OTHER}")
    assert not draft.tasks[0].clauses
    assert {problem.code for problem in draft.problems} - {"unused_date"} == {"no_party"}


@pytest.mark.parametrize(
    "sentence",
    [
        "现将要点印发给你们，请各区政府、市政府各部门认真抓好落实。", "请各区政府、各部门遵照执行。",
        "各区、各部门要按照职责分工抓好落实。", "各牵头单位要负起责任，各配合单位要主动配合。",
        "请各单位认真组织实施。",
        "根据省政府要求，市数据局会同市财政局制定了本方案。", "市政府高度重视，多次召开会议研究。",
    ],
)  # fmt: skip
def test_what_opens_or_closes_many_a_document_is_no_problem(sentence: str) -> None:
    tasks = f"1.建设甲。（责任单位：市数据局）\n{OTHER}"
    for text in (
        f"某市2031年工作要点\n各区政府：\n{sentence}\n{tasks}",
        f"某市2031年工作要点\n{tasks}特此通知。{sentence}\n",
    ):
        draft = draft_text(text)
        assert [len(task.clauses) for task in draft.tasks] == [1, 1]
        assert not draft.problems


def test_lines_of_duties_below_an_item() -> None:
    text = (
        "一、建设甲\n市教育局：制定方案。\n市财政局、各区政府：安排资金。\n联系人：张三\n二、建设乙。（市审计局负责）\n"
    )
    words = "建设甲\n市教育局：制定方案。\n市财政局、各区政府：安排资金。\n联系人：张三"
    assert shown(draft_text(text))[0] == f"1 | {words} | R:市教育局 | R:市财政局 R:各区政府"


NAMES = st.lists(
    st.sampled_from(
        ["市财政局", "市委组织部", "市公安局交警支队", "东湖街道", "市水务集团", "团市委", "县公司", "客服中心"]
    ),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
ASKED = st.sampled_from(["", "由", "请", "责成", "会议要求，由", "所需资金由", "市委提出，由", "经市政府同意，请"])
DOES = st.sampled_from(
    [
        ("负责", "安排资金", "R"),
        ("牵头", "制定办法", "L"),
        ("要", "加强巡查", "R"),
        ("要牵头组织", "开展检查", "L"),
        ("承担", "运维", "R"),
        ("6月底前完成", "清查", "R"),
        ("于3月底前制定", "方案", "R"),
    ]
)
HELPS = st.sampled_from(
    [
        ("配合做好", "宣传", "C"),
        ("积极参与", "排查", "C"),
        ("协助", "维护秩序", "C"),
        ("做好", "培训", "R"),
        ("年底前上报", "结果", "R"),
    ]
)


@given(ASKED, NAMES, DOES, NAMES, HELPS, st.sampled_from(["，", "；", "，抓好落实，", "，6月底前完成；"]))
def test_who_is_told_does_not_hang_on_the_words(
    asked: str, names: list[str], does: tuple[str, str, str], others: list[str], helps: tuple[str, str, str], joint: str
) -> None:
    others = [name for name in others if name not in names]
    further = f"{joint}{'、'.join(others)}{helps[0]}{helps[1]}" if others else ""
    sentence = f"{asked}{'、'.join(names)}{does[0]}{does[1]}{further}。"
    said = [part for part in read(f"建设甲。{sentence}").split(" | ")[1:] if ":" in part]
    assert " ".join(said).split() == [f"{does[2]}:{name}" for name in names] + [f"{helps[2]}:{name}" for name in others]


def test_a_phrase_among_duties_that_cannot_be_read_is_a_problem() -> None:
    draft = draft_text(f"某市2031年工作要点\n1.建设甲。市财政局负责资金，你局会同市审计局负责宣传。\n{OTHER}")
    assert shown(draft)[0].endswith(" | R:市财政局")
    assert [(each.code, each.excerpt) for each in draft.problems] == [("doubtful_name", "你局会同市审计局负责宣传")]
    for phrase in ("市审计局审计甲", "各区跟进甲", "东湖街道紧盯甲", "县公司依托甲推广"):
        draft = draft_text(
            f"某市2031年工作要点\n1.建设甲。由市财政局牵头，市数据局配合，{phrase}，各部门协同。\n{OTHER}"
        )
        assert [(each.code, each.excerpt) for each in draft.problems] == [("doubtful_name", phrase)]


@pytest.mark.parametrize(
    "phrase",
    ["不得由申请单位负责", "实行分管单位负责", "动员单位参与", "凡是施工单位参与", "吸引科研单位参与", "成员单位配合",
     "视情邀请相关单位参加", "通知参会单位参加", "加强部门配合", "做到单位负责", "倡导家庭、单位参与"],
)  # fmt: skip
def test_units_beside_an_office_that_are_nobody_are_a_problem(phrase: str) -> None:
    draft = draft_text(f"某市2031年工作要点\n1.建设甲。由市财政局负责，{phrase}。\n{OTHER}")
    assert [party.name for clause in draft.tasks[0].clauses for party in clause.parties] == ["市财政局"]
    assert [(each.code, each.excerpt) for each in draft.problems] == [("doubtful_name", phrase)]


def test_somebody_who_leads_and_cannot_be_read_is_a_problem() -> None:
    problems = draft_text(f"某市2031年工作要点\n1.建设甲。由东山供水厂牵头，市财政局配合。\n{OTHER}").problems
    assert [(problem.code, problem.excerpt) for problem in problems] == [("doubtful_name", "由东山供水厂牵头")]


def test_offices_told_beside_a_clause_are_a_problem_where_it_does_not_name_them() -> None:
    clause = "（责任单位：市数据局、市财政局）"
    draft = draft_text(f"某市2031年工作要点\n1.建设甲。市财政局负责资金。市审计局负责监督。{clause}\n{OTHER}")
    assert shown(draft)[0] == "1 | 建设甲。市财政局负责资金。市审计局负责监督。 | R:市数据局 R:市财政局"
    assert [(problem.code, problem.excerpt) for problem in draft.problems] == [("unread_clause", "市审计局负责监督")]
    draft = draft_text(f"某市2031年工作要点\n1.排查隐患（市应急局牵头），市公安局负责高层建筑。\n{OTHER}")
    assert [(problem.code, problem.excerpt) for problem in draft.problems] == [
        ("unread_clause", "市公安局负责高层建筑")
    ]


MEETING = """某市人民政府专题会议纪要
会议听取了汇报。会议议定：
一、由市住建局负责，于4月底前完成方案编制。
二、关于产业基金
会议原则同意市财政局提出的方案。由市财政局会同市国资委完善方案。市审计局要加强监督。
三、请市自然资源局尽快办理用地手续，南湖街道做好群众工作。
四、责成市城管局拆除违建。
"""
PLAN = """某市停车建设实施方案
一、总体要求
坚持政府引导，各部门要密切配合。
二、主要任务
（一）建设平台。由市城管局牵头，市数据局负责技术支撑，各区政府配合。
（二）盘活车位。市教育局负责推动学校停车场开放，各街道做好宣传。
（三）规范收费。市发展改革委要会同市市场监管局制定标准。
"""


DIVISION = """某市专项行动方案
一、责任分工
市水务局：负责河道监管，牵头组织执法。
市公安局：负责打击犯罪。
各区政府：配合做好排查。
二、工作要求
请各区、各部门于每月底前将进展报市水务局。
"""
MINUTES = """某市专题会议纪要
会议听取了汇报。
会议议定，由市城管局负责编制规划。
会议议定，由市财政局牵头，市国资委配合，研究政策。
会议要求，市审计局要加强监督。
"""


def test_documents_that_say_it_in_prose_alone() -> None:
    assert shown(draft_text(DIVISION)) == [
        "1 | 负责河道监管，牵头组织执法。 | R:市水务局", "2 | 负责打击犯罪。 | R:市公安局",
        "3 | 配合做好排查。 | C:各区政府",
    ]  # fmt: skip
    assert [line.split(" | ")[2] for line in shown(draft_text(MINUTES))] == [
        "R:市城管局", "L:市财政局 C:市国资委", "R:市审计局",
    ]  # fmt: skip
    said = [[line.partition(" | ")[0], *line.split(" | ")[2:]] for line in map(_undated, shown(draft_text(MEETING)))]
    assert said == [
        ["1", "R:市住建局"], ["2", "L:市财政局 C:市国资委", "R:市审计局"], ["3", "R:市自然资源局 R:南湖街道"],
        ["4", "R:市城管局"],
    ]  # fmt: skip
    assert [line.split(" | ")[2] for line in shown(draft_text(PLAN))] == [
        "L:市城管局 R:市数据局 C:各区政府", "R:市教育局 R:各街道", "L:市发展改革委 C:市市场监管局",
    ]  # fmt: skip


def _undated(line: str) -> str:
    return line.removesuffix(" | 4月底前")


def test_items_told_in_prose_make_tasks_of_those_numbered_like_them() -> None:
    told = "1.建设甲。市数据局负责统筹。\n2.建设乙。市教育局要加强培训。\n3.建设丙。\n"
    others = "".join(f"{number}.完善{number}。\n" for number in range(2, 8))
    draft = draft_text(f"某市工作方案\n一、重点任务\n{told}二、推动落地\n1.强化调度。市审计局要加强监督。\n{others}")
    assert [task.ref for task in draft.tasks] == ["1.1", "1.2", "1.3", *(f"2.{number}" for number in range(1, 8))]
    assert shown(draft)[3] == "2.1 | 强化调度。市审计局要加强监督。 | R:市审计局"
    assert "put_aside" not in {problem.code for problem in draft.problems}


def test_a_plan_in_prose_that_also_has_clauses() -> None:
    """One clause among many duties does not make of its number that of all tasks."""
    items = "1.用电，由保卫处负责。\n2.用水，由资产处牵头、使用部门配合。\n3.食堂，由资产处负责。\n"
    draft = draft_text(f"某校安全检查方案\n一、分工\n（一）常规\n{items}（二）专项\n{items}（三）治安由保卫处牵头。\n")
    assert [task.ref for task in draft.tasks] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3"]


def test_what_offices_did_makes_no_task_of_a_review() -> None:
    draft = draft_text(
        "某市工作总结\n一、工作回顾\n1.市教育局6月底前完成改造。\n二、下步安排\n1.市财政局3月底前下达资金。\n"
    )
    assert [task.text for task in draft.tasks] == ["市财政局3月底前下达资金。"]
    assert ("unread_clause", 3) in [(problem.code, problem.line) for problem in draft.problems]


def test_a_letter_to_one_office_is_refused_with_the_sentence_that_asks_it() -> None:
    with pytest.raises(BadInput, match="请你局于6月底前下达资金"):
        draft_text("关于下达资金的函\n市财政局：\n请你局于6月底前下达资金。\n东州市数据局\n2031年3月2日\n")


def test_a_few_duties_make_no_tasks_of_what_is_none() -> None:
    """Headings tell then which items are tasks; what is said elsewhere has a place in the problems."""
    tasks = "".join(f"{number}.建设{number}。\n" for number in range(1, 6))
    draft = draft_text(f"某市工作方案\n一、重点任务\n{tasks}二、其他\n市数据局负责统筹调度。\n")
    assert [task.ref for task in draft.tasks] == ["1", "2", "3", "4", "5"]
    assert ("unread_clause", 9) in [(problem.code, problem.line) for problem in draft.problems]
    table = "任务\t牵头单位\n建设甲\t市数据局\n建设乙\t市财政局\n"
    draft = draft_text(f"某市重点工作\n{table}市审计局负责统筹调度，各区做好配合。\n")
    assert [task.text for task in draft.tasks] == ["建设甲", "建设乙"]
    assert ("unread_clause", 5) in [(problem.code, problem.line) for problem in draft.problems]


HEADS = {
    "一、{}\n": "", "（一）{}（2项）\n": "", "{}\n": "", "{}：\n": "", "## {}\n": "",
    "牵头单位：{}\n": "L", "二、{}牵头的重点任务（共2项）\n": "L", "由{}负责落实\n": "",
    "责任单位：{}\n配合单位：市审计局\n": "",
}  # fmt: skip


@pytest.mark.parametrize("runs_on", [True, False])
@pytest.mark.parametrize("head", HEADS)
def test_offices_as_headings_answer_for_the_items_below(head: str, runs_on: bool) -> None:
    first, second = head.format("市发展改革委"), head.format("市财政局、市司法局")
    numbers = (3, 4) if runs_on else (1, 2)
    upper = f"{first}1.建设甲。\n2.建设乙。（市公安局配合）\n"
    lower = f"{second}{numbers[0]}.建设丙。\n{numbers[1]}.建设丁。（市教育局负责）\n"
    draft = draft_text(f"2031年任务分工\n{upper}{lower}")
    role, helping = HEADS[head] or "R", " C:市审计局" if "配合" in head else ""
    assert [line.partition(" | ")[2] for line in shown(draft)] == [
        f"建设甲。 | {role}:市发展改革委{helping}",
        f"建设乙。 | C:市公安局 | {role}:市发展改革委{helping}",
        f"建设丙。 | {role}:市财政局 {role}:市司法局{helping}",
        "建设丁。 | R:市教育局",
    ]
    assert not draft.problems


@pytest.mark.parametrize(
    "text",
    [
        "一、政务服务中心\n1.建设甲。（市公安局负责）\n二、市政府\n2.建设乙。\n",
        "1.建设甲。\n市财政局\n2.建设乙。（市公安局负责）\n市审计局\n",
        "市财政局\n2.建设甲。\n市审计局\n3.建设乙。（市公安局负责）\n",
        "市财政局\n1.建设甲。\n2.建设乙。（市公安局负责）\n",
        "市财政局、市审计局：\n现将任务印发给你们。\n1.建设甲。（市公安局负责）\n2.建设乙。\n",
    ],
)
def test_offices_that_may_be_a_topic_or_speak_of_what_stands_above_answer_for_nothing(text: str) -> None:
    draft = draft_text(f"2031年任务分工\n{text}")
    names = {party.name for task in draft.tasks for clause in task.clauses for party in clause.parties}
    assert names == {"市公安局"}


SENTENCES = {
    "此项工作由市卫生局主办，市民政局、劳动和社会保障局协办。": "L:市卫生局 C:市民政局 C:市劳动和社会保障局",
    "该任务由市水务局承办。": "R:市水务局",
    "该事项交由市水务局办理。": "R:市水务局",
    "市数据局、东州公司牵头，年底前完成试点应用。": "L:市数据局 L:东州公司 | 2031-12-31",
    "市数据局牵头，市财政局配合，6月底前完成平台建设，推广应用。": "L:市数据局 C:市财政局 | 2031-06-30",
}


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_sentence_of_its_own_says_who_answers(wrapped: bool) -> None:
    """Also where line ends were lost, and a heading stands between two items of the chain."""
    items = [f"{number}.建设平台。{sentence}" for number, sentence in enumerate(SENTENCES, start=9)]
    text = ("\n" if wrapped else "").join([*items[:2], "（二）试点课题", *items[2:]])
    draft = draft_text(f"2031年工作要点\n{text}")
    said = [" | ".join(line.split(" | ")[2:]) for line in shown(draft)]
    assert said == list(SENTENCES.values())
