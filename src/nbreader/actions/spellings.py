"""One spelling for a subject that pages print with and without its level.

张家港 and 张家港市 are one subject of a list, 吉林 beside 吉林市 and 吉林省 is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from nbreader.library.tokens import fold


def one_spelling(subjects: Iterable[str]) -> Mapping[str, str]:
    """The form printed most fully, by each folded subject that has one fuller than itself.

    A place's bare name stands for the only level it has, and only where that form
    is among the subjects; other subjects are left out.
    """
    printed: dict[str, str] = {}
    for subject in filter(None, subjects):
        printed.setdefault(fold(subject).text, subject)
    if len(printed) < 2:
        return {}
    level_of = _levels()
    fuller = {name: name + level_of(name) for name in printed}
    return {
        name: printed[full] for name, full in fuller.items() if full != name and full in printed
    }


def _levels() -> Callable[[str], str]:
    """What gives the only level of a place, "" for no place or several levels."""
    from nbreader.annotate.places import level_of  # tables that no other page needs

    return level_of
