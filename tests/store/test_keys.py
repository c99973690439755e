"""What is kept of a report is kept under everything that it was made from."""

from __future__ import annotations

from pathlib import Path

from analysis.corpus.raw import survey_raw
from analysis.pipeline.build import Settings
from analysis.store import store
from analysis.store.cache import Cache
from analysis.store.store import report_keys
from analysis.text.tokens import TokenOptions
from tests.tiny import write_tiny

OPTIONS = Settings(engine="rjieba").options()


def keys(folder: Path, options: TokenOptions = OPTIONS) -> dict[str, str]:
    return report_keys(survey_raw(folder), options)


def test_a_key_holds_text_manifest_corrections_and_options(tmp_path: Path) -> None:
    folder = write_tiny(tmp_path, "one_short_report")
    before = keys(folder)
    assert keys(folder) == before
    (source,) = (folder / "raw").iterdir()
    text, manifest = source.read_text(encoding="utf-8"), folder / "reports.csv"
    phrase = next(text[at : at + 6] for at in range(len(text)) if text.count(text[at : at + 6]) == 1)

    (folder / "corrections.csv").write_text(
        f"file,match,replacement,reason,count\n{source.name},{phrase},{phrase[::-1]},a try,1\n",
        encoding="utf-8",
    )
    corrected = keys(folder)
    (folder / "corrections.csv").unlink()

    rows = manifest.read_text(encoding="utf-8")
    manifest.write_text(rows.replace(",2024,", ",2023,"), encoding="utf-8")
    dated = keys(folder)
    manifest.write_text(rows, encoding="utf-8")

    source.write_text(text + "\n补记。", encoding="utf-8")
    longer = keys(folder)
    source.write_text(text, encoding="utf-8")

    other = keys(folder, Settings(engine="jieba").options())
    assert keys(folder) == before
    found = [tuple(one.values()) for one in (before, corrected, dated, longer, other)]
    assert len(set(found)) == 5


def test_a_key_holds_the_versions_of_the_libraries(tmp_path: Path, monkeypatch) -> None:
    folder = write_tiny(tmp_path, "one_short_report")
    before = keys(folder)
    monkeypatch.setattr(store, "library_versions", lambda: ("jieba 0.43",))
    assert keys(folder) != before


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    nowhere = Cache(None)
    nowhere.write("rows", "key", b"data")
    nowhere.drop_damaged()
    assert nowhere.read("rows", "key") is None and not nowhere.has("rows", "key")
    assert nowhere.fetch("rows", "key", lambda: b"made") == b"made"
