"""Keyness of every province against the rest with resampling: the sparse products beside a plain loop, with
the same numbers.

    python benchmarks/keyness.py [--resamples 1000] [--loop 20]

The loop deals the same documents and counts group by group; it is timed on the first ``--loop`` resamples and
scaled.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import numpy as np

from analysis import load_corpus
from analysis.stats.permutation import permutation_test, shuffled_labels
from analysis.text.matrix import TermMatrix, term_matrix
from analysis.text.phrases import find_phrases
from analysis.text.tokens import TokenOptions, tokenise_corpus
from analysis.words.keyness import keyness_by
from analysis.words.sides import KeynessOptions


def plain_loop(matrix: TermMatrix, labels: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """p by counters of words, one resample and one group after the other."""
    documents = []
    for row in range(matrix.shape[0]):
        begin, end = matrix.counts.indptr[row], matrix.counts.indptr[row + 1]
        documents.append(
            Counter(
                dict(
                    zip(
                        matrix.counts.indices[begin:end].tolist(),
                        matrix.counts.data[begin:end].tolist(),
                        strict=True,
                    )
                )
            )
        )
    tokens = matrix.docs["tokens"].tolist()
    whole: Counter[int] = sum(documents, Counter())
    words, terms, groups = sum(tokens), range(len(matrix.terms)), range(max(labels) + 1)

    def excess(assigned: np.ndarray) -> list[list[float]]:
        result = []
        for group in groups:
            members = [row for row, label in enumerate(assigned) if label == group]
            counts: Counter[int] = Counter()
            for row in members:
                counts.update(documents[row])
            own = sum(tokens[row] for row in members)
            result.append([counts[term] - own * whole[term] / words for term in terms])
        return result

    observed = excess(labels)
    reached = [[0 for _ in terms] for _ in groups]
    for assigned in shuffled_labels(labels, resamples, seed):
        for group, row in enumerate(excess(assigned)):
            for term in terms:
                reached[group][term] += abs(row[term]) >= abs(observed[group][term]) * (1 - 1e-9) - 1e-9
    return (1 + np.array(reached)) / (1 + resamples)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--loop", type=int, default=20, help="resamples of the plain loop")
    options = parser.parse_args()
    corpus = load_corpus()
    matrix = term_matrix(tokenise_corpus(corpus, TokenOptions(engine="rjieba")), "paragraph").select(
        level="province"
    )
    for least in (5, 1):
        start, cpu = time.perf_counter(), time.process_time()
        table = keyness_by(matrix, "region", KeynessOptions(min_count=least, resamples=options.resamples))
        seconds = time.perf_counter() - start
        print(
            f"keyness of 29 provinces, {len(table) // 29:,} terms (count >= {least}), "
            f"{options.resamples} resamples: {seconds:.1f} s "
            f"({time.process_time() - cpu:.1f} s of processor time)"
        )
    trimmed = matrix.trim(min_count=5)
    labels = trimmed.docs.groupby("region", sort=False).ngroup().to_numpy()
    tokens = trimmed.docs["tokens"].to_numpy(dtype=float)
    start = time.perf_counter()
    fast = permutation_test(trimmed.counts, tokens, labels, resamples=options.loop, seed=0).p
    fast_seconds = time.perf_counter() - start
    start = time.perf_counter()
    slow = plain_loop(trimmed, labels, options.loop, 0)
    slow_seconds = time.perf_counter() - start
    assert np.array_equal(fast, slow), "the two give different numbers"
    print(
        f"{options.loop} resamples: products {fast_seconds:.2f} s, loop {slow_seconds:.1f} s, the same "
        f"numbers; {slow_seconds / fast_seconds:.0f} times"
    )
    start = time.perf_counter()
    found = find_phrases(corpus)
    print(f"phrases: {len(found)} candidates in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
