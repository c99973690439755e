"""The tables of a build: their columns and types, and tables without rows that have them.

The order of the columns is the contract of the CSV files; what each column means stands in
``docs/outputs.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_COMPARED = "report_id other_id"
_KEYNESS = (
    "comparison target reference term target_count:int reference_count:int target_tokens:int reference_tokens:int target_per_10k:float reference_per_10k:float "
    "g2:float p:float q:float log_ratio:float low:float high:float log_odds:float z:float p_resampled:float q_resampled:float"
)
_TARGET = (
    "level region region_code year:int indicator indicator_text kind low:float high:float unit direction qualifier qualifier_text headline:bool evidence "
    "start:int end:int horizon strength:float"
)
_CHANGES = "level region part year_from:int year_to:int report_from report_to same_kind:bool"
_RATES = "dp:float dp_norm:float dp_floor:float dp_free:float"

# A column without a type holds text; Int is a whole number that may be unknown.
_TABLES = {
    "quantities": "report_id level region year:int part paragraph:int start:int end:int mention low:float high:float unit qualifier qualifier_text direction role "
    "indicator_text indicator sentence",
    "targets": f"report_id {_TARGET}",
    "targets_wide": "region year:int",  # and one column an indicator
    "target_gaps": "report_id level region year:int indicator unit middle:float qualifier national_middle:float national_qualifier gap:float stance",
    "target_sums": "report_id region year:int value:float qualifier total:float reports:int provinces:int national:float",
    "targets_over_years": "report_id region level indicator unit year:int low:float high:float middle:float qualifier label",
    "tasks": "report_id chapter section item:int unit:int text leads participants responsible_mode open_ended deadlines deadline_month:Int attribution start:int end:int "
    "deadline_year:Int deadline_edge officials notes",
    "alignment": "report_id item:int matched_report_id matched_items relation similarity:float dropped added matched_units also softened moved",
    "cascade": "report_id item:int chapter lower_report_id lower_items characters:int kept:int share_kept:float lost",
    "task_changes": "fate earlier_report_id earlier_item:Int earlier_unit:Int later_report_id later_item:Int later_unit:Int similarity:float dropped added "
    "departments_left departments_joined earlier_deadlines later_deadlines earlier_text later_text",
    "departments": "report_id department kind led:int shared:int tasks:int share_led:float",
    "co_responsibility": "report_id source target weight:int led:int",
    "department_network": "report_id department degree:int strength:int betweenness:float community:int",
    "deadlines": "report_id department year:Int month:int action edge tasks:int",
    "task_quantities": f"report_id item:int task_unit:int leads participants deadlines {_TARGET}",
    "reports": "report_id level region region_code year:int kind title date speaker source sha256 characters:int paragraphs:int sentences:int tokens:int",
    "lengths": "report_id region year:int kind part paragraphs:int sentences:int characters:int",
    "headings": "report_id paragraph:int start:int end:int level:int inline:bool part text",
    "cleaning": "report_id step times:int characters_removed:int characters_added:int",
    "keywords": f"report_id region year:int term count:int tokens:int per_10k:float documents:int range:float {_RATES}",
    "keyword_spread": "term count:int per_10k:float lower_quartile:float median:float upper_quartile:float documents:int reports:int",
    "dispersion": f"term count:int tokens:int per_10k:float documents:int range:float {_RATES}",
    "tfidf": "report_id region year:int rank:int term tfidf:float count:int per_10k:float documents:int",
    "keyness": _KEYNESS,
    "keyness_parts": _KEYNESS,
    "term_profile": "report_id region term count:int per_10k:float z:float",
    "trends": "region term year:int report_ids count:int tokens:int per_10k:float low:float high:float previous_year:Int change:float log_ratio:float",
    "phrases": "phrase cut count:int documents:int cohesion:float cohesion_characters:float left_entropy:float right_entropy:float left_open:float right_open:float "
    "score:float report_id example",
    "topics": "topic:int label share:float recurrence:float agreement:float rank:int term weight:float",
    "topic_paragraphs": "topic:int rank:int report_id paragraph:int share:float text",
    "topic_labels": "topic:int label proposed terms share:float formula_share:float formula:bool typical",
    "topic_shares": "report_id region year:int topic:int share:float low:float high:float paragraphs:int",
    "similarity": f"basis {_COMPARED} similarity:float",
    "clusters": "basis report_id region economic_region cluster:int position:int",
    "branches": "basis branch:int height:float size:int support:float left right members",
    "cluster_agreement": "basis clusters:int ari:float p:float reports:int",
    "correspondence": "kind name mass:float inertia:float dim1:float dim2:float quality:float",
    "correspondence_inertia": "dimension:int inertia:float share:float",
    "reuse": f"{_COMPARED} paragraph:int start:int end:int other_paragraph:int other_start:int other_end:int characters:int similarity:float text other_text",
    "reuse_pairs": f"{_COMPARED} passages:int characters:int share:float similarity:float",
    "stock_phrases": "year:int text reports:int occurrences:int",
    "themes": "report_id part paragraph:int sentence:int start:int end:int themes terms",
    "codebook": "theme term name_zh name_en cap_topic source",
    "attention": "report_id level kind region year:int part theme share:float low:float high:float count:float total:float share_tokens:float share_paragraphs:float",
    "theme_ranks": "report_id level region year:int theme share:float low:float high:float theme_rank:float theme_rank_low:float theme_rank_high:float themes:int "
    "report_rank:float report_rank_low:float report_rank_high:float reports:int",
    "theme_parts": "report_id level region year:int theme review:float plan:float gap:float low:float high:float stance",
    "theme_gaps": "report_id level region year:int national_report_id same_kind:bool theme share:float national:float gap:float low:float high:float stance",
    "theme_distances": "report_id level region year:int national_report_id same_kind:bool distance:float bias:float low:float high:float more less",
    "theme_changes": f"{_CHANGES} theme share_from:float share_to:float change:float low:float high:float trend",
    "term_changes": f"{_CHANGES} term count_from:int count_to:int per_10k_from:float per_10k_to:float log_ratio:float low:float high:float trend",
    "commitment": "report_id level kind region year:int theme sentences:int "
    + " ".join(f"{name}:float {name}_low:float {name}_high:float" for name in ("firm", "soft", "number", "deadline", "named", "concrete")),
    "published_measures": "measure report_id level region region_code year:int kind part match denominator headings:bool count:int total:int share:float",
}  # fmt: skip


def columns_of(text: str) -> dict[str, str]:
    """Columns and their types from a line of the schema.

    >>> columns_of("report_id year:int share:float")
    {'report_id': 'str', 'year': 'int', 'share': 'float'}
    """
    return {column: kind or "str" for column, _, kind in (item.partition(":") for item in text.split())}


TABLES: dict[str, dict[str, str]] = {name: columns_of(columns) for name, columns in _TABLES.items()}
KINDS = {"str": "str", "int": "int64", "float": "float64", "bool": "bool", "Int": "Int64"}


def empty_table(columns: Mapping[str, str]) -> pd.DataFrame:
    """A table without rows whose columns have the types of a full one, so that it can be merged, sorted and
    joined with others.

    >>> empty_table(columns_of("report_id year:int share:float")).dtypes.astype(str).tolist()
    ['str', 'int64', 'float64']
    """
    import pandas as pd

    return pd.DataFrame({column: pd.Series(dtype=KINDS[kind]) for column, kind in columns.items()})


def table_of(rows: Sequence[Any], columns: Mapping[str, str]) -> pd.DataFrame:
    """A table of these rows, or the ``empty_table`` where there is none (pandas would make columns of no type
    of it).
    """
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns)) if len(rows) else empty_table(columns)


def read_table(name: str, data: bytes) -> pd.DataFrame:
    r"""A table of a build from the bytes of its CSV file, with its types; text that was unknown is empty.

    >>> read_table("stock_phrases", b"year,text,reports,occurrences\n2020,,2,3\n").to_dict("list")
    {'year': [2020], 'text': [''], 'reports': [2], 'occurrences': [3]}
    """
    import io

    import pandas as pd

    table = pd.read_csv(
        io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig", lineterminator="\n"
    )
    types: dict[str, Any] = {column: KINDS[TABLES[name].get(column, "float")] for column in table.columns}
    for column, kind in types.items():
        values = table[column].mask(table[column] == "")
        if kind == "bool":
            table[column] = values == "True"
        elif kind != "str":
            table[column] = pd.to_numeric(values).astype(kind)
    return table
