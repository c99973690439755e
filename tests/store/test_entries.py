"""What is kept of reports between builds: round trips, and that a new report costs itself alone."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes

from analysis.corpus.corpus import Corpus
from analysis.corpus.plain import attribution_spans, without_attributions
from analysis.corpus.raw import corpus_folder, read_raw, survey_raw
from analysis.output import csv_rows
from analysis.pipeline import run
from analysis.pipeline.build import Settings, build
from analysis.pipeline.entries import make_entries
from analysis.resources import DATA
from analysis.reuse.fingerprints import fingerprint
from analysis.store.packing import pack, unpack
from analysis.store.pieces import Pieces, pieces_of
from analysis.store.store import Store, report_keys
from analysis.tables import column_types
from analysis.text.tokens import tokenise_corpus
from tests.pipeline.test_build import small_corpus

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
FAST = Settings(engine="rjieba").options()
IDS = ("national-2020-tasks", "national-2021-tasks", "hainan-2020", "national-2024")


@given(
    st.dictionaries(
        st.text(max_size=8),
        JSON
        | st.binary()
        | arrays(scalar_dtypes().filter(lambda d: d.kind in "biuf" and d.isnative), array_shapes(min_side=0)),
        max_size=5,
    )
)
@settings(deadline=None)
def test_what_is_packed_comes_back(values: dict[str, object]) -> None:
    found = unpack(pack(values))
    assert list(found) == list(values)
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            assert found[name].dtype == value.dtype
            np.testing.assert_array_equal(found[name], value)
        else:
            assert found[name] == value


def test_python_objects_are_not_packed() -> None:
    with pytest.raises(TypeError, match="names holds Python objects"):
        pack({"names": np.array([{}, []], dtype=object)})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The entries of four shipped reports, made two by two."""
    folder = corpus_folder(None)
    sources = [s for s in survey_raw(folder) if s.row.report_id in IDS]
    made = Store(Settings(output=tmp_path_factory.mktemp("out")).cache(), report_keys(sources, FAST), FAST)
    raws = list(read_raw(folder, sources))
    assert made.missing() == [raw.row.report_id for raw in raws]
    for pair in (raws[:2], raws[2:]):
        for entries in make_entries(pair, FAST):
            made.keep(entries)
    assert made.missing() == []
    return made


def test_reports_come_back_whole(store: Store, corpus: Corpus) -> None:
    assert store.corpus().items == corpus.select(report_id=IDS).items
    for brief, whole in zip(store.texts(), corpus.select(report_id=IDS).items, strict=True):
        assert (brief.text, brief.paragraphs, brief.sentences) == (whole.text, whole.paragraphs, ())


def test_words_come_back_as_they_were_cut(store: Store, corpus: Corpus) -> None:
    said = without_attributions(corpus.select(report_id=IDS))
    joined, whole = store.tokens(), tokenise_corpus(said, FAST)
    assert joined.vocabulary == whole.vocabulary
    for name in ("codes", "starts", "kept"):
        np.testing.assert_array_equal(getattr(joined, name), getattr(whole, name))
    pd.testing.assert_frame_equal(joined.sentences, whole.sentences)


def test_fingerprints_come_back(store: Store, corpus: Corpus) -> None:
    reports = corpus.select(report_id=IDS).items
    left_out = attribution_spans(reports)
    for report in reports:
        for kept, made in zip(
            store.fingerprints()[report.report_id],
            fingerprint(report, left_out.get(report.report_id, ())),
            strict=True,
        ):
            np.testing.assert_array_equal(kept, made)


def test_company_makes_no_difference() -> None:
    """A report's entries are the same bytes alone and among others."""
    folder = corpus_folder(None)
    raws = list(
        read_raw(folder, [s for s in survey_raw(folder) if s.row.report_id in (*IDS, "beijing-2020")])
    )
    together = {entries.report_id: entries for entries in make_entries(raws, FAST)}
    for raw in raws:
        assert make_entries([raw], FAST) == [together[raw.row.report_id]]


def test_pieces_join_to_the_table() -> None:
    types = column_types("theme_ranks")
    table = pd.DataFrame(
        {name: {"str": "甲,乙", "int": 3, "float": 0.5}[kind] for name, kind in types.items()}, index=range(3)
    )
    table["report_id"] = ["a", "a", "b"]
    pieces = Pieces()
    pieces.add({"theme_ranks": table})
    back = pieces_of(unpack(pack(pieces.as_values())))["theme_ranks"]
    assert [piece.label for piece in back] == ["a", "b"]
    assert b"".join(piece.rows for piece in back).decode() == "".join(csv_rows(table))


def digests(folder: Path) -> dict[str, str]:
    found = sorted(
        p
        for kind in ("tables", "reports", "ledgers")
        for p in (folder / kind).rglob("*")
        if not p.name.startswith(".")
    )
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def told(settings: Settings) -> dict[str, int]:
    """Build, and what there was to do in each stage."""
    heard: dict[str, int] = {}
    build(settings, lambda stage, _, total: heard.update({stage: total}))
    return heard


def test_a_new_report_costs_itself_and_what_it_is_compared_with(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = told(Settings(small_corpus(tmp_path / "a", *IDS), out, "rjieba", languages=()))
    assert first["reading reports"] == 4
    again = told(Settings(tmp_path / "a", out, "rjieba", languages=()))
    assert set(again) == {"writing tables"}
    more = told(Settings(small_corpus(tmp_path / "b", *IDS, "beijing-2020"), out, "rjieba", languages=()))
    assert more["reading reports"] == 1
    assert 0 < more["comparing reports"] < first["comparing reports"]
    alone = tmp_path / "alone"
    build(Settings(tmp_path / "b", alone, "rjieba", languages=()))
    assert digests(out) == digests(alone)


def test_another_setting_or_manifest_is_another_entry(tmp_path: Path) -> None:
    folder = small_corpus(tmp_path / "a", "national-2024")
    sources = survey_raw(folder)
    key = report_keys(sources, FAST)["national-2024"]
    assert key != report_keys(sources, Settings(engine="jieba").options())["national-2024"]
    row = sources[0].row._replace(region="某地")
    assert key != report_keys([sources[0]._replace(row=row)], FAST)["national-2024"]
    assert key != report_keys([sources[0]._replace(sha256="0" * 64)], FAST)["national-2024"]


@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_entry_is_made_again(harm: str, tmp_path: Path) -> None:
    settings = Settings(
        small_corpus(tmp_path / "c", "national-2024", "national-2021-tasks"),
        tmp_path / "out",
        "rjieba",
        languages=(),
    )
    build(settings)
    before = digests(settings.output)
    for kind in ("rows", "data", "jobs"):
        entry = next(p for p in sorted((settings.output / ".cache" / kind).rglob("*")) if p.is_file())
        data = entry.read_bytes()
        if harm == "gone":
            entry.unlink()
        else:
            entry.write_bytes(data[: len(data) // 2] if harm == "cut" else data[:-9] + b"x" + data[-8:])
    build(settings)
    assert digests(settings.output) == before


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_everything_damaged_is_made_again(harm: str, tmp_path: Path) -> None:
    settings = Settings(small_corpus(tmp_path / "c", *IDS), tmp_path / "out", "rjieba", languages=())
    build(settings)
    before = digests(settings.output)
    for kind in ("data", "listed", "prints", "jobs"):
        for entry in [p for p in (settings.output / ".cache" / kind).rglob("*") if p.is_file()]:
            entry.unlink() if harm == "gone" else entry.write_bytes(entry.read_bytes()[:40])
    build(settings)
    assert digests(settings.output) == before


def test_large_jobs_follow_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = small_corpus(tmp_path / "c", *IDS)
    build(Settings(corpus, tmp_path / "side by side", "rjieba", 2, ()))
    monkeypatch.setattr(run, "LARGE", 1)
    heard: list[tuple[str, int, int]] = []
    build(Settings(corpus, tmp_path / "one by one", "rjieba", 2, ()), lambda *said: heard.append(said))
    assert digests(tmp_path / "one by one") == digests(tmp_path / "side by side")
    told_of = [(done, total) for stage, done, total in heard if stage == "comparing reports"]
    assert (
        told_of[0][0] == 0
        and told_of[-1][0] == told_of[-1][1]
        and any(b - a > 1 for (a, _), (b, _) in pairwise(told_of))
    )


def test_an_interrupted_build_is_taken_up(tmp_path: Path) -> None:
    settings = Settings(small_corpus(tmp_path / "c", *IDS), tmp_path / "out", "rjieba", languages=())

    def stop(stage: str, done: int, _: int) -> None:
        if stage == "reading reports" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(settings, stop)
    assert not (settings.output / "tables").exists()
    assert told(settings)["reading reports"] == 2
    build(Settings(tmp_path / "c", tmp_path / "whole", "rjieba", languages=()))
    assert digests(settings.output) == digests(tmp_path / "whole")


def start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "analysis",
        "build",
        "--corpus",
        str(corpus),
        "--output",
        str(out),
        "--engine",
        "rjieba",
        "--no-figures",
        "--quiet",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=DATA.parent)


def test_two_builds_at_once_and_one_that_is_killed(tmp_path: Path) -> None:
    corpus, out = small_corpus(tmp_path / "c", *IDS), tmp_path / "out"
    first, second = start(corpus, out), start(corpus, out)
    assert (first.wait(120), second.wait(120)) == (0, 0)
    whole = digests(out)
    assert len(whole) > 50
    killed = tmp_path / "killed"
    process = start(corpus, killed)
    for _ in range(1200):  # until it has kept something
        if any((killed / ".cache").rglob("?" * 64)) or process.poll() is not None:
            break
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert start(corpus, killed).wait(120) == 0
    assert digests(killed) == whole
