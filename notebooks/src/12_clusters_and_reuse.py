# %% [markdown]
# # 12 · Provinces that go together, and wording that they share
#
# *聚类与文本复用。* Which plans are alike, by their words and by their topics; how firm the branches of the tree are; whether they follow east, centre, west and
# north-east; and which passages stand nearly word for word in another report.

# %%
# %matplotlib inline
from analysis import TokenOptions, fit_topics, load_corpus, place_names, tokenise_corpus
from analysis.figures.clusters import correspondence_map, draw_correspondence, draw_similarity_tree, similarity_tree
from analysis.figures.reuse import draw_reuse_network, reuse_network
from analysis.groups import comparable_groups
from analysis.measures.reuse import find_reuse, reuse_pairs, stock_phrases
from analysis.measures.topic_tables import cluster_tables, plan_paragraphs
from analysis.tasks.plain import attribution_spans
from analysis.text.tokens import CONTENT

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
TOPICS = 20
BASIS = "terms"  # or "topics"
ENGINE = "rjieba"

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = plan_paragraphs(tokens, group.report_ids)
model = fit_topics(paragraphs, topics=TOPICS, exclude=place_names())
tables = cluster_tables(paragraphs, model) | {"topics": model.topics, "reports": corpus.reports}
draw_similarity_tree(similarity_tree(tables, BASIS), language=LANGUAGE)

# %% [markdown]
# The number at a branch is the share of resamples (the paragraphs of each report drawn anew) in which just these reports form a branch. Most branches don't
# recur: plans of one year differ by degrees, and a tree always makes clusters. Here are the firmest.

# %%
firm = tables["branches"].query("size < @tables['branches']['size'].max()").sort_values(["support", "height"], ascending=[False, True])
firm[["basis", "support", "size", "members"]].head(8).reset_index(drop=True)

# %% [markdown]
# The tree cut into as many clusters as there are economic regions, against these: the adjusted Rand index is 1 for the same partition and 0 by chance; p comes from
# shuffling the regions.

# %%
tables["cluster_agreement"].round(3)

# %%
tables["similarity"].query("basis == @BASIS").head(8).round(3)

# %% [markdown]
# ## A map
#
# Correspondence analysis of words by report and topic. Near the origin means near the mean of all; the axes' shares say how much of the differences the map holds.

# %%
draw_correspondence(correspondence_map(tables), language=LANGUAGE).figure

# %%
tables["correspondence_inertia"].head(5).round(3)

# %% [markdown]
# ## Wording in common
#
# Passages of 24 characters or more that stand, word for word or nearly, in two reports; phrases that stand in more than twenty places are listed apart. The later report
# comes first; who answers for a task (财政部牵头) is passed over. Earlier doesn't mean copied: both may follow a third text, such as a communiqué.

# %%
reuse = find_reuse(corpus.iter_reports(), leave_out=attribution_spans(corpus.iter_reports()))
pairs = reuse_pairs(reuse, corpus.reports)
draw_reuse_network(reuse_network({"reuse_pairs": pairs, "reports": corpus.reports}), language=LANGUAGE).figure

# %%
pairs.head(10).round(3)

# %%
provinces = reuse[reuse["report_id"].isin(group.report_ids) & reuse["other_id"].isin(group.report_ids)]
provinces[["report_id", "other_id", "characters", "similarity", "text"]].head(10).round(2)

# %%
stock_phrases(corpus.iter_reports()).head(10)
