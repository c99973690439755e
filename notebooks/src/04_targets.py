# %% [markdown]
# # 4 · Numeric targets: who promised what, and how firmly
#
# *数值目标及其限定词。* Every report states the main expected targets of its year in one passage. Here they are read from the clean text, each with
# its qualifier (左右, 以上, 以内 …) and the sentence it stands in. `docs/methods/targets.md` says how, and how often that is right.

# %%
# %matplotlib inline
from analysis import extract_targets, load_corpus, quantities_table, target_comparison, targets_wide
from analysis.figures.targets import draw_qualified_targets, draw_target_gaps, draw_target_matrix, draw_target_sums
from analysis.groups import comparable_groups
from analysis.targets.comparison import target_gaps, target_matrix, target_sums

FOLDER = None  # None: the corpus shipped in data/; one of your own: "../my-corpus"
LANGUAGE = "en"
INDICATOR = "gdp"  # a code of data/lexicon/indicators.csv

corpus = load_corpus(FOLDER)
group = comparable_groups(corpus.reports)[0]
targets = extract_targets(corpus.iter_reports())
quantities = quantities_table(corpus.iter_reports())
headline = targets[targets["headline"]]
print(f"{len(quantities)} quantities, {len(targets)} targets, of them {len(headline)} headline targets of {headline['report_id'].nunique()} reports")

# %% [markdown]
# ## One indicator, sorted, with last year's outturn
#
# The mark shows the qualifier: 6% 左右 isn't 6% 以上. The diamond is last year's result as the same report gives it, often itself provisional (预计).

# %%
comparison = target_comparison(targets, quantities, INDICATOR, group.report_ids)
draw_qualified_targets(comparison, language=LANGUAGE).figure

# %%
comparison[["region", "label", "outturn_text", "evidence"]].head(10)

# %% [markdown]
# How often is each qualifier used? Where everybody says 左右, the choice of 以上 or of a range says something.

# %%
comparison["qualifier"].value_counts().to_frame("reports")

# %% [markdown]
# ## All the main targets at a glance

# %%
draw_target_matrix(target_matrix(targets, group.report_ids), language=LANGUAGE).figure

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
gaps.groupby(["indicator", "stance"]).agg(reports=("report_id", "size"), mean_gap=("gap", "mean")).round(2) if len(gaps) else None

# %% [markdown]
# Targets for new urban jobs can be added up. Some provinces state none in the passage, so the sum is a lower bound.

# %%
sums = target_sums(targets)
sums = sums[sums["report_id"].isin(group.report_ids)]
draw_target_sums(sums, language=LANGUAGE).figure if len(sums) else print("no such targets in this corpus")

# %% [markdown]
# ## For regressions
#
# One row a region and year, one column an indicator. `value="low"` and `"high"` give the bounds; `middle` their mean, or the bound that there is.
# The raw words stay in `targets`: `qualifier_text`, and `strength`, a scale from `data/lexicon/strength.csv` that you can change.

# %%
targets_wide(targets[targets["report_id"].isin(group.report_ids)]).iloc[:8, :8]

# %%
headline[headline["kind"] == "numeric"].groupby("qualifier")["strength"].agg(["count", "mean"]).round(2)

# %% [markdown]
# ## Back to the sentence
#
# Each row points into the clean text.

# %%
row = headline[headline["indicator"] == INDICATOR].iloc[0]
report = corpus.report(row["report_id"])
print(f"{report.region} {report.year}, characters {row['start']}–{row['end']}:")
print(report.text[max(0, row["start"] - 60) : row["end"] + 40].replace("\n", " "))
