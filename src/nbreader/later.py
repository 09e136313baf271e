"""Names of a package that are loaded when they are first asked for (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def load_later(
    namespace: dict[str, Any], modules: Mapping[str, tuple[str, ...]]
) -> Callable[[str], object]:
    """A `__getattr__` for the package that owns `namespace`.

    `modules` gives each module the names that it lends to the package. The first
    use of a name loads its module and keeps the value in `namespace`; a name that
    nobody lends is an AttributeError, as for any module.
    """
    homes = {name: module for module, names in modules.items() for name in names}

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        from importlib import import_module

        value = namespace[name] = getattr(import_module(homes[name]), name)
        return value

    return load
