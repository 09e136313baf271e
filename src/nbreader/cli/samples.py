"""The sample pages, for calls that name no others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbreader import actions
from nbreader.errors import UsageError


def samples_unless(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths, or without any the folder of sample pages."""
    if paths:
        return tuple(paths)
    samples = actions.sample_folder()
    if samples is None:
        raise UsageError(
            "没有给出文件，也没有找到样张文件夹 seeds；请用“nbreader 文件或文件夹…”打开自己的版面。"
        )
    return (samples,)
