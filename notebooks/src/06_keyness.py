# %% [markdown]
# # 6 · Keyness: the words of one group against another
#
# *关键性比较：任选两组文本。* Choose two groups below: a province and the rest, plans and reviews, one year and another, the nation and the provinces. Every figure
# comes with the raw counts of both sides.

# %%
# %matplotlib inline
from analysis import (
    KeynessOptions,
    TokenOptions,
    keyness,
    keyness_by,
    load_corpus,
    place_names,
    term_matrix,
    tokenise_corpus,
    without_attributions,
)
from analysis.figures.keyness import draw_keyness_bars, draw_keyness_funnel, draw_term_profile
from analysis.figures.seriation import seriate
from analysis.groups import comparable_groups
from analysis.measures.comparisons import profile
from analysis.text.concordance import Lines, concordance
from analysis.text.tokens import CONTENT

FOLDER = None  # None: the corpus shipped in data/
LANGUAGE = "en"
ENGINE = "rjieba"
AMONG = {"level": "province", "part": "plan"}  # what to look at on both sides
TARGET = {"region": ["北京市", "上海市", "天津市", "重庆市"]}  # the one side: any columns of the table below
REFERENCE = None  # the other; None: all that isn't the target
RESAMPLES = 1000

corpus = load_corpus(FOLDER)
tokens = tokenise_corpus(without_attributions(corpus), TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = term_matrix(tokens, by="paragraph").drop(place_names())
paragraphs.docs[["report_id", "level", "region", "year", "kind", "part", "paragraph", "tokens"]].head(3)

# %% [markdown]
# ## Two groups
#
# `log_ratio` is the effect: 1 means twice as frequent, and its interval comes from how the term varies from paragraph to paragraph. `g2` tests it as if words were
# drawn one by one, which they aren't: a word that comes up once in a paragraph comes up again. So paragraphs are dealt out anew to the two sides, and
# `q_resampled` is the share of false ones among terms at least as far apart. `z` is the weighted log-odds (Monroe, Colaresi & Quinn 2008), by which the
# table is sorted: first what the target favours, last what it avoids.

# %%
chosen = paragraphs.select(**AMONG)
table = keyness(chosen, TARGET, REFERENCE, KeynessOptions(resamples=RESAMPLES))
columns = ["term", "target_count", "reference_count", "target_per_10k", "reference_per_10k", "g2", "log_ratio", "low", "high", "z", "q", "q_resampled"]
table[columns].head(15).round(3)

# %%
table[columns].tail(10).round(3)

# %% [markdown]
# How much do the two tests differ? Many terms are significant word by word; fewer remain when paragraphs are what is dealt.

# %%
print(f"{len(table)} terms: {(table['q'] < 0.05).sum()} with q < 0.05 by G2, {(table['q_resampled'] < 0.05).sum()} after resampling paragraphs")

# %%
draw_keyness_bars(table, language=LANGUAGE).figure

# %% [markdown]
# Full bars are those that stand after resampling. The reader should see the sentences before believing a word:

# %%
Lines(concordance(corpus.select(level="province", part="plan", region=TARGET["region"]), table["term"].iloc[0], width=16), limit=8)

# %% [markdown]
# ## Plans against reviews
#
# Every report has both, so the paragraphs are dealt within each report (`within`): what differs between provinces can't pass for a difference of parts.

# %%
both = paragraphs.select(paragraphs.docs["report_id"].isin(comparable_groups(corpus.reports)[0].report_ids))
parts = keyness(both, {"part": "plan"}, {"part": "review"}, KeynessOptions(resamples=200, within="report_id", min_count=10))
draw_keyness_funnel(parts.assign(target="plan", reference="review"), language=LANGUAGE).figure

# %% [markdown]
# ## Each report against the others
#
# One series of resamples serves all groups, so that 29 provinces take seconds. Few terms of a single report are sure: a report is short.

# %%
provinces = chosen.select(chosen.docs["report_id"].isin(comparable_groups(corpus.reports)[0].report_ids))
each = keyness_by(provinces, "region", KeynessOptions(resamples=RESAMPLES))
sure = each[(each["q_resampled"] < 0.05) & (each["z"] > 0)]
sure.groupby("region", sort=False)["term"].agg("、".join).to_frame("terms that are sure")

# %% [markdown]
# ## A shared vocabulary
#
# The terms whose use differs most between reports, among those that at least a quarter of them use; rows and columns stand so that like stands by like.

# %%
shared = profile(provinces.trim(min_count=5).group(["report_id", "region"]))
wide = shared.pivot_table(index="term", columns="region", values="per_10k", sort=False)
rows, order = seriate(wide.to_numpy())
ordered = shared.set_index(["term", "region"]).loc[[(wide.index[row], wide.columns[column]) for row in rows for column in order]].reset_index()
draw_term_profile(ordered, language=LANGUAGE).figure
