"""An article while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbreader.model import Role
from nbreader.parse.chunks import Chunk


@dataclass(slots=True, eq=False)
class Draft:
    """Head lines and blocks dealt to one article, in reading order."""

    head: list[Chunk] = field(default_factory=list)
    blocks: list[Chunk] = field(default_factory=list)
    section: str = ""
    is_box: bool = False
    moved: bool = False  # stands elsewhere in the file
    owed: int = 0  # captions that stood above its head

    @property
    def key(self) -> str:
        """All the draft's text, for comparing topics."""
        return "\n".join(c.key for c in (*self.head, *self.blocks))

    @property
    def has_speaker(self) -> bool:
        """Whether a person is named as the article's speaker."""
        return any(c.rule == "speaker" for c in (*self.head, *self.blocks))

    @property
    def body(self) -> list[Chunk]:
        """The paragraphs."""
        return [c for c in self.blocks if c.role in (Role.PARAGRAPH, Role.FRAGMENT)]
