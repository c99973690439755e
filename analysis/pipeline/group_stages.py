"""What is made of several reports: of a group of comparable ones, of a region's, of the largest group, of
all.

Each step is a job: it knows which reports it needs, so that a new report calls for the steps that have to do
with it and for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corpus.selection import (
    Group,
    alignment_pairs,
    comparable_groups,
    division_year_pairs,
    ids_above,
    national_ids,
    regions_of_several_years,
    years_of_reuse,
)
from analysis.pipeline.cache import content_key
from analysis.pipeline.packing import pack
from analysis.pipeline.pieces import Pieces, files_as_values
from analysis.pipeline.report_stage import BY
from analysis.text.lexicon import place_names
from analysis.text.matrix import term_matrix
from analysis.themes.codebook import load_themes
from analysis.themes.commitment import commitment_shares
from analysis.themes.priorities import (
    national_distances,
    national_gaps,
    part_gaps,
    term_changes,
    theme_changes,
)
from analysis.themes.ranks import theme_ranks
from analysis.themes.tables import RESAMPLES, firm_codes, grouped, shares_of_attention
from analysis.words.tables import (
    distinctive_table,
    group_keyness,
    level_keyness,
    part_keyness,
    spread_tables,
    trend_table,
    year_keyness,
)

if TYPE_CHECKING:
    from analysis.pipeline.store import Store
    from analysis.themes.counts import ThemeCounts

Tables = dict[str, pd.DataFrame]


@dataclass
class Made:
    """What a job gives: rows of tables, and files."""

    pieces: Pieces = field(default_factory=Pieces)
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, tables: Tables, label: str | None = None) -> None:
        self.pieces.add(tables, label)

    def packed(self) -> bytes:
        """As bytes."""
        return pack(self.pieces.as_values() | files_as_values(self.files))


@dataclass(frozen=True)
class Job:
    """A step:

    ``make(store of the members, about)`` gives what it makes; ``weight`` tells roughly how long it takes,
    beside others.
    """

    name: str
    members: tuple[str, ...]
    make: Callable[[Store, tuple[Any, ...]], Made]
    about: tuple[Any, ...] = ()
    weight: int = 0

    def key(self, store: Store, stamp: str) -> str:
        """What the result is kept under."""
        return content_key(
            [
                stamp,
                self.name,
                repr(self.about),
                repr(store.options),
                *(f"{m}={store.keys[m]}" for m in self.members),
            ]
        )


def plan_jobs(reports: pd.DataFrame) -> list[Job]:
    """The jobs of a corpus, in the order in which their rows stand in the tables;

    ``reports`` has the manifest's columns.
    """
    groups = comparable_groups(reports)
    main = groups[0]
    jobs = [_group_job(group, reports) for group in groups]
    jobs += [
        Job("words", main.report_ids, make_words, weight=2),
        Job("words_each", main.report_ids, make_words_each, weight=4),
    ]
    regions = list(_region_jobs(reports))
    above = ids_above(reports, main.report_ids)
    jobs += [
        *regions,
        *(
            [Job("words_level", (*main.report_ids, *above), make_words_level, main.report_ids, 1)]
            if above
            else []
        ),
    ]
    jobs += [Job("topics", main.report_ids, make_topics, (main,), weight=5)]
    everything = tuple(reports["report_id"])
    jobs += [Job("phrases", phrase_sample(everything), make_phrases, weight=3), *_reuse_jobs(reports)]
    jobs += [
        *_task_jobs(reports),
        Job("targets", everything, make_targets, weight=1),
        *_workbook_jobs(reports),
        Job("codebook", (), make_codebook),
    ]
    return jobs


def _group_job(group: Group, reports: pd.DataFrame) -> Job:
    nation = [] if group.level == "national" else national_ids(reports, group.report_ids)
    members = dict.fromkeys([*group.report_ids, *nation])
    return Job(f"group {group.level} {group.kind} {group.year}", tuple(members), make_group, group.report_ids)


def make_group(store: Store, report_ids: tuple[str, ...]) -> Made:
    """A group of comparable reports: taken together, ranked, held against the nation's documents; what sets
    each apart in words.
    """
    made = Made()
    codebook = load_themes()
    members = set(report_ids)
    sentences, split, firm = (
        store.counts("sentences"),
        store.counts("split"),
        store.counts("firm", firm_codes(codebook)),
    )
    split, firm = replace(split, draws=sentences.draws), replace(firm, draws=sentences.draws)
    made.add({"theme_gaps": national_gaps(sentences, resamples=RESAMPLES)}, "report_id")
    made.add({"theme_distances": national_distances(split, resamples=RESAMPLES)})
    own = _of_reports(sentences, members)
    made.add({"theme_ranks": theme_ranks(own, resamples=RESAMPLES)}, "report_id")
    together = grouped(own)
    if len(together):
        plain = {unit: grouped(_of_reports(store.counts(unit), members)) for unit in ("tokens", "paragraphs")}
        firm = _of_reports(firm, members).pool(
            ["level", "kind", "year"]
        )  # the group's year may be None: the nation's reports
        made.add(
            {
                "attention": shares_of_attention(together, plain, [*BY, "part"]),
                "theme_parts": part_gaps(together, resamples=RESAMPLES),
                "commitment": commitment_shares(
                    firm.select(firm.strata["reports"] > 1), codebook, BY, resamples=RESAMPLES
                ),
            }
        )
    if len(report_ids) >= 3:
        made.add({"tfidf": distinctive_table(term_matrix(store.tokens(members), unit="report"))}, "report_id")
    return made


def _of_reports(counts: ThemeCounts, report_ids: Collection[str]) -> ThemeCounts:
    return counts.select(counts.strata["report_id"].isin(report_ids))


def _region_jobs(reports: pd.DataFrame) -> Iterator[Job]:
    """The regions that have several years."""
    for rows in regions_of_several_years(reports):
        own = reports.iloc[rows]
        level, region = own["level"].iloc[0], own["region"].iloc[0]
        yield Job(f"years {level} {region}", tuple(own["report_id"]), make_years)


@pd.option_context(
    "mode.string_storage", "python"
)  # many small tables: Arrow's columns cost more than they save
def make_years(store: Store, _: tuple[Any, ...]) -> Made:
    """A region over years: themes, terms, rates, keyness of each plan against the one before."""
    made = Made()
    matrix = term_matrix(store.tokens(), unit="paragraph")
    made.add(
        {
            "theme_changes": theme_changes(store.counts("sentences"), resamples=RESAMPLES),
            "term_changes": term_changes(matrix, resamples=RESAMPLES),
        }
    )
    plans = matrix.drop(place_names()).select((matrix.docs["part"] == "plan").to_numpy())
    made.add({"keyness": year_keyness(plans), "trends": trend_table(plans)})
    return made


def make_words(store: Store, _: tuple[Any, ...]) -> Made:
    """The words of the plans of the largest group, and its plans against its reviews."""
    made = Made()
    paragraphs = term_matrix(store.tokens(), unit="paragraph")
    made.add(spread_tables(paragraphs))
    made.add(part_keyness(paragraphs.drop(place_names())))
    return made


def make_words_each(store: Store, _: tuple[Any, ...]) -> Made:
    """The plan of each report of the largest group against the others."""
    made = Made()
    paragraphs = term_matrix(store.tokens(), unit="paragraph").drop(place_names())
    made.add(group_keyness(paragraphs.select((paragraphs.docs["part"] == "plan").to_numpy())))
    return made


def make_words_level(store: Store, report_ids: tuple[str, ...]) -> Made:
    """The plans of the level above against those of the largest group."""
    made = Made()
    matrix = term_matrix(store.tokens(), unit="paragraph").drop(place_names())
    made.add({"keyness": level_keyness(matrix, report_ids)})
    return made


def make_topics(store: Store, about: tuple[Any, ...]) -> Made:
    """Topics, similarity and clusters of the plans of the largest group."""
    from analysis.similarity.tables import topic_tables

    made = Made()
    made.add(topic_tables(store.corpus(), store.tokens(), *about))
    return made


def phrase_sample(report_ids: tuple[str, ...], most: int = 400) -> tuple[str, ...]:
    """The reports that new phrases are looked for in: all, or an even sample where there are more than
    ``most``.

    A report is drawn by the digest of its id, so that a new one hardly changes the sample.
    """
    if len(report_ids) <= most:
        return report_ids
    drawn = set(sorted(report_ids, key=lambda name: content_key([name]))[:most])
    return tuple(name for name in report_ids if name in drawn)


def make_phrases(store: Store, _: tuple[Any, ...]) -> Made:
    """Candidates for the lexicon."""
    from analysis.corpus.plain import without_attributions
    from analysis.text.phrases import find_phrases

    made = Made()
    made.add({"phrases": find_phrases(without_attributions(store.corpus()))})
    return made


def _reuse_jobs(reports: pd.DataFrame) -> Iterator[Job]:
    """Each year's reports with one another and with those of the year before that the corpus has."""
    for year, ours, theirs in years_of_reuse(reports):
        yield Job(f"reuse {year}", (*ours, *theirs), make_reuse, (year, ours), weight=3)


def make_reuse(store: Store, about: tuple[Any, ...]) -> Made:
    """Wording in common of the reports of a year, with one another and with those of the year before."""
    from analysis.reuse.tables import reuse_tables

    year, newcomers = about
    made = Made()
    made.add(reuse_tables(store.texts(), store.fingerprints(), newcomers, year))
    return made


def _task_jobs(reports: pd.DataFrame) -> Iterator[Job]:
    """Pairs of task divisions: a lower one beside the upper one of its year, a government's beside its last
    one.
    """
    for pair in alignment_pairs(reports):
        yield Job("aligned tasks", pair, make_alignment, pair)
    for pair in division_year_pairs(reports):
        yield Job("tasks of two years", pair, make_task_changes, pair)


def make_alignment(store: Store, pair: tuple[str, ...]) -> Made:
    """A lower task division beside the upper one, from below and from above, and the page to read them by."""
    from analysis.tasks.alignment import align, match
    from analysis.tasks.cascade import cascade
    from analysis.tasks.reader import reader_page

    lower, upper = (store.only([name]).listed("tasks") for name in pair)
    about = store.said()
    made = Made()
    matched = match(lower, upper)
    aligned = align(lower, upper, matched)
    made.add({"alignment": aligned, "cascade": cascade(lower, upper, matched)})
    here, there = (f"{about[name]['region']} {about[name]['year']}" for name in pair)
    made.files[f"ledgers/{pair[0]}.reader.html"] = reader_page(
        lower, upper, here, there, matched, aligned
    ).encode("utf-8")
    return made


def make_task_changes(store: Store, pair: tuple[str, ...]) -> Made:
    """A government's task division beside its last one."""
    from analysis.tasks.years import compare_years

    made = Made()
    made.add({"task_changes": compare_years(*(store.only([name]).listed("tasks") for name in pair))})
    return made


def make_targets(store: Store, _: tuple[Any, ...]) -> Made:
    """The main expected targets of all reports beside one another."""
    from analysis.targets.comparison import target_gaps, target_sums, targets_over_years
    from analysis.targets.targets import targets_wide

    targets = store.listed("headline")
    made = Made()
    made.add(
        {
            "targets_wide": targets_wide(targets).reset_index(),
            "target_gaps": target_gaps(targets),
            "target_sums": target_sums(targets),
        }
    )
    made.add({"targets_over_years": targets_over_years(targets)})
    return made


def _workbook_jobs(reports: pd.DataFrame, most: int = 400) -> Iterator[Job]:
    """The targets as a workbook; one a year, of the main targets, where there are more reports than a
    spreadsheet is good for.
    """
    if len(reports) <= most:
        yield Job("workbook", tuple(reports["report_id"]), make_workbook, ("targets.xlsx", False))
        return
    for year, own in reports.groupby("year", sort=True):
        yield Job("workbook", tuple(own["report_id"]), make_workbook, (f"targets-{year}.xlsx", True))


def make_workbook(store: Store, about: tuple[Any, ...]) -> Made:
    """The table of targets for a spreadsheet."""
    from analysis.targets.workbook import targets_workbook

    name, headline_only = about
    made = Made()
    made.files[f"tables/{name}"] = targets_workbook(store.listed("headline" if headline_only else "targets"))
    return made


def make_codebook(_: Store, __: tuple[Any, ...]) -> Made:
    """The themes and their terms, as they were used."""
    book = load_themes()
    made = Made()
    made.add({"codebook": book.terms.merge(book.themes, on="theme")})
    return made
