"""Lists of departments: 、 separates names, but 各县、市、区人民政府 is one; 与 joins two names, but
文化和旅游部 is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_OPEN, _CLOSE = "（(【［[", "）)】］]"
_ADMIN = (
    r"(?:特别行政区|计划单列市|直辖市|自治[区州县旗]|地级以上市|地级市|县级市|市辖区|县市区|市县区|区县市|市州|州市|县市|市县|县区|区县|乡镇|镇街|街镇"
    r"|地区|街道|园区|新区|开发区|功能区|高新区|管理区|[省市州盟县区旗乡镇])(?:（[^（）]{1,12}）|\([^()]{1,12}\))?"
)
_EACH = re.compile(rf"(?:全[国省市县区])?各{_ADMIN}")
_EACH_NEXT = re.compile(rf"{_ADMIN}(?:人民政府|政府|办事处|党委|党工委|管委会|行署|\([^()]*\)|（[^（）]*）)*")
_ADMIN_ONLY = re.compile(_ADMIN)
_BODY_END = (
    r"部门|单位|地方|方面|机构|组织|企业|公司|集团|中心|办公室|领导小组|工作组|专班|指挥部|委员会|管委会|人民政府|政府|银行|分行|支行|支队|总队|大队|学校|高校|院校|大学|学院"
    r"|医院|报社|日报社|电台|广电台|电视台|气象台|工商联|残联|妇联|文联|科协|侨联|台联|社科联|供销社|团[省市县区州]委|共青团[一-龥]{0,4}|联社|油田|港务局|地[区方]"
    r"|军分区|武装部|[部委局厅署办院行会府台社]|[省市州盟县区旗乡镇]|街道"
)
_LIKE_BODY = re.compile(rf"(?:{_BODY_END})(?:（[^（）]*）|\([^()]*\))?$")
_NOT_BODY = re.compile(
    r"出台$|^(?:20\d\d年|\d{1,2}月|第?[一二三四1-4]季度|[上下]半年|年[内底末初]|[逐每按][日周月季年]|适时|全年)"
)
_JOINT = re.compile(
    r"(?<=[部委局厅署办院行会府门台位司室团心方区])(?<!社会)(?:以及|并会同|会同|和|与|及|同)(?!(?:单位|地方|地区|部门|企业|个人)(?:$|等))(?=[一-龥“])"
    r"|(?<=[省市州县])(?:会同|与)(?=[一-龥])"
)
_OPEN_END = re.compile(
    r"(?<=[一-龥）)])(?<![高中初平同优均])(等(?:(?:\d+|[一二三四五六七八九十]+)?[个家]?)"
    r"(?:[中央国务院省市州县区级直属各其他]*(?:有关|相关|涉及|成员|责任|牵头|配合|群团)*"
    r"(?:部门和单位|部门单位|单位和部门|部门|单位|机构|组织|地区|地方|方面|企业|高校|院校|银行|部委|委办局|委局))?)$"
)
_OFFICIAL = re.compile(
    r"^(?:各?[省市县区州]?(?:政府|委)?)?(?:分管|协管|常务|有关|相关|主要|包保|挂钩)?.{0,6}"
    r"(?:省长|市长|县长|区长|州长|盟长|旗长|主席|秘书长|领导(?:同志)?|书记)$"
)
_COMPLETE = re.compile(r"(?:[馆所站场村店厂处科股队园校]|社区|联社|银行|分局)$")
_UNSPECIFIED = re.compile(
    r"^(?:国务院|中央|国家|[全各省市州县区本级直政府属及其他]*)(?:有关|相关|涉及)的?"
    r"(?:地方|地区|部门|单位|方面|省市|企业|责任单位)(?:和单位|和地方|单位|地区)?$"
)
_ALL = re.compile(
    r"^(?:国务院|[省市州县区](?:人民)?政府|[省市州县区][级直]|全[省市州县区])?各(?:级|有关)?"
    r"(?:部门|单位|地区|地方|地|级|部门单位|级部门)(?:各?(?:部门|单位))?$"
)


def split_outside(text: str, marks: str) -> Iterator[str]:
    """Split at any of some marks that stands outside brackets. Linear in the text.

    Parameters
    ----------
    text
        Any text.
    marks
        The marks, one character each.

    Yields
    ------
    str
        The pieces; they keep everything but the marks.

    Examples
    --------
    >>> list(split_outside("各县（市、区）政府，市财政局；市税务局", "，；"))
    ['各县（市、区）政府', '市财政局', '市税务局']
    """
    depth = last = 0
    for place, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in marks:
            yield text[last:place]
            last = place + 1
    yield text[last:]


def like_department(name: str) -> bool:
    """Whether a string ends as the names of departments, governments and other bodies do.

    >>> [like_department(name) for name in ("国家发展改革委", "各县、市、区人民政府", "不留后遗症")]
    [True, True, False]
    """
    return 1 < len(name) <= 40 and bool(_LIKE_BODY.search(name[-24:])) and not _NOT_BODY.search(name)


def is_official(name: str) -> bool:
    """分管副省长, 常务副市长, 分管省领导: a person's post, not a department.

    >>> is_official("分管副省长"), is_official("市政府办公室")
    (True, False)
    """
    return len(name) <= 16 and bool(_OFFICIAL.match(name))


def is_unspecified(name: str) -> bool:
    """有关部门 and its kin, which name nobody.

    >>> is_unspecified("有关部门"), is_unspecified("市政府有关单位"), is_unspecified("财政部")
    (True, True, False)
    """
    return len(name) <= 16 and bool(_UNSPECIFIED.match(name))


def is_everybody(name: str) -> bool:
    """国务院各部门, 各地区, 市政府各部门: all of them.

    >>> is_everybody("国务院各部门"), is_everybody("各县、市、区人民政府")
    (True, False)
    """
    return len(name) <= 16 and bool(_ALL.match(name))


def part_at_blanks(text: str) -> str:
    """A list with its blanks and slashes made 、 where a name ends there.

    A name that runs over a blank is put together.

    >>> part_at_blanks("县发改委 县财政局/县税务局"), part_at_blanks("县人力资源和 社会保障局")
    ('县发改委、县财政局、县税务局', '县人力资源和社会保障局')
    """
    words = re.sub(r"(?<![ 　])[ 　]*+[/／][ 　]*+", "、", text).split()
    parted = words[0] if words else ""
    for word in words[1:]:
        last = parted[parted.rfind("、") + 1 :]
        ends = like_department(last) or is_official(last) or _COMPLETE.search(last)
        parted += f"、{word}" if ends and word[0] not in "、（([和与及等" else word
    return parted


def _rejoin_each(pieces: Iterable[str]) -> Iterator[str]:
    """Put 各县 + 市 + 区人民政府 together again; what 和 joins to the last of them (区人民政府和有关单位) is
    a piece of its own.
    """
    held = ""
    for piece in pieces:
        first, *others = _JOINT.split(piece) if len(piece) <= 200 else [piece]
        if held and len(held) < 60 and _EACH_NEXT.fullmatch(first):
            held += "、" + first
            if not others and _ADMIN_ONLY.fullmatch(first):
                continue
            yield held
            held = ""
            yield from others
            continue
        if held:
            yield held
            held = ""
        if not others and _EACH.fullmatch(piece):
            held = piece
        else:
            yield first
            yield from others
    if held:
        yield held


def split_names(text: str) -> tuple[list[str], str]:
    """The names of a list.

    Parameters
    ----------
    text
        A list of departments （财政部、商务部等）, without brackets.

    Returns
    -------
    names : list of str
        Verbatim and in order, each once.
    left_open : str
        The words that leave the list open (等, 等有关部门); else empty.

    Examples
    --------
    >>> split_names("市财政局、各县、市、区人民政府")
    (['市财政局', '各县、市、区人民政府'], '')
    >>> split_names("文化和旅游部、海关总署与海南省人民政府等")
    (['文化和旅游部', '海关总署', '海南省人民政府'], '等')
    >>> split_names("商务部等有关部门")
    (['商务部'], '等有关部门')
    """
    names: dict[str, None] = {}
    left_open = ""
    text = re.sub(r"^(?:拟?由|请)", "", text.strip(" 　\n：:。"))
    if found := _OPEN_END.search(text[-30:]):
        left_open = found.group(1)
        text = text[: len(text) - len(left_open)]
    for piece in _rejoin_each(piece.strip(" 　\n") for piece in split_outside(text, "、")):
        name = piece
        if found := _OPEN_END.search(name[-30:]):
            left_open = left_open or found.group(1)
            name = name[: len(name) - len(found.group(1))]
        if name:
            names[name] = None
    return list(names), left_open
