"""What the reader of the newspaper may set, kept in config.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force.

    `complaints` has one sentence for each thing in the file that could not be
    used; its default stands in. Whether a theme or a command of that name exists
    is for the screen to say.
    """

    theme: str = "textual-dark"
    measure: int = 36  # characters a line, 20 to 60
    tree: bool = True  # the left column
    panels: bool = True  # the right column
    panel: str = "figures"  # the tab shown first: figures, pictures or doubts
    seams: bool = True  # marks where a cut was rejoined
    fold_width: bool = False  # show half-width marks between hanzi at full width
    keys: tuple[tuple[str, str], ...] = ()  # (command id, "key" or "key,key")
    complaints: tuple[str, ...] = ()


def load_settings() -> Settings:
    """The settings of config.toml, with defaults for what it lacks; never raises."""
    raise NotImplementedError


def save_setting(key: str, value: str | int | bool) -> Settings:
    """Change one setting in the file and return all; "keys.<command>" sets a key.

    The rest of the file stays, comments and unknown keys included. Raises
    UsageError for an unknown key or a bad value, BadDataError if the file cannot
    be read or written.
    """
    raise NotImplementedError
