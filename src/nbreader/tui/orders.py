"""How the tables in the margin stand; what the choices mean is in figure_table.py."""

from __future__ import annotations

from typing import NamedTuple


class Order(NamedTuple):
    """Of figures: position, value or metric; as printed, by metric or by subject; one kind."""

    sort: str = "position"
    group: str = "printed"
    kind: str = ""  # "" shows all


class NameOrder(NamedTuple):
    """Of organisations: position, count or name; in groups of a kind or none; one kind."""

    sort: str = "position"
    group: str = "none"
    kind: str = ""
