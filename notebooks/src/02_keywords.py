# %% [markdown]
# # 2 · Keywords: what is frequent, what is distinctive
#
# *关键词：常用词与区分词。* Counts come from one stream of words, for the numerator and the denominator alike. The policy lexicon
# (`data/lexicon/terms.csv`) keeps set phrases such as 放管服 or 粤港澳大湾区 whole; function words, units, the formulae of the genre and nouns that say little alone
# (体系, 机制) are set aside, and so are the lists of departments in task divisions. `docs/methods/words.md` gives every formula.

# %%
# %matplotlib inline
from analysis import (
    TokenOptions,
    distinctive_terms,
    keyword_frequencies,
    keyword_spread,
    keyword_trends,
    load_corpus,
    place_names,
    term_matrix,
    tokenise_corpus,
    without_attributions,
)
from analysis.figures.words import draw_distinctive_terms, draw_keywords, draw_term_trends
from analysis.groups import comparable_groups, years_by_region
from analysis.text.tokens import CONTENT

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
ENGINE = "rjieba"  # "jieba" is the reference; "rjieba" cuts alike and is about 20 times faster
WORDS = ["就业", "创新", "脱贫攻坚", "营商环境"]  # the words to compare below
REGION = None  # whose years to compare, such as "全国"; None: the region with most years

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
print(f"comparing {len(group.report_ids)} reports: level {group.level}, kind {group.kind}, year {group.year}")
region = REGION or years_by_region(corpus.reports).index[0]

# %%
tokens = tokenise_corpus(without_attributions(corpus), TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = term_matrix(tokens, unit="paragraph")
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
# How evenly is a word spread? Gries' DP is 0 where every report uses it in proportion to its length, and near 1 where one report has it all; rare words can't
# be even, so `dp_floor` says how even so many occurrences could be, and `dp_free` runs from that floor (0) to the other end (1).

# %%
spread_of_words = keyword_frequencies(reports.drop(place_names()), min_count=20).sort_values(["dp_free", "term"])
print("most even:  ", "、".join(spread_of_words["term"].head(12)))
print("most uneven:", "、".join(spread_of_words["term"].tail(12)))
keyword_frequencies(reports, WORDS)[["term", "count", "per_10k", "documents", "dp", "dp_floor", "dp_free"]].round(3)

# %% [markdown]
# ## The same words, year by year
#
# Intervals come from drawing the year's paragraphs anew. Mind what the documents are: a task division isn't a report, and the reader is told by a hollow
# dot where the kind changes. `log_ratio` is 1 where the rate has doubled since the year before.

# %%
years = paragraphs.select((paragraphs.docs["region"] == region) & (paragraphs.docs["part"] == "plan"))
trends = keyword_trends(years, WORDS, by="region")
print(region)
kinds = years.docs.drop_duplicates("year").set_index("year")["kind"]
draw_term_trends(trends.assign(kind=trends["year"].map(kinds)), language=LANGUAGE)

# %%
trends[["term", "year", "count", "per_10k", "low", "high", "previous_year", "log_ratio"]].round(2)

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
# comparisons with uncertainty, open `06_keyness`.
