# %% [markdown]
# # 10 · Priorities over the years
#
# *注意力的年际变化。* Any region that the corpus has for two years or more. In the shipped corpus that is the nation, and **its three documents are of
# different kinds**: the task divisions of 2020 and 2021 cut the report into tasks and leave out what needs no department, and the text of 2024 is the
# third part of the report itself. 2020 → 2021 compares like with like; a change to 2024 may be one of genre.

# %%
# %matplotlib inline
from analysis import TokenOptions, count_themes, load_corpus, load_themes, term_matrix, theme_ranks, tokenise_corpus
from analysis.figures.theme_years import draw_theme_years
from analysis.groups import years_by_region
from analysis.measures.priorities import term_changes, theme_changes
from analysis.measures.sentences import body_sentences
from analysis.tasks.plain import without_attributions
from analysis.text.tokens import CONTENT

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
REGION = None  # such as "全国"; None: the region with most years
SAME_KIND = True  # compare only documents of one kind

corpus = load_corpus(FOLDER)
own = corpus.select(region=REGION or years_by_region(corpus.reports).index[0])
book = load_themes()
own.reports[["report_id", "region", "year", "kind", "sentences"]]

# %% [markdown]
# ## Themes by rank
#
# A dotted line leads into a document of another kind.

# %%
counts = count_themes(own, book)
ranks = theme_ranks(counts).merge(own.reports[["report_id", "kind"]], on="report_id").merge(book.themes, on="theme")
draw_theme_years(ranks, language=LANGUAGE).figure if ranks["year"].nunique() > 1 else print("this region has one year")

# %% [markdown]
# ## Rising and fading, like with like
#
# The interval of the change resamples the paragraphs of both documents; `steady` means that it includes 0, not that nothing changed.

# %%
changes = theme_changes(counts, same_kind=SAME_KIND)
largest = changes.loc[changes["change"].abs().sort_values(ascending=False).index]
largest[["year_from", "year_to", "theme", "share_from", "share_to", "change", "low", "high", "trend"]].head(10).round(3)

# %% [markdown]
# All pairs, with the caution above.

# %%
every = theme_changes(counts)
every[every["trend"] != "steady"][["year_from", "year_to", "same_kind", "theme", "share_from", "share_to", "low", "high", "trend"]].round(3)

# %% [markdown]
# ## Like parts only
#
# One section against another: choose the sentences first. Here only those that stand under a heading with the words of `HEADING`, in each document that
# has such a heading.

# %%
HEADING = "农业|乡村|三农"
paragraphs = own.paragraphs[["report_id", "paragraph", "chapter", "section"]]
sentences = body_sentences(own).merge(paragraphs, on=["report_id", "paragraph"], how="left")
section = sentences[sentences["section"].str.contains(HEADING) | sentences["chapter"].str.contains(HEADING)]
print("sentences:", section.groupby("report_id").size().to_dict())
alike = theme_changes(count_themes(own, book, sentences=section.reset_index(drop=True)))
alike = alike.loc[alike["change"].abs().sort_values(ascending=False).index]
alike[["year_from", "year_to", "theme", "share_from", "share_to", "low", "high", "trend"]].head(6).round(3) if len(alike) else print("no two documents have such a heading")

# %% [markdown]
# ## Terms
#
# Terms whose rate changed beyond what resampling the paragraphs explains. Attributions (…牵头) would make a ministry's name the word of a year, so they
# are taken out first.

# %%
said = without_attributions(own)
tokens = tokenise_corpus(said, TokenOptions(engine="rjieba", stop_kinds=CONTENT))
terms = term_changes(term_matrix(tokens, unit="paragraph"), same_kind=SAME_KIND, min_count=4, top=12)
terms[["year_from", "year_to", "term", "count_from", "count_to", "log_ratio", "low", "high", "trend"]].round(2)
