"""The road from lines to a page: the order of the stages, and nothing else."""

from __future__ import annotations

from nbreader.model import Doubt, Edit, Page, RawPage
from nbreader.parse.build import build_page
from nbreader.parse.captions import find_captions, name_severed_lines
from nbreader.parse.chunks import Chunk
from nbreader.parse.corrections import corrections_of
from nbreader.parse.folio import read_folio
from nbreader.parse.gutters import cut_at_gutters
from nbreader.parse.lexicon import lexicon as lexicon_of
from nbreader.parse.losses import find_repeats, find_suspects
from nbreader.parse.normalise import MARKED_UP, WEB_PAGE, rows_of
from nbreader.parse.roles import assign_roles
from nbreader.parse.segment import segment
from nbreader.parse.signatures import name_by_place
from nbreader.parse.stitch import stitch
from nbreader.parse.tags import name_by_tags
from nbreader.parse.unwrap import clumps_of, sheet_of, unwrap
from nbreader.tables import Tables


def parse_page(raw: RawPage, *, tables: Tables, edits: tuple[Edit, ...] = ()) -> Page:
    """The page that a file's lines make, with what is doubtful about it.

    Pure, and total over any text. Every character of the source that is not
    white space is in exactly one piece of the page's blocks. `edits` are a
    person's corrections; they win over every rule.
    """
    lexicon = lexicon_of(tables)
    source = raw.source.text
    markdown = raw.source.media_type in MARKED_UP
    asked = corrections_of(edits)
    rows = rows_of(cut_at_gutters(raw, lexicon=lexicon), lexicon=lexicon)
    measure = sheet_of(list(clumps_of(rows))).measure
    chunks: tuple[Chunk, ...] = unwrap(
        rows, lexicon=lexicon, splits=asked.splits, markdown=markdown
    )
    chunks = assign_roles(chunks, lexicon=lexicon, source=source)
    chunks = find_captions(chunks, lexicon=lexicon, source=source)
    chunks = name_severed_lines(chunks, lexicon=lexicon, measure=measure)
    chunks = name_by_place(chunks, lexicon=lexicon)
    chunks = name_by_tags(chunks) if raw.source.media_type == WEB_PAGE else chunks
    chunks = asked.reorder(asked.rename(chunks))
    stitched = stitch(chunks, lexicon=lexicon, kept=asked.splits)
    chunks = asked.join(stitched.chunks)
    drafts, furniture = segment(chunks, lexicon=lexicon, source=source)
    doubts: tuple[Doubt, ...] = (
        *raw.doubts,
        *stitched.doubts,
        *find_repeats(chunks, source=source),
        *find_suspects(chunks, source=source, traditional=lexicon.traditional),
    )
    title = dict(raw.facts).get("title", "")
    folio = read_folio(furniture, title=title, tables=tables, lexicon=lexicon)
    folio = asked.describe(folio)
    return build_page(
        raw, drafts, furniture, folio=folio, doubts=doubts, lexicon=lexicon, tables=tables
    )
