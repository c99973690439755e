"""Quantities in reports: subjects, directions, roles, 分别, and what must hold for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from analysis import Corpus
from analysis.quantities.quantities import COLUMNS, Quantity, quantities_table, read_quantities
from tests.targets.texts import report


def read(text: str, **options: str) -> list[Quantity]:
    return read_quantities(report(text, **options))  # type: ignore[arg-type]


def roles(text: str, **options: str) -> list[tuple[str, str]]:
    return [(q.mention, q.role) for q in read(text, **options)]


def test_distribution_by_respectively() -> None:
    found = read("城镇、农村居民人均可支配收入分别增长9%左右和10%左右。")
    assert [(q.indicator, q.low, q.qualifier, q.direction) for q in found] == [
        ("income_urban", 9, "around", "increase"),
        ("income_rural", 10, "around", "increase"),
    ]


def test_urban_and_rural_in_one_word() -> None:
    found = read("城乡居民人均可支配收入分别增长6%、7.5%。")
    assert [(q.indicator, q.low) for q in found] == [("income_urban", 6), ("income_rural", 7.5)]


def test_each_its_own_qualifier() -> None:
    found = read("城镇登记失业率、调查失业率分别控制在4%以内、5%左右。")
    assert [(q.indicator, q.low, q.high) for q in found] == [
        ("unemployment_registered", None, 4),
        ("unemployment_surveyed", 5, 5),
    ]


def test_a_qualifier_shared_by_both() -> None:
    found = read("城镇调查失业率和城镇登记失业率分别控制在5.5%和3.5%以内。")
    assert [(q.low, q.high, q.qualifier) for q in found] == [(None, 5.5, "at_most"), (None, 3.5, "at_most")]


def test_head_shared_by_the_members() -> None:
    found = read("规上工业、服务业增加值分别增长7.5%、7%。")
    assert [q.indicator for q in found] == ["industrial_value_added", "services_value_added"]


def test_parentheses_keep_the_subject() -> None:
    found = read("一般公共预算收入增长1%以上（可比口径增长8%以上）。")
    assert [(q.indicator, q.low) for q in found] == [
        ("fiscal_revenue_general", 1),
        ("fiscal_revenue_general", 8),
    ]


def test_subject_carried_over_from_the_clause_before() -> None:
    found = read("招商引资到位资金8400亿元、增长10.5%。", part="review")
    assert {q.indicator_text for q in found} == {"招商引资到位资金"}
    assert [q.direction for q in found] == ["level", "increase"]
    more = read("居民人均可支配收入增长7.5%左右，其中城镇和农村分别增长7%左右和7%以上。")
    assert [q.indicator for q in more] == ["income_all", "income_urban", "income_rural"]


def test_at_least_and_striving_for_more() -> None:
    found = read("地区生产总值增长8%以上、力争达到10%。")
    assert [(q.low, q.high, q.qualifier, q.indicator) for q in found] == [
        (8, None, "at_least", "gdp"),
        (10, 10, "reach", "gdp"),
    ]


def test_comparison_with_an_average() -> None:
    (found,) = read("农村常住居民人均可支配收入增长高于全国平均水平0.5个百分点以上。")
    assert (found.indicator, found.low, found.unit, found.direction, found.role) == (
        "income_rural",
        0.5,
        "百分点",
        "increase",
        "target",
    )


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("生产总值增长6%", "increase"),
        ("能耗下降3%", "decrease"),
        ("失业率5%", "level"),
        ("比例提高到100%", "level"),
        ("价格涨幅3%", "increase"),
        ("时间压缩至3天", "level"),
    ],
)
def test_directions(text: str, direction: str) -> None:
    assert read(text + "。")[0].direction == direction


def test_the_part_decides_between_target_and_result() -> None:
    assert roles("新建学校100所。", part="plan") == [("100所", "target")]
    assert roles("新建学校100所。", part="review") == [("100所", "achieved")]
    assert roles("去年已建成学校100所。", part="plan") == [("100所", "achieved")]
    assert roles("今年财政赤字规模比去年增加1万亿元。", part="plan") == [("1万亿元", "target")]
    assert roles("财政赤字规模比上年增加1万亿元。", part="plan") == [("1万亿元", "achieved")]


def test_references() -> None:
    assert roles("贫困发生率从上年的0.93%降至0.16%。", part="review") == [
        ("0.93%", "reference"),
        ("0.16%", "achieved"),
    ]
    assert roles("产值增长9%，居全国第3位。", part="review") == [("9%", "achieved"), ("第3位", "reference")]
    both = roles("补贴标准分别从每月554元、251元提高到609元、276元。")
    assert [role for _, role in both] == ["reference", "reference", "target", "target"]


@pytest.mark.parametrize(
    "text",
    [
        "实施亿元以上项目",
        "覆盖20户以上自然村",
        "打造千亿级产业",
        "新增3岁以下婴幼儿托位",
        "全省16个市",
        "建设500千伏变电站",
        "产值超百亿元的企业",
        "实施30条措施",
    ],
)
def test_attributes(text: str) -> None:
    assert read(text + "落地见效。")[0].role == "attribute"


def test_a_measured_amount_with_a_bound_is_no_attribute() -> None:
    assert roles("建设1000万平方米以上标准厂房。") == [("1000万平方米", "target")]
    assert roles("30家以上冰雪产业项目投产运营。") == [("30家", "target")]


def test_the_noun_behind_the_number() -> None:
    found = read("推进100个重大文化产业项目，创建20个试验区。")
    assert [q.indicator_text for q in found] == ["重大文化产业项目", "试验区"]


def test_a_report_of_unknown_parts_is_a_plan() -> None:
    assert roles("新建学校100所。", part="other", kind="task_division") == [("100所", "target")]


@pytest.mark.parametrize(
    "text",
    [
        "预计今年高校毕业生超过1170万人，要千方百计稳定就业。",
        "今年高校毕业生预计达到909万人，比去年增加35万人。",
        "去年，我市旅游收入突破50亿元，增长12%。",
        "目前我市仍有12.6万贫困人口。",
        "2019年，全市数字经济规模达到8500亿元。",
    ],
)
def test_what_is_known_or_expected_is_no_commitment(text: str) -> None:
    assert {role for _, role in roles(text)} == {"achieved"}


def test_after_last_year_the_plan_goes_on() -> None:
    assert [
        role for _, role in roles("去年，我市第三产业增加值占比首次突破50%，今年要提高1个百分点以上。")
    ] == ["achieved", "target"]


@pytest.mark.parametrize(
    "text",
    [
        "聚焦13个先进制造业集群，实施强链项目。",
        "督战剩余贫困人口超过1万人的3个贫困县。",
        "总里程超1000公里、总投资超1000亿元的15个项目开工。",
        "公交站点500米覆盖率提高。",
        "构建15分钟公共文化服务圈。",
        "城际铁路设计时速200公里，年底通车。",
        "确保42个国考断面水质优良比例稳定在95%以上。",
        "超10亿元11家企业。",
        "关闭退出30万吨/年以下煤矿12处。",
    ],
)
def test_more_attributes(text: str) -> None:
    assert read(text)[0].role == "attribute"


def test_a_list_before_its_number_is_counted() -> None:
    assert roles("打造青稞、牦牛、藏羊等十个生物产业基地。") == [("十个", "target")]
    assert roles("新出台130多条重点措施。", part="review") == [("130多条", "achieved")]
    assert roles("主要指标增速居全国前3位。", part="review") == [("3位", "reference")]
    assert read("增速居全国第3位。")[0].direction == "level"
    assert [q.direction for q in read("优良天数增加15天、达到310天。")] == ["increase", "level"]


def test_shares_of_the_quantities_before() -> None:
    found = read("接待游客2.2亿人次，实现旅游收入2684亿元，分别增长19%、19.6%。", part="review")
    assert [q.indicator_text for q in found[2:]] == ["接待游客", "旅游收入"]


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("贫困发生率由2015年的5.6%下降到0.6%", "贫困发生率", "level"),
        ("压减钢铁产能500万吨", "压减钢铁产能", "level"),
        ("农村低保标准提高5%", "农村低保标准", "increase"),
        ("粮食产量连续7年稳定在700亿斤", "粮食产量", "level"),
        ("到位资金317亿元", "到位资金", "level"),
        ("申报材料精简40%", "申报材料", "decrease"),
        ("再生水利用量达到12亿立方米", "再生水利用量", "level"),
        ("打造千亿级产业集群", "产业集群", "level"),
        ("光伏装机新增200万千瓦", "光伏装机", "level"),
    ],
)
def test_subjects_and_their_verbs(text: str, subject: str, direction: str) -> None:
    found = read(text + "。")[0]
    assert (found.indicator_text, found.direction) == (subject, direction)


def test_parts_of_an_economy_are_not_its_product() -> None:
    assert [q.indicator for q in read("数字经济增速15%，海洋生产总值增长9%，经济增长6%。")] == ["", "", "gdp"]


CHARACTERS = st.sampled_from(
    list(
        "0123456789.,%％、，。；：（）“”《》—-"
        "至到约近超和与分别增长下降达控制在以上内左右万亿元个家第三分之一成倍番年月\n城镇居民收入"
    )
)


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=120), st.sampled_from(["plan", "review", "other"]))
def test_whatever_the_text(text: str, part: str) -> None:
    made = report(text, part=part)
    at = 0
    for quantity in read_quantities(made):
        assert made.text[quantity.start : quantity.end] == quantity.mention
        assert quantity.start >= at
        at = quantity.end
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert quantity.role in {"target", "achieved", "reference", "attribute"}
        assert quantity.direction in {"increase", "decrease", "level"}
        assert made.text.count(quantity.sentence) >= 1


def test_table_has_the_columns_of_the_contract(corpus: Corpus) -> None:
    table = quantities_table([next(corpus.iter_reports())])
    assert (
        tuple(table.columns)
        == COLUMNS
        == (
            "report_id",
            "level",
            "region",
            "year",
            "part",
            "paragraph",
            "start",
            "end",
            "mention",
            "low",
            "high",
            "unit",
            "qualifier",
            "qualifier_text",
            "direction",
            "role",
            "indicator_text",
            "indicator",
            "sentence",
        )
    )
    assert table["low"].dtype == "float64"
    assert len(quantities_table([])) == 0


def test_every_offset_of_the_corpus(corpus: Corpus) -> None:
    for made in corpus.iter_reports():
        for quantity in read_quantities(made):
            assert made.text[quantity.start : quantity.end] == quantity.mention
            paragraph = made.paragraphs[quantity.paragraph]
            assert paragraph.start <= quantity.start < paragraph.end
            assert quantity.part == paragraph.part


OLD_STYLE = (
    "一九五七年全县粮食产量达到三亿二千万斤，比一九五二年的二亿六千万斤增长百分之二十三，超过计划规定的指标。"
    "五年来新修水渠一百八十多条，受益农田四十二万亩；培养教师三千余人。据县统计，棉花增加了一倍半。",
    "第二个五年计划规定，到一九六二年粮食产量要达到五亿斤左右，棉花达到三、四万担。"
    "今年必须开荒七至八万亩，并且争取把农机站由五个增加到十二个。",
)


def test_a_report_in_the_manner_of_the_fifties() -> None:
    made = report("【mixed】\n" + "\n".join(OLD_STYLE), year=1958)
    assert [(q.low, q.high, q.unit, q.role) for q in read_quantities(made)] == [
        (3.2, 3.2, "亿斤", "achieved"),
        (2.6, 2.6, "亿斤", "reference"),
        (23, 23, "%", "achieved"),
        (180, None, "条", "achieved"),
        (42, 42, "万亩", "achieved"),
        (3000, None, "人", "achieved"),
        (1.5, 1.5, "倍", "achieved"),
        (5, 5, "亿斤", "target"),
        (3, 4, "万担", "target"),
        (7, 8, "万亩", "target"),
        (5, 5, "个", "reference"),
        (12, 12, "个", "target"),
    ]


def test_the_sentence_speaks_against_the_part() -> None:
    assert roles("2019年，全市新建学校100所，比上年多20所。", part="plan") == [
        ("100所", "achieved"),
        ("20所", "achieved"),
    ]
    assert roles("到2035年，森林覆盖率达到26%。", part="review") == [("26%", "target")]
    assert roles("今年拟安排资金500亿元。", part="review") == [("500亿元", "target")]
    assert roles("未来5年，新建学校100所；培训教师2万人。", part="review") == [
        ("100所", "target"),
        ("2万人", "target"),
    ]
    assert roles("提前两年完成2030年任务，减排5%。", part="review") == [("5%", "achieved")]


def test_what_is_said_of_a_time_holds_for_the_list_behind_it() -> None:
    listed = "【mixed】\n一九五七年的产量是：\n钢：四百十二万吨；\n煤：一亿一千三百万吨；\n布：一亿六千万匹。"
    assert {q.role for q in read_quantities(report(listed, year=1955))} == {"target"}
    assert {q.role for q in read_quantities(report(listed, year=1959))} == {"achieved"}
