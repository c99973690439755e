"""Draw sentences to be coded by reading: the same seed draws the same ones.

    python tools/sample_sentences.py --seed 6 --plan 7 --review 2 --national 14

Body sentences (no headings, attributions of task divisions taken out) of ten characters or more; so many of
the plan and of the review from each report, of a national document ``--national`` from each. Prints one JSON
object a line, in a random order, without any code: write the codes beside them before looking at what a
matcher finds. ``--without`` leaves out the sentences of earlier samples.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]

from analysis import load_corpus  # noqa: E402
from analysis.corpus.plain import body_sentences  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plan", type=int, default=7)
    parser.add_argument("--review", type=int, default=2)
    parser.add_argument("--national", type=int, default=14)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    corpus = load_corpus(args.corpus)
    table = body_sentences(corpus)
    table = table[table["text"].str.replace(r"\W", "", regex=True).str.len() >= 10]
    known = [
        json.loads(line) for path in args.without for line in path.read_text(encoding="utf-8").splitlines()
    ]
    taken = {(row["report_id"], row["start"]) for row in known}
    table = table[[(r, int(s)) not in taken for r, s in zip(table["report_id"], table["start"], strict=True)]]
    level = corpus.reports.set_index("report_id")["level"]
    generator = np.random.default_rng(args.seed)
    rows = []
    for (report_id, part), own in table.groupby(["report_id", "part"], sort=True):
        wanted = {
            "plan": args.national if level[report_id] == "national" else args.plan,
            "review": args.review,
        }.get(part, 0)
        rows += list(own.iloc[generator.permutation(len(own))[:wanted]].itertuples(index=False))
    for index in generator.permutation(len(rows)):
        row = rows[index]
        print(
            json.dumps(
                {
                    "report_id": row.report_id,
                    "part": row.part,
                    "start": int(row.start),
                    "end": int(row.end),
                    "text": row.text,
                },
                ensure_ascii=False,
            )
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
