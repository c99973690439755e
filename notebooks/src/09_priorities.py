# %% [markdown]
# # 9 · Priorities: what governments attend to, and how firmly they promise
#
# *注意力与承诺力度。* A codebook of 25 policy themes (`data/lexicon/themes.csv`) is applied to every sentence by longest match; a sentence may carry
# several themes. `docs/methods/themes.md` says how often a reader agrees: good enough to compare shares, not to trust a single sentence unread. Give
# `CODEBOOK` a file of your own to count other themes.

# %%
# %matplotlib inline
from analysis import (
    attention,
    body_sentences,
    check_choices,
    commitment,
    comparable_groups,
    count_themes,
    draw_commitment,
    draw_part_gaps,
    draw_theme_heatmap,
    draw_theme_ranks,
    draw_tile_map,
    load_corpus,
    load_themes,
    national_distances,
    national_gaps,
    part_gaps,
    quantities_table,
    theme_coverage,
    theme_hits,
    theme_ranks,
    tile_map,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
CODEBOOK = None  # None: data/lexicon/themes.csv; the path of your own: "my-themes.csv"
LANGUAGE = "en"  # of the figures: "zh" or "en"
THEME = "environment"  # the theme that is looked at more closely, by its code

corpus = load_corpus(FOLDER)
check_choices(corpus, theme=THEME, codebook=CODEBOOK, language=LANGUAGE)

# %%
group = comparable_groups(corpus)[0]  # the largest group of reports of one level, kind and year
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
draw_theme_heatmap(plans.merge(book.themes, on="theme"), language=LANGUAGE) if len(plans) else print("no report of the group has a plan")

# %%
of_theme = plans[plans["theme"] == THEME]
of_theme.sort_values("share", ascending=False).head(8).round(3) if len(of_theme) else print("no plan, no share of it")

# %%
on_map = tile_map(of_theme, "share")
draw_tile_map(on_map, language=LANGUAGE) if len(on_map) else print("no report of the group is that of a province, so the map would be empty")

# %% [markdown]
# ## Ranks and their uncertainty
#
# A league table without intervals invites stories about chance. Here most provinces could stand almost anywhere in the middle.

# %%
ranks = theme_ranks(counts).dropna(subset="report_rank")  # a report alone has no rank
draw_theme_ranks(ranks[ranks["theme"] == THEME], language=LANGUAGE) if len(ranks) else print("ranks want two reports with a plan")

# %% [markdown]
# ## The plan against the review
#
# All reports of the group together. To the right of its open mark: promised more than it was reported. A review tells of results and a plan of
# measures, so this is a difference of emphasis.

# %%
together = counts.pool("part")
gaps = part_gaps(together)
draw_part_gaps(gaps.merge(book.themes, on="theme"), language=LANGUAGE) if len(gaps) else print("the group has no review, or no plan")

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
distances[["region", "distance", "low", "high", "more", "less"]].head(8).round(3) if len(distances) else print("no distance from the nation")

# %% [markdown]
# ## How firmly
#
# A sentence is firm when it binds without reserve (必须, 确保, 坚决), soft when it only strives or explores (力争, 探索, 鼓励); it can be checked when
# it has a number, a deadline or a named project.

# %%
promises = commitment(reports, quantities_table(reports), book, by=["level", "kind"])
draw_commitment(promises.merge(book.themes, on="theme", how="left").fillna({"name_zh": "", "name_en": ""}), language=LANGUAGE) if len(promises) else print("no plan, no promise")

# %%
firmest = promises[["theme", "sentences", "firm", "firm_low", "firm_high", "soft", "concrete"]].sort_values("firm", ascending=False)
firmest.head(12).round(3) if len(firmest) else print("no plan, no promise")

# %% [markdown]
# ## Back to the sentences
#
# What no theme covers, and which terms make a theme: look before you use a share.

# %%
covered = theme_coverage(count_themes(reports, book, split=True))
parts = covered.groupby("part")[["covered", "total"]].sum()
parts.assign(share=parts["covered"] / parts["total"]).round(3) if len(parts) else print("no sentence in a plan or a review")

# %%
hits = theme_hits(body_sentences(reports), book)
terms = hits[(hits["theme"] == THEME) & (hits["part"] == "plan")]["term"].value_counts()
terms.head(15).to_frame("occurrences") if len(terms) else print(f"no plan has a term of the theme {THEME}")
