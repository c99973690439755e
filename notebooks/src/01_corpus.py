# %% [markdown]
# # 1 · The corpus: what is in it and how it was cleaned
#
# *语料：收录了什么，怎样清洗。* Every later notebook reads the same corpus. Point `FOLDER` at a corpus of your own (a folder with
# `reports.csv` and `raw/`; a relative path starts from `notebooks/`) and run all cells again; nothing below knows which regions and years it holds.

# %%
# %matplotlib inline
from analysis import check_choices, corpus_lengths, draw_corpus_lengths, load_corpus

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"

corpus = load_corpus(FOLDER)
check_choices(corpus, language=LANGUAGE)
corpus.reports.drop(columns=["sha256", "source", "title"])

# %% [markdown]
# Each report is one row. `year` is the year that the report plans for, not the one it looks back on; `characters`, `paragraphs` and `sentences`
# are counted in the clean text, without glossaries and notes.

# %%
corpus.reports.groupby(["level", "kind", "year"]).agg(reports=("report_id", "size"), characters=("characters", "sum"), sentences=("sentences", "sum"))

# %% [markdown]
# ## How long are they, and how much looks back?
#
# A report has a *review* of the past year, a *plan* for the present one, and a little else (title, greeting, closing words). Task divisions
# have no review, and of the shipped national report of 2024 only the tasks were printed in the source: compare like with like.

# %%
lengths = corpus_lengths(corpus.lengths)
draw_corpus_lengths(lengths, language=LANGUAGE)

# %%
both = lengths[(lengths["review"] > 0) & (lengths["plan"] > 0)]
share = (both["review"] / both["total"]).rename("share of the review")
share.describe().round(3).to_frame() if len(share) else print("no report has both a review and a plan")

# %% [markdown]
# ## What cleaning changed
#
# The files arrive with hard line ends, sentences cut by pages, doubled headings, blanks around figures, collectors' lines and displaced
# sentences. Each kind has a small function of its own, and each function counts what it takes out and puts in. `docs/artefacts.md` shows
# examples; a test accounts for every character.

# %%
steps = corpus.cleaning.groupby("step", sort=False)[["times", "characters_removed", "characters_added"]].sum()
steps = steps.assign(reports=corpus.cleaning.groupby("step", sort=False)["report_id"].nunique())
steps if len(steps) else print("nothing had to be cleaned")

# %% [markdown]
# ## From a report to a sentence
#
# Paragraphs and sentences carry offsets into the clean text, so that whatever is counted later can be traced back.

# %%
first = corpus.reports["report_id"].iloc[-1]
report = corpus.report(first)
sentences = corpus.select(report_id=first).sentences
row = sentences.iloc[len(sentences) // 2]  # the one in its middle
print(report.region, report.year, "·", report.source)
print(report.text[row["start"] : row["end"]])

# %% [markdown]
# The headings give a table of contents: chapters (level 1), sections (2), items (3) and the short sentences that open a paragraph (4).

# %%
outline = corpus.select(report_id=first).headings
outline = outline[outline["level"] <= 2][["level", "part", "text"]].reset_index(drop=True)
outline if len(outline) else print("this report has no headings")
