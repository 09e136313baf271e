"""The reading screen over the library: all its parts together."""

from __future__ import annotations

from nbreader.tui.screens.library_gathering import LibraryGathering


class LibraryScreen(LibraryGathering):
    """Tree, article and margin, out of the library."""
