# %% [markdown]
# # 2 · Keywords: what is frequent, what is distinctive
#
# *关键词：常用词与区分词。* Counts come from one stream of words, for the numerator and the denominator alike. The policy lexicon
# (`data/lexicon/terms.csv`) keeps set phrases such as 放管服 or 粤港澳大湾区 whole; function words, units and the formulae of the genre are set aside.

# %%
# %matplotlib inline
from analysis import (
    TokenOptions,
    distinctive_terms,
    keyword_frequencies,
    keyword_spread,
    load_corpus,
    place_names,
    term_matrix,
    tokenise_corpus,
)
from analysis.figures.words import draw_distinctive_terms, draw_keywords
from analysis.groups import comparable_groups

FOLDER = None  # None: the corpus shipped in data/
LANGUAGE = "en"
ENGINE = "rjieba"  # "jieba" is the reference; "rjieba" cuts alike and is about 20 times faster
WORDS = ["就业", "创新", "脱贫攻坚", "营商环境"]  # the words to compare below

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
print(f"comparing {len(group.report_ids)} reports: level {group.level}, kind {group.kind}, year {group.year}")

# %%
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=("function", "unit", "formula")))
paragraphs = term_matrix(tokens, by="paragraph")
plans = paragraphs.select(paragraphs.docs["report_id"].isin(group.report_ids) & (paragraphs.docs["part"] == "plan"))
reports = plans.group(["report_id", "region", "year"])
reports

# %% [markdown]
# ## The most frequent terms of the plans
#
# Frequency is per 10,000 running words. A dot is all reports together, a line the middle half of the reports: a term that a few reports use very
# often has a dot far to the right of its line.

# %%
spread = keyword_spread(reports, top=30)
draw_keywords(spread, language=LANGUAGE).figure

# %% [markdown]
# ## Some words, region by region
#
# Change `WORDS` at the top. A word that the lexicon doesn't know, or that is cut otherwise, says so instead of counting 0.

# %%
table = keyword_frequencies(reports, WORDS, by="region")
table.pivot(index="region", columns="term", values="per_10k")[WORDS].sort_values(WORDS[0], ascending=False).round(1)

# %% [markdown]
# ## What sets each report apart
#
# TF-IDF: (1 + ln tf) · (ln((1 + N) / (1 + df)) + 1), each report scaled to length 1. Names of provinces and cities are set aside, or they would win
# everywhere; names of rivers, mountains and districts stay, since they say where a government's projects are.

# %%
distinctive = distinctive_terms(reports, top=10, exclude=place_names())
draw_distinctive_terms(distinctive, language=LANGUAGE).figure

# %%
distinctive[distinctive["rank"] <= 3][["region", "rank", "term", "tfidf", "count", "documents"]].head(12)

# %% [markdown]
# A high TF-IDF says that a report uses a word more than others do. It isn't a test, and a report of other length or style moves it: for
# comparisons with uncertainty, see the measures of keyness.
