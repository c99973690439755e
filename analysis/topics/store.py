"""A topic model as one file: arrays as npz, documents as parquet, settings as JSON, in a zip without dates
and without pickle.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.output import write_bytes
from analysis.topics.model import TopicModel

FORMAT = 1
_ARRAYS = ("weights", "idf", "recurrence", "agreement")


def pack_topics(model: TopicModel) -> bytes:
    """The model as the bytes of a zip file with ``arrays.npz``, ``docs.parquet`` and ``model.json``; the same
    model gives the same bytes.
    """
    arrays, docs = io.BytesIO(), io.BytesIO()
    np.savez(arrays, shares=model.shares.to_numpy(), **{name: getattr(model, name) for name in _ARRAYS})
    model.docs.to_parquet(docs, index=False)
    about = {
        "format": FORMAT,
        "kind": model.kind,
        "error": None if np.isnan(model.error) else model.error,
        "settings": dict(model.settings),
        "versions": dict(model.versions),
        "vocabulary": list(model.vocabulary),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        for name, data in (
            ("arrays.npz", arrays.getvalue()),
            ("docs.parquet", docs.getvalue()),
            ("model.json", text),
        ):
            file.writestr(zipfile.ZipInfo(name), data)  # a ZipInfo of its own has the date 1980-01-01
    return buffer.getvalue()


def unpack_topics(data: bytes, name: str = "the file") -> TopicModel:
    """The inverse of ``pack_topics``; ``InputError`` names a file that is something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            about = json.loads(file.read("model.json"))
            docs = pd.read_parquet(io.BytesIO(file.read("docs.parquet")))
            with np.load(io.BytesIO(file.read("arrays.npz")), allow_pickle=False) as arrays:
                shares = arrays["shares"]
                values = {key: arrays[key] for key in _ARRAYS}
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(
            f"{name} isn't a topic model that save_topics wrote; fit it again and save it"
        ) from error
    if about["format"] != FORMAT:
        raise InputError(
            f"{name} holds a topic model of format {about['format']}, and this version reads {FORMAT}; fit "
            "it again and save it"
        )
    return TopicModel(
        shares=pd.DataFrame(shares, columns=np.arange(1, shares.shape[1] + 1)),
        docs=docs,
        vocabulary=tuple(about["vocabulary"]),
        kind=about["kind"],
        settings=about["settings"],
        versions=about["versions"],
        error=float("nan") if about["error"] is None else about["error"],
        **values,
    )


def save_topics(model: TopicModel, path: str | Path) -> Path:
    """Write the model to one file, whole.

    Parameters
    ----------
    model : TopicModel
        What is written: arrays, documents, settings, versions.
    path : str or path
        Where to; a file that is there is replaced.

    Returns
    -------
    path

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_topics(model, f"{folder}/topics.zip").name
    'topics.zip'
    """
    return write_bytes(Path(path), pack_topics(model))


def load_topics(path: str | Path) -> TopicModel:
    """Read what ``save_topics`` wrote; saved again it has the same bytes.

    Parameters
    ----------
    path : str or path
        The file.

    Returns
    -------
    TopicModel

    Raises
    ------
    InputError
        For a file that isn't there, or is something else.

    Examples
    --------
    >>> from analysis import TokenOptions, fit_topics, load_corpus, plan_paragraphs, tokenise_corpus
    >>> corpus = load_corpus().select(region=["安徽", "北京", "海南"], year=2020)
    >>> tokens = tokenise_corpus(corpus, TokenOptions(engine="rjieba"))
    >>> matrix = plan_paragraphs(tokens, corpus.reports["report_id"])
    >>> model = fit_topics(matrix, 5, runs=0)
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load_topics(save_topics(model, f"{folder}/topics.zip")).shares.equals(model.shares)
    True
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; check the path")
    return unpack_topics(path.read_bytes(), path.name)
