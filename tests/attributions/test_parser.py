"""Attributions, construct by construct."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, strategies as st

from analysis.attributions.brackets import strip_brackets
from analysis.attributions.deadlines import parse_deadline
from analysis.attributions.department_names import split_names, split_outside
from analysis.attributions.finding import find_attributions, is_attribution, looks_like_attribution
from analysis.attributions.parser import parse_attribution
from tests.growth import LINEAR, exponent

READ = [  # text, leads, participants, mode, open words, deadlines
    ("（财政部牵头，年内持续推进）", "财政部", "", "lead", "", "年内持续推进"),
    ("（财政部、教育部分别牵头负责，9月底前完成）", "财政部;教育部", "", "lead", "", "9月底前完成"),
    ("（由市教育局牵头负责，全年推进）", "市教育局", "", "lead", "", "全年推进"),
    ("（商务部牵头，财政部等按职责分工负责，6月底前出台相关政策，年内持续推进）", "商务部", "财政部",
     "lead_shared", "等",
     "6月底前出台相关政策;年内持续推进"),
    ("（工业和信息化部牵头，有关部门按职责分工负责，逐月调度通报清欠情况）", "工业和信息化部", "有关部门",
     "lead_unspecified", "",
     "逐月调度通报清欠情况"),
    ("（国家发展改革委牵头，商务部等有关部门按职责分工负责）", "国家发展改革委", "商务部", "lead_shared",
     "等有关部门", ""),
    ("（有关部门按职责分工负责）", "", "有关部门", "unspecified", "", ""),
    ("（有关部门与北京市、河北省人民政府按职责分工负责）", "", "有关部门;北京市;河北省人民政府", "shared", "",
     ""),
    ("（国务院各部门分别负责，年内持续推进）", "", "国务院各部门", "all", "", "年内持续推进"),
    ("（各地区、各部门分别负责）", "", "各地区;各部门", "all", "", ""),
    ("（文化和旅游部、海关总署与海南省人民政府等按职责分工负责）", "", "文化和旅游部;海关总署;海南省人民政府",
     "shared", "等", ""),
    ("（国家统计局牵头，7月开始对第1批普查对象进行现场登记）", "国家统计局", "", "lead", "",
     "7月开始对第1批普查对象进行现场登记"),
    ("（国家统计局牵头，普查标准时点是2020年11月1日零时）", "国家统计局", "", "lead", "",
     "普查标准时点是2020年11月1日零时"),
    ("（牵头单位：市财政局；责任单位：市直各单位，各县、市、区人民政府）", "市财政局",
     "市直各单位;各县、市、区人民政府", "lead_shared", "", ""),
    ("(牵头单位:市教育局;责任单位:咸宁职教(集团)学校,各县、市、区人民政府)", "市教育局",
     "咸宁职教(集团)学校;各县、市、区人民政府",
     "lead_shared", "", ""),
    ("（牵头单位：市总工会、市妇联等群团组织；责任单位：市政府各部门）", "市总工会;市妇联", "市政府各部门",
     "lead_shared", "等群团组织", ""),
    ("【牵头单位：市科技局；配合单位：市财政局；完成时限：2022年12月底前】", "市科技局", "市财政局",
     "lead_shared", "", "2022年12月底前"),
    ("（省发改委、省文化厅等负责）", "", "省发改委;省文化厅", "shared", "等", ""),
    ("（省财政厅牵头，省税务局配合，三季度末前出台）", "省财政厅", "省税务局", "lead_shared", "",
     "三季度末前出台"),
    ("（市财政局牵头、市税务局等配合，上半年完成）", "市财政局", "市税务局", "lead_shared", "等",
     "上半年完成"),
    ("（财政部牵头会同税务总局、海关总署负责）", "财政部", "税务总局;海关总署", "lead_shared", "", ""),
    ("（省发展改革委、能源局等省有关部门和各地级以上市人民政府按职责分工负责）", "",
     "省发展改革委;能源局;各地级以上市人民政府", "shared",
     "等省有关部门", ""),
    ("（国家发展改革委牵头，国家文物局等20个部门配合，一季度出台）", "国家发展改革委", "国家文物局",
     "lead_shared", "等20个部门", "一季度出台"),
    ("责任单位：市双招双引办，各县（市、区）政府、丽水开发区管委会", "",
     "市双招双引办;各县（市、区）政府;丽水开发区管委会", "shared", "", ""),
    ("责任单位：市人力社保局、市农业农村局分别牵头", "市人力社保局;市农业农村局", "", "lead", "", ""),
    ("部门分工：省工业和信息化厅牵头，省委网信办，省发展改革委、科技厅等配合。", "省工业和信息化厅",
     "省委网信办;省发展改革委;科技厅",
     "lead_shared", "等", ""),
    ("（各县区政府、市直各有关部门负责；长期坚持）", "", "各县区政府;市直各有关部门", "shared", "",
     "长期坚持"),
    ("（各省、自治区、直辖市人民政府，国务院有关部门按职责分工负责，2025年底前见效）", "",
     "各省、自治区、直辖市人民政府;国务院有关部门", "shared",
     "", "2025年底前见效"),
    ("（市住房和城乡建设局等部门和单位按照职责分工负责，按月调度）", "", "市住房和城乡建设局", "shared",
     "等部门和单位", "按月调度"),
    ("（财政部牵头）（12月底前完成）", "财政部", "", "lead", "", "12月底前完成"),
    ("（5月底完成，牵头考核单位：市政府办公室、市公安局）", "市政府办公室;市公安局", "", "lead", "",
     "5月底完成"),
    ("（责任单位：市科技局  完成时限：6月30日前）", "", "市科技局", "shared", "", "6月30日前"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "leads", "participants", "mode", "open_ended", "deadlines"), READ, ids=[row[0] for row in READ]
)
def test_reads(text: str, leads: str, participants: str, mode: str, open_ended: str, deadlines: str) -> None:
    read = parse_attribution(text)
    assert ";".join(read.leads) == leads
    assert ";".join(read.participants) == participants
    assert (read.responsible_mode, read.open_ended) == (mode, open_ended)
    assert ";".join(due.raw for due in read.deadlines) == deadlines
    assert read.notes == ()


def test_a_persons_post_is_no_department() -> None:
    read = parse_attribution("（分管副省长、协管副秘书长负责，省发展改革委牵头，省财政厅等按职责分工负责）")
    assert (read.leads, read.participants) == (("省发展改革委",), ("省财政厅",))
    assert read.officials == ("分管副省长", "协管副秘书长")
    assert parse_attribution("（责任领导：李四，责任单位：县教育局）").officials == ("李四",)


DUE = [
    ("6月底前出台相关政策", None, 6, "before", "出台相关政策"),
    ("2022年12月底前完成", 2022, 12, "before", "完成"),
    ("12月底前完成当年任务", None, 12, "before", "完成当年任务"),
    ("7月开始对第1批普查对象进行现场登记", None, 7, "start", None),
    ("普查标准时点是2020年11月1日零时", 2020, 11, "reference", None),
    ("三季度末前出台", None, 9, "before", "出台"),
    ("上半年完成", None, 6, "before", "完成"),
    ("年底前完成", None, 12, "before", "完成"),
    ("十一月底前完成", None, 11, "before", "完成"),
    ("6月30日前", None, 6, "before", ""),
    ("年内持续推进", None, None, "", None),
    ("适时出台相关政策", None, None, "", None),
    ("逐月调度", None, None, "", None),
    ("长期坚持", None, None, "", None),
    ("全年推进", None, None, "", None),
]


@pytest.mark.parametrize(("raw", "year", "month", "edge", "action"), DUE)
def test_deadlines(raw: str, year: int | None, month: int | None, edge: str, action: str | None) -> None:
    due = parse_deadline(raw)
    assert (due.raw, due.year, due.month, due.edge) == (raw, year, month, edge)
    assert action is None or due.action == action


@pytest.mark.parametrize(
    "text",
    [
        "可比口径增长8%以上",
        "含城镇化率",
        "市、县、区",
        "初稿",
        "以下简称《意见》",
        "见附件2",
        "“米袋子”省长负责制",
        "2020—2022年",
    ],
)
def test_other_brackets_are_no_attributions(text: str) -> None:
    assert not looks_like_attribution(text, after_stop=True)


def test_bare_list_counts_only_behind_a_sentence() -> None:
    assert find_attributions("扩大内需。（省商务厅、省财政厅）") == [(5, 16)]
    assert find_attributions("有关部门（省商务厅、省财政厅）要抓紧") == []


def test_a_label_that_isnt_the_first_clause_counts_anywhere() -> None:
    line = "接入平台（5月底完成，牵头考核单位：市审批服务局）"
    assert [line[start:end] for start, end in find_attributions(line)] == [line[4:]]
    assert find_attributions("各部门（包括牵头单位自身）按规定") == []


def test_attribution_before_the_stop_and_unclosed() -> None:
    assert find_attributions("防范风险（省财政厅牵头）。") == [(4, 12)]
    assert find_attributions("防范风险。（省财政厅牵头，年内完成") == [(5, 17)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市自然资源和规划局、国家粮食和储备局", ["市自然资源和规划局", "国家粮食和储备局"]),
        ("市政府各部门，各县、市、区人民政府".replace("，", "、"), ["市政府各部门", "各县、市、区人民政府"]),
        ("各市、县（区）人民政府、省教育厅", ["各市、县（区）人民政府", "省教育厅"]),
        ("各地区、各部门", ["各地区", "各部门"]),
        ("各镇、街道办事处、市公安局", ["各镇、街道办事处", "市公安局"]),
        ("上海市、广东省、北京市、海南省人民政府", ["上海市", "广东省", "北京市", "海南省人民政府"]),
        ("各县、市、区人民政府和市直有关单位", ["各县、市、区人民政府", "市直有关单位"]),
        ("市高等教育办、市中心医院", ["市高等教育办", "市中心医院"]),
    ],
)
def test_lists(text: str, names: list[str]) -> None:
    assert split_names(text) == (names, "")


@given(st.text(alphabet="（）()，；、牵头负责财政部等与各县市区底前6月 ", max_size=60))
@example("(()(部")
def test_any_text_is_read(text: str) -> None:
    read = parse_attribution(text)
    assert not set(read.leads) & set(read.participants)
    for name in (*read.leads, *read.participants):
        assert name in text.replace("\n", "")
    for start, end in find_attributions(text):
        assert 0 <= start < end <= len(text)
    assert (
        "".join(split_outside(text, "，；")) == "".join(c for c in text if c not in "，；")
        or "（" in text
        or "(" in text
    )


NAMES = ("财政部", "文化和旅游部", "各县、市、区人民政府", "市自然资源和规划局", "海关总署", "市直各单位")
DEPARTMENTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)


@given(
    leads=DEPARTMENTS, others=DEPARTMENTS, due=st.sampled_from(["年内持续推进", "6月底前完成", "逐月调度"])
)
def test_what_is_put_in_comes_out(leads: list[str], others: list[str], due: str) -> None:
    others = [name for name in others if name not in leads]
    text = "、".join(leads) + "牵头，" + ("、".join(others) + "等按职责分工负责，" if others else "") + due
    read = parse_attribution(f"（{text}）")
    assert (list(read.leads), list(read.participants), [d.raw for d in read.deadlines]) == (
        leads,
        others,
        [due],
    )
    labelled = parse_attribution(f"【牵头单位：{'、'.join(leads)}；责任单位：{'、'.join(others) or '无'}】")
    assert list(labelled.leads) == leads


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "）",
        "、",
        "，",
        "（）",
        "（财政部牵头）",
        "责任单位：市发改委；",
        " ",
        "各县、",
        "分别",
        "牵头、",
        "（责任单位：",
    ],
)
def test_a_megabyte_takes_no_longer_than_its_share(unit: str) -> None:
    def run(size: int) -> Callable[[], object]:
        text = unit * (size // len(unit))

        def read() -> None:
            find_attributions(text)
            parse_attribution(text)

        return read

    assert exponent(run, 250_000 if len(unit) == 1 else 50_000) <= LINEAR


def test_brackets_are_taken_off() -> None:
    assert (
        strip_brackets("（财政部牵头）")
        == strip_brackets("【财政部牵头】")
        == strip_brackets("(财政部牵头)")
        == "财政部牵头"
    )


@pytest.mark.parametrize(
    "line",
    [
        "（财政部牵头）",
        "(财政部牵头)",
        "【责任单位：市科技局】",
        "（省财政厅、省教育厅）",
        "（财政部牵头）（12月底前完成）",
        "（年内持续推进）",
        "（6月底前）",
        "（有关部门负责）",
    ],
)
def test_lines_that_are_attributions(line: str) -> None:
    assert is_attribution(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "（",
        "财政部牵头",
        "（财政部牵头",
        "财政部牵头）",
        "（财政部牵头）加强管理。",
        "（财政部牵头）加强管理（税务总局牵头）",
        "加强管理。（财政部牵头）",
        "（一）推进改革（年内完成）",
        "责任单位：市科技局",
        "（2020年）",
        "（年内）（完成）",
        "（2020年1月12日在安徽省第十三届人民代表大会第三次会议上）",
        "（" + "年内" * 31 + "完成）",
    ],
)
def test_lines_that_are_none(line: str) -> None:
    assert not is_attribution(line)
