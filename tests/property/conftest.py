"""Hypothesis without a deadline: a first import or a busy machine is no failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nbreader", deadline=None)
settings.load_profile("nbreader")
