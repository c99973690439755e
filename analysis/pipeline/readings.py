"""What the tables of single reports are made from, each thing worked out once, when first asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.plain import PlainTables, body_sentences, without_attributions
from analysis.quantities.quantities import Quantity, quantities_table, read_quantities
from analysis.targets.targets import extract_targets
from analysis.tasks.departments import Departments, load_departments
from analysis.tasks.ledger import tasks_table
from analysis.tasks.tables import network_tables
from analysis.text.tokens import CutWords, Tokeniser, TokenOptions, Tokens, tokeniser, tokens_of
from analysis.themes.codebook import Codebook, find_themes, load_themes, theme_marks
from analysis.themes.commitment import count_commitment
from analysis.themes.counting import count_themes
from analysis.themes.counts import ThemeCounts
from analysis.themes.tables import totals

if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Readings:
    """A few reports, read in every way that a table of single reports needs."""

    corpus: Corpus
    options: TokenOptions

    @cached_property
    def cutter(self) -> Tokeniser:
        """The tokeniser."""
        return tokeniser(self.options)

    @cached_property
    def plain(self) -> PlainTables:
        """The reports without attributions: words are counted in what is said, not in who answers for it."""
        return without_attributions(self.corpus)

    @cached_property
    def cut(self) -> CutWords:
        """The words of all sentences."""
        return self.cutter.cut(self.plain.sentences["text"].tolist())

    @cached_property
    def tokens(self) -> Tokens:
        """The token stream."""
        plain = self.plain
        return tokens_of(self.cut, plain.sentences, plain.paragraphs, plain.reports, self.cutter)

    @cached_property
    def read(self) -> dict[str, list[Quantity]]:
        """The quantities of each report."""
        return {report.report_id: read_quantities(report) for report in self.corpus.iter_reports()}

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """The table of quantities."""
        return quantities_table(self.corpus.iter_reports(), read=self.read)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """The table of targets."""
        return extract_targets(self.corpus.iter_reports(), read=self.read)

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """The table of tasks."""
        return tasks_table(self.corpus.iter_reports())

    @cached_property
    def departments(self) -> Departments:
        """The names of departments that the lexicon knows."""
        return load_departments()

    @cached_property
    def networks(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Edges and nodes of the networks of departments."""
        return network_tables(self.tasks, self.departments)

    @cached_property
    def codebook(self) -> Codebook:
        """The themes."""
        return load_themes()

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The sentences of body text."""
        return body_sentences(self.corpus)

    @cached_property
    def found_themes(self) -> Any:
        """Where terms of the codebook stand in them."""
        return find_themes(self.sentences, self.codebook)

    @cached_property
    def counts(self) -> dict[str, ThemeCounts]:
        """The themes counted in every way that tables of single reports, or of groups of them, need."""
        corpus, codebook, sentences = self.corpus, self.codebook, self.sentences
        marks = theme_marks(sentences, codebook, found=self.found_themes)
        units = {
            name: count_themes(
                corpus, codebook, unit=name, tokens=self.tokens, sentences=sentences, marks=marks
            )
            for name in ("sentences", "tokens", "paragraphs")
        }
        split = count_themes(corpus, codebook, sentences=sentences, marks=marks, split=True)
        firm = count_commitment(corpus, self.quantities, codebook, sentences=sentences, marks=marks)
        return {
            "sentences": units["sentences"],
            "split": split,
            "firm": replace(firm, draws=units["sentences"].draws),
            **{name: totals(units[name]) for name in ("tokens", "paragraphs")},
        }
