"""The errors a person can cause; each is one plain sentence."""

from __future__ import annotations


class NbreaderError(Exception):
    """A bad input: the message names the path, key or query that is at fault."""


class UsageError(NbreaderError):
    """The call's words are off: exit code 2."""


class BadDataError(NbreaderError):
    """A file that is missing, unreadable, damaged or no newspaper page: exit code 3."""
