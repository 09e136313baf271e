"""Frozen dataclasses that cost little to define.

The standard `dataclass` compiles six methods for each class from source text, about
0.4 ms: for the classes that the first screen needs, a tenth of the time until it is
there. `dataclass` here makes the same classes, but their methods are closures, and
only `__init__`, which has to be quick, is compiled, when it is first called.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The type checker takes it for what it stands in for.
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen, slots, kw_only):
        """As `dataclasses.dataclass` with these three, of which each is to be True."""
        if not (frozen and slots and kw_only):
            raise TypeError("only for frozen dataclasses with slots and keywords")
        return _define


def _define(named: type) -> type:
    """The class with slots and the methods of a frozen dataclass.

    What the class defines itself stays, as with the standard decorator.
    """
    plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)
    cls: type = plain(named)
    for method in (_init_of(cls), *_comparing(cls), *_holding_fast(cls), _repr_of(cls)):
        if method.__name__ not in named.__dict__:
            method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
            setattr(cls, method.__name__, method)
    return cls


def _init_of(cls: Any) -> Any:
    """An `__init__` that is compiled when it is first called."""

    def __init__(self: object, **given: object) -> None:
        cls.__init__ = _compiled_init(cls)
        cls.__init__(self, **given)

    return __init__


def _compiled_init(cls: Any) -> Any:
    """The `__init__` that takes each field by its name."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    taken, lines = [], []
    for field in dataclasses.fields(cls):
        name, value, default = field.name, field.name, field.default
        if field.default_factory is not MISSING:
            known[f"_made_{name}"], default = field.default_factory, MISSING
            taken.append(f"{name}=_missing")
            value = f"_made_{name}() if {name} is _missing else {name}"
        elif default is not MISSING:
            known[f"_default_{name}"] = default
            taken.append(f"{name}=_default_{name}")
        else:
            taken.append(name)
        lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__(self, *, {', '.join(taken)}):\n " + "\n ".join(lines), known)
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _comparing(cls: Any) -> tuple[Any, Any]:
    """Equal values of one class are equal, and have one hash."""
    values = attrgetter(*(field.name for field in dataclasses.fields(cls) if field.compare))

    def __eq__(self: object, other: object) -> bool:
        if self.__class__ is not other.__class__:
            return NotImplemented
        return self is other or values(self) == values(other)

    def __hash__(self: object) -> int:
        return hash(values(self))

    return __eq__, __hash__


def _holding_fast(cls: Any) -> tuple[Any, ...]:
    """Nothing is assigned or deleted, but for what is copied or comes out of a pickle."""
    names = [field.name for field in dataclasses.fields(cls)]

    def __setattr__(self: object, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: object, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return __setattr__, __delattr__, __getstate__, __setstate__


def _repr_of(cls: Any) -> Any:
    """The class and its fields, as it could be called."""
    names = [field.name for field in dataclasses.fields(cls) if field.repr]

    def __repr__(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return __repr__
