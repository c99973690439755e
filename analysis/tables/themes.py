"""The tables of themes and commitment."""

from __future__ import annotations

from analysis.tables.declaration import Maker, Table, columns, made

ROOM = "Themes and commitment"
_COMPARED = """
    level region
    part | the part that is compared
    year_from:int | of the earlier report
    year_to:int | of the later report
    report_from | the earlier report
    report_to | the later report
    same_kind | whether the two are of one kind; where they aren't, a change may be one of genre
"""
_SHARES = {
    "firm": "share of sentences with a firm promise",
    "soft": "with a soft one",
    "number": "with a number",
    "deadline": "with a deadline",
    "named": "that name a project or who answers for it",
    "concrete": "with any of the last three",
}


def _of_both(name: str) -> tuple[Maker, ...]:
    """Made for each report, and behind them for each group."""
    return made(report=f"report_tables:{name}", group="group_tables:themes_of_group")


TABLES = (
    Table(
        "themes",
        ROOM,
        "One row a body sentence that carries a theme.",
        columns("""
            report_id part paragraph
            sentence:int | number in the report, from 0
            start end
            themes | their codes
            terms | that name them, each once, in the order of the text
        """),
        made(report="report_tables:themes"),
    ),
    Table(
        "codebook",
        ROOM,
        "One row a theme and term of the codebook that was used.",
        columns("""
            theme term
            name_zh | of the theme
            name_en | of the theme
            cap_topic | major topic of the Comparative Agendas Project
            source | of the term
        """),
        made(lexicon="group_tables:codebook"),
    ),
    Table(
        "attention",
        ROOM,
        "One row a report (or a group together, without `report_id`), part and theme. A sentence may carry "
        "several themes, so shares add up to more than 1.",
        columns("""
            report_id level kind region year part theme
            share:float | of sentences
            low high
            count:float | sentences with the theme
            total:float | sentences
            share_tokens:float | of sentences weighted by their words
            share_paragraphs:float | of paragraphs with the theme
        """),
        _of_both("attention"),
    ),
    Table(
        "theme_ranks",
        ROOM,
        "One row a report and theme: ranks by share in the plan.",
        columns("""
            report_id level region year theme
            share:float | of the plan's sentences
            low high
            theme_rank:float | among the themes of the report
            theme_rank_low:float | lower end of its interval
            theme_rank_high:float | upper end of its interval
            themes:int | of the report
            report_rank:float | among the reports of its level, kind and year; empty for a report alone
            report_rank_low:float | lower end of its interval
            report_rank_high:float | upper end of its interval
            reports:int | of its level, kind and year
        """),
        made(group="group_tables:themes_of_group"),
        by_report=True,
    ),
    Table(
        "theme_parts",
        ROOM,
        "One row a report (or a group together, without `report_id`) and theme: the plan against the review.",
        columns("""
            report_id level region year theme
            review:float | share of its sentences
            plan:float | share of its sentences
            gap:float | plan less review
            low high
            stance | promised, reported, alike
        """),
        _of_both("theme_parts"),
    ),
    Table(
        "theme_gaps",
        ROOM,
        "One row a report and theme: its plan against the nation's document of the year.",
        columns("""
            report_id level region year
            national_report_id | the nation's document
            same_kind theme
            share:float | of the plan's sentences
            national:float | share in the nation's plan
            gap:float | the plan's share less the nation's
            low high
            stance | more, less, alike
        """),
        made(group="group_tables:themes_of_group"),
        by_report=True,
    ),
    Table(
        "theme_distances",
        ROOM,
        "One row a report: how far its plan's themes are from the nation's.",
        columns("""
            report_id level region year
            national_report_id | the nation's document
            same_kind
            distance:float | Jensen–Shannon divergence in bits, 0–1
            bias:float | what resampling alone adds
            low high
            more | the themes that it has most more of
            less | the themes that it has most less of
        """),
        made(group="group_tables:themes_of_group"),
    ),
    Table(
        "theme_changes",
        ROOM,
        "One row a theme of a region from one report to a later one.",
        columns(
            _COMPARED
            + """
            theme
            share_from:float | of sentences, in the earlier report
            share_to:float | in the later one
            change:float | the later share less the earlier
            low high
            trend | rising, fading, new, gone, steady
        """
        ),
        made(region="group_tables:region_years"),
    ),
    Table(
        "term_changes",
        ROOM,
        "One row a term of a region from one report to a later one, where the interval lies beside 0.",
        columns(
            _COMPARED
            + """
            term
            count_from:int | occurrences in the earlier report
            count_to:int | in the later one
            per_10k_from:float | per 10,000 running words, in the earlier report
            per_10k_to:float | in the later one
            log_ratio:float | log2 of the later rate over the earlier
            low high
            trend | rising, fading, new, gone
        """
        ),
        made(region="group_tables:region_years"),
    ),
    Table(
        "commitment",
        ROOM,
        "One row a report (or a group together, without `report_id`) and theme (`all`: every sentence): how "
        "firmly and how concretely a plan promises.",
        columns(
            "report_id level kind region year theme\nsentences:int | of the plan, with the theme\n"
            + "\n".join(
                f"{name}:float | {meaning}\n"
                f"{name}_low:float | lower end of its 95 % interval\n"
                f"{name}_high:float | upper end of its 95 % interval"
                for name, meaning in _SHARES.items()
            )
        ),
        _of_both("commitment"),
    ),
    Table(
        "published_measures",
        ROOM,
        "One row a published word list, report and choice that papers leave silent.",
        columns("""
            measure | name of the list
            report_id level region region_code year kind
            part | all, plan
            match | substring, longest, tokens
            denominator | tokens, characters, sentences
            headings:bool | whether headings are counted
            count
            total:int | of the denominator
            share:float | count over total
        """),
        made(report="report_tables:published_measures"),
    ),
)
