# %% [markdown]
# # 3 · Topics of the plans
#
# *主题。* Non-negative matrix factorisation of the TF-IDF matrix of plan paragraphs. The start is deterministic (NNDSVD), so the same
# paragraphs give the same topics; that says nothing yet about how they would change with other paragraphs, or how many there should be.

# %%
# %matplotlib inline
import pandas as pd

from analysis import TokenOptions, fit_topics, load_corpus, place_names, term_matrix, tokenise_corpus
from analysis.figures.topics import draw_topic_terms
from analysis.groups import comparable_groups

FOLDER = None  # None: the corpus shipped in data/
LANGUAGE = "en"
TOPICS = 20
ENGINE = "rjieba"

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE, stop_kinds=("function", "unit", "formula")))
paragraphs = term_matrix(tokens, by="paragraph")
docs = paragraphs.docs
chosen = docs["report_id"].isin(group.report_ids) & (docs["part"] == "plan") & (docs["heading_level"] == 0) & (docs["tokens"] >= 20)
model = fit_topics(paragraphs.select(chosen), topics=TOPICS, exclude=place_names())
print(f"{len(model.docs)} paragraphs of {len(group.report_ids)} reports, {len(model.vocabulary)} terms; unexplained: {model.error:.0%}")

# %%
table = model.topics.merge(model.terms, on="topic")
draw_topic_terms(table, language=LANGUAGE)

# %% [markdown]
# ## The paragraphs behind a topic
#
# A topic is known by its paragraphs more than by its words. Here are the three in which each of the first topics weighs most.

# %%
text = corpus.paragraphs.set_index(["report_id", "paragraph"])["text"]
typical = pd.concat([model.typical(topic, top=3).assign(topic=topic) for topic in model.topics["topic"][:5]])
typical["opening"] = [text[report_id, number][:45] + "…" for report_id, number in zip(typical["report_id"], typical["paragraph"])]
typical[["topic", "share", "region", "opening"]].reset_index(drop=True).round(2)

# %% [markdown]
# ## Shares by region
#
# Each paragraph counts by its words. Read the rows against the average in the first line; differences of a point or two are noise.

# %%
shares = model.shares_by("region").pivot(index="region", columns="topic", values="share")
labels = model.topics.set_index("topic")["label"]
average = model.topics.set_index("topic")["share"]
wide = pd.concat([average.to_frame("average").T, shares]).rename(columns=labels)
(100 * wide.iloc[:, :8]).round(1)
