# %% [markdown]
# # 2 · Keywords: what is frequent, what is distinctive
#
# *关键词：常用词与区分词。* Counts come from one stream of words, for the numerator and the denominator alike. The policy lexicon
# (`data/lexicon/terms.csv`) keeps set phrases such as 放管服 or 粤港澳大湾区 whole; function words, units, the formulae of the genre and nouns that say little alone
# (体系, 机制) are set aside, and so are the lists of departments in task divisions. `docs/methods/words.md` gives every formula.

# %%
# %matplotlib inline
from analysis import (
    CONTENT,
    TokenOptions,
    check_choices,
    comparable_groups,
    distinctive_terms,
    draw_distinctive_terms,
    draw_keywords,
    draw_term_trends,
    keyword_frequencies,
    keyword_spread,
    keyword_trends,
    load_corpus,
    place_names,
    term_matrix,
    tokenise_corpus,
    without_attributions,
    years_by_region,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
ENGINE = "rjieba"  # "jieba" is the reference; "rjieba" cuts alike and is about 20 times faster
WORDS = ["就业", "创新", "脱贫攻坚", "营商环境"]  # the words to compare below
REGION = None  # whose years to compare, such as "全国" or "安徽"; None: the region with most years

corpus = load_corpus(FOLDER)
check_choices(corpus, region=REGION, engine=ENGINE, language=LANGUAGE)
group = comparable_groups(corpus)[0]
print(f"comparing {len(group.report_ids)} reports: level {group.level}, kind {group.kind}, year {group.year}")
region = REGION or years_by_region(corpus).index[0]

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
draw_keywords(spread, language=LANGUAGE) if len(spread) else print("these reports have no plan, so there are no words of plans to count")

# %% [markdown]
# ## Some words, region by region
#
# Change `WORDS` at the top. A word that the lexicon doesn't know, or that is cut otherwise, says so instead of counting 0.

# %%
words = [word for word in WORDS if word in set(reports.terms)] or list(spread["term"].head(4))  # those that stand in these plans, else the most frequent
table = keyword_frequencies(reports, words, by="region")
wide = table.pivot(index="region", columns="term", values="per_10k").reindex(columns=words)
wide.sort_values(words[0], ascending=False).round(1) if words and len(wide) else print("no plan, no words")

# %% [markdown]
# How evenly is a word spread? Gries' DP is 0 where every report uses it in proportion to its length, and near 1 where one report has it all; rare words can't
# be even, so `dp_floor` says how even so many occurrences could be, and `dp_free` runs from that floor (0) to the other end (1).

# %%
spread_of_words = keyword_frequencies(reports.drop(place_names()), min_count=20).sort_values(["dp_free", "term"])
print("most even:  ", "、".join(spread_of_words["term"].head(12)))
print("most uneven:", "、".join(spread_of_words["term"].tail(12)))
keyword_frequencies(reports, words)[["term", "count", "per_10k", "documents", "dp", "dp_floor", "dp_free"]].round(3)

# %% [markdown]
# ## The same words, year by year
#
# Intervals come from drawing the year's paragraphs anew. Mind what the documents are: a task division isn't a report, and the reader is told by a hollow
# dot where the kind changes. `log_ratio` is 1 where the rate has doubled since the year before.

# %%
years = paragraphs.select(paragraphs.where(region=region) & paragraphs.docs["part"].eq("plan").to_numpy())
trends = keyword_trends(years, words, by="region")
kinds = years.docs.drop_duplicates("year").set_index("year")["kind"]
trends["kind"] = trends["year"].map(kinds)
print(region)
draw_term_trends(trends, language=LANGUAGE) if len(trends) else print("no plan of this region, so no years to compare")

# %%
trends = trends[["term", "year", "count", "per_10k", "low", "high", "previous_year", "log_ratio"]]
trends.round(2) if len(trends) else print("nothing to list")

# %% [markdown]
# ## What sets each report apart
#
# TF-IDF: (1 + ln tf) · (ln((1 + N) / (1 + df)) + 1), each report scaled to length 1. Names of provinces and cities are set aside, or they would win
# everywhere; names of rivers, mountains and districts stay, since they say where a government's projects are.

# %%
distinctive = distinctive_terms(reports, top=10, exclude=place_names())
draw_distinctive_terms(distinctive, language=LANGUAGE) if len(distinctive) else print("no plan, nothing that sets it apart")

# %%
foremost = distinctive[distinctive["rank"] <= 3][["region", "rank", "term", "tfidf", "count", "documents"]]
foremost.head(12) if len(foremost) else print("nothing to list")

# %% [markdown]
# A high TF-IDF says that a report uses a word more than others do. It isn't a test, and a report of other length or style moves it: for
# comparisons with uncertainty, open `06_keyness`.
