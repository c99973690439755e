"""Topic models side by side: the same paragraphs, the same tokens, the same seeds and the same subsamples for
all.

    python benchmarks/topics.py [--topics 20] [--seeds 5] [--subsamples 10] [--draw 99] [--unit
    paragraph|sentence] [--least-words 20] [--reports] [--retrim]
                                [--only nmf …] [--skip-extra]

The settings of the default were chosen on the subsamples of --draw 1, 2 and 3, at 20 topics: other draws and
numbers of topics are those to judge it by.

tomotopy is compared where it is installed (requirements-extra.txt). gensim is installed by pip into a
temporary environment of its own, which is removed at the end. What is missing is skipped with a word. Seconds
are medians of the fits in this run; on a machine that does other things too only their ratios mean something.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
import time
import venv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import load_corpus, place_names
from analysis.errors import InputError
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.tokens import TokenOptions, Tokens, tokenise_corpus
from analysis.topics.consensus import subsamples
from analysis.topics.fit import fewest_documents, fit_topics
from analysis.topics.quality import coherence, match_topics

Fit = Callable[[TermMatrix, int], list[list[str]]]
GENSIM = """
import json, sys
from gensim.corpora import Dictionary
from gensim.models import LdaModel
task = json.load(sys.stdin)
words = Dictionary(task["documents"])
bags = [words.doc2bow(document) for document in task["documents"]]
model = LdaModel(bags, num_topics=task["topics"], id2word=words, passes=10, random_state=task["seed"])
json.dump([[word for word, _ in model.show_topic(k, 10)] for k in range(task["topics"])], sys.stdout)
"""


def trimmed(matrix: TermMatrix) -> TermMatrix:
    """Without the terms that ``fit_topics`` leaves out."""
    return matrix.trim(min_docs=fewest_documents(matrix.shape[0]), max_share=0.3)


def documents(matrix: TermMatrix) -> list[list[str]]:
    """The terms of each document, as often as they stand in it."""
    counts, result = matrix.counts, []
    for row in range(matrix.shape[0]):
        begin, end = counts.indptr[row], counts.indptr[row + 1]
        result.append(
            [
                matrix.terms[c]
                for c, n in zip(counts.indices[begin:end], counts.data[begin:end], strict=True)
                for _ in range(int(n))
            ]
        )
    return [document for document in result if document]


def gensim_fit(folder: Path, topics: int) -> Fit | None:
    """LDA by gensim in an environment of its own; ``None`` when it can't be installed."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    if not python.exists():
        python = folder / "Scripts" / "python.exe"
    made = subprocess.run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
            "gensim",
        ],
        capture_output=True,
        text=True,
    )
    if made.returncode:
        print(
            "gensim can't be installed here and is skipped:",
            made.stderr.strip().splitlines()[-1] if made.stderr.strip() else "pip failed",
        )
        return None

    def fit(matrix: TermMatrix, seed: int) -> list[list[str]]:
        task = json.dumps({"documents": documents(matrix), "topics": topics, "seed": seed})
        return json.loads(
            subprocess.run(
                [python, "-c", GENSIM], input=task, capture_output=True, text=True, check=True
            ).stdout
        )

    return fit


def own_fit(topics: int, **settings: object) -> Fit:
    """One of the project's own methods."""

    def fit(matrix: TermMatrix, seed: int) -> list[list[str]]:
        return fit_topics(matrix, topics, min_docs=1, max_share=1.0, seed=seed, **settings).top_words(10)  # type: ignore[arg-type]

    return fit


def sklearn_nmf(topics: int) -> Fit:
    """What a user writes: scikit-learn's NMF on its TF-IDF."""

    def fit(matrix: TermMatrix, seed: int) -> list[list[str]]:
        from sklearn.decomposition import NMF

        weights = (
            NMF(topics, init="nndsvd", max_iter=400, tol=1e-3, random_state=seed)
            .fit(matrix.weight("tfidf").counts)
            .components_
        )
        return [[matrix.terms[c] for c in np.argsort(-row, kind="stable")[:10]] for row in weights]

    return fit


def agreement(models: list[list[list[str]]]) -> float:
    """The mean over all pairs of models of the mean overlap of their matched topics."""
    pairs = [match_topics(models[i], models[j]).jaccard.mean() for i in range(len(models)) for j in range(i)]
    return float(np.mean(pairs)) if pairs else float("nan")


def scheme_fit(topics: int, **settings: object) -> Fit:
    """The same with another scheme of subsamples for each seed."""

    def fit(matrix: TermMatrix, seed: int) -> list[list[str]]:
        return fit_topics(matrix, topics, min_docs=1, max_share=1.0, scheme=seed, **settings).top_words(10)  # type: ignore[arg-type]

    return fit


def measure(
    name: str,
    fit: Fit,
    matrix: TermMatrix,
    tokens: Tokens,
    seeds: int,
    parts: list[TermMatrix],
    other_scheme: Fit | None,
) -> dict[str, object]:
    """One row of the table;

    ``other_scheme``: the same with another scheme of subsamples, where there is one.
    """
    seconds, by_seed = [], []
    for seed in range(seeds):
        start = time.perf_counter()
        by_seed.append(fit(matrix, seed))
        seconds.append(time.perf_counter() - start)
    again = fit(matrix, 0)
    schemes = (
        [by_seed[0], *(other_scheme(matrix, number) for number in range(1, seeds))] if other_scheme else []
    )
    by_part = [fit(part, 0) for part in parts]
    return {
        "model": name,
        "NPMI, paragraphs": np.mean([np.nanmean(coherence(tops, matrix)) for tops in by_seed]),
        "NPMI, windows of 10 terms of the vocabulary": np.mean(
            [np.nanmean(coherence(tops, tokens, among=matrix.terms)) for tops in by_seed]
        ),
        "NPMI, windows of 10 terms": np.mean([np.nanmean(coherence(tops, tokens)) for tops in by_seed]),
        "diversity": np.mean([len({w for t in tops for w in t}) / sum(map(len, tops)) for tops in by_seed]),
        "same call twice": match_topics(by_seed[0], again).jaccard.mean(),
        "other seeds": agreement(by_seed),
        "other schemes": agreement(schemes),
        "subsamples, to the whole": np.mean(
            [match_topics(by_seed[0], tops).jaccard.mean() for tops in by_part]
        ),
        "subsamples, to each other": agreement(by_part),
        "seconds": statistics.median(seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--topics", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--subsamples", type=int, default=10)
    parser.add_argument("--draw", type=int, default=99, help="seed of the subsamples")
    parser.add_argument("--unit", default="paragraph", choices=["paragraph", "sentence"])
    parser.add_argument("--least-words", type=int, default=0, help="only documents of so many running words")
    parser.add_argument("--reports", action="store_true", help="subsamples leave out whole reports")
    parser.add_argument(
        "--retrim",
        action="store_true",
        help="each subsample has a vocabulary of its own, as in use; else all have that of the whole",
    )
    parser.add_argument("--only", nargs="*", help="names that begin so")
    parser.add_argument("--skip-extra", action="store_true", help="neither tomotopy nor gensim")
    options = parser.parse_args()
    tokens = tokenise_corpus(
        load_corpus().select(level="province"),
        TokenOptions(engine="rjieba", stop_kinds=("function", "unit", "formula")),
    )
    matrix = term_matrix(tokens, options.unit)
    if options.unit == "paragraph":
        matrix = matrix.select(heading_level=0)
    matrix = matrix.select((matrix.docs["tokens"] >= options.least_words).to_numpy()).drop(place_names())
    groups = (
        matrix.docs.groupby("report_id", sort=False).ngroup().to_numpy().astype(np.int64)
        if options.reports
        else None
    )
    rows = subsamples(matrix.shape[0], options.subsamples, 0.8, options.draw, groups)
    whole = trimmed(matrix)  # the same terms for all models
    parts = [
        (matrix if options.retrim else whole).select(np.isin(np.arange(matrix.shape[0]), chosen))
        for chosen in rows
    ]
    parts = [trimmed(part) for part in parts] if options.retrim else parts
    matrix = whole
    print(
        f"{matrix.shape[0]:,} {options.unit}s, {matrix.shape[1]:,} terms, {options.topics} topics, "
        f"{options.seeds} seeds, {len(parts)} subsamples of 80 %"
    )
    k = options.topics
    models: dict[str, Fit] = {
        "nmf: consensus of 40 (default)": own_fit(k),
        "nmf: consensus of 40, plain TF-IDF": own_fit(k, length_power=0.0, idf_power=1.0),
        "nmf: one factorisation, weights of the default": own_fit(k, runs=0),
        "nmf: one factorisation, plain TF-IDF": own_fit(k, runs=0, length_power=0.0, idf_power=1.0),
        "nmf: scikit-learn, NNDSVD": sklearn_nmf(k),
        "kmeans on truncated SVD": own_fit(k, method="kmeans"),
        "lda: scikit-learn, online": own_fit(k, method="lda"),
    }
    schemes = {
        "nmf: consensus of 40 (default)": scheme_fit(k),
        "nmf: consensus of 40, plain TF-IDF": scheme_fit(k, length_power=0.0, idf_power=1.0),
    }
    with tempfile.TemporaryDirectory() as folder:
        if not options.skip_extra:
            if find_spec("tomotopy") is not None:
                models["lda: tomotopy, 1,000 iterations"] = own_fit(k, method="tomotopy-lda")
            else:
                print("tomotopy isn't installed (requirements-extra.txt) and is skipped")
            if (other := gensim_fit(Path(folder) / "gensim", k)) is not None:
                models["lda: gensim, 10 passes"] = other
        table = []
        for name, fit in models.items():
            if options.only and not any(name.startswith(wanted) for wanted in options.only):
                continue
            try:
                table.append(measure(name, fit, matrix, tokens, options.seeds, parts, schemes.get(name)))
            except InputError as error:
                print(f"{name} is skipped: {error}")
                continue
            print(
                " | ".join(f"{v:.2f}" if isinstance(v, float) else str(v) for v in table[-1].values()),
                flush=True,
            )
    frame = pd.DataFrame(table)
    if len(frame):
        frame["× default"] = frame["seconds"] / frame["seconds"].iloc[0]
        lines = ["| " + " | ".join(frame.columns) + " |", "|" + "---|" * len(frame.columns)]
        lines += [
            "| " + " | ".join(f"{v:.2f}" if isinstance(v, float) else str(v) for v in row) + " |"
            for row in frame.to_numpy().tolist()
        ]
        print("\n".join(lines))


if __name__ == "__main__":
    main()
