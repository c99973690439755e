"""The tables of topics, clusters and reuse."""

from __future__ import annotations

from analysis.tables.declaration import Table, columns, made

ROOM = "Topics, clusters and reuse"
_TOPICS = made(main_group="group_tables:topics")
_REUSE = made(year="group_tables:reuse")

TABLES = (
    Table(
        "topics",
        ROOM,
        "One row a topic and term.",
        columns("""
            topic
            label | its heaviest terms
            share:float | of the plans' words
            recurrence:float | in what share of the factorisations of subsamples the topic came back
            agreement:float | how alike it came back
            rank:int | of the term, from 1
            term
            weight:float | of the term in the topic
        """),
        _TOPICS,
    ),
    Table(
        "topic_paragraphs",
        ROOM,
        "One row a topic and one of its most typical paragraphs.",
        columns("""
            topic
            rank:int | from 1
            report_id paragraph
            share:float | of the paragraph's words
            text | of the paragraph
        """),
        _TOPICS,
    ),
    Table(
        "topic_labels",
        ROOM,
        "One row a topic: a draft for the researcher to edit.",
        columns("""
            topic
            label | empty
            proposed | a label, by its distinctive terms
            terms | its heaviest
            share:float | of the plans' words
            formula_share:float | of its weight on set phrases
            formula:bool | set phrases rather than substance
            typical | its most typical sentence
        """),
        _TOPICS,
    ),
    Table(
        "topic_shares",
        ROOM,
        "One row a report and topic.",
        columns("""
            report_id region year topic
            share:float | of the plan's words
            low:float | lower end of the 95 % interval (bootstrap over paragraphs)
            high
            paragraphs:int | of the plan that have topics
        """),
        _TOPICS,
    ),
    Table(
        "similarity",
        ROOM,
        "One row a basis and two reports.",
        columns("""
            basis report_id
            other_id | the other report
            similarity:float | 0–1
        """),
        _TOPICS,
    ),
    Table(
        "clusters",
        ROOM,
        "One row a basis and report.",
        columns("""
            basis report_id region
            economic_region | 东部, 中部, 西部, 东北
            cluster:int | from 1
            position:int | in the tree's order, from 1
        """),
        _TOPICS,
    ),
    Table(
        "branches",
        ROOM,
        "One row a basis and branch of its tree.",
        columns("""
            basis
            branch:int | from 1, the lowest first
            height:float | at which its two sides meet
            size:int | reports
            support:float | share of resamples that have the same branch; empty for more than 1,000 reports
            left | a report, or the number of a branch
            right | a report, or the number of a branch
            members | reports
        """),
        _TOPICS,
    ),
    Table(
        "cluster_agreement",
        ROOM,
        "One row a basis: its clusters against the economic regions.",
        columns("""
            basis
            clusters:int | how many
            ari:float | adjusted Rand index
            p:float | by permutation
            reports:int | of a known region
        """),
        _TOPICS,
    ),
    Table(
        "correspondence",
        ROOM,
        "One row a report or topic: its place in a correspondence analysis.",
        columns("""
            kind | report, topic
            name | report_id, or number of the topic
            mass:float | its share of the words
            inertia:float | its share of the inertia
            dim1:float | first coordinate
            dim2:float | second coordinate
            quality:float | share of its inertia that the two show
        """),
        _TOPICS,
    ),
    Table(
        "correspondence_inertia",
        ROOM,
        "One row a dimension.",
        columns("""
            dimension:int | from 1
            inertia:float | that it shows
            share:float | of all inertia
        """),
        _TOPICS,
    ),
    Table(
        "reuse",
        ROOM,
        "One row a passage that stands nearly word for word in two reports of a year, or of a year and the "
        "year before that the corpus has ([why](decisions/reuse-by-year.md)).",
        columns("""
            report_id
            other_id | the other report
            paragraph start end
            other_paragraph:int | in the other report
            other_start:int | in the other report
            other_end:int | in the other report
            characters:int | of the passage
            similarity:float | of the two wordings, 0–1
            text | the passage
            other_text | in the other report
        """),
        _REUSE,
    ),
    Table(
        "reuse_pairs",
        ROOM,
        "One row two reports that have wording in common.",
        columns("""
            report_id
            other_id | the other report
            passages:int | how many
            characters:int | of them together
            share:float | of the text of `report_id`, the later one
            similarity:float | mean over the passages
        """),
        _REUSE,
    ),
    Table(
        "stock_phrases",
        ROOM,
        "One row a year and a wording that stands in more than twenty places of its reports and of those of "
        "the year before, and is set aside from `reuse`.",
        columns("""
            year
            text | letters and figures
            reports:int | that have it
            occurrences:int | every place, inside longer phrases too
        """),
        _REUSE,
    ),
)
