"""Which role the words of a label name (牵头单位, 配合部门, 完成时限, 县级分管领导): ``LABELS``, an ordered
table of rules, of which the first that fits decides.

A label is known by a word for the role and a word for whoever has it, so that no list of whole labels is
needed. To add a rule, add one entry above the first that would decide otherwise; its example and its
counterexample are run as tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LEAD, ANSWER, PART, BOTH, VERBS = "lead", "answer", "part", "both", "verbs"
OFFICIAL, CONTACT, DEADLINE, ASIDE, NONE = "official", "contact", "deadline", "aside", ""
DEPARTMENTS = (LEAD, ANSWER, PART, BOTH)
STRONG, CHECKED, WEAK = "strong", "checked", "weak"


class LabelRule(NamedTuple):
    """One rule about the words of a label.

    ``pattern`` fits the whole words, without blanks. ``strength``: *strong* words are a label whatever
    follows; *checked* ones where a department, person or time follows; *weak* ones only behind another label.
    """

    name: str
    reason: str
    role: str
    strength: str
    pattern: str
    example: str
    counterexample: str


_BODY = (
    r"(?:单位|部门|科室|处室|股室|机构|局办|委办局|委局|部委|主体|地区|地方|乡镇|镇街|街镇|镇办|乡镇街道|街道|县市区|县区|"
    r"区县|市州|州市|旗县区?|"
    r"企业|公司|学校|院校|高校|医院|组织|团队|专班|小组|工作组|领导小组|中心|站所|窗口|园区|社区|业主)"
)
_BODIES = rf"{_BODY}(?:[、/／和及与]?{_BODY})*(?:名称|名单)?"
_SHORT_BODY = r"[局委办处科股队院所站室村镇乡县区市州旗方组]"
_LEADS = r"(?:牵头|主办|主责|第一责任|首要责任|首责|总负责|总责|主抓)"
_JOINS = (
    r"(?:配合|协办|协同|协作|协助|协管|参与|参加|会办|联办|支持|支撑|保障|指导|共同|其他|其它|其余|次要|辅助)"
)
_ANSWERS = r"(?:责任|负责|承办|落实|实施|承担|承接|执行|办理|主体|包保|包抓|归口|推进|整改|完成)"
_WATCHES = (
    r"(?:督办|督查|督导|督促|监督|检查|考核|考评|验收|评估|审核|填报|申报|报送|调度|提案|提出|交办|转办)"
)
_CHARGE = (
    r"(?:分管|协管|主管|责任|牵头|负责|主要|具体|直接|总|包[联抓保挂干村乡镇户片组案]|挂[帅点钩联牌职包]|联[系点]|督[办导查]|领[办衔题]|"
    r"带队|协调|指导)"
)
_LEVEL = r"(?:中央|[省市县区州盟旗镇乡](?:级|直|政府|委|党委|人大|政协|纪委)?|街道|党政|政府|党委)"
_PERSON = (
    rf"(?:(?:{_CHARGE}|{_LEVEL})+领导(?!小组|机构|机关|班子|责任)(?:同志|干部|人)?|责任人|负责人|责任同志|负责同志|"
    r"分管同志|责任干部|责任人员|牵头人|主办人|承办人|经办人|"
    r"办理人|包保人|包联人|包抓人|召集人|指挥长|(?:产业)?链长|[河湖林田路]长)"
)
_POST = r"(?:[省市县区州盟旗镇乡局校院所站科处部股队馆村厅组会司厂园]长|书记|主任|主席|委员|干部|经理)"
_TIME = r"(?:时间|日期|时点|年限|节点|时段)"
_DONE = (
    r"(?:完成|办结|办理|落实|整改|推进|实施|竣工|完工|建成|达标|销号|见效|截止|截至|起止|交付|结束|验收|开工|投产|达效|"
    r"兑现|上报|反馈|启动|开展)"
)
_ANY = r"[一-龥]"
# What may stand before the word for the role: a level, a kind of work; not the end of a task.
_PRE = (
    r"(?:[省市县区州盟旗乡镇村级直属本总主各]|中央|街道|具体|直接|第[一二三]|首要|主要|主体|责任|牵头|承办|主管|分管|共同|其[他余它]|相关|有关|"
    r"工作|任务|项目|目标|指标|措施|事项|落实|组织|实施|推进|整改|考核|督办|建设|服务|管理|协调|属地|行业|业务|专项|内部|日常|年度|重点|"
    r"政府|党委|部门|单位|科室|企业)*"
)
_PRE_TIME = rf"(?:{_PRE}(?:计划|预计|拟定?|最迟|最终|要求|阶段性?|序时|时间|进度|办理|年限)?)"

# The first rule that fits decides.
LABELS = (
    LabelRule(
        "who made the page",
        "Words of editors, publishers and notices name nobody who answers for a task.",
        NONE, STRONG,
        rf".*(?:编辑|校对|记者|来源|作者|摄影|抄送|主送|抄报|印发|发布|发文|成文|公布|更新|浏览|征集).*|"
        rf".*(?:公开|保存|保管|有效|公示|报名|会议|施行|任职|任期|服务|合同|贷款|质保|试用|征求)"
        rf".{{0,4}}(?:期限|时限|{_TIME}).*",
        "责任编辑", "责任单位",
    ),
    LabelRule(
        "departments and persons",
        "One list of both: what isn't named like a department is a person.",
        BOTH, STRONG,
        rf".*{_BODY}.{{0,2}}[及和与、/／（(].{{0,4}}(?:{_PERSON}|领导|联系人)[）)]?|"
        rf"{_ANY}{{0,4}}{_PERSON}[及和与、/／（(].{{0,4}}{_BODIES}[）)]?",
        "责任单位及责任人", "责任单位负责人",
    ),
    LabelRule(
        "persons",
        "A person in charge is no department.",
        OFFICIAL, STRONG,
        rf"{_PRE}{_PERSON}|{_PRE}{_CHARGE}+(?:{_LEVEL}|副|常务|局|党组|科室?|股)*{_POST}",
        "县级包联领导", "加强组织领导",
    ),
    LabelRule(
        "persons to ask",
        "Whoever is asked about a task is a person too, but a notice ends in the same words.",
        CONTACT, WEAK,
        rf"{_PRE}(?:联系人|联络人|联络员|联系同志)",
        "联系人", "联系领导",
    ),
    LabelRule(
        "how to reach them",
        "A number is no name.",
        ASIDE, WEAK,
        rf"(?:{_PRE}|联系人?|办公|联络人?)(?:电话|手机|联系方式|邮箱)",
        "联系电话", "联系人",
    ),
    LabelRule(
        "time limits",
        "Whatever is limited in time, but for the pages and notices above.",
        DEADLINE, STRONG,
        rf"{_PRE_TIME}{_DONE}*(?:时限|期限|时间节点|时间要求|时限要求)(?:要求|安排|节点|目标)?",
        "办结时限", "有效时间",
    ),
    LabelRule(
        "when it is done",
        "A time or date of being done.",
        DEADLINE, STRONG,
        rf"{_PRE_TIME}{_DONE}+的?{_TIME}(?:要求|安排|节点|计划|表)?",
        "计划完成日期", "开会时间",
    ),
    LabelRule(
        "how fast",
        "A schedule, where it speaks of time and not of what has been done.",
        DEADLINE, CHECKED,
        r"时间(?:安排|进度|计划|表)|(?:工作|推进|实施|任务|工程|年度|序时)?进度(?:安排|要求|计划|节点|目标|时限)?|"
        r"(?:关键|重要|工作|推进|进度|完成)?节点(?:要求|安排)?|工期(?:要求)?|截止|推进计划|完成|办结",
        "进度安排", "进展情况",
    ),
    LabelRule(
        "a time",
        "A bare 时间 may be that of a meeting.",
        DEADLINE, WEAK,
        r"时间|日期|时段",
        "时间", "时间段",
    ),
    LabelRule(
        "who does what",
        "A sentence with verbs follows: 财政局牵头，税务局配合.",
        VERBS, STRONG,
        r"(?:部门|责任|职责|任务|工作|单位|具体)*分工(?:情况|安排|要求)?",
        "责任分工", "分工方案",
    ),
    LabelRule(
        "leading and joining in",
        "One list of those who lead and those who join in: the label doesn't tell them apart.",
        ANSWER, STRONG,
        rf"{_PRE}{_LEADS}{_BODY}?[及和与、/／（(]{{1,2}}{_JOINS}[）)]?{_ANY}{{0,4}}{_BODIES}",
        "牵头及配合单位", "牵头单位",
    ),
    LabelRule(
        "leading",
        "The word for leading stands before any kind of body.",
        LEAD, STRONG,
        rf"{_PRE}{_LEADS}{_ANY}{{0,4}}{_BODIES}|主?牵头|总牵头",
        "牵头考核单位", "牵头领导",
    ),
    LabelRule(
        "joining in",
        "Helping, sharing or being one of the others.",
        PART, STRONG,
        rf"{_PRE}{_JOINS}{_ANY}{{0,4}}{_BODIES}|配合",
        "协同推进单位", "承办单位",
    ),
    LabelRule(
        "watching over",
        "Whoever checks a task doesn't do it.",
        ASIDE, WEAK,
        rf"(?!责任|牵头){_PRE}{_WATCHES}(?:责任)?{_BODIES}",
        "督查单位", "责任督查单位",
    ),
    LabelRule(
        "answering",
        "Answering for a task, carrying it out, being its main actor.",
        ANSWER, STRONG,
        rf"{_PRE}{_ANSWERS}{_ANY}{{0,4}}{_BODIES}",
        "属地责任单位", "建设单位",
    ),
    LabelRule(
        "a word for leading alone",
        "主办：, or a kind of body that isn't listed: a department follows.",
        LEAD, CHECKED,
        rf"{_PRE}{_LEADS}(?:{_ANY}{{0,3}}{_SHORT_BODY})?|(?:行业|业务)?主管{_BODIES}|统筹{_BODIES}",
        "牵头科", "牵头抓总要求",
    ),
    LabelRule(
        "a word for joining in alone",
        "协办：, or the related departments: a department follows.",
        PART, CHECKED,
        rf"{_PRE}{_JOINS}(?:{_ANY}{{0,3}}{_SHORT_BODY})?|(?:各?(?:相关|有关)){_BODIES}",
        "协办", "配合度高的部门",
    ),
    LabelRule(
        "a word for answering alone",
        "责任：, 负责：, or those who build or own: a department follows.",
        ANSWER, CHECKED,
        rf"{_PRE}{_ANSWERS}(?:{_ANY}{{0,3}}{_SHORT_BODY})?|(?:项目)?(?:建设|业主|项目|运营){_BODIES}|项目业主",
        "责任股", "压实工作责任制",
    ),
    LabelRule(
        "departments of a level",
        "县直单位：, 乡镇：: those named behind it answer.",
        ANSWER, CHECKED,
        rf"各?(?:中央?|省|市|州|县|区|旗|镇|乡)+(?:直|级|属)?(?:有关|相关|各|责任)*{_BODIES}|各?(?:乡镇|镇街|街镇|街道|园区|"
        rf"县区|县市区|属地)",
        "县直单位", "建设园区",
    ),
)  # fmt: skip

_BLANK = re.compile(r"[ 　\t]")
_ASIDE_IN = re.compile(r"[（(][^（）()]*[）)]")
_IS = re.compile(r"(?<=.)(?:分别|如下|[为是系]){1,9}$")


@lru_cache(maxsize=1)
def _compiled() -> list[tuple[LabelRule, re.Pattern[str]]]:
    return [(rule, re.compile(rule.pattern)) for rule in LABELS]


@lru_cache(maxsize=4096)
def rule_of(words: str) -> LabelRule | None:
    """The rule that decides what the words of a label are; ``None`` where none fits.

    >>> [(rule_of(words) or LABELS[0]).role for words in ("牵头（主办）单位", "分管副县长", "工作目标")]
    ['lead', 'official', '']
    """
    whole = _IS.sub("", _BLANK.sub("", words))
    forms = dict.fromkeys((whole, _ASIDE_IN.sub("", whole)))
    return next(
        (rule for rule, pattern in _compiled() if any(pattern.fullmatch(form) for form in forms)),
        None,
    )


def role_of(words: str) -> str:
    """The role that the words of a label name; "" where they name none.

    >>> [role_of(words) for words in ("总牵头单位", "协同推进单位", "完成日期", "责任编辑")]
    ['lead', 'part', 'deadline', '']
    """
    rule = rule_of(words)
    return rule.role if rule else NONE
