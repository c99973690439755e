"""Which document of the nation each report is held against."""

from __future__ import annotations

from typing import Any

import pandas as pd


def national_partners(strata: pd.DataFrame) -> list[tuple[int, int]]:
    """The rows of each report and of the nation's document of its year: of the same kind if there is one."""
    about = list(zip(strata["level"], strata["year"], strata["kind"], strata["report_id"], strict=True))
    nation: dict[Any, list[tuple[str, str, int]]] = {}
    for row, (level, year, kind, report_id) in enumerate(about):
        if level == "national":
            nation.setdefault(year, []).append((kind, report_id, row))
    pairs = []
    for row, (level, year, kind, _) in enumerate(about):
        if level != "national" and year in nation:
            pairs.append((min(nation[year], key=lambda one, own=kind: (one[0] != own, one[1]))[2], row))  # type: ignore[misc]
    return pairs


def about_partner(own: dict[str, Any], nation: dict[str, Any]) -> dict[str, Any]:
    about = {key: own[key] for key in ("report_id", "level", "region", "year")}
    return about | {"national_report_id": nation["report_id"], "same_kind": own["kind"] == nation["kind"]}
