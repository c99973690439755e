"""Every table of a corpus of seven small reports, cell by cell as it was when somebody last looked.

``make golden`` says a difference in words; ``make golden ACCEPT=1`` takes it.
"""

from __future__ import annotations

import pytest

from analysis.tables import TABLES
from tests.tools import load_tool

TOOL = load_tool("golden")
NO_ROWS = {"stock_phrases"}  # wording in twenty places: no corpus so small has any


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    tables: dict[str, str] = TOOL.built(tmp_path_factory.mktemp("golden"))
    return tables


def test_every_table_has_a_golden_copy(built: dict[str, str]) -> None:
    assert set(TOOL.kept()) == set(built) == set(TABLES) - TOOL.LEFT_OUT
    empty = {name for name, text in built.items() if text.count("\n") < 2}
    assert empty == NO_ROWS, (
        "a table without rows tests nothing: give tests/golden/corpus a report that has some"
    )


@pytest.mark.parametrize("name", sorted(set(TABLES) - TOOL.LEFT_OUT))
def test_table_is_golden(built: dict[str, str], name: str) -> None:
    sentences = TOOL.difference(TOOL.kept()[name], built[name])
    how = "make golden shows it; make golden ACCEPT=1 takes it"
    assert not sentences, "\n  ".join([f"{name}.csv differs:", *sentences, how])


OLD = "report_id,term,count\na,创新,1\na,发展,2\nb,创新,3\n"


@pytest.mark.parametrize(
    ("new", "sentences"),
    [
        (OLD, []),
        (OLD.replace("发展,2", "发展,4"), ["row 3 (report_id=a, term=发展): count was 2 and is 4"]),
        (OLD.replace("发展,2", "发展,"), ["row 3 (report_id=a, term=发展): count was 2 and is empty"]),
        (OLD.replace("a,发展,2\n", ""), ["row gone: report_id=a, term=发展"]),
        (OLD + "c,就业,1\n", ["row added: report_id=c, term=就业"]),
        (OLD.replace("term", "word"), ["columns gone: term", "columns added: word"]),
        (
            OLD.replace("count", "times").replace("a,创新", "a,就业"),
            [
                "columns gone: count",
                "columns added: times",
                "row 2 (report_id=a, term=就业): term was 创新 and is 就业",
            ],
        ),
        (
            "term,report_id,count\n创新,a,1\n发展,a,2\n创新,b,4\n",
            ["columns stand in another order", "row 4 (report_id=b, term=创新): count was 3 and is 4"],
        ),
        (OLD.replace("创新,1", '"创新",1'), ["the same cells, written in another way"]),
    ],
)
def test_a_difference_in_words(new: str, sentences: list[str]) -> None:
    assert TOOL.difference(OLD, new) == sentences


def test_many_differences_are_counted() -> None:
    new = "".join(f"x,{n},{n}\n" for n in range(9))
    assert TOOL.difference("a,b,c\n", "a,b,c\n" + new)[-1] == "… and 4 more"


def test_tables_that_come_and_go() -> None:
    found = TOOL.differences({"words": OLD, "themes": OLD}, {"words": OLD, "topics": OLD})
    assert found == {"themes": ["the table is gone"], "topics": ["the table is new"]}
