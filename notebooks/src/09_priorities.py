# %% [markdown]
# # 9 · Priorities: what governments attend to, and how firmly they promise
#
# *注意力与承诺力度。* A codebook of 25 policy themes (`data/lexicon/themes.csv`) is applied to every sentence by longest match; a sentence may carry
# several themes. `docs/methods/themes.md` says how often a reader agrees: good enough to compare shares, not to trust a single sentence unread. Give
# `CODEBOOK` a file of your own to count other themes.

# %%
# %matplotlib inline
from analysis import attention, commitment, count_themes, load_corpus, load_themes, quantities_table, theme_hits, theme_ranks
from analysis.figures.theme_parts import draw_part_gaps
from analysis.figures.themes import draw_theme_heatmap, draw_theme_ranks, draw_tile_map
from analysis.groups import comparable_groups
from analysis.measures.attention import theme_coverage
from analysis.measures.priorities import national_distances, national_gaps, part_gaps
from analysis.measures.sentences import body_sentences

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
CODEBOOK = None  # None: data/lexicon/themes.csv
LANGUAGE = "en"
THEME = "environment"

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
reports = corpus.select(report_id=group.report_ids)
book = load_themes(CODEBOOK)
book.themes[["theme", "name_zh", "name_en", "cap_topic"]].assign(terms=book.terms.groupby("theme").size().reindex(book.codes).to_numpy())

# %% [markdown]
# ## Shares of attention
#
# The share of a report's plan sentences that carry a theme. The interval resamples the report's paragraphs, since sentences of one paragraph speak of
# one thing: with a few dozen paragraphs a report, it is wide, and small differences between two provinces mean little.

# %%
counts = count_themes(reports, book)
shares = attention(counts)
plans = shares[shares["part"] == "plan"]
draw_theme_heatmap(plans.merge(book.themes, on="theme"), language=LANGUAGE).figure

# %%
shares[(shares["theme"] == THEME) & (shares["part"] == "plan")].sort_values("share", ascending=False).head(8).round(3)

# %%
draw_tile_map(plans[plans["theme"] == THEME].rename(columns={"share": "value"}), language=LANGUAGE).figure

# %% [markdown]
# ## Ranks and their uncertainty
#
# A league table without intervals invites stories about chance. Here most provinces could stand almost anywhere in the middle.

# %%
ranks = theme_ranks(counts)
draw_theme_ranks(ranks[ranks["theme"] == THEME], language=LANGUAGE).figure

# %% [markdown]
# ## The plan against the review
#
# All reports of the group together. To the right of its open mark: promised more than it was reported. A review tells of results and a plan of
# measures, so this is a difference of emphasis.

# %%
together = counts.pool(["level", "kind", "year", "part"])
gaps = part_gaps(together)
draw_part_gaps(gaps.merge(book.themes, on="theme"), language=LANGUAGE).figure if len(gaps) else print("no report of the group has a review")

# %% [markdown]
# ## Provinces and the nation
#
# The nation's document of the same year; where it is of another kind (`same_kind` is False), part of the difference is genre. The distance is the
# Jensen–Shannon divergence of the two distributions over themes, in bits.

# %%
wider = corpus.select(year=sorted(reports.reports["year"].unique()))
nation = national_gaps(count_themes(wider, book))
nation = nation[nation["report_id"].isin(group.report_ids)]
nation.groupby(["theme", "stance"]).size().unstack(fill_value=0) if len(nation) else print("no document of the nation for this year in this corpus")

# %%
distances = national_distances(count_themes(wider, book, split=True))
distances = distances[distances["report_id"].isin(group.report_ids)]
distances[["region", "distance", "low", "high", "more", "less"]].head(8).round(3) if len(distances) else None

# %% [markdown]
# ## How firmly
#
# A sentence is firm when it binds without reserve (必须, 确保, 坚决), soft when it only strives or explores (力争, 探索, 鼓励); it can be checked when
# it has a number, a deadline or a named project.

# %%
quantities = quantities_table(reports.iter_reports())
promises = commitment(reports, quantities, book, by=["level", "year"])
promises[["theme", "sentences", "firm", "firm_low", "firm_high", "soft", "concrete"]].sort_values("firm", ascending=False).head(12).round(3)

# %% [markdown]
# ## Back to the sentences
#
# What no theme covers, and which terms make a theme: look before you use a share.

# %%
covered = theme_coverage(count_themes(reports, book, split=True))
parts = covered.groupby("part")[["covered", "total"]].sum()
parts.assign(share=parts["covered"] / parts["total"]).round(3)

# %%
hits = theme_hits(body_sentences(reports), book)
hits[(hits["theme"] == THEME) & (hits["part"] == "plan")]["term"].value_counts().head(15).to_frame("occurrences")
