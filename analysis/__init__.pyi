"""The front door: every name that notebooks and scripts need, and where it lives.

``analysis/__init__.py`` loads each when it is first used.
"""

from .choices import check_choices as check_choices
from .corpus.corpus import Corpus as Corpus, load_corpus as load_corpus
from .corpus.paragraphs import paragraph_parts as paragraph_parts
from .corpus.plain import (
    attribution_spans as attribution_spans,
    body_sentences as body_sentences,
    without_attributions as without_attributions,
)
from .corpus.selection import (
    Group as Group,
    alignment_pairs as alignment_pairs,
    comparable_groups as comparable_groups,
    one_report_a_year as one_report_a_year,
    one_side as one_side,
    years_by_region as years_by_region,
)
from .corpus.single import read_report as read_report, text_report as text_report
from .corpus.sources import as_corpus as as_corpus, as_reports as as_reports
from .corpus.types import Report as Report
from .drawing.saving import save_figure as save_figure
from .drawing.seriation import seriate as seriate
from .drawing.style import style as style
from .errors import InputError as InputError
from .figures.cascade import (
    draw_task_cascade as draw_task_cascade,
    draw_task_changes as draw_task_changes,
    task_cascade as task_cascade,
    task_changes as task_changes,
)
from .figures.clusters import (
    correspondence_map as correspondence_map,
    draw_correspondence as draw_correspondence,
    draw_similarity_tree as draw_similarity_tree,
    similarity_tree as similarity_tree,
)
from .figures.keyness import (
    draw_keyness_bars as draw_keyness_bars,
    draw_keyness_funnel as draw_keyness_funnel,
    draw_term_profile as draw_term_profile,
    ordered_profile as ordered_profile,
)
from .figures.lengths import corpus_lengths as corpus_lengths, draw_corpus_lengths as draw_corpus_lengths
from .figures.network import draw_task_network as draw_task_network, task_network as task_network
from .figures.reuse import draw_reuse_network as draw_reuse_network, reuse_network as reuse_network
from .figures.target_years import draw_targets_over_years as draw_targets_over_years
from .figures.targets import (
    draw_qualified_targets as draw_qualified_targets,
    draw_target_gaps as draw_target_gaps,
    draw_target_matrix as draw_target_matrix,
    draw_target_sums as draw_target_sums,
)
from .figures.tasks import (
    department_tasks as department_tasks,
    draw_department_tasks as draw_department_tasks,
    draw_task_deadlines as draw_task_deadlines,
    task_deadlines as task_deadlines,
)
from .figures.theme_parts import draw_commitment as draw_commitment, draw_part_gaps as draw_part_gaps
from .figures.theme_years import draw_theme_years as draw_theme_years
from .figures.themes import (
    draw_theme_heatmap as draw_theme_heatmap,
    draw_theme_ranks as draw_theme_ranks,
    draw_tile_map as draw_tile_map,
    tile_map as tile_map,
)
from .figures.topics import (
    draw_topic_counts as draw_topic_counts,
    draw_topic_shares as draw_topic_shares,
    draw_topic_terms as draw_topic_terms,
)
from .figures.words import (
    draw_distinctive_terms as draw_distinctive_terms,
    draw_keywords as draw_keywords,
    draw_term_trends as draw_term_trends,
)
from .quantities.quantities import quantities_table as quantities_table
from .reuse.reuse import find_reuse as find_reuse, reuse_pairs as reuse_pairs, stock_phrases as stock_phrases
from .similarity.tables import cluster_tables as cluster_tables, topic_tables as topic_tables
from .targets.comparison import (
    target_comparison as target_comparison,
    target_gaps as target_gaps,
    target_matrix as target_matrix,
    target_sums as target_sums,
    targets_over_years as targets_over_years,
)
from .targets.completeness import target_completeness as target_completeness
from .targets.outturns import extract_outturns as extract_outturns
from .targets.targets import extract_targets as extract_targets, targets_wide as targets_wide
from .tasks.ledger import tasks_table as tasks_table
from .tasks.reader import reader_html as reader_html
from .tasks.tables import task_views as task_views, tasks_of_report as tasks_of_report
from .text.concordance import (
    ConcordanceLines as ConcordanceLines,
    collocates as collocates,
    concordance as concordance,
)
from .text.lexicon import (
    load_regions as load_regions,
    load_stopwords as load_stopwords,
    load_terms as load_terms,
    place_names as place_names,
)
from .text.matrix import TermMatrix as TermMatrix, term_matrix as term_matrix
from .text.phrases import PhraseOptions as PhraseOptions, find_phrases as find_phrases
from .text.tokens import (
    CONTENT as CONTENT,
    TokenOptions as TokenOptions,
    Tokens as Tokens,
    tokenise as tokenise,
    tokenise_corpus as tokenise_corpus,
)
from .themes.attention import attention as attention, theme_coverage as theme_coverage
from .themes.changes import theme_changes as theme_changes
from .themes.codebook import Codebook as Codebook, load_themes as load_themes, theme_hits as theme_hits
from .themes.commitment import commitment as commitment
from .themes.counting import count_themes as count_themes
from .themes.counts import ThemeCounts as ThemeCounts
from .themes.distances import national_distances as national_distances
from .themes.gaps import national_gaps as national_gaps, part_gaps as part_gaps
from .themes.published import (
    choice_robustness as choice_robustness,
    compare_choices as compare_choices,
    environmental_attention as environmental_attention,
    word_share as word_share,
)
from .themes.ranks import theme_ranks as theme_ranks
from .themes.term_changes import term_changes as term_changes
from .themes.word_lists import (
    MeasureChoice as MeasureChoice,
    published_lists as published_lists,
    read_words as read_words,
)
from .topics.counts import (
    compare_topic_counts as compare_topic_counts,
    recommend_topic_count as recommend_topic_count,
)
from .topics.fit import fit_topics as fit_topics, most_topics as most_topics
from .topics.labels import (
    propose_labels as propose_labels,
    read_labels as read_labels,
    typical_paragraphs as typical_paragraphs,
    without_formula as without_formula,
    write_labels as write_labels,
)
from .topics.model import TopicModel as TopicModel
from .topics.shares import share_differences as share_differences, share_intervals as share_intervals
from .topics.store import load_topics as load_topics, save_topics as save_topics
from .topics.tables import plan_paragraphs as plan_paragraphs
from .words.comparisons import (
    compare_reports as compare_reports,
    compare_sides as compare_sides,
    example_sides as example_sides,
)
from .words.dispersion import dispersion as dispersion
from .words.frequency import keyword_frequencies as keyword_frequencies
from .words.keyness import keyness as keyness, keyness_by as keyness_by
from .words.profile import term_profile as term_profile
from .words.sides import KeynessOptions as KeynessOptions
from .words.spread import keyword_spread as keyword_spread
from .words.tfidf import distinctive_terms as distinctive_terms
from .words.trends import keyword_trends as keyword_trends

__version__: str
