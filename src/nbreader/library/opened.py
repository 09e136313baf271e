"""What is opened on the library: leaving its `with` tells of damage, and closes it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Opened(ABC):
    """Something open. It is light: who holds a library need not have loaded SQLite."""

    @abstractmethod
    def tell(self, error: BaseException | None) -> None:
        """Raise damage that an error means, in one sentence; do nothing for other errors."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.tell(error)
        finally:
            self.close()
