"""Quantities by construct: units, ranges, approximations, bounds, what is no quantity."""

from __future__ import annotations

import pytest

from analysis.quantities.grammar import scan

Bounds = tuple[float | None, float | None, str, str]


def read(text: str) -> list[Bounds]:
    return [(m.low, m.high, m.unit, m.qualifier) for m in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到1.78万亿元", (1.78, 1.78, "万亿元", "reach")),
        ("接待游客270万人次以上", (270, None, "万人次", "at_least")),
        ("降低1微克/立方米左右", (1, 1, "微克/立方米", "around")),
        ("每立方米31微克", (31, 31, "微克/立方米", "exact")),
        ("提高5.7个百分点", (5.7, 5.7, "百分点", "exact")),
        ("人口自然增长率控制在7‰以内", (None, 7, "‰", "at_most")),
        ("增长１２．５％左右", (12.5, 12.5, "%", "around")),
        ("增长超过一倍", (1, None, "倍", "at_least")),
        ("实际利用外资翻番", (2, 2, "倍", "exact")),
        ("比2010年翻两番", (4, 4, "倍", "exact")),
        ("占比约七成。", (7, 7, "成", "around")),
        ("压减三分之一以上", (0.3333, None, "ratio", "at_least")),
        ("减少1/3。", (0.3333, 0.3333, "ratio", "exact")),
        ("百分之八十的企业", (80, 80, "%", "exact")),
        ("审批时限压缩一半以上", (0.5, None, "ratio", "at_least")),
        ("粮食1.3万亿斤以上", (1.3, None, "万亿斤", "at_least")),
        ("财政收入1,234.5亿元", (1234.5, 1234.5, "亿元", "exact")),
        ("营业收入超百亿元", (100, None, "亿元", "at_least")),
        ("打造五千亿级产业链", (5000, 5000, "亿", "exact")),
        ("设立五个等级", (5, 5, "个", "exact")),
        ("标准为不低于最低生活保障标准的1.6倍", (1.6, None, "倍", "at_least")),
        ("密度2000吨/年", (2000, 2000, "吨/年", "exact")),
        ("开办时间压缩到3个工作日内，", (None, 3, "个工作日", "at_most")),
        ("实现一日办结", (1, 1, "日", "exact")),
        ("审批“最多90天”。", (None, 90, "天", "at_most")),
        ("自然增长率为-1.2‰", (-1.2, -1.2, "‰", "exact")),
        ("城乡收入比缩小到2.31∶1", (2.31, 2.31, ":1", "exact")),
        ("死亡率降至9.8/10万", (9.8, 9.8, "/10万", "exact")),
        ("利用系数提高到0.576，", (0.576, 0.576, "", "exact")),
        ("零就业家庭至少一人就业", (1, None, "人", "at_least")),
        ("300万人口以下城市", (None, 300, "万人口", "at_most")),
        ("推进千个重点项目", (1000, 1000, "个", "exact")),
        ("连续1200多天未发生事故", (1200, None, "天", "at_least")),
        ("装机居全国首位", (1, 1, "位", "exact")),
        ("为企业节约10亿元", (10, 10, "亿元", "exact")),
        ("接种386.2万剂次", (386.2, 386.2, "万剂次", "exact")),
        ("航速350公里/小时", (350, 350, "公里/小时", "exact")),
        ("节能1200万吨标准煤", (1200, 1200, "万吨标准煤", "exact")),
        ("发电近4.5亿千瓦时", (None, 4.5, "亿千瓦时", "at_most")),
    ],
)
def test_units_and_values(text: str, expected: Bounds) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize("link", ["-", "—", "——", "~", "～", "至", "－"])
@pytest.mark.parametrize("first", ["6", "6%"])
def test_ranges(link: str, first: str) -> None:
    assert read(f"增长{first}{link}6.5%。") == [(6, 6.5, "%", "range")]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("{}左右", (5, 5, "around")),
        ("约{}", (5, 5, "around")),
        ("{}上下", (5, 5, "around")),
        ("近{}", (None, 5, "at_most")),
        ("{}以上", (5, None, "at_least")),
        ("不低于{}", (5, None, "at_least")),
        ("不少于{}", (5, None, "at_least")),
        ("超过{}", (5, None, "at_least")),
        ("突破{}", (5, None, "at_least")),
        ("高于{}", (5, None, "at_least")),
        ("至少{}", (5, None, "at_least")),
        ("超{}", (5, None, "at_least")),
        ("{}以内", (None, 5, "at_most")),
        ("不超过{}", (None, 5, "at_most")),
        ("低于{}", (None, 5, "at_most")),
        ("不到{}", (None, 5, "at_most")),
        ("力争{}", (5, 5, "exact")),
        ("确保{}", (5, 5, "exact")),
        ("达到{}", (5, 5, "reach")),
        ("力争突破{}", (5, None, "at_least")),
        ("达到近{}", (None, 5, "at_most")),
        ("控制在{}左右", (5, 5, "around")),
        ("达到{}以上", (5, None, "at_least")),
        ("控制在{}以内", (None, 5, "at_most")),
        ("控制在{}", (5, 5, "exact")),
    ],
)
def test_bounds_and_approximations(words: str, bounds: tuple[float | None, float | None, str]) -> None:
    assert [(m.low, m.high, m.qualifier) for m in scan(words.format("5%") + "。")] == [bounds]


@pytest.mark.parametrize(
    ("text", "low"), [("30多万户", 30), ("2000余名", 2000), ("100多个", 100), ("20余家", 20)]
)
def test_more_than(text: str, low: float) -> None:
    (found,) = scan(f"惠及{text}。")
    assert (found.low, found.high, found.qualifier) == (low, None, "at_least")


def test_the_words_of_a_qualifier_stay() -> None:
    (held,) = scan("涨幅控制在3.5%左右")
    (bare,) = scan("增长6%")
    assert (held.qualifier_text, bare.qualifier_text) == ("控制在…左右", "")


@pytest.mark.parametrize(
    "text",
    [
        "2020年",
        "2019—2020年",
        "6月底前",
        "1月12日",
        "近40年",
        "70周年",
        "第十三届",
        "十九届四中全会",
        "“十三五”规划",
        "第一季度",
        "5G基站",
        "12345热线",
        "“30条”",
        "“1+6”",
        "“15连增”",
        "三大攻坚战",
        "六稳",
        "世界500强",
        "国家5A级景区",
        "地铁6号线",
        "PM2.5",
        "G60科创走廊",
        "（一）加快发展",
        "1.加快发展",
        "国发〔2020〕6号",
        "万元地区生产总值能耗",
        "每万人发明专利",
        "中央八项规定",
        "两位数增长",
        "长三角",
        "千方百计",
        "进一步",
        "统一",
        "打造一个平台",
        "二期工程",
        "4.0版",
        "2020世界制造业大会",
        "劣五类水体",
        "三门峡",
        "五台山",
        "14亿" + "1" * 40,
        "第二批",
        "第一要务",
        "连续8年",
        "24小时服务热线",
        "《教育现代化2035》",
        "Ⅲ类水质",
        "首位度",
        "摆在首位",
        "三条控制线",
        "五个“必须统筹好”",
        "“最多80天”改革",
        "千家万户",
        "每百户家庭",
        "3.0∶4.0∶3.0结构",
    ],
)
def test_no_quantity(text: str) -> None:
    assert [m for m in scan(text + "。") if m.low != 14] == []


def test_ranks_are_read_and_ordinals_not() -> None:
    assert [(m.low, m.kind) for m in scan("增速居全国第3位，获批数量全国第一，第一书记，第二批，第三方")] == [
        (3, "rank"),
        (1, "rank"),
    ]


def test_a_number_takes_the_unit_of_the_next() -> None:
    assert read("分别增长5.1、7.2和8.3个百分点") == [(v, v, "百分点", "exact") for v in (5.1, 7.2, 8.3)]
    assert read("高于全国4.2个、全省2.1个百分点") == [
        (4.2, 4.2, "百分点", "exact"),
        (2.1, 2.1, "百分点", "exact"),
    ]
    assert read("分别提高1.5个和2个百分点") == [(1.5, 1.5, "百分点", "exact"), (2, 2, "百分点", "exact")]


def test_a_change_and_its_result_are_no_range() -> None:
    assert read("资产负债率下降2.3个百分点至61.5%") == [
        (2.3, 2.3, "百分点", "exact"),
        (61.5, 61.5, "%", "exact"),
    ]
    assert [value for value, *_ in read("由七成提高到九成")] == [7, 9]


def test_a_unit_that_chinese_numerals_do_not_count_is_no_quantity_and_no_error() -> None:
    assert scan("上千班组投入使用") == []
    assert read("上千台设备投入使用") == [(1000, None, "台", "at_least")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出口额七千三百八十二亿元", (7382, 7382, "亿元", "exact")),
        ("煤产量三亿八千万吨", (3.8, 3.8, "亿吨", "exact")),
        ("等于上年的四点二倍", (4.2, 4.2, "倍", "exact")),
        ("下降零点五个百分点", (0.5, 0.5, "百分点", "exact")),
        ("播种四亿五千万亩", (4.5, 4.5, "亿亩", "exact")),
        ("节约二亿三千多万元", (2.3, None, "亿元", "at_least")),
        ("存粮一亿余斤", (1, None, "亿斤", "at_least")),
        ("调入一百一十几万人", (110, None, "万人", "at_least")),
        ("十几个厂", (10, None, "个", "at_least")),
        ("近五万万农民", (None, 5, "亿", "at_most")),
        ("搬迁三四十户", (30, 40, "户", "range")),
        ("比去年多五、六倍", (5, 6, "倍", "range")),
        ("改种一、二千万亩", (1000, 2000, "万亩", "range")),
        ("投资七百至八百亿元", (700, 800, "亿元", "range")),
        ("开荒四千万亩到五千万亩", (4000, 5000, "万亩", "range")),
        ("增长百分之八至九", (8, 9, "%", "range")),
        ("增长百分之十二点五", (12.5, 12.5, "%", "exact")),
        ("增长一倍半", (1.5, 1.5, "倍", "exact")),
        ("亩均少用二斤半", (2.5, 2.5, "斤", "exact")),
        ("压缩半个百分点", (0.5, 0.5, "百分点", "exact")),
        ("车程一个半小时", (1.5, 1.5, "小时", "exact")),
        ("减少十分之一", (0.1, 0.1, "ratio", "exact")),
        ("约占四成五，", (4.5, 4.5, "成", "exact")),
        ("建设一百五十六项", (156, 156, "项", "exact")),
        ("棉花二千六百万担", (2600, 2600, "万担", "exact")),
        ("发电一百零八亿度", (108, 108, "亿度", "exact")),
        ("总装机三百万千瓦", (300, 300, "万千瓦", "exact")),
        ("藏金七万两黄金", (7, 7, "万两", "exact")),
        ("全长二千华里", (2000, 2000, "华里", "exact")),
        ("上市3亿8000万元", (3.8, 3.8, "亿元", "exact")),
        ("安置2千多万人", (2, None, "千万人", "at_least")),
        ("服务10几个乡镇", (10, None, "个", "at_least")),
        ("支出30，357，976，000元", (30357976000, 30357976000, "元", "exact")),
        ("上涨4·3%", (4.3, 4.3, "%", "exact")),
        ("下降0 .8 %", (0.8, 0.8, "%", "exact")),
        ("产量达1 2 .6万吨", (12.6, 12.6, "万吨", "reach")),
    ],
)
def test_forms_of_older_reports(text: str, expected: Bounds) -> None:
    assert read(text + "。") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "一九五二年", "第一个五年计划", "第十五个",
        "一九五○年至一九五三年", "几十万人", "数百万吨", "几万万人民",
        "亿万人民", "千万不要", "千千万万", "三、四个坚持", "三反五反", "十分重要", "三三两两", "每百斤",
        "一九八〇", "二十世纪", "九台市", "三门峡", "百元产值", "十二届三中全会", "十一次全会",
    ],
)  # fmt: skip
def test_words_with_numerals_are_no_quantities(text: str) -> None:
    assert scan(text + "。") == []


@pytest.mark.parametrize(
    "text", ["增长3·8妇女节", "2019，300", "第3，100名代表", "1. 5个项目", "比例1，2，300"]
)
def test_what_is_no_grouping_stays_apart(text: str) -> None:
    assert [m.low for m in scan(text)] in ([], [5.0], [100.0])


def test_three_shares_of_a_whole() -> None:
    assert read("三次产业结构调整为10.2∶60.6∶29.2。") == [(v, v, "%", "exact") for v in (10.2, 60.6, 29.2)]
    assert read("比例为1.2：3.4：5.6。") == []


def test_the_rest_behind_a_scale_word_is_not_torn_off() -> None:
    assert read("为680万65岁以上老人体检") == [(680, 680, "万", "exact"), (65, None, "岁", "at_least")]
    assert read("补助5万200户") == [(5.02, 5.02, "万户", "exact")]
