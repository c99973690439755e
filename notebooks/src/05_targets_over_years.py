# %% [markdown]
# # 5 · Targets over the years
#
# *历年目标。* Regions that the corpus has for two years or more. In the shipped corpus that is the nation: the task divisions of 2020 and 2021, which
# repeat the report's targets, and the tasks of 2024, whose passage of targets isn't in the source. Add reports of other years (`data/README.md` says
# how) and run again: every region with several years gets its line.

# %%
# %matplotlib inline
from IPython.display import display

from analysis import (
    check_choices,
    draw_targets_over_years,
    extract_targets,
    load_corpus,
    targets_over_years,
    years_by_region,
)

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
REGIONS = None  # whose passages to read, such as ["全国"]; None: the four regions with most years

corpus = load_corpus(FOLDER)
check_choices(corpus, region=REGIONS, language=LANGUAGE)
targets = extract_targets(corpus)
years = years_by_region(corpus)
several = years.index[years > 1]
regions = corpus.select(region=REGIONS or [*several[:4]] or [years.index[0]]).reports["region"].drop_duplicates().tolist()
print("regions with several years:", ", ".join(several) or "none")

# %%
lines = targets_over_years(targets)
draw_targets_over_years(lines, language=LANGUAGE) if len(lines) else print("no region has a numeric target in two years")

# %% [markdown]
# ## The passages side by side
#
# One column a year, one table a region; the cell holds the words. A target without a number (国际收支基本平衡) is a target too, and what a year leaves out is worth a look:
# the nation set no growth target in 2020.

# %%
for region in regions:
    own = targets[(targets["region"] == region) & targets["headline"]]
    passages = own.pivot_table(index="indicator", columns="year", values="evidence", aggfunc="；".join)
    display(passages.fillna("—").rename_axis(columns=region) if len(passages) else f"{region}: no passage of main targets")

# %% [markdown]
# ## Targets outside the passage
#
# A report also promises quantities in the body. For a year without a passage they are all there is; they aren't the year's main targets, and the
# two should not be mixed in one series.

# %%
body = targets[(targets["region"] == regions[0]) & ~targets["headline"] & (targets["kind"] == "numeric")]
body.groupby(["region", "year"]).size().to_frame("quantities with the role of a target") if len(body) else print("no target outside a passage")

# %%
latest = body[body["year"] == body["year"].max()]
latest[["year", "indicator_text", "low", "high", "unit", "qualifier", "evidence"]].head(12) if len(latest) else print("nothing to list")
