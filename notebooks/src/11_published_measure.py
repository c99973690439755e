# %% [markdown]
# # 11 · A published measure, rebuilt
#
# *重建已发表的指标。* 陈诗一、陈登科 (2018, 《经济研究》 2) measure a government's environmental attention by the share of 15 words in its work report.
# The list is printed; other choices are not: the whole report or the plan, words or characters below the line, words as a tokeniser cuts them or
# wherever their characters stand. Here the measure is built under each choice, and the choices are compared.

# %%
# %matplotlib inline
from analysis import TokenOptions, environmental_attention, load_corpus, tokenise_corpus, word_share
from analysis.figures.themes import draw_tile_map
from analysis.groups import comparable_groups
from analysis.measures.published import MeasureChoice, choice_robustness, compare_choices, published_lists

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
WORDS = published_lists()["environmental_attention"]  # or a list of your own: read_words("my-words.csv")

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
reports = corpus.select(report_id=group.report_ids)
tokens = tokenise_corpus(reports, TokenOptions(engine="rjieba", lexicon=()))  # jieba's own dictionary, as in most papers
print(len(WORDS), "words:", " ".join(WORDS))

# %% [markdown]
# ## The measure
#
# Occurrences of the words anywhere in the report, over its running words.

# %%
measure = environmental_attention(reports, tokens=tokens)
measure.sort_values("share", ascending=False)[["region", "count", "total", "share"]].head(8).round(5)

# %%
draw_tile_map(measure.rename(columns={"share": "value"}), language=LANGUAGE).figure

# %% [markdown]
# ## What the silent choices do
#
# Each choice against the first: Spearman's correlation of the reports' ranks, and how many places a report can move. Where the correlation is well
# below 1, a regression on this variable is a regression on the choice.

# %%
choices = compare_choices(reports, WORDS, tokens, measure="environmental_attention")
choice_robustness(choices).round({"mean": 5, "rank_correlation": 3})

# %% [markdown]
# ## One report under two choices
#
# Words as cut miss 生态 in 生态环境 when the dictionary has the longer word; characters wherever they stand find it in 产业生态, too.

# %%
anywhere = word_share(reports, WORDS, MeasureChoice(denominator="characters"))
cut = word_share(reports, WORDS, MeasureChoice(match="tokens", denominator="characters"), tokens=tokens)
anywhere[["region", "count"]].merge(cut[["region", "count"]], on="region", suffixes=("_anywhere", "_as_cut")).sort_values("count_anywhere", ascending=False).head(8)
