"""The tables of words."""

from __future__ import annotations

from analysis.tables.declaration import Maker, Table, columns, made

ROOM = "Words"
_SPREAD = """
    documents:int | {documents}
    range:float | their share
    dp:float | Gries' deviation of proportions over them
    dp_norm:float | over its largest value
    dp_floor:float | the least that so many occurrences can have
    dp_free:float | 0 for as even and 1 for as uneven as the count allows
"""
_KEYNESS = """
    comparison | report, part, year, level
    target | the side that is looked at
    reference | the other side
    term
    target_count:int | occurrences in the target
    reference_count:int | in the reference
    target_tokens:int | running words of the target
    reference_tokens:int | of the reference
    target_per_10k:float | per 10,000 running words
    reference_per_10k:float | per 10,000 running words
    g2:float | log-likelihood G²
    p:float | of G²
    q:float | p adjusted for all terms (Benjamini–Hochberg)
    log_ratio:float | log2 of the two rates' ratio
    low high
    log_odds:float | weighted log-odds with an informative prior
    z:float | log-odds over their standard deviation
    p_resampled:float | by dealing the documents out anew
    q_resampled:float | share of false ones among terms at least as far apart
"""

TABLES = (
    Table(
        "keywords",
        ROOM,
        "One row a report and term: the 100 most frequent terms of each.",
        columns(
            "report_id region year term count tokens per_10k"
            + _SPREAD.format(documents="paragraphs of the report with the term")
        ),
        made(report="report_tables:keywords"),
    ),
    Table(
        "keyword_spread",
        ROOM,
        "One row a term: the 30 most frequent terms of the plans of the largest comparable group (fewer "
        "where fewer occur).",
        columns("""
            term count per_10k
            lower_quartile:float | of the reports' rates
            median:float | of the reports' rates
            upper_quartile:float | of the reports' rates
            documents:int | reports with the term
            reports:int | of the group
        """),
        made(main_group="group_tables:words_of_group"),
    ),
    Table(
        "dispersion",
        ROOM,
        "One row a term: every term with five occurrences in those plans.",
        columns("term count tokens per_10k" + _SPREAD.format(documents="reports with the term")),
        made(main_group="group_tables:words_of_group"),
    ),
    Table(
        "tfidf",
        ROOM,
        "One row a report and term: the 20 most distinctive of each report in its group of three or more.",
        columns("""
            report_id region year
            rank:int | from 1
            term
            tfidf:float | weight of the term in the report
            count per_10k
            documents:int | reports of the group with the term
        """),
        made(group="group_tables:distinctive_terms"),
    ),
    Table(
        "keyness",
        ROOM,
        "One row a comparison and term: the 50 that each side favours; by comparison, then z downwards.",
        columns(_KEYNESS),
        (
            Maker("main group", "group_tables:words_of_group"),
            Maker("main group", "group_tables:words_of_each"),
            Maker("region", "group_tables:region_years"),
            Maker("level above", "group_tables:words_of_levels"),
        ),
    ),
    Table(
        "keyness_parts",
        ROOM,
        "One row a term with five occurrences: plans against reviews of the largest comparable group.",
        columns(_KEYNESS),
        made(main_group="group_tables:words_of_group"),
    ),
    Table(
        "term_profile",
        ROOM,
        "One row a report and term: the 40 terms that differ most between the plans of the group, among "
        "those that a quarter of the reports use.",
        columns("""
            report_id region term count per_10k
            z:float | against the others
        """),
        made(main_group="group_tables:words_of_each"),
    ),
    Table(
        "trends",
        ROOM,
        "One row a region, term and year: the 60 terms that move most where plans of several years are.",
        columns("""
            region term year
            report_ids | whose plans are counted
            count tokens per_10k low high
            previous_year:Int | the year before it that the region has
            change:float | of the rate since then
            log_ratio:float | log2 of the two rates' ratio
        """),
        made(region="group_tables:region_years"),
    ),
    Table(
        "phrases",
        ROOM,
        "One row a candidate for the lexicon, best first.",
        columns("""
            phrase | the candidate
            cut | as the tokeniser cuts it
            count
            documents:int | reports with it
            cohesion:float | of its words
            cohesion_characters:float | of its characters
            left_entropy:float | of what stands before it, bits
            right_entropy:float | of what stands behind it, bits
            left_open:float | share of its places where another word could stand before it
            right_open:float | share of its places where another word could stand behind it
            score:float | by which they are ordered
            report_id
            example | a sentence with it
        """),
        made(sample="group_tables:phrases"),
    ),
)
