"""Items matched by wording: by construct, against annotation, and the three documents."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.errors import InputError
from analysis.tasks.alignment import COLUMNS, RELATIONS, align, load_strength
from analysis.tasks.cascade import cascade, side_by_side
from analysis.tasks.wording import compare_wording, kinship, split_clauses
from analysis.tasks.years import FATES, compare_years
from tests.tasks.conftest import gold

COLUMN = ["report_id", "item", "unit", "text", "start", "leads", "participants", "deadlines"]


def table(report_id: str, *texts: str, leads: str = "财政部") -> pd.DataFrame:
    rows, place = [], 0
    for item, text in enumerate(texts, start=1):
        rows.append((report_id, item, 1, text, place, leads, "", ""))
        place += len(text) + 10
    return pd.DataFrame(rows, columns=COLUMN)


NATION = table(
    "n",
    "今年要编制好“十四五”规划，为开启新征程擘画蓝图。",
    "降低工商业电价5%政策延长到年底。宽带和专线平均资费降低15%。坚决整治涉企违规收费。",
    "继续推动西部大开发、中部地区崛起。发展海洋经济。",
    "保障妇女、儿童、老人合法权益。",
    "居民消费价格涨幅3.5%左右；进出口促稳提质。",
    "坚决遏制重特大事故发生。",
)


def aligned(*texts: str) -> pd.DataFrame:
    return align(table("c", *texts), NATION).set_index("item")


def test_same_though_a_word_is_gone() -> None:
    row = aligned("编制好“十四五”规划，为开启新征程擘画蓝图。").loc[1]
    assert (row["matched_items"], row["relation"], row["dropped"], row["added"]) == (
        "1",
        "same",
        "今年要",
        "",
    )
    assert 0.9 < row["similarity"] < 1


def test_split_names_what_went_where() -> None:
    found = aligned(
        "降低工商业电价5%政策延长到年底。",
        "宽带和专线平均资费降低15%。坚决整治涉企违规收费。",
        "保障妇女、儿童合法权益。",
        "保障老人合法权益。",
    )
    assert found["relation"].tolist() == ["split"] * 4
    assert found["matched_items"].tolist() == ["2", "2", "4", "4"]
    assert found["dropped"].tolist() == [""] * 4
    assert found["moved"].tolist() == ["", "", "老人→4", "妇女→3;儿童→3"]
    assert found["similarity"].tolist() == [1.0] * 4


def test_narrowed_when_a_clause_or_a_member_of_a_list_is_lost() -> None:
    row = aligned("继续推动中部地区崛起。").loc[1]
    assert (row["relation"], row["dropped"]) == ("narrowed", "西部大开发;发展海洋经济")
    assert aligned("继续推动西部大开发、中部地区崛起。").loc[1, "relation"] == "narrowed"


def test_merged_and_none() -> None:
    found = aligned(
        "发展海洋经济。进出口促稳提质。继续推动西部大开发、中部地区崛起。", "做好本市的节水工作。"
    )
    assert (found.loc[1, "matched_items"], found.loc[1, "relation"]) == ("3;5", "merged")
    none = found.loc[2]
    assert (none["matched_items"], none["matched_report_id"], none["relation"], none["added"]) == (
        "",
        "",
        "none",
        "做好本市的节水工作",
    )
    assert pd.isna(none["similarity"])


def test_softened() -> None:
    assert (3, "坚决") in load_strength()
    assert aligned("遏制重特大事故发生。").loc[1, ["dropped", "softened"]].tolist() == ["坚决", "坚决→"]
    assert aligned("积极遏制重特大事故发生。").loc[1, "softened"] == "坚决→积极"
    assert aligned("坚决遏制重特大事故发生。").loc[1, "softened"] == ""


def test_order_within_the_item_does_not_matter() -> None:
    row = aligned("坚决整治涉企违规收费。降低工商业电价5%政策延长到年底。宽带和专线平均资费降低15%。").loc[1]
    assert (row["relation"], row["similarity"], row["dropped"], row["added"]) == ("same", 1.0, "", "")


def test_two_reports_in_a_table_are_refused() -> None:
    with pytest.raises(InputError, match="come from 2 reports"):
        align(pd.concat([NATION, table("m", "甲乙丙丁。")]), NATION)


def test_a_document_aligned_with_itself(nation: pd.DataFrame) -> None:
    found = align(nation, nation.assign(report_id="copy"))
    assert found["matched_items"].tolist() == found["item"].astype(str).tolist()
    assert set(found["relation"]) == {"same"}
    assert (found["similarity"] == 1).all() and not found[
        ["dropped", "added", "softened", "moved"]
    ].any().any()


def test_against_annotation(city: pd.DataFrame, nation: pd.DataFrame) -> None:
    found = align(city, nation).set_index("item")
    assert tuple(found.reset_index()[list(COLUMNS)].columns) == COLUMNS
    assert len(found) == 107 and set(found["relation"]) <= set(RELATIONS)
    lines = gold("alignment.jsonl")
    want = {(line["item"], n) for line in lines for n in line["matched_items"]}
    got = {
        (line["item"], int(n))
        for line in lines
        for n in found.loc[line["item"], "matched_items"].split(";")
        if n
    }
    hits = len(want & got)
    assert len(lines) == 40
    assert 2 * hits / (len(want) + len(got)) >= 0.97
    same = [found.loc[line["item"], "relation"] == line["relation"] for line in lines]
    also = [
        set(filter(None, found.loc[line["item"], "also"].split(";"))) == set(line["relation_also"])
        for line in lines
    ]
    units = [found.loc[line["item"], "matched_units"].split(";") == line["matched_units"] for line in lines]
    assert sum(same) / len(same) >= 0.97
    assert sum(also) / len(also) >= 0.97
    assert sum(units) / len(units) >= 0.97


def test_changes_that_were_annotated_are_found(city: pd.DataFrame, nation: pd.DataFrame) -> None:
    found = align(city, nation).set_index("item")
    for item, column, words in [
        (1, "dropped", "今年"), (9, "added", "等"), (37, "dropped", "要优选项目"), (35, "moved", "养老→34"),
        (41, "moved", "水利→42"),
        (106, "added", "海外侨胞是祖国的牵挂"), (15, "added", "我国包括零工在内的灵活就业人员数以亿计"),
        (46, "dropped", "东北全面振兴"),
    ]:  # fmt: skip
        assert words in found.loc[item, column].split(";")
    assert found.loc[8, "relation"] == "none"
    verbatim = [2, 7, 10, 11, 12, 14, 16, 28, 30, 33, 36, 38, 40, 43, 44, 49, 50, 51, 52]
    assert (found.loc[verbatim, "similarity"] == 1).all() and not found.loc[
        verbatim, ["dropped", "added"]
    ].any().any()


@given(
    st.text(alphabet="发展养老、托幼服务和稳定物价的", max_size=20),
    st.text(alphabet="发展养老、托幼服务和稳定物价的", max_size=20),
)
def test_a_comparison_rebuilds_both_wordings(upper: str, lower: str) -> None:
    changes = compare_wording(upper, lower)
    assert "".join(c.text for c in changes if c.op != "added") == upper
    assert "".join(c.text for c in changes if c.op != "dropped") == lower
    assert all(c.text for c in changes)


@given(st.text(alphabet="甲乙丙丁、，。；", max_size=40))
def test_clauses_keep_their_places(text: str) -> None:
    clauses = list(split_clauses(1, text))
    assert all(text[c.start : c.end] == c.text for c in clauses)
    assert "".join(c.text for c in clauses) == text.translate(str.maketrans("", "", "，。；"))


@given(
    st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=20),
    st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=20),
)
def test_kinship_is_a_share(lower: str, upper: str) -> None:
    assert 0 <= kinship(lower, upper) <= 1
    assert kinship(lower, upper + lower) == 1


def test_pieces_left_out_of_a_list_are_whole() -> None:
    pieces = [
        c.text
        for c in compare_wording("保障妇女、儿童、老人、残疾人合法权益", "保障老人合法权益")
        if c.op == "dropped"
    ]
    assert pieces == ["妇女、儿童、", "、残疾人"]


def test_years_by_construct() -> None:
    old = table("a", "大幅缩减外资准入负面清单。", "改造提升步行街。", "支持大豆等油料生产。")
    new = table("b", "进一步缩减外资准入负面清单。", "规范发展第三支柱养老保险。", "支持大豆等油料生产。")
    new.loc[2, "leads"] = "农业农村部"
    found = compare_years(old, new)
    assert found["fate"].tolist() == ["stayed", "came", "moved", "went"]
    assert found.loc[0, ["dropped", "added"]].tolist() == ["大幅", "进一步"]
    assert found.loc[2, ["departments_left", "departments_joined"]].tolist() == ["财政部门", "农业农村部门"]
    assert found.loc[3, "earlier_item"] == 2 and pd.isna(found.loc[3, "later_item"])


def test_years_of_the_nation(tasks: pd.DataFrame, nation: pd.DataFrame) -> None:
    later = tasks[tasks["report_id"] == "national-2021-tasks"]
    found = compare_years(nation, later)
    assert set(found["fate"]) == set(FATES)
    assert (found["fate"] != "went").sum() == len(later)
    pairs = {
        f"{r.later_item}.{r.later_unit}": f"{r.earlier_item}.{r.earlier_unit}"
        for r in found[found["similarity"].notna()].itertuples()
    }
    by_reading = {
        "8.5": "11.4",
        "15.3": "15.3",
        "16.6": "14.3",
        "17.5": "18.2",
        "32.3": "37.7",
        "33.3": "37.2",
        "38.2": "13.5",
        "38.4": "42.2",
        "38.7": "42.6",
    }
    assert {later: pairs.get(later) for later in by_reading} == by_reading
    fates = dict(
        zip(
            found["later_item"].astype(str) + "." + found["later_unit"].astype(str),
            found["fate"],
            strict=True,
        )
    )
    assert all(fates[unit] == "stayed" for unit in by_reading)


def test_a_year_compared_with_itself_stays(nation: pd.DataFrame) -> None:
    assert set(compare_years(nation, nation.assign(report_id="copy"))["fate"]) == {"stayed"}


def test_cascade_of_the_nation(city: pd.DataFrame, nation: pd.DataFrame) -> None:
    found = cascade(city, nation).set_index("item")
    pairs = {(n, int(i)) for n, cell in found["lower_items"].items() for i in cell.split(";") if i}
    back = {
        (int(n), r.item) for r in align(city, nation).itertuples() for n in r.matched_items.split(";") if n
    }
    assert pairs == back
    assert found.index[found["lower_items"] == ""].tolist() == [1, 48, 49, 51]
    assert (found.loc[[10, 11, 13, 38], "share_kept"] == 1).all()
    assert (found.loc[[1, 48, 49, 51], "share_kept"] == 0).all()
    assert "积极参与世贸组织改革" in found.loc[35, "lost"]
    assert ((found["share_kept"] >= 0) & (found["share_kept"] <= 1)).all()


@pytest.mark.parametrize("item", [1, 8, 15, 34, 46, 53, 106])
def test_side_by_side_rebuilds_the_item(city: pd.DataFrame, nation: pd.DataFrame, item: int) -> None:
    found = side_by_side(city, nation, item)
    own = found[(found["part"] > 0) & found["op"].isin(["equal", "added"])]
    text = "".join(city.loc[city["item"] == item, "text"])
    assert "".join(own["text"]) == text.translate(str.maketrans("", "", "，。；："))
    assert set(found["op"]) <= {"equal", "dropped", "added", "elsewhere"}
