"""Corpora as small as they come: one short report, no plan, no number, task divisions alone.

The texts are made up; places are real, persons are 甲乙丙.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import NamedTuple

from analysis.resources import DATA

SHORT = """2024年和田市政府工作报告
——2024年2月25日在和田市第十二届人民代表大会第二次会议上
和田市市长　甲乙丙
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2023年工作回顾
全市地区生产总值增长5.1%，城镇新增就业2万人。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6%左右，城镇新增就业2.1万人以上。
要大力推进科技创新，抓好粮食生产，扩大就业。
"""
NEXT = """2025年和田市政府工作报告
——2025年1月8日在和田市第十二届人民代表大会第三次会议上
和田市市长　甲乙丙
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2024年工作回顾
全市地区生产总值增长5.9%，城镇新增就业2.2万人。
二、2025年工作安排
今年主要预期目标是：地区生产总值增长5.5%左右，城镇新增就业2万人以上。
要大力发展数字经济，加强生态环境保护，扩大就业，推进乡村振兴。
"""
NO_PLAN = """2024年通山县政府工作报告
各位代表：
一、2023年工作回顾
全县地区生产总值增长4.8%，粮食产量18万吨。
生态环境质量持续改善，乡村振兴扎实推进。
"""
NO_REVIEW = """2024年咸宁市政府工作报告
各位代表：
二、2024年工作安排
今年主要预期目标是：地区生产总值增长6.5%左右，居民消费价格涨幅3%左右。
要加快科技创新，做好民生保障。
"""
PLAN_OF_ONE_SENTENCE = """2024年赤壁市政府工作报告
各位代表：
一、2023年工作回顾
全市地区生产总值增长5%。
二、2024年工作安排
扩大就业。
"""
ONE_PARAGRAPH = "2024年嘉鱼县政府工作报告，今年要推进科技创新，扩大就业，地区生产总值增长6%左右。\n"
GREETING = """2024年崇阳县政府工作报告
各位代表：
"""
WORDLESS_PLAN = """2024年通山县政府工作报告
各位代表：
一、2023年工作回顾
全县地区生产总值增长4.8%，粮食产量18万吨。
二、
……。
——！
"""
MARKS = "……。\n——！\n"
NO_NUMBER = """通城县政府工作报告
各位代表：
一、去年工作回顾
民生持续改善，生态环境向好。
二、今年工作安排
要推进科技创新，扩大就业。
要加强生态环境保护，发展数字经济。
"""
SHENZHEN = """2024年深圳市政府工作报告
各位代表：
一、2023年工作回顾
全市地区生产总值增长6%，城镇新增就业18万人。
二、2024年工作安排
今年主要预期目标是：地区生产总值增长5.5%左右，居民消费价格涨幅3%左右。
要加快数字经济发展，推进科技创新，做好就业工作。
"""
NATION = """2024年政府工作报告
——2024年3月5日在第十四届全国人民代表大会第二次会议上
各位代表：
一、2023年工作回顾
国内生产总值增长5.2%，城镇新增就业1244万人。
二、2024年工作安排
今年发展主要预期目标是：国内生产总值增长5%左右，城镇新增就业1200万人以上，居民消费价格涨幅3%左右。
要大力推进科技创新，扩大就业，加强生态环境保护。
"""
UPPER_TASKS = """关于落实《政府工作报告》重点工作分工的意见
一、稳定就业
1.城镇新增就业1200万人以上。（人力资源社会保障部牵头，财政部、教育部等按职责分工负责，6月底前出台相关政策，年内持续推进）
2.推进科技创新。（科技部牵头）
"""
UPPER_TASKS_NEXT = """关于落实《政府工作报告》重点工作分工的意见
一、稳定就业
1.城镇新增就业1100万人以上。（人力资源社会保障部牵头，财政部按职责分工负责，5月底前出台相关政策）
2.发展数字经济。（国家发展改革委牵头，工业和信息化部参与）
"""
LOWER_TASKS = """咸宁市2024年政府工作报告重点工作分工
一、稳定就业
1.城镇新增就业5万人以上。（市人社局牵头，市财政局配合，6月底前完成）
2.推进科技创新。（市科技局牵头）
"""


class Text(NamedTuple):
    """A made-up report: what the manifest says of it, and its text."""

    region: str
    code: str
    level: str
    year: int
    text: str
    kind: str = "work_report"

    @property
    def report_id(self) -> str:
        return f"{self.level}-{self.code}-{self.year}{'-tasks' if self.kind == 'task_division' else ''}"


def _hetian(year: int, text: str) -> Text:
    return Text("和田市", "653201", "county", year, text)


def _tasks(region: str, code: str, level: str, year: int, text: str) -> Text:
    return Text(region, code, level, year, text, "task_division")


_SHENZHEN = Text("深圳市", "440300", "city", 2024, SHENZHEN)
_XIANNING = Text("咸宁市", "421200", "city", 2024, NO_REVIEW)
_NATION = Text("全国", "100000", "national", 2024, NATION)
_UPPER = _tasks("全国", "100000", "national", 2024, UPPER_TASKS)
_UPPER_NEXT = _tasks("全国", "100000", "national", 2025, UPPER_TASKS_NEXT)
_LOWER = _tasks("咸宁市", "421200", "city", 2024, LOWER_TASKS)


def _three_regions() -> tuple[Text, ...]:
    """Three cities over three years; one of them skips a year, and one says the same every year."""
    wuhan = [
        Text(
            "武汉市",
            "420100",
            "city",
            y,
            SHENZHEN.replace("深圳市", "武汉市").replace("2024", str(y)).replace("2023", str(y - 1)),
        )
        for y in (2022, 2023, 2024)
    ]
    xianning = [
        Text(
            "咸宁市",
            "421200",
            "city",
            y,
            NEXT.replace("和田市", "咸宁市").replace("2025", str(y)).replace("2024", str(y - 1)),
        )
        for y in (2022, 2024)
    ]
    shenzhen = [
        Text(
            "深圳市",
            "440300",
            "city",
            y,
            SHORT.replace("和田市", "深圳市").replace("2024", str(y)).replace("6%左右", f"{y - 2016}%左右"),
        )
        for y in (2022, 2023, 2024)
    ]
    return (*wuhan, *xianning, *shenzhen)


def _districts(code: str, growth: int) -> tuple[Text, ...]:
    """鼓楼区 of one of the cities that have one: a work report and a task division of two years."""
    texts = []
    for year, words in ((2020, "要扩大就业，抓好粮食生产。\n"), (2021, "要推进科技创新，扩大就业。\n")):
        report = SHORT.replace("和田市", "鼓楼区").replace("2024", str(year)).replace("2023", str(year - 1))
        report = report.replace("6%左右", f"{growth}%左右") + 12 * words
        texts.append(Text("鼓楼区", code, "county", year, report))
        tasks = LOWER_TASKS.replace("咸宁市", "鼓楼区").replace("2024", str(year))
        texts.append(_tasks("鼓楼区", code, "county", year, tasks))
    return tuple(texts)


TINY: dict[str, tuple[Text, ...]] = {
    "one_short_report": (_hetian(2024, SHORT),),
    "one_paragraph": (Text("嘉鱼县", "421221", "county", 2024, ONE_PARAGRAPH),),
    "no_plan": (Text("通山县", "421224", "county", 2024, NO_PLAN),),
    "no_review": (_XIANNING,),
    "plan_of_one_sentence": (Text("赤壁市", "421281", "county", 2024, PLAN_OF_ONE_SENTENCE),),
    "title_and_greeting": (Text("崇阳县", "421223", "county", 2024, GREETING),),
    "no_number": (Text("通城县", "421222", "county", 2024, NO_NUMBER),),
    "two_years": (_hetian(2024, SHORT), _hetian(2025, NEXT)),
    "two_regions": (_SHENZHEN, _XIANNING),
    "three_regions_over_years": _three_regions(),
    "two_districts_of_one_name": (
        *_districts("320106", 6),
        *_districts("350102", 7),
        _tasks("福州市", "350100", "city", 2020, LOWER_TASKS.replace("咸宁市2024", "福州市2020")),
    ),
    "one_task_division": (_LOWER,),
    "task_divisions_of_two_years": (_UPPER, _UPPER_NEXT),
    "task_divisions_of_two_levels": (_UPPER, _LOWER),
    "nation_alone": (_NATION,),
    "nation_and_city": (_NATION, _SHENZHEN),
    "full_and_empty": (_hetian(2024, SHORT), Text("崇阳县", "421223", "county", 2024, GREETING)),
    "wordless_plan": (Text("通山县", "421224", "county", 2024, WORDLESS_PLAN), _hetian(2024, SHORT)),
    "marks_and_text": (Text("通山县", "421224", "county", 2024, MARKS), _hetian(2024, SHORT)),
    "marks_the_year_before": (_hetian(2023, MARKS), _hetian(2024, SHORT)),
    "one_plan_of_three": (
        _hetian(2024, SHORT),
        Text("通山县", "421224", "county", 2024, NO_PLAN),
        Text("嘉鱼县", "421221", "county", 2024, NO_PLAN),
    ),
    "all_without_plan": (
        Text("通山县", "421224", "county", 2024, NO_PLAN),
        Text("崇阳县", "421223", "county", 2024, GREETING),
    ),
}
# Some of the shipped reports, by themselves.
SHIPPED_SUBSETS: dict[str, tuple[str, ...]] = {
    "shipped_nation": ("national-2024",),
    "shipped_province": ("anhui-2020",),
    "shipped_two_provinces": ("anhui-2020", "beijing-2020"),
    "shipped_city_tasks": ("xianning-2020-tasks",),
}


def write_tiny(folder: Path, name: str) -> Path:
    """A tiny corpus in ``folder``: ``reports.csv`` and ``raw/``."""
    texts = TINY[name]
    (folder / "raw").mkdir(parents=True)
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["report_id", "level", "region", "region_code", "year", "kind", "source"])
        for text in texts:
            source = f"{text.report_id}.txt"
            out.writerow([text.report_id, text.level, text.region, text.code, text.year, text.kind, source])
            (folder / "raw" / source).write_text(text.text, encoding="utf-8")
    return folder


def write_subset(folder: Path, report_ids: tuple[str, ...]) -> Path:
    """A corpus of some of the shipped reports in ``folder``; corrections of their files come along."""
    (folder / "raw").mkdir(parents=True)
    with (DATA / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = [row for row in reader if row["report_id"] in report_ids]
    sources = {row["source"] for row in rows}
    with (DATA / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        corrections = csv.DictReader(file)
        kept = [row for row in corrections if row["file"] in sources]
        names = list(corrections.fieldnames or ())
    for file_name, header, table in (("reports.csv", columns, rows), ("corrections.csv", names, kept)):
        with (folder / file_name).open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, header, lineterminator="\n")
            out.writeheader()
            out.writerows(table)
    for source in sources:
        shutil.copy(DATA / "raw" / source, folder / "raw" / source)
    return folder
