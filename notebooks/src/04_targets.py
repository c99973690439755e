# %% [markdown]
# # 4 · Numeric targets: who promised what, and how firmly
#
# *数值目标及其限定词。* Every report states the main expected targets of its year in one passage. Here they are read from the clean text, each with
# its qualifier (左右, 以上, 以内 …) and the sentence it stands in. `docs/methods/targets.md` says how, and how often that is right.

# %%
# %matplotlib inline
from analysis import (
    check_choices,
    comparable_groups,
    draw_qualified_targets,
    draw_target_gaps,
    draw_target_matrix,
    draw_target_sums,
    extract_targets,
    load_corpus,
    quantities_table,
    target_comparison,
    target_gaps,
    target_matrix,
    target_sums,
    targets_wide,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
INDICATOR = "gdp"  # a code of data/lexicon/indicators.csv

corpus = load_corpus(FOLDER)
check_choices(corpus, indicator=INDICATOR, language=LANGUAGE)
group = comparable_groups(corpus)[0]
targets = extract_targets(corpus)
quantities = quantities_table(corpus)
headline = targets[targets["headline"]]
print(f"{len(quantities)} quantities, {len(targets)} targets, of them {len(headline)} headline targets of {headline['report_id'].nunique()} reports")

# %% [markdown]
# ## One indicator, sorted, with last year's outturn
#
# The mark shows the qualifier: 6% 左右 isn't 6% 以上. The diamond is last year's result as the same report gives it, often itself provisional (预计).

# %%
comparison = target_comparison(targets, quantities, INDICATOR, group.report_ids)
draw_qualified_targets(comparison, language=LANGUAGE) if len(comparison) else print(f"no report of the group states a numeric headline target for {INDICATOR}")

# %%
comparison[["region", "label", "outturn_text", "evidence"]].head(10) if len(comparison) else print("nothing to list")

# %% [markdown]
# How often is each qualifier used? Where everybody says 左右, the choice of 以上 or of a range says something.

# %%
comparison["qualifier"].value_counts().to_frame("reports") if len(comparison) else print("nothing to count")

# %% [markdown]
# ## All the main targets at a glance

# %%
matrix = target_matrix(targets, group.report_ids)
draw_target_matrix(matrix, language=LANGUAGE) if len(matrix) else print("no report of the group has a passage of main targets")

# %% [markdown]
# ## The provinces and the nation
#
# Higher or firmer targets further down are known as 层层加码 (Li, Liu, Weng & Zhou 2019, *Economic Journal* 129). The shipped corpus needs a caution: in 2020
# the provinces reported in January, the State Council in May, when the epidemic had changed everything; and the national report of 2020 set no target
# for GDP. The gaps below show the order of events as much as any raising of targets.

# %%
gaps = target_gaps(targets)
gaps = gaps[gaps["report_id"].isin(group.report_ids)]
draw_target_gaps(gaps, language=LANGUAGE) if len(gaps) else print("no national target of the same year and unit in this corpus")

# %%
gaps.groupby(["indicator", "stance"]).agg(reports=("report_id", "size"), mean_gap=("gap", "mean")).round(2) if len(gaps) else print("no gaps to count")

# %% [markdown]
# Targets for new urban jobs can be added up. Some provinces state none in the passage, so the sum is a lower bound.

# %%
sums = target_sums(targets)
sums = sums[sums["report_id"].isin(group.report_ids)]
draw_target_sums(sums, language=LANGUAGE) if len(sums) else print("no such targets in this corpus")

# %% [markdown]
# ## For regressions
#
# One row a region and year, one column an indicator. `value="low"` and `"high"` give the bounds; `middle` their mean, or the bound that there is.
# The raw words stay in `targets`: `qualifier_text`, and `strength`, a scale from `data/lexicon/strength.csv` that you can change.

# %%
wide = targets_wide(targets[targets["report_id"].isin(group.report_ids)])
wide.iloc[:8, :8] if len(wide) else print("no numeric headline target to set out")

# %%
strength = headline[headline["kind"] == "numeric"].groupby("qualifier")["strength"].agg(["count", "mean"]).round(2)
strength if len(strength) else print("no numeric headline target")

# %% [markdown]
# ## Back to the sentence
#
# Each row points into the clean text.

# %%
stated = headline[headline["indicator"] == INDICATOR]
for row in stated.head(1).itertuples():
    report = corpus.report(row.report_id)
    print(f"{report.region} {report.year}, characters {row.start}–{row.end}:")
    print(report.text[max(0, row.start - 60) : row.end + 40].replace("\n", " "))
if stated.empty:
    print("no main target of this indicator in this corpus")
