"""The door's handle: every name that actions promises is there, loaded when asked for."""

from __future__ import annotations

import pytest

from nbreader import actions


@pytest.mark.parametrize("name", actions.__all__)
def test_every_promised_name_is_there(name: str) -> None:
    assert getattr(actions, name) is not None


def test_a_name_that_is_not_promised_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no_such_action"):
        _ = actions.no_such_action  # type: ignore[attr-defined]  # the point of the test
