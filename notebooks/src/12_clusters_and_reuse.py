# %% [markdown]
# # 12 · Provinces that go together, and wording that they share
#
# *聚类与文本复用。* Which plans are alike, by their words and by their topics; how firm the branches of the tree are; whether they follow east, centre, west and
# north-east; and which passages stand nearly word for word in another report.

# %%
# %matplotlib inline
from analysis import (
    CONTENT,
    TokenOptions,
    attribution_spans,
    check_choices,
    comparable_groups,
    correspondence_map,
    draw_correspondence,
    draw_reuse_network,
    draw_similarity_tree,
    find_reuse,
    load_corpus,
    reuse_network,
    reuse_pairs,
    similarity_tree,
    stock_phrases,
    tokenise_corpus,
    topic_tables,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
TOPICS = 20  # how many topics; fewer for a small corpus
BASIS = "terms"  # reports are alike by their words: "terms", or by their topics: "topics"
ENGINE = "rjieba"  # what cuts texts into words

corpus = load_corpus(FOLDER)
check_choices(corpus, language=LANGUAGE, engine=ENGINE, basis=BASIS)

# %%
group = comparable_groups(corpus)[0]  # the largest group of reports of one level, kind and year
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
tables = topic_tables(corpus, tokens, group, TOPICS)
tree = similarity_tree(tables, BASIS)
draw_similarity_tree(tree, language=LANGUAGE) if len(tree) else print(f"a tree wants three plans or more, with paragraphs enough for {TOPICS} topics")

# %% [markdown]
# The number at a branch is the share of resamples (the paragraphs of each report drawn anew) in which just these reports form a branch. Most branches don't
# recur: plans of one year differ by degrees, and a tree always makes clusters. Here are the firmest.

# %%
firm = tables["branches"].query("size < @tables['branches']['size'].max()").sort_values(["support", "height"], ascending=[False, True])
firm = firm[["basis", "support", "size", "members"]].head(8).reset_index(drop=True)
firm if len(firm) else print("no tree, no branches")

# %% [markdown]
# The tree cut into as many clusters as there are economic regions, against these: the adjusted Rand index is 1 for the same partition and 0 by chance; p comes from
# shuffling the regions.

# %%
agreement = tables["cluster_agreement"].round(3)
agreement if len(agreement) else print("no tree, nothing to hold against the regions")

# %%
alike = tables["similarity"].query("basis == @BASIS")
alike.head(8).round(3) if len(alike) else print("no pairs of plans to compare")

# %% [markdown]
# ## A map
#
# Correspondence analysis of words by report and topic. Near the origin means near the mean of all; the axes' shares say how much of the differences the map holds.

# %%
points = correspondence_map(tables)
draw_correspondence(points, language=LANGUAGE) if len(points) else print("a map wants three plans or more, with topics")

# %%
inertia = tables["correspondence_inertia"]
inertia.head(5).round(3) if len(inertia) else print("no map, no axes")

# %% [markdown]
# ## Wording in common
#
# Passages of 24 characters or more that stand, word for word or nearly, in two reports; phrases that stand in more than twenty places are listed apart. The later report
# comes first; who answers for a task (财政部牵头) is passed over. Earlier doesn't mean copied: both may follow a third text, such as a communiqué.

# %%
reuse = find_reuse(corpus, leave_out=attribution_spans(corpus))
pairs = reuse_pairs(reuse, corpus.reports)
network = reuse_network({"reuse_pairs": pairs, "reports": corpus.reports})
draw_reuse_network(network, language=LANGUAGE) if len(network) else print("no two reports have wording in common")

# %%
pairs.head(10).round(3) if len(pairs) else print("no pairs")

# %%
within = reuse[reuse["report_id"].isin(group.report_ids) & reuse["other_id"].isin(group.report_ids)]
within = within[["report_id", "other_id", "characters", "similarity", "text"]]
within.head(10).round(2) if len(within) else print("no wording in common inside the group")

# %%
stock = stock_phrases(corpus)
stock.head(10) if len(stock) else print("no phrase stands in more than twenty places")
