# %% [markdown]
# # 8 · Who does what by when
#
# *任务分工：谁牵头、谁参与、何时完成。* After the session the State Council shares the report out among departments (分工意见), and governments
# below share the State Council's list out again (责任分解). These documents are ledgers in prose: task, lead, participants, deadline. Below
# they are read into a table, one row a **task unit** (a stretch of text with its own attribution), and compared.

# %%
# %matplotlib inline
import pandas as pd
from IPython.display import HTML, display

from analysis import (
    alignment_pairs,
    check_choices,
    department_tasks,
    draw_department_tasks,
    draw_task_cascade,
    draw_task_changes,
    draw_task_deadlines,
    draw_task_network,
    extract_targets,
    load_corpus,
    reader_html,
    task_cascade,
    task_changes,
    task_deadlines,
    task_network,
    task_views,
    tasks_of_report,
    tasks_table,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
LANGUAGE = "en"  # of the figures: "zh" or "en"
ITEM = 46  # an item of the lower document to be read beside its model; where it has no such item, its first one

corpus = load_corpus(FOLDER)
check_choices(corpus, language=LANGUAGE)

# %%
tasks = tasks_table(corpus)
if tasks.empty:
    print("this corpus has no task division with tasks; what follows is about those of the shipped one")
    corpus = load_corpus()
    tasks = tasks_table(corpus)
tables = {"tasks": tasks} | task_views(tasks, corpus.reports, extract_targets(corpus))
tasks.groupby("report_id").agg(chapters=("chapter", "nunique"), items=("item", "nunique"), units=("unit", "size"), dated=("deadline_month", "count"))

# %% [markdown]
# ## The ledger
#
# Names are kept as printed; lists are joined with `;`. `responsible_mode` says how a task is given: somebody leads (*lead*), leads with others
# named (*lead_shared*) or unnamed (*lead_unspecified*), several share without a lead (*shared*), unnamed ones do (*unspecified*), or everybody
# (*all*). `open_ended` keeps the 等 that leaves a list open. The city gives no deadlines of its own: its annexes leave them to be filled in.

# %%
tasks[["report_id", "item", "unit", "text", "leads", "participants", "deadlines"]].groupby("report_id").head(3).reset_index(drop=True)

# %%
tasks.groupby("report_id")["responsible_mode"].value_counts().unstack(fill_value=0)

# %% [markdown]
# ## Departments
#
# One name stands for a department across documents and levels (国家发展改革委, 市发改委 → 发展改革部门), by the table
# `data/lexicon/departments.csv`; add a row where one of yours isn't known. 有关部门 is nobody, and local governments as a whole are left out here.

# %%
leading = department_tasks(corpus, tables)
draw_department_tasks(leading, language=LANGUAGE) if len(leading) else print("no department answers for a task")

# %% [markdown]
# In the national documents, finance and development & reform share far more tasks than they lead. `share_led` says which way a department
# leans; with few tasks it says little.

# %%
chosen = tables["departments"].query("tasks >= 15 and kind not in ['unspecified', 'local_government']")
shares = chosen.pivot(index="department", columns="report_id", values="share_led").round(2).sort_index()
shares if len(shares) else print("no department has 15 tasks or more in a document")

# %% [markdown]
# ## Who works with whom
#
# Two departments are tied when they answer for the same task unit. `strength` counts those units over all partners, `betweenness` is the share
# of shortest paths that pass through a department. Communities depend on the resolution of the method (Louvain): read them as a sketch, not as
# a finding. Only the strongest ties are drawn; the measures rest on all of them.

# %%
network = task_network(corpus, tables)
draw_task_network(network, language=LANGUAGE) if len(network) else print("no two departments answer for the same task")

# %%
measures = tables["department_network"].groupby("report_id").head(5).round(3).reset_index(drop=True)
measures if len(measures) else print("without ties there is nothing to measure")

# %% [markdown]
# ## Deadlines
#
# Most tasks have no month: 年内持续推进. Those with one cluster at the ends of quarters.

# %%
deadlines = task_deadlines(corpus, tables)
draw_task_deadlines(deadlines, language=LANGUAGE) if len(deadlines) else print("no deadline names a month")

# %% [markdown]
# ## Numbers inside tasks
#
# The targets that `04_targets` reads, joined to the task they stand in: a number with somebody who answers for it.

# %%
inside = tables["task_quantities"]
inside = inside[inside["kind"] == "numeric"]
inside = inside[["report_id", "item", "leads", "participants", "indicator_text", "low", "high", "unit", "qualifier_text"]]
inside.head(12).reset_index(drop=True) if len(inside) else print("no target stands inside a task")

# %% [markdown]
# ## From one year to the next
#
# Units are matched by the wording of their clauses, not by number or heading. Most tasks of a year are worded anew: what stays is mostly what
# the state does every year (social policy, its own administration, national affairs).

# %%
by_chapter = task_changes(corpus, tables)
draw_task_changes(by_chapter, language=LANGUAGE) if len(by_chapter) else print("no government has task divisions of two years")

# %%
changes = tables["task_changes"]
changes["fate"].value_counts().to_frame("units") if len(changes) else print("nothing to compare")

# %% [markdown]
# Tasks that moved: the wording goes on, but others answer for it.

# %%
moved = changes[changes["fate"] == "moved"]
moved = moved[["earlier_item", "later_item", "departments_left", "departments_joined", "later_text"]]
moved.head(8).reset_index(drop=True) if len(moved) else print("no task moved")

# %% [markdown]
# ## What the city made of it
#
# Every item of the lower document is matched with the national items whose wording it carries: *same*, *split* (one item shared out among
# several), *merged* (several in one), *narrowed* (something left out), *none* (the city's own).

# %%
alignment = tables["alignment"]
alignment["relation"].value_counts().to_frame("items") if len(alignment) else print("no task division has an upper one of its year")

# %%
flow = task_cascade(corpus, tables)
draw_task_cascade(flow, language=LANGUAGE) if len(flow) else print("no upper document to come down from")

# %% [markdown]
# What nobody in the city took up, item by item. Foreign affairs, defence and Hong Kong are not a city's business; within economic items it is
# the names of other regions and the trade agreements that go.

# %%
cascade = tables["cascade"]
lost = cascade[cascade["share_kept"] < 0.95].assign(share_kept=cascade["share_kept"].round(2))
with pd.option_context("display.max_colwidth", 60):
    display(lost[["item", "lower_items", "characters", "share_kept", "lost"]].reset_index(drop=True) if len(lost) else "nothing was lost on the way")

# %% [markdown]
# ## One item side by side
#
# Left, the national wording with what the city dropped struck through; right, the city's, with what it added underlined. A dotted line marks
# wording that another item of the city has. `make reproduce` writes all items as a page to `output/ledgers/`, with the workbooks that departments
# fill in.

# %%
names = {row.report_id: f"{row.region} {row.year}" for row in corpus.reports.itertuples()}
pairs = alignment_pairs(corpus.reports)
if not pairs:
    print("no two documents to read side by side")
for lower, upper in pairs[:1]:
    below, above = tasks_of_report(tasks, lower), tasks_of_report(tasks, upper)
    item = ITEM if ITEM in set(below["item"]) else below["item"].min()
    display(HTML(reader_html(below, above, item, names[lower], names[upper])))
