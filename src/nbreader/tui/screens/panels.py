"""The reading screen: what stands in the margin, what lies over the text, what is lit."""

from __future__ import annotations

from collections import Counter

from textual import on

from nbreader.model import Annotations
from nbreader.tui import paint
from nbreader.tui.ink import Overlay
from nbreader.tui.marks import doubt_overlays, locate_doubts
from nbreader.tui.messages import Annotated
from nbreader.tui.paint import Item, Part
from nbreader.tui.screens.annotating import Annotating
from nbreader.tui.shelf import Place
from nbreader.tui.widgets.margin import Margin


class Panels(Annotating):
    """Figures, organisations, pictures and doubts of the open article."""

    _counts: Counter[str] | None = None  # mentions in all open pages

    @property
    def mention_counts(self) -> Counter[str]:
        """How often each organisation is named in all open pages, as far as they are read."""
        if self._counts is None:
            from nbreader.tui.figure_table import count_mentions

            self._counts = count_mentions(self.session.annotations.values())
        return self._counts

    # The margin

    def located(self, place: Place) -> tuple[paint.Item, ...]:
        """The doubts about an article, then those about its page, as margin items."""
        kept = self.session.located
        if place.article.id not in kept:
            kept[place.article.id] = locate_doubts(place.article, self.session.shelf.sources)
        own = [paint.doubt_item(one.doubt, one.start, one.end) for one in kept[place.article.id]]
        return (*own, *(paint.doubt_item(doubt, 0, 0) for doubt in place.page.doubts))

    def fill_margin(self, place: Place) -> None:
        """Show what stands beside an article."""
        items = {"pictures": paint.picture_items(place.article), "doubts": self.located(place)}
        self.margin.show({**self._tables(place), **items}, waiting=self._found(place) is None)
        self.margin.light(self.places_of_hits(place.article.id))
        self.margin.follow(*self.standing)

    def _found(self, place: Place) -> Annotations | None:
        return self.session.annotations.get(place.article.id)

    def _tables(self, place: Place) -> dict[str, tuple[Item, ...]]:
        """The figures and organisations of an article in the order that is in force."""
        found, session = self._found(place), self.session
        if found is None:
            return {"figures": (), "organisations": ()}
        from nbreader.tui import paint_figures
        from nbreader.tui.figure_table import named_in

        names = named_in(found, session.organisations, self.mention_counts)
        figures = paint_figures.figure_items(found.figures, place.article.text, session.order)
        organisations = paint_figures.organisation_items(names, found.keywords, session.name_order)
        return {"figures": figures, "organisations": organisations}

    def refill_tables(self) -> None:
        """Show figures and organisations anew; the cursor stays on its item."""
        place = self.here
        if place is not None:
            self.margin.show(self._tables(place), waiting=self._found(place) is None)

    @on(Annotated)
    def _take_annotations(self, event: Annotated) -> None:
        self._counts = None
        annotations = self.session.annotations
        place = self.here
        changed = self.keep_annotations(event)
        self.outline.keywords = {i: found.keywords for i, found in annotations.items()}
        if place is not None and (changed or event.done):
            self.refill_tables()
            if not self.margin.rows.has_focus:
                self.margin.follow(*self.standing)
            self.refresh_overlays()
            self.tell_lit()

    @property
    def standing(self) -> tuple[int, int]:
        """What the reader looks at: the lit characters, or those of the passage."""
        lit, view = self.view.lit, self.view
        here = lit != (0, 0) and view.passage_of(lit[0]) == view.passage
        return lit if here else view.passage_range()

    # The text

    def refresh_overlays(self) -> None:
        """Lay bookmarks, names, figures, doubts and hits over the open article, in this order."""
        place = self.here
        if place is None:
            return
        settings = self.session.settings
        overlays = list(self.bookmarked(place.article.id))
        found = self.session.annotations.get(place.article.id)
        if found is not None:
            from nbreader.tui.paint_figures import figure_overlays, mention_overlays

            overlays += mention_overlays(found.mentions) if settings.underline_names else ()
            overlays += figure_overlays(found.figures) if settings.light_figures else ()
        overlays += doubt_overlays(self.session.located.get(place.article.id, ()))
        overlays += [Overlay(*span, "hit") for span in self.places_of_hits(place.article.id)]
        self.view.overlays = tuple(overlays)

    def bookmarked(self, article_id: str) -> tuple[Overlay, ...]:
        """Inks for the bookmarked passages of an article."""
        return ()

    def starred(self) -> frozenset[str]:
        """The articles with a bookmark."""
        return frozenset()

    def places_of_hits(self, article_id: str) -> tuple[tuple[int, int], ...]:
        """The characters of an article that the filter finds."""
        hits = self.session.hits or {}
        return hits[article_id].places if article_id in hits else ()

    def tell_lit(self) -> None:
        """Say at the foot what the lit figure or name is, unless the filter needs the line."""
        self.status.told = () if self.has_class("-filtering") else self._parts_of_lit()

    def _parts_of_lit(self) -> tuple[Part, ...]:
        place, lit = self.here, self.view.lit
        found = self._found(place) if place is not None else None
        if place is None or found is None or lit == (0, 0):
            return ()
        from nbreader.tui.figure_table import count_mentions
        from nbreader.tui.paint_figures import told_figure, told_mention

        for figure in found.figures:
            if (figure.start, figure.end) == lit:
                return told_figure(figure, place.article.text)
        for mention in found.mentions:
            if (mention.start, mention.end) == lit:
                name = mention.organisation or mention.printed
                kinds = {each.name: each.kind for each in self.session.organisations}
                here = count_mentions((found,))[name]
                every = max(here, self.mention_counts[name])
                return told_mention(mention, kinds.get(name, ""), here, every)
        return ()

    @on(Margin.Looked)
    def _look_at(self, event: Margin.Looked) -> None:
        item: Item = event.item
        if item.end > item.start:
            self.view.go_to(item.start, item.end)
        if event.chosen:
            self.remove_class("-margin-open")
            self.view.focus()
