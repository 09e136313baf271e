"""Printed text through a Markdown renderer and back."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.property.strategies import LINES, MARKUP

from nbreader.desk import export_markdown
from nbreader.desk.markdown import escaped, one_line, table
from nbreader.model import Bookmark, Citation, Quote

MARKS = st.text(st.sampled_from("*_`[]()<>&#!|\\~-+=:.1a产\n"), max_size=16)
ENTITIES = st.sampled_from(["&amp;", "&#42;", "<b>", "<!-- x -->", "http://a.cn", "![a](b)"])
TEXTS = st.lists(st.one_of(LINES, MARKS, MARKUP, ENTITIES), max_size=4).map("".join)

COMMON = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(rendered: str) -> list[str]:
    """The text between the tags, less the line breaks of the page source."""
    texts = re.split(r"<[^>]*>\n?", rendered)
    return [html.unescape(text) for text in texts if text]


@given(TEXTS)
def test_a_renderer_shows_the_printed_text(text: str) -> None:
    rendered = COMMON.render(escaped(text))

    assert [one_line(text)] * bool(one_line(text)) == shown(rendered)
    assert rendered.startswith("<p>") or not rendered


@given(TEXTS)
def test_a_cell_shows_the_printed_text(text: str) -> None:
    rendered = GITHUB.render(table((escaped(text) or "x", "y"), [("1", "2")]))

    assert [one_line(text) or "x", "y", "1", "2"] == shown(rendered)


@given(TEXTS, TEXTS, TEXTS)
def test_an_export_shows_every_text_that_was_kept(words: str, note: str, headline: str) -> None:
    kept = Bookmark(
        id="a",
        article_id="x",
        quote=Quote(exact=words),
        citation=Citation(headline=headline, source="a"),
        note=note,
    )

    rendered = GITHUB.render(export_markdown([kept]))

    told = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    for text in (headline, *re.split(r"[\r\n]+", words), *re.split(r"[\r\n]+", note)):
        assert one_line(text) in told
