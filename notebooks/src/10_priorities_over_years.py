# %% [markdown]
# # 10 · Priorities over the years
#
# *注意力的年际变化。* Any region that the corpus has for two years or more. In the shipped corpus that is the nation, and **its three documents are of
# different kinds**: the task divisions of 2020 and 2021 cut the report into tasks and leave out what needs no department, and the text of 2024 is the
# third part of the report itself. 2020 → 2021 compares like with like; a change to 2024 may be one of genre.

# %%
# %matplotlib inline
from analysis import (
    CONTENT,
    TokenOptions,
    body_sentences,
    check_choices,
    count_themes,
    draw_theme_years,
    load_corpus,
    load_themes,
    one_report_a_year,
    term_changes,
    term_matrix,
    theme_changes,
    theme_ranks,
    tokenise_corpus,
    without_attributions,
    years_by_region,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
REGION = None  # such as "安徽", "Anhui" or "全国"; None: the region with most years
SAME_KIND = True  # compare only documents of one kind
ENGINE = "rjieba"  # what cuts texts into words

corpus = load_corpus(FOLDER)
check_choices(corpus, region=REGION, language=LANGUAGE, engine=ENGINE)

# %%
own = corpus.select(region=REGION or years_by_region(corpus).index[0])
book = load_themes()
own.reports[["report_id", "region", "year", "kind", "sentences"]]

# %% [markdown]
# ## Themes by rank
#
# A dotted line leads into a document of another kind.

# %%
counts = count_themes(own, book)
ranks = theme_ranks(counts).merge(one_report_a_year(own)[["report_id", "kind"]], on="report_id").merge(book.themes, on="theme")
draw_theme_years(ranks, language=LANGUAGE) if ranks["year"].nunique() > 1 else print("this region has no plans of two years, so nothing to compare")

# %% [markdown]
# ## Rising and fading, like with like
#
# The interval of the change resamples the paragraphs of both documents; `steady` means that it includes 0, not that nothing changed.

# %%
changes = theme_changes(counts, same_kind=SAME_KIND)
largest = changes.loc[changes["change"].abs().sort_values(ascending=False).index]
largest = largest[["year_from", "year_to", "theme", "share_from", "share_to", "change", "low", "high", "trend"]]
largest.head(10).round(3) if len(largest) else print("no plans of two years to compare; with SAME_KIND they must be of one kind, too")

# %% [markdown]
# All pairs, with the caution above.

# %%
every = theme_changes(counts)
every = every[every["trend"] != "steady"][["year_from", "year_to", "same_kind", "theme", "share_from", "share_to", "low", "high", "trend"]]
every.round(3) if len(every) else print("no theme changed beyond chance")

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
alike[["year_from", "year_to", "theme", "share_from", "share_to", "low", "high", "trend"]].head(6).round(3) if len(alike) else print("no documents of two years have such a heading")

# %% [markdown]
# ## Terms
#
# Terms whose rate changed beyond what resampling the paragraphs explains. Attributions (…牵头) would make a ministry's name the word of a year, so they
# are taken out first.

# %%
said = without_attributions(own)
tokens = tokenise_corpus(said, TokenOptions(engine=ENGINE, stop_kinds=CONTENT))
terms = term_changes(term_matrix(tokens, unit="paragraph"), same_kind=SAME_KIND, min_count=4, top=12)
terms = terms[["year_from", "year_to", "term", "count_from", "count_to", "log_ratio", "low", "high", "trend"]]
terms.round(2) if len(terms) else print("no term changed beyond chance")
