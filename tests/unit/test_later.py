"""Names loaded when they are asked for."""

from __future__ import annotations

from typing import Any

import pytest

from nbreader.later import load_later


def test_a_lent_name_is_loaded_and_kept() -> None:
    import colorsys

    namespace: dict[str, Any] = {"__name__": "shop"}
    load = load_later(namespace, {"colorsys": ("rgb_to_hsv",)})

    assert load("rgb_to_hsv") is colorsys.rgb_to_hsv
    assert namespace["rgb_to_hsv"] is colorsys.rgb_to_hsv


def test_a_name_that_nobody_lends_is_an_attribute_error() -> None:
    load = load_later({"__name__": "shop"}, {"colorsys": ("rgb_to_hsv",)})

    with pytest.raises(AttributeError, match=r"'shop' has no attribute 'hsv'"):
        load("hsv")
