# %% [markdown]
# # 11 · A published measure, rebuilt
#
# *重建已发表的指标。* 陈诗一、陈登科 (2018, 《经济研究》 2) measure a government's environmental attention by the share of 15 words in its work report.
# The list is printed; other choices are not: the whole report or the plan, words or characters below the line, words as a tokeniser cuts them or
# wherever their characters stand. Here the measure is built under each choice, and the choices are compared.

# %%
# %matplotlib inline
from analysis import (
    MeasureChoice,
    TokenOptions,
    check_choices,
    choice_robustness,
    comparable_groups,
    compare_choices,
    draw_tile_map,
    environmental_attention,
    load_corpus,
    published_lists,
    tile_map,
    tokenise_corpus,
    word_share,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
WORDS = published_lists()["environmental_attention"]  # or a list of your own: read_words("my-words.csv")

corpus = load_corpus(FOLDER)
check_choices(corpus, language=LANGUAGE)

# %%
group = comparable_groups(corpus)[0]  # the largest group of reports of one level, kind and year
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
on_map = tile_map(measure, "share")
draw_tile_map(on_map, language=LANGUAGE) if len(on_map) else print("no report of the group is that of a province, so the map would be empty")

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
