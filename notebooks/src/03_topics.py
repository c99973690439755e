# %% [markdown]
# # 3 · Topics of the plans
#
# *主题。* Forty non-negative factorisations of the TF-IDF matrix of plan paragraphs, each of four fifths of them, and the topics on which they agree. The same
# paragraphs give the same topics; how they would change with other paragraphs, and how many there should be, is measured below.

# %%
# %matplotlib inline

from analysis import (
    CONTENT,
    TokenOptions,
    check_choices,
    comparable_groups,
    compare_topic_counts,
    draw_topic_counts,
    draw_topic_shares,
    draw_topic_terms,
    fit_topics,
    load_corpus,
    most_topics,
    place_names,
    plan_paragraphs,
    propose_labels,
    recommend_topic_count,
    share_differences,
    share_intervals,
    tokenise_corpus,
    typical_paragraphs,
    without_formula,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
TOPICS = 20  # how many topics; fewer where the plans have too few paragraphs
GRID = (10, 15, 20, 25, 30)  # the numbers to compare
ENGINE = "rjieba"  # what cuts texts into words: "rjieba" or "jieba"

corpus = load_corpus(FOLDER)
check_choices(corpus, engine=ENGINE, language=LANGUAGE)
group = comparable_groups(corpus)[0]
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
paragraphs = plan_paragraphs(tokens, group.report_ids)
most = most_topics(paragraphs, exclude=place_names())
print(f"these plans have paragraphs enough for {most} topics at most")

# %%
if most < 5:
    print("too few to be of use; what follows is about the shipped corpus")
    corpus = load_corpus()
    group = comparable_groups(corpus)[0]
    tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
    paragraphs = plan_paragraphs(tokens, group.report_ids)
    most = most_topics(paragraphs, exclude=place_names())
model = fit_topics(paragraphs, topics=min(TOPICS, most), exclude=place_names())
print(f"{len(model.docs)} paragraphs of {len(group.report_ids)} reports, {len(model.vocabulary)} terms; unexplained: {model.error:.0%}")

# %%
table = model.topics.merge(model.terms, on="topic")
draw_topic_terms(table, language=LANGUAGE)

# %% [markdown]
# `recurrence` says in what share of the forty factorisations a topic was found: one of 0.6 comes and goes with a fifth of the paragraphs. `agreement` says how
# alike these findings were.

# %%
model.topics.set_index("topic").round(2)

# %% [markdown]
# ## The paragraphs behind a topic
#
# A topic is known by its paragraphs more than by its words. Here are the two in which each of the first topics weighs most.

# %%
texts = corpus.paragraphs.set_index(["report_id", "paragraph"])["text"].to_dict()
typical = typical_paragraphs(model, texts, top=2).query("topic <= 6")
typical.assign(text=typical["text"].str[:45] + "…").round(2)

# %% [markdown]
# ## Names
#
# Proposals come from the terms that set a topic apart (class TF-IDF). `write_labels` puts this table into a CSV; fill its column `label` and read it back with
# `read_labels`, which refuses names that were given to another model. `formula` marks topics that stand in addresses and thanks (各位代表…); in the plans there is
# hardly one.

# %%
names = propose_labels(model, paragraphs, texts)
names[["topic", "proposed", "share", "formula_share", "formula"]].round(3)

# %% [markdown]
# ## Shares by region
#
# Each paragraph counts by its words; the interval comes from drawing the paragraphs of a report anew. A triangle marks a share whose interval lies wholly above or
# below the mean of all; among hundreds of cells a few are there by chance.

# %%
formula = names.loc[names["formula"], "topic"].tolist()
shares = without_formula(share_intervals(model, ["region", "year"]), formula)
about = model.topics.set_index("topic")
shares["label"], shares["average"] = shares["topic"].map(about["label"]), shares["topic"].map(about["share"])
draw_topic_shares(shares, language=LANGUAGE)

# %%
shares.sort_values(["topic", "share"], ascending=[True, False]).groupby("topic").head(1)[["region", "topic", "label", "share", "low", "high"]].round(3)

# %% [markdown]
# Two sets of reports side by side; whole reports are drawn anew, since their paragraphs go together.

# %%
east = ("北京市", "天津市", "河北省", "上海市", "江苏省", "浙江省", "福建省", "山东省", "广东省", "海南省")
model.docs["side"] = model.docs["region"].isin(east).map({True: "east", False: "others"})
share_differences(model, "side", "east", "others").round(3) if model.docs["side"].nunique() == 2 else print("all these reports are of one side")

# %% [markdown]
# ## How many topics?
#
# Coherence (do the words of a topic go together?), stability (does it come back when a fifth of the *reports* is left out?) and exclusivity (are its words its
# own?). The rule takes the most coherent number among those whose stability is at most 0.05 below the best; change `slack` or `measure` if you disagree. Single
# factorisations stand in for the consensus here, to be quick: the levels of stability are lower, their order is what counts.

# %%
grid = [number for number in GRID if number <= most] or [most]
counts = recommend_topic_count(compare_topic_counts(paragraphs.drop(place_names()), grid, tokens=tokens, runs=0))
draw_topic_counts(counts, language=LANGUAGE)

# %%
counts.drop(columns=["samples", "resampled"]).round(3)
