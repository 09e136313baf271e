"""Where sentences begin and end, for selecting by keys."""

from __future__ import annotations

import re

# A stop, what closes behind it, and the blanks before the next sentence.
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’』」）》】)]*|\n+|$)")


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The first sentence of `text[start:end]`."""
    match = _SENTENCE.match(text, start, end)
    return (start, match.end()) if match and match.end() > start else (start, end)


def sentence_end(text: str, at: int, step: int) -> int:
    """The end of the sentence after `at` (step 1), or of the one before it (step -1)."""
    ends = [match.end() for match in _SENTENCE.finditer(text) if match.end() > match.start()]
    if step > 0:
        return next((end for end in ends if end > at), len(text))
    return next((end for end in reversed(ends) if end < at), 0)
