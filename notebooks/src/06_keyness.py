# %% [markdown]
# # 6 · Keyness: the words of one group against another
#
# *关键性比较：任选两组文本。* Choose two groups below: a province and the rest, plans and reviews, one year and another, the nation and the provinces. Every figure
# comes with the raw counts of both sides.

# %%
# %matplotlib inline
from IPython.display import display

from analysis import (
    CONTENT,
    ConcordanceLines,
    KeynessOptions,
    TokenOptions,
    check_choices,
    comparable_groups,
    compare_reports,
    compare_sides,
    concordance,
    draw_keyness_bars,
    draw_keyness_funnel,
    draw_term_profile,
    example_sides,
    load_corpus,
    ordered_profile,
    place_names,
    term_matrix,
    term_profile,
    tokenise_corpus,
    without_attributions,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
ENGINE = "rjieba"  # what cuts texts into words: "rjieba" or "jieba"
AMONG = None  # what to look at on both sides, such as {"level": "province", "part": "plan"}; None: the plans of the largest set of comparable reports
TARGET = None  # the one side, by any columns of the table below, such as {"region": "广东"} or {"year": 2025}; None: the four municipalities, or another side that the corpus has
REFERENCE = None  # the other; None: all that isn't the target
RESAMPLES = 1000  # how often paragraphs are dealt out anew

corpus = load_corpus(FOLDER)
check_choices(corpus, engine=ENGINE, language=LANGUAGE)
tokens = tokenise_corpus(without_attributions(corpus), TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = term_matrix(tokens, unit="paragraph").drop(place_names())
for side in filter(None, (AMONG, TARGET, REFERENCE)):
    paragraphs.where(**side)  # names a column or value that isn't known
paragraphs.docs[["report_id", "level", "region", "year", "kind", "part", "paragraph", "tokens"]].head(3)

# %% [markdown]
# ## Two groups
#
# `log_ratio` is the effect: 1 means twice as frequent, and its interval comes from how the term varies from paragraph to paragraph. `g2` tests it as if words were
# drawn one by one, which they aren't: a word that comes up once in a paragraph comes up again. So paragraphs are dealt out anew to the two sides, and
# `q_resampled` is the share of false ones among terms at least as far apart. `z` is the weighted log-odds (Monroe, Colaresi & Quinn 2008), by which the
# table is sorted: first what the target favours, last what it avoids.

# %%
group = comparable_groups(corpus)[0].report_ids
alike = group if len(group) > 1 else tuple(corpus.reports["report_id"])
sides = example_sides(paragraphs, group, ["北京市", "上海市", "天津市", "重庆市"])
among, target = AMONG or sides.among, TARGET or sides.target
chosen = paragraphs.select(**among)
table = compare_sides(chosen, target, REFERENCE, KeynessOptions(resamples=RESAMPLES))
print(f"{target} against {REFERENCE or 'the rest'} of {chosen.docs['report_id'].nunique()} reports")
columns = ["term", "target_count", "reference_count", "target_per_10k", "reference_per_10k", "g2", "log_ratio", "low", "high", "z", "q", "q_resampled"]
table = table.reindex(columns=columns)
table.head(15).round(3) if len(table) else print("one of the sides has no words, so there is nothing to compare")

# %%
table.tail(10).round(3) if len(table) else print("nothing to list")

# %% [markdown]
# How much do the two tests differ? Many terms are significant word by word; fewer remain when paragraphs are what is dealt.

# %%
print(f"{len(table)} terms: {(table['q'] < 0.05).sum()} with q < 0.05 by G2, {(table['q_resampled'] < 0.05).sum()} after resampling paragraphs")

# %%
draw_keyness_bars(table, language=LANGUAGE) if len(table) else print("nothing to draw")

# %% [markdown]
# Full bars are those that stand after resampling. The reader should see the sentences before believing a word:

# %%
for term in table["term"].head(1):
    display(ConcordanceLines(concordance(corpus.select(**among | target), term, width=16), limit=8))
if table.empty:
    print("no term to look up")

# %% [markdown]
# ## Plans against reviews
#
# Every report has both, so the paragraphs are dealt within each report (`within`): what differs between provinces can't pass for a difference of parts.

# %%
both = paragraphs.select(report_id=alike)
two = {"plan", "review"} <= set(both.docs["part"])
parts = compare_sides(both, {"part": "plan"}, {"part": "review"}, KeynessOptions(resamples=200, within="report_id", min_count=10)) if two else table.head(0)
parts = parts.assign(target="plan", reference="review")
draw_keyness_funnel(parts, language=LANGUAGE) if len(parts) else print("no plan or no review, or no term that stands ten times in both")

# %% [markdown]
# ## Each report against the others
#
# One series of resamples serves all groups, so that 29 provinces take seconds. Few terms of a single report are sure: a report is short.

# %%
plans = both.select((both.docs["part"] == "plan").to_numpy())
each = compare_reports(plans, KeynessOptions(resamples=RESAMPLES))
sure = each[(each["q_resampled"] < 0.05) & (each["z"] > 0)].merge(corpus.reports[["report_id", "region", "year"]], left_on="target", right_on="report_id")
sure.groupby(["region", "year"], sort=False)["term"].agg("、".join).to_frame("terms that are sure") if len(sure) else print("no term of a report is sure")

# %% [markdown]
# ## A shared vocabulary
#
# The terms whose use differs most between reports, among those that at least a quarter of them use; rows and columns stand so that like stands by like.

# %%
shared = term_profile(plans.trim(min_count=5).group(["report_id", "region"])).merge(corpus.reports[["report_id", "year"]], on="report_id")
draw_term_profile(ordered_profile(shared), language=LANGUAGE) if len(shared) else print("two plans or more are wanted, with words that they share")
