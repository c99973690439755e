"""One name for a department across documents and levels."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.errors import InputError
from analysis.resources import LEXICON
from analysis.tasks.departments import KINDS, department_kind, load_departments, resolve_department
from analysis.text.lexicon import read_rows

SAME = [
    "国家发展改革委 市发改委 省发展和改革委员会 湖北省发展改革委 咸宁市发展和改革委员会 县发改局",
    "财政部 市财政局 省财政厅 财政厅 新疆维吾尔自治区财政厅 区财政局",
    "人力资源社会保障部 市人社局 市人力社保局 省人力资源和社会保障厅",
    "市场监管总局 市市场监管局 杭州市西湖区市场监督管理局 国家市场监督管理总局",
    "国家卫生健康委 市卫健委 省卫生健康委员会 区卫生健康局",
    "国务院办公厅 市政府办公室 省人民政府办公厅 市政府办",
    "银保监会 咸宁银保监分局 湖北银保监局 国家金融监督管理总局 金融监管总局",
    "人民银行 市人行 中国人民银行咸宁市中心支行 人民银行南京分行",
    "税务总局 市税务局 国家税务总局咸宁市税务局",
    "农业发展银行 中国农业发展银行咸宁分行",
    "国家林草局 市林业局 国家林业和草原局",
    "国务院扶贫办 市政府扶贫办 国家乡村振兴局",
    "共青团中央 团市委 共青团湖北省委",
    "国家民委 市民宗委 市民族和宗教事务委员会",
    "工业和信息化部 市经信局 省工业和信息化厅",
    "住房城乡建设部 市住建局 区住房和城乡建设局",
    "各县、市、区人民政府 各县（市、区）人民政府 各地级以上市人民政府",
    "有关部门 国务院有关部门 市直有关部门 省级各有关部门",
]


@pytest.mark.parametrize("names", SAME)
def test_forms_of_one_department(names: str) -> None:
    assert len({resolve_department(name) for name in names.split()}) == 1


def test_different_departments_stay_apart() -> None:
    assert len({resolve_department(group.split()[0]) for group in SAME}) == len(SAME)
    assert resolve_department("国家能源局") != resolve_department("国家知识产权局")
    assert (
        resolve_department("城市更新局")
        == resolve_department("市城市更新局")
        != resolve_department("市城市管理局")
    )


def test_every_body_of_the_three_documents_but_local_ones_is_known(tasks: pd.DataFrame) -> None:
    national = tasks[tasks["report_id"].str.startswith("national")]
    names = {
        name
        for column in ("leads", "participants")
        for cell in national[column]
        for name in cell.split(";")
        if name
    }
    assert len(names) > 70
    assert {name for name in names if department_kind(name) == "other"} == set()


def test_shipped_table_names_its_sources() -> None:
    rows = read_rows(LEXICON / "departments.csv", ("form", "name", "kind", "source"))
    assert len(rows) > 600
    assert all(row["source"] and row["kind"] in KINDS for _, row in rows)
    assert len({row["form"] for _, row in rows}) == len(rows)


def test_a_users_file_extends_the_table(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "form,name,kind,source\n绿投公司,地方国企,enterprise,我\n*城发集团,地方国企,enterprise,我\n发改委,计划部门,government,我\n",
        encoding="utf-8",
    )
    table = load_departments(mine)
    assert resolve_department("市绿投公司", table) == resolve_department("咸宁城发集团", table) == "地方国企"
    assert resolve_department("市发改委", table) == "计划部门"
    assert resolve_department("市财政局", table) == "财政部门"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("市发改委,\n", r"mine\.csv, row 2: name is empty"),
        (",发展改革部门\n", r"mine\.csv, row 2: form is empty"),
        ("甲,乙\n甲,丙\n", r"mine\.csv, row 3: “甲” stands already in row 2"),
        ("*,乙\n", r"mine\.csv, row 2: the form “\*” would match every name"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, rows: str, says: str) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("form,name\n" + rows, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        load_departments(mine)


def test_a_bad_kind_and_a_missing_file_are_named(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("form,name,kind\n甲,乙,丙\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.csv, row 2: the kind “丙” is unknown"):
        load_departments(mine)
    with pytest.raises(InputError, match=r"none\.csv"):
        load_departments(tmp_path / "none.csv")


@given(st.text(alphabet="国家省市县区各、委局部厅财政发展改革（）人民政府", max_size=30))
def test_any_name_resolves_and_stays(name: str) -> None:
    once = resolve_department(name)
    assert isinstance(once, str)
    assert bool(once) == bool(name.strip())


@pytest.mark.parametrize("char", "市省（、和*各")
def test_a_long_name_is_no_trouble(char: str) -> None:
    resolve_department(char * 1_000_000)
