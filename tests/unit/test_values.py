"""Our frozen dataclasses do what the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from nbreader import values


def make_classes(decorate: Any) -> tuple[Any, Any]:
    """A class with every kind of field, and one that looks at its fields when made."""

    @decorate(frozen=True, slots=True, kw_only=True)
    class Parcel:
        """Something sent."""

        to: str
        weight: int = 3
        inside: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
        seal: str = dataclasses.field(default="wax", repr=False)

        @property
        def heavy(self) -> bool:
            return self.weight > 10

    @decorate(frozen=True, slots=True, kw_only=True)
    class Checked:
        """Something that may not be negative."""

        size: int

        def __post_init__(self) -> None:
            if self.size < 0:
                raise ValueError("negative")

        def __repr__(self) -> str:
            return f"<{self.size}>"

    return Parcel, Checked


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """At the top of a module, where pickle finds it."""

    to: str
    pages: tuple[str, ...] = ()


@pytest.fixture(params=[dataclasses.dataclass, values.dataclass], ids=["standard", "ours"])
def classes(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The same classes, made by both: what one test says holds for either."""
    return make_classes(request.param)


def test_fields_are_given_by_name_or_have_their_default(classes: tuple[Any, Any]) -> None:
    parcel = classes[0](to="宁波")

    assert ("宁波", 3, {}, "wax") == (parcel.to, parcel.weight, parcel.inside, parcel.seal)
    assert parcel.inside is not classes[0](to="宁波").inside
    assert classes[0](to="宁波", weight=11).heavy


@pytest.mark.parametrize("given", [{}, {"to": "", "form": 1}])
def test_missing_and_unknown_fields_are_refused(
    classes: tuple[Any, Any], given: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match=r"Parcel\.__init__\(\) (missing|got an unexpected)"):
        classes[0](**given)
    with pytest.raises(TypeError):
        classes[0]("宁波")


def test_a_class_looks_at_its_fields_when_it_is_made(classes: tuple[Any, Any]) -> None:
    with pytest.raises(ValueError, match="negative"):
        classes[1](size=-1)


def test_equal_values_are_equal_and_have_one_hash(classes: tuple[Any, Any]) -> None:
    parcel, checked = classes
    one, same = parcel(to="宁波", inside={"a": 1}), parcel(to="宁波")

    assert one == same
    assert hash(one) == hash(same)
    assert one != parcel(to="宁波", seal="tape")
    assert checked(size=3) == checked(size=3)
    assert checked(size=3) != 3
    assert checked(size=3) != parcel(to="宁波")


def test_nothing_is_assigned_or_deleted(classes: tuple[Any, Any]) -> None:
    parcel = classes[0](to="宁波")

    with pytest.raises(dataclasses.FrozenInstanceError):
        parcel.to = "杭州"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del parcel.to
    with pytest.raises((AttributeError, TypeError)):
        parcel.stamp = "红"
    assert not hasattr(parcel, "__dict__")


def test_a_value_is_written_as_it_could_be_called(classes: tuple[Any, Any]) -> None:
    parcel, checked = classes

    assert repr(parcel(to="宁波")).endswith(".Parcel(to='宁波', weight=3, inside={})")
    assert "<3>" == repr(checked(size=3))


def test_the_tools_of_the_standard_module_work(classes: tuple[Any, Any]) -> None:
    parcel = classes[0](to="宁波")

    assert ["to", "weight", "inside", "seal"] == [f.name for f in dataclasses.fields(parcel)]
    assert "杭州" == dataclasses.replace(parcel, to="杭州").to
    assert {"to": "宁波", "weight": 3, "inside": {}, "seal": "wax"} == dataclasses.asdict(parcel)
    assert parcel == copy.copy(parcel) == copy.deepcopy(parcel)


def test_a_value_goes_from_process_to_process() -> None:
    letter = Letter(to="宁波", pages=("一", "二"))

    assert letter == pickle.loads(pickle.dumps(letter))


def test_only_frozen_classes_with_slots_and_keywords_are_made() -> None:
    with pytest.raises(TypeError, match="only for frozen"):
        values.dataclass(frozen=True, slots=True, kw_only=False)
