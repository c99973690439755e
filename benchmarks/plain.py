"""What a researcher would write without this project: words by jieba, counts, TF-IDF, topics by LDA.

    python benchmarks/plain.py [FILE]

FILE holds reports under headings 【第一篇】 …; by default the 29 provinces of 2020. Prints seconds.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import Counter
from pathlib import Path


def main(path: Path) -> float:
    start = time.perf_counter()
    import jieba
    from sklearn.decomposition import LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    jieba.setLogLevel(logging.ERROR)
    text = path.read_text(encoding="utf-8")
    reports = re.split(r"【第.{1,4}篇】.*\n", text.split("【第一篇】", 2)[2])
    words = [
        [word for word in jieba.lcut(report) if len(word) > 1 and not word.isspace()] for report in reports
    ]
    paragraphs = [line for report in reports for line in report.split("\n") if len(line) > 40]
    paragraph_words = [[word for word in jieba.lcut(line) if len(word) > 1] for line in paragraphs]
    for one in words:
        Counter(one).most_common(50)
    TfidfVectorizer(analyzer=list).fit_transform(words)
    counts = CountVectorizer(analyzer=list, min_df=3).fit_transform(paragraph_words)
    LatentDirichletAllocation(15, random_state=0).fit(counts)
    return time.perf_counter() - start


if __name__ == "__main__":
    shipped = Path(__file__).resolve().parents[1] / "data" / "raw" / "provinces-2020.txt"
    print(f"{main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped):.2f}")
