"""Small corpora whose answers are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.text.matrix import TermMatrix


def planted_matrix(documents: int = 120, topics: int = 3, seed: int = 1, reports: int = 6) -> TermMatrix:
    """Topics of four words each; a document speaks of one, with a word of another now and then; documents are
    dealt to reports in turn.
    """
    generator = np.random.default_rng(seed)
    counts = np.zeros((documents, 4 * topics), dtype=np.int64)
    for row in range(documents):
        topic = row % topics
        counts[row, 4 * topic : 4 * topic + 4] = generator.integers(1, 4, size=4)
        counts[row, generator.integers(0, 4 * topics)] += generator.integers(0, 2)
    owner = (np.arange(documents) // topics) % reports
    docs = pd.DataFrame(
        {
            "report_id": [f"r{o}" for o in owner],
            "region": [f"省{o}" for o in owner],
            "year": 2020,
            "paragraph": np.arange(documents),
            "tokens": counts.sum(axis=1) + 20,
        }
    )
    return TermMatrix(csr_array(counts), tuple(f"词{number:02d}" for number in range(4 * topics)), docs)
