"""Whose report, of which year: told, or asked for; never guessed."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings, strategies as st

from analysis.corpus.corpus import Corpus
from analysis.errors import InputError, NoReportError
from analysis.identity.gazetteer import gazetteer
from analysis.identity.identity import Told, identify
from analysis.identity.kind import tell_kind
from analysis.identity.region import tell_region
from analysis.identity.year import tell_year
from analysis.resources import DATA
from tests.ingest.makers import report_of

# What the sources leave out: title lines that were lost before the files came here.
WITHOUT_TITLE = {"national-2024", "xianning-2020-tasks"}


def test_every_shipped_report_is_told_from_its_text(corpus: Corpus) -> None:
    """Region, level, year, kind and id of all reports whose first lines weren't lost; the file's name says
    nothing.
    """
    with (DATA / "reports.csv").open(encoding="utf-8-sig") as file:
        rows = {row["report_id"]: row for row in csv.DictReader(file)}
    told = 0
    for report in corpus.iter_reports():
        if report.report_id in WITHOUT_TITLE:
            with pytest.raises(InputError, match=r"--kind|--region"):
                identify(report.text, "x.txt")
            continue
        who = identify(report.text, "x.txt")
        row = rows[report.report_id]
        assert (who.region, who.code, who.level, str(who.year), who.kind) == tuple(
            row[c] for c in ("region", "region_code", "level", "year", "kind")
        )
        assert (
            f"{who.stem}-{who.year}" + ("-tasks" if who.kind == "task_division" else "") == report.report_id
        )
        told += 1
    assert told == 31


NAMES = [
    ("广西", "450000"), ("广西壮族自治区", "450000"), ("广西自治区", "450000"), ("吉林", "220000"),
    ("吉林市", "220200"), ("吉林省吉林市", "220200"), ("海南", "460000"),
    ("海南州", "632500"), ("青海海南", "632500"), ("朝阳市", "211300"), ("北京市朝阳区", "110105"),
    ("北京朝阳", "110105"), ("长春市朝阳区", "220104"),
    ("福州市鼓楼区", "350102"), ("江苏省徐州市鼓楼区", "320302"), ("恩施州", "422800"), ("恩施市", "422801"),
    ("长阳县", "420528"), ("长阳土家族自治县", "420528"),
    ("浦东", "310115"), ("内蒙古", "150000"), ("兴安盟", "152200"), ("重庆", "500000"), ("110105", "110105"),
    ("Sichuan", "510000"), ("全国", "100000"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_names_of_one_region(name: str, code: str) -> None:
    assert gazetteer().named(name).code == code


@pytest.mark.parametrize(
    "name", ["鼓楼区", "朝阳区", "Suzhou", "江北区", "襄樊市", "某地", "", "四川云南", "123456"]
)
def test_names_of_several_or_none_are_asked_about(name: str) -> None:
    with pytest.raises(InputError):
        gazetteer().named(name)


@given(st.sampled_from([r for r in gazetteer().by_code.values() if r.level != "national"]))
@settings(max_examples=300, deadline=None)
def test_every_region_is_known_with_what_it_lies_in(region) -> None:  # type: ignore[no-untyped-def]
    places = gazetteer()
    assert places.named(places.full_name(region)) == region
    assert places.named(places.unique_name(region), region.level) == region
    assert places.within(region, places.by_code[region.code[:2] + "0000"])


def test_every_full_name_is_found_in_a_title() -> None:
    places = gazetteer()
    for region in places.by_code.values():
        if region.level != "national":
            assert region in places.places(f"2021年{places.full_name(region)}人民政府工作报告")[0], region


@pytest.mark.parametrize(
    ("lines", "name", "folders", "region"),
    [
        (["宁夏回族自治区2021年政府工作报告", "来源：青海日报", "各位代表："], "x.txt", (), "宁夏回族自治区"),
        (["政府工作报告", "各位代表："], "宁夏2021（青海日报）.txt", (), "宁夏回族自治区"),
        (
            ["政府工作报告", "——2021年1月9日在朝阳区第十六届人民代表大会第七次会议上", "各位代表："],
            "x.txt",
            ("北京市", "2021"),
            "朝阳区",
        ),
        (
            ["政府工作报告", "2021年1月9日在成都市锦江区第七届人民代表大会上", "各位代表："],
            "四川省.txt",
            (),
            "锦江区",
        ),
        (["政府工作报告", "各位代表："], "2021年.txt", ("湖北省", "咸宁市", "通山县"), "通山县"),
        (["政府工作报告", "各位代表："], "湖北_咸宁_通山_2021.txt", (), "通山县"),
        (["政府工作报告", "各位代表：", *["全市经济发展，市委坚强领导。"] * 9], "吉林2021.txt", (), "吉林市"),
        (["政府工作报告", "各位代表：", *["全省经济发展，省委坚强领导。"] * 9], "吉林2021.txt", (), "吉林省"),
        (
            ["鼓楼区政府工作报告", "各位代表：", *["南京市委市政府的领导，南京都市圈。"] * 3],
            "x.txt",
            (),
            "鼓楼区",
        ),
        (
            [
                "政府工作报告",
                "——2021年3月5日在第十三届全国人民代表大会第四次会议上",
                "国务院总理 李克强",
                "各位代表：",
            ],
            "x.txt",
            (),
            "全国",
        ),
        (["政府工作报告", "各位代表："], "2021全国.txt", (), "全国"),
        (["政府工作报告", "各位代表："], "2021_110105.txt", (), "朝阳区"),
        (
            ["政府工作报告", "各位代表：", "现在，我代表甘肃省人民政府，向大会报告政府工作。"],
            "x.txt",
            (),
            "甘肃省",
        ),
    ],
)
def test_region_of_a_report(lines: list[str], name: str, folders: tuple[str, ...], region: str) -> None:
    assert tell_region(lines, name, folders).name == region


@pytest.mark.parametrize(
    ("lines", "name", "message"),
    [
        (["政府工作报告", "各位代表："], "报告.txt", "doesn't tell its region; give it with --region"),
        (["政府工作报告", "各位代表："], "河南大学整理2021.txt", "doesn't tell its region"),
        (["政府工作报告", "各位代表：", "浙江精神，" * 9], "报告.txt", "the text speaks most of 浙江省"),
        (
            ["政府工作报告", "各位代表：", "建设龙岩市，福建省委。" * 5],
            "报告.txt",
            r"the text speaks most of 龙岩市: 5 times\)",
        ),
        (
            ["鼓楼区政府工作报告", "各位代表："],
            "x.txt",
            "鼓楼区 could be .*南京市.*; say which with --region",
        ),
        (
            ["四川省政府工作报告", "各位代表："],
            "云南省2021.txt",
            "says 四川省 in its first lines and 云南省 in its file name or title",
        ),
        (
            ["政府工作报告", "各位代表："],
            "四川与云南.txt",
            "names 四川省 and 云南省 in its file name or title",
        ),
    ],
)
def test_region_that_cannot_be_told(lines: list[str], name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        tell_region(lines, name, ())


@pytest.mark.parametrize(
    ("lines", "name", "date", "year"),
    [
        (["政府工作报告", "一、2024年工作回顾", "二、2025年工作安排"], "x.txt", "2025-01-20", 2025),
        (["政府工作报告"], "x.txt", "2025-01-20", 2025),
        (["政府工作报告", "一、2021年工作回顾", "二、2022年工作安排"], "x.txt", "2021-12-28", 2022),
        (["政府工作报告", "一、过去五年工作回顾", "二、今后五年工作总体要求"], "x.txt", "2021-12-28", None),
        (
            ["政府工作报告", "一、过去五年工作回顾", "二、今后五年工作总体要求"],
            "2022年政府工作报告.txt",
            "2021-12-28",
            2022,
        ),
        (["政府工作报告", *["做好2022年工作，2022年增长6%。"] * 3], "x.txt", "2021-12-28", 2022),
        (["2025年四川省政府工作报告"], "x.txt", "", 2025),
        (["政府工作报告"], "四川2025.txt", "", 2025),
        (["政府工作报告", "二〇二〇年工作回顾"], "x.txt", "", 2021),
        (["政府工作报告"], "2019-2020.txt", "", None),
        (["政府工作报告"], "x.txt", "", None),
        (["政府工作报告", "一、1998年工作回顾"], "1999.txt", "1999-03-05", 1999),
    ],
)
def test_year(lines: list[str], name: str, date: str, year: int | None) -> None:
    assert tell_year(lines, name, date)[0] == year


def test_the_folder_tells_the_year_last() -> None:
    assert tell_year(["政府工作报告"], "安徽.txt", "", ("data", "2021年"))[0] == 2021
    assert tell_year(["政府工作报告"], "安徽2020.txt", "", ("data", "2021年"))[0] == 2020


def test_a_file_name_of_another_year_is_remarked() -> None:
    assert tell_year(["政府工作报告"], "2024年四川.txt", "2025-01-20") == (2025, "the file name says 2024")


@pytest.mark.parametrize(
    ("lines", "name", "kind"),
    [
        (["政府工作报告"], "x.txt", "work_report"),
        (["国务院关于落实《政府工作报告》重点工作分工的意见"], "x.txt", "task_division"),
        (["四川省2025年重点工作任务分解方案"], "x.txt", "task_division"),
        (["关于2024年预算执行情况和2025年预算草案的报告"], "x.txt", ""),
        (["各位代表：", "现在，我代表市人民政府，向大会作报告，请予审议。"], "x.txt", "work_report"),
        (["一篇文章"], "2021四川.txt", ""),
        (["一篇文章"], "2021四川政府工作报告.txt", "work_report"),
    ],
)
def test_kind(lines: list[str], name: str, kind: str) -> None:
    assert tell_kind(lines, name) == kind


def test_folders_named_after_something_else_say_nothing() -> None:
    lines = ["政府工作报告", "各位代表："]
    assert tell_region(lines, "2021.txt", ("data", "安徽省2021年政府工作报告")).name == "安徽省"
    for folder in ("河南大学", "安徽史料室", "上海路12号"):
        with pytest.raises(InputError, match="doesn't tell its region"):
            tell_region(lines, "2021.txt", ("data", folder))


def test_traditional_forms_are_told_too() -> None:
    meeting = "——2021年1月24日在廣東省第十三屆人民代表大會第四次會議上"
    text = f"廣東省政府工作報告\n{meeting}\n廣東省省長 馬興瑞\n各位代表："
    assert identify(text, "x.txt") == (
        "广东省",
        "440000",
        "province",
        2021,
        "work_report",
        "廣東省政府工作報告",
        "2021-01-24",
        "馬興瑞",
        "guangdong",
        "",
        "region: congress “——2021年1月24日在廣東省第十三屆人民代表大會第四次會議上”; "
        "year: meeting “——2021年1月24日在廣東省第十三屆人民代表大會第四次會議上”; "
        "kind: title of a work report “廣東省政府工作報告”; "
        "date: “——2021年1月24日在廣東省第十三屆人民代表大會第四次會議上”; "
        "speaker: “廣東省省長 馬興瑞”",
    )


def test_what_the_user_says_wins() -> None:
    text = report_of("鼓楼区", 2021, office="区长")
    assert identify(text, "x.txt", (), Told(region="福州市鼓楼区")).code == "350102"
    assert identify(text, "x.txt", ("南京市",)).region == "南京市鼓楼区"
    assert identify(text, "x.txt", (), Told(region="江苏省徐州市鼓楼区", year=2020, kind="task_division"))[
        :5
    ] == ("徐州市鼓楼区", "320302", "county", 2020, "task_division")
    former = identify(
        report_of("襄樊市", 2009, office="市长"), "x.txt", (), Told(region="襄樊市", level="city")
    )
    assert (former.region, former.code, former.level) == ("襄樊市", "", "city")
    with pytest.raises(InputError, match="no region is called '襄樊市'"):
        identify(text, "x.txt", (), Told(region="襄樊市"))


@given(st.text(max_size=400), st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_text_is_told_or_asked_about(text: str, name: str) -> None:
    """Nothing but an ``InputError`` of one line comes out of any first lines and any name."""
    try:
        identify(text, name)
    except InputError as error:
        assert "\n" not in str(error)


def test_the_year_that_a_text_names_most_is_offered_and_not_taken() -> None:
    text = "四川省政府工作报告\n各位代表：\n" + "2021年增长。" * 6 + "2020年。" * 3
    with pytest.raises(InputError, match=r"--year \(the text speaks most of 2021: 6 times\)$"):
        identify(text, "报告.txt")
    with pytest.raises(InputError, match=r"--year$"):  # two years, neither of which stands out
        identify(text + "2020年。", "报告.txt")


def test_a_name_within_a_word_is_no_place() -> None:
    for line in ("隆重庆祝新中国成立七十周年", "孙中山先生", "促进长治久安", "黄河南岸"):
        with pytest.raises(InputError, match="doesn't tell its region"):
            tell_region(["政府工作报告", line, "各位代表："], "x.txt", ())
    assert (
        tell_region(["政府工作报告", "在重庆市", "重庆市市长 甲乙", "各位代表："], "x.txt", ()).name
        == "重庆市"
    )


@pytest.mark.parametrize(
    "title",
    [
        "关于政府工作报告的决议",
        "第十三届全国人民代表大会第四次会议关于政府工作报告的决议",
        "人民日报评论员：扎实推进政府工作报告确定的任务",
        "一图读懂2021年四川省政府工作报告",
        "2021年政府工作报告解读",
        "关于2024年预算执行情况和2025年预算草案的报告",
    ],
)
def test_a_text_about_a_report_is_none(title: str) -> None:
    with pytest.raises(NoReportError):
        identify(f"{title}\n各位代表：\n" + "增长。" * 50, "四川2021.txt")


def test_what_is_reported_first_is_past() -> None:
    lines = ["四川省政府工作报告", "各位代表：", "首先报告2001年的工作", "增长。"]
    assert tell_year(lines, "x.txt", "") == (2002, "")
