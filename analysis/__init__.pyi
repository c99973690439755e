"""The front door: every name that notebooks and scripts need, and where it lives.  ``analysis/__init__.py`` loads each when it is first used."""

from .choices import check_choices as check_choices
from .corpus.corpus import Corpus as Corpus
from .corpus.corpus import load_corpus as load_corpus
from .corpus.single import read_report as read_report
from .corpus.single import text_report as text_report
from .corpus.sources import as_corpus as as_corpus
from .corpus.sources import as_reports as as_reports
from .corpus.types import Report as Report
from .errors import InputError as InputError
from .figures.cascade import (
    draw_task_cascade as draw_task_cascade,
)
from .figures.cascade import (
    draw_task_changes as draw_task_changes,
)
from .figures.cascade import (
    task_cascade as task_cascade,
)
from .figures.cascade import (
    task_changes as task_changes,
)
from .figures.clusters import (
    correspondence_map as correspondence_map,
)
from .figures.clusters import (
    draw_correspondence as draw_correspondence,
)
from .figures.clusters import (
    draw_similarity_tree as draw_similarity_tree,
)
from .figures.clusters import (
    similarity_tree as similarity_tree,
)
from .figures.keyness import (
    draw_keyness_bars as draw_keyness_bars,
)
from .figures.keyness import (
    draw_keyness_funnel as draw_keyness_funnel,
)
from .figures.keyness import (
    draw_term_profile as draw_term_profile,
)
from .figures.lengths import corpus_lengths as corpus_lengths
from .figures.lengths import draw_corpus_lengths as draw_corpus_lengths
from .figures.network import draw_task_network as draw_task_network
from .figures.network import task_network as task_network
from .figures.reuse import draw_reuse_network as draw_reuse_network
from .figures.reuse import reuse_network as reuse_network
from .figures.saving import save_figure as save_figure
from .figures.seriation import seriate as seriate
from .figures.style import style as style
from .figures.target_years import draw_targets_over_years as draw_targets_over_years
from .figures.targets import (
    draw_qualified_targets as draw_qualified_targets,
)
from .figures.targets import (
    draw_target_gaps as draw_target_gaps,
)
from .figures.targets import (
    draw_target_matrix as draw_target_matrix,
)
from .figures.targets import (
    draw_target_sums as draw_target_sums,
)
from .figures.tasks import (
    department_tasks as department_tasks,
)
from .figures.tasks import (
    draw_department_tasks as draw_department_tasks,
)
from .figures.tasks import (
    draw_task_deadlines as draw_task_deadlines,
)
from .figures.tasks import (
    task_deadlines as task_deadlines,
)
from .figures.theme_parts import draw_commitment as draw_commitment
from .figures.theme_parts import draw_part_gaps as draw_part_gaps
from .figures.theme_years import draw_theme_years as draw_theme_years
from .figures.themes import (
    draw_theme_heatmap as draw_theme_heatmap,
)
from .figures.themes import (
    draw_theme_ranks as draw_theme_ranks,
)
from .figures.themes import (
    draw_tile_map as draw_tile_map,
)
from .figures.topics import (
    draw_topic_counts as draw_topic_counts,
)
from .figures.topics import (
    draw_topic_shares as draw_topic_shares,
)
from .figures.topics import (
    draw_topic_terms as draw_topic_terms,
)
from .figures.words import (
    draw_distinctive_terms as draw_distinctive_terms,
)
from .figures.words import (
    draw_keywords as draw_keywords,
)
from .figures.words import (
    draw_term_trends as draw_term_trends,
)
from .groups import (
    Group as Group,
)
from .groups import (
    comparable_groups as comparable_groups,
)
from .groups import (
    one_side as one_side,
)
from .groups import (
    years_by_region as years_by_region,
)
from .measures.attention import (
    ThemeCounts as ThemeCounts,
)
from .measures.attention import (
    attention as attention,
)
from .measures.attention import (
    count_themes as count_themes,
)
from .measures.attention import (
    theme_coverage as theme_coverage,
)
from .measures.commitment import commitment as commitment
from .measures.dispersion import dispersion as dispersion
from .measures.frequency import keyword_frequencies as keyword_frequencies
from .measures.keyness import KeynessOptions as KeynessOptions
from .measures.keyness import keyness as keyness
from .measures.keyness import keyness_by as keyness_by
from .measures.priorities import (
    national_distances as national_distances,
)
from .measures.priorities import (
    national_gaps as national_gaps,
)
from .measures.priorities import (
    part_gaps as part_gaps,
)
from .measures.priorities import (
    term_changes as term_changes,
)
from .measures.priorities import (
    theme_changes as theme_changes,
)
from .measures.published import (
    MeasureChoice as MeasureChoice,
)
from .measures.published import (
    choice_robustness as choice_robustness,
)
from .measures.published import (
    compare_choices as compare_choices,
)
from .measures.published import (
    environmental_attention as environmental_attention,
)
from .measures.published import (
    published_lists as published_lists,
)
from .measures.published import (
    read_words as read_words,
)
from .measures.published import (
    word_share as word_share,
)
from .measures.ranks import theme_ranks as theme_ranks
from .measures.reuse import (
    find_reuse as find_reuse,
)
from .measures.reuse import (
    reuse_pairs as reuse_pairs,
)
from .measures.reuse import (
    stock_phrases as stock_phrases,
)
from .measures.sentences import body_sentences as body_sentences
from .measures.spread import keyword_spread as keyword_spread
from .measures.tfidf import distinctive_terms as distinctive_terms
from .measures.themes import Codebook as Codebook
from .measures.themes import load_themes as load_themes
from .measures.themes import theme_hits as theme_hits
from .measures.topic_counts import (
    compare_topic_counts as compare_topic_counts,
)
from .measures.topic_counts import (
    recommend_topic_count as recommend_topic_count,
)
from .measures.topic_labels import (
    propose_labels as propose_labels,
)
from .measures.topic_labels import (
    read_labels as read_labels,
)
from .measures.topic_labels import (
    typical_paragraphs as typical_paragraphs,
)
from .measures.topic_labels import (
    without_formula as without_formula,
)
from .measures.topic_labels import (
    write_labels as write_labels,
)
from .measures.topic_model import TopicModel as TopicModel
from .measures.topic_shares import share_differences as share_differences
from .measures.topic_shares import share_intervals as share_intervals
from .measures.topic_store import load_topics as load_topics
from .measures.topic_store import save_topics as save_topics
from .measures.topic_tables import cluster_tables as cluster_tables
from .measures.topic_tables import plan_paragraphs as plan_paragraphs
from .measures.topics import fit_topics as fit_topics
from .measures.trends import keyword_trends as keyword_trends
from .targets.comparison import (
    target_comparison as target_comparison,
)
from .targets.comparison import (
    target_gaps as target_gaps,
)
from .targets.comparison import (
    target_matrix as target_matrix,
)
from .targets.comparison import (
    target_sums as target_sums,
)
from .targets.comparison import (
    targets_over_years as targets_over_years,
)
from .targets.quantities import quantities_table as quantities_table
from .targets.targets import extract_targets as extract_targets
from .targets.targets import targets_wide as targets_wide
from .tasks.ledger import tasks_table as tasks_table
from .tasks.pairs import alignment_pairs as alignment_pairs
from .tasks.plain import attribution_spans as attribution_spans
from .tasks.plain import without_attributions as without_attributions
from .tasks.reader import reader_html as reader_html
from .tasks.tables import task_views as task_views
from .tasks.tables import tasks_of_report as tasks_of_report
from .text.concordance import ConcordanceLines as ConcordanceLines
from .text.concordance import collocates as collocates
from .text.concordance import concordance as concordance
from .text.lexicon import (
    load_regions as load_regions,
)
from .text.lexicon import (
    load_stopwords as load_stopwords,
)
from .text.lexicon import (
    load_terms as load_terms,
)
from .text.lexicon import (
    place_names as place_names,
)
from .text.matrix import TermMatrix as TermMatrix
from .text.matrix import term_matrix as term_matrix
from .text.phrases import PhraseOptions as PhraseOptions
from .text.phrases import find_phrases as find_phrases
from .text.tokens import (
    CONTENT as CONTENT,
)
from .text.tokens import (
    TokenOptions as TokenOptions,
)
from .text.tokens import (
    Tokens as Tokens,
)
from .text.tokens import (
    tokenise as tokenise,
)
from .text.tokens import (
    tokenise_corpus as tokenise_corpus,
)

__version__: str
