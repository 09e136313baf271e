"""The palette: commands are found by their label, what they do, or their id."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.content import Content
from textual.system_commands import SystemCommandsProvider

from nbreader.tui.commands import COMMANDS

_IDS = {command.label: f"{command.id} {command.also}" for command in COMMANDS if command.palette}


class CommandSearch(SystemCommandsProvider):
    """Textual's own search looks at the labels alone."""

    async def search(self, query: str) -> Hits:
        """A label that matches loosely counts most, then a word of the help or the id."""
        matcher, found = self.matcher(query), False
        for label, words, callback, _ in self.app.get_system_commands(self.screen):
            score = matcher.match(label)
            if not score and query.casefold() in f"{words} {_IDS.get(label, '')}".casefold():
                score = _IN_WORDS
            if score:
                found = True
                yield Hit(score, matcher.highlight(label), callback, help=words)
        if not found:
            yield Hit(_IN_WORDS, Content(f"没有命令含“{query}”"), _stay)


_IN_WORDS = 0.1


def _stay() -> None:
    """There is nothing to do."""
