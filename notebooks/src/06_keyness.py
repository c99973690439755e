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
from analysis.groups import comparable_groups, one_side
from analysis.measures.comparisons import term_profile
from analysis.text.concordance import ConcordanceLines, concordance
from analysis.text.tokens import CONTENT

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
ENGINE = "rjieba"
AMONG = None  # what to look at on both sides, such as {"level": "province", "part": "plan"}; None: the plans of the largest set of comparable reports
TARGET = None  # the one side, by any columns of the table below, such as {"region": ["广东省"]} or {"year": 2025}; None: the four municipalities
REFERENCE = None  # the other; None: all that isn't the target
RESAMPLES = 1000

corpus = load_corpus(FOLDER)
tokens = tokenise_corpus(without_attributions(corpus), TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = term_matrix(tokens, unit="paragraph").drop(place_names())
paragraphs.docs[["report_id", "level", "region", "year", "kind", "part", "paragraph", "tokens"]].head(3)

# %% [markdown]
# ## Two groups
#
# `log_ratio` is the effect: 1 means twice as frequent, and its interval comes from how the term varies from paragraph to paragraph. `g2` tests it as if words were
# drawn one by one, which they aren't: a word that comes up once in a paragraph comes up again. So paragraphs are dealt out anew to the two sides, and
# `q_resampled` is the share of false ones among terms at least as far apart. `z` is the weighted log-odds (Monroe, Colaresi & Quinn 2008), by which the
# table is sorted: first what the target favours, last what it avoids.

# %%
group = comparable_groups(corpus.reports)[0].report_ids
alike = group if len(group) > 1 else tuple(corpus.reports["report_id"])
among = AMONG or {"report_id": alike, "part": "plan"}
chosen = paragraphs.select(**among)
target = TARGET or one_side(chosen.docs, ["北京市", "上海市", "天津市", "重庆市"])
table = keyness(chosen, target, REFERENCE, KeynessOptions(resamples=RESAMPLES))
print(f"{target} against {REFERENCE or 'the rest'} of {chosen.docs['report_id'].nunique()} reports")
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
ConcordanceLines(concordance(corpus.select(**among | target), table["term"].iloc[0], width=16), limit=8)

# %% [markdown]
# ## Plans against reviews
#
# Every report has both, so the paragraphs are dealt within each report (`within`): what differs between provinces can't pass for a difference of parts.

# %%
both = paragraphs.select(report_id=alike)
parts = keyness(both, {"part": "plan"}, {"part": "review"}, KeynessOptions(resamples=200, within="report_id", min_count=10))
draw_keyness_funnel(parts.assign(target="plan", reference="review"), language=LANGUAGE).figure

# %% [markdown]
# ## Each report against the others
#
# One series of resamples serves all groups, so that 29 provinces take seconds. Few terms of a single report are sure: a report is short.

# %%
plans = paragraphs.select(report_id=alike, part="plan")
each = keyness_by(plans, "report_id", KeynessOptions(resamples=RESAMPLES))
sure = each[(each["q_resampled"] < 0.05) & (each["z"] > 0)].merge(corpus.reports[["report_id", "region", "year"]], on="report_id")
sure.groupby(["region", "year"], sort=False)["term"].agg("、".join).to_frame("terms that are sure")

# %% [markdown]
# ## A shared vocabulary
#
# The terms whose use differs most between reports, among those that at least a quarter of them use; rows and columns stand so that like stands by like.

# %%
shared = term_profile(plans.trim(min_count=5).group(["report_id", "region"])).merge(corpus.reports[["report_id", "year"]], on="report_id")
wide = shared.pivot_table(index="term", columns="report_id", values="per_10k", sort=False)
rows, order = seriate(wide.to_numpy())
ordered = shared.set_index(["term", "report_id"]).loc[[(wide.index[row], wide.columns[column]) for row in rows for column in order]].reset_index()
draw_term_profile(ordered, language=LANGUAGE).figure
