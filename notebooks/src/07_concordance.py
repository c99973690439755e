# %% [markdown]
# # 7 · Concordance: words in their sentences
#
# *语境检索与搭配。* Type a word, a phrase or a regular expression; read every place where it stands, in the clean text, with its report and offsets.

# %%
# %matplotlib inline
from analysis import (
    ConcordanceLines,
    TokenOptions,
    check_choices,
    collocates,
    concordance,
    find_phrases,
    load_corpus,
    tokenise_corpus,
    without_attributions,
)  # fmt: skip

FOLDER = None  # None: the shipped corpus; a folder of your own: "my-corpus" (found from the project's folder and from notebooks/)
ENGINE = "rjieba"  # what cuts texts into words: "rjieba" or "jieba"
QUERY = "营商环境"  # a word or a phrase
PATTERN = r"确保.{0,12}(?:不|零)"  # a regular expression: 确保 … 不
SORT = "right"  # "left": by what goes before, read outwards; "position": as in the corpus

corpus = load_corpus(FOLDER)
check_choices(corpus, engine=ENGINE)

# %% [markdown]
# ## A word in context
#
# Lines are sorted by the right context, so that what follows the word stands together. Point at a line's report to see its offsets.

# %%
lines = concordance(corpus, QUERY, sort=SORT)
print(f"{QUERY}: {len(lines)} places in {lines['report_id'].nunique()} reports")
ConcordanceLines(lines, limit=20) if len(lines) else print("choose another QUERY to see lines")

# %% [markdown]
# ## A pattern

# %%
found = concordance(corpus, PATTERN, regex=True, width=14, sort="left")
print(f"{len(found)} places")
ConcordanceLines(found, limit=12) if len(found) else print("choose another PATTERN to see lines")

# %% [markdown]
# As a table, with offsets into the clean text (`output/reports/<report_id>.txt` after a build):

# %%
found[["report_id", "part", "start", "end", "node"]].head(5) if len(found) else print("the pattern stands nowhere")

# %% [markdown]
# A word that lies inside another: the plain search finds 蒙古 in 内蒙古, and a search for whole words doesn't.

# %%
whole = TokenOptions(engine=ENGINE)
print(len(concordance(corpus, "蒙古")), "places;", len(concordance(corpus, "蒙古", words=whole)), "as a whole word")

# %% [markdown]
# ## What stands near it
#
# Collocates within five running words of the sentence. `log_dice` (at most 14) doesn't depend on the size of the corpus; `g2` tests the window against the other words.

# %%
tokens = tokenise_corpus(corpus, TokenOptions(engine=ENGINE))
near = collocates(corpus, QUERY, tokens)
near.head(15).round(2) if len(near) else print(f"no word stands near {QUERY} three times or more")

# %% [markdown]
# ## Phrases that the lexicon lacks
#
# Runs of words that hold together (mutual information), stand free (branching entropy) and have clean ends. `python -m analysis phrases --csv` prints them
# as rows of a lexicon, to be read and accepted one by one; by reading, 92 in 100 of the first 200 were whole phrases, and 74 in 100 terms.

# %%
phrases = find_phrases(without_attributions(corpus))
columns = ["phrase", "cut", "count", "documents", "score", "example"]
phrases[columns].head(15).round(2) if len(phrases) else print("no run of words stands in so many places as a phrase must")
