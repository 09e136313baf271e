"""Write typeset pages and their structure to a folder, to be looked at and scored.

    python -m tests.typesetting --out DIR --pages 40 --seed 7

writes DIR/pages/*.txt and DIR/gold/*.json, `--pages` of each shape.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.typesetting import SHAPES, dump_truth, typeset


def main() -> None:
    """Write the pages that the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--out", type=Path, required=True, help="the folder to write to")
    options.add_argument("--pages", type=int, default=10, help="pages of each shape")
    options.add_argument("--seed", type=int, default=0, help="the first seed; 1000 is held out")
    options.add_argument("--shape", action="append", choices=list(SHAPES), help="only this shape")
    chosen = options.parse_args()
    pages, gold = chosen.out / "pages", chosen.out / "gold"
    pages.mkdir(parents=True, exist_ok=True)
    gold.mkdir(parents=True, exist_ok=True)
    for shape in chosen.shape or SHAPES:
        for seed in range(chosen.seed, chosen.seed + chosen.pages):
            page = typeset(shape, seed)
            (pages / page.truth.doc).write_bytes(page.source.encode())
            (gold / page.truth.doc).with_suffix(".json").write_text(
                dump_truth(page.truth), encoding="utf-8", newline="\n"
            )


if __name__ == "__main__":
    main()
