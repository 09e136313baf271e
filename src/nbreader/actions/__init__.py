"""One function for each thing a person can do; both doors call these and nothing below.

What costs time to load (intake, parse, annotate, words) is imported inside the
functions, so that a door opens at once and pays only for what it does.
"""

from typing import TYPE_CHECKING

from nbreader.actions.pages import FoundArticle, compose, find_articles, open_pages, sample_folder
from nbreader.desk import (
    Folders,
    Passage,
    Places,
    Settings,
    add_edit,
    edits_of,
    folders,
    load_places,
    load_settings,
    save_places,
    save_setting,
    undo_edit,
)
from nbreader.later import load_later

if TYPE_CHECKING:
    from nbreader.actions.bookmarks import escape_markdown, export_markdown, filter_bookmarks
    from nbreader.actions.clippings import Datum, Excerpt, Origin
    from nbreader.actions.corrections import edit_file, edits_of_file, undo_file_edit
    from nbreader.actions.dossiers import (
        Dossier,
        MetricDossier,
        MetricEntry,
        Neighbour,
        OrganisationEntry,
        find_names,
        list_metrics,
        list_organisations,
        metric_dossier,
        organisation_dossier,
    )
    from nbreader.actions.explain import Explanation, explain_page
    from nbreader.actions.places import Placed, list_figures, list_mentions
    from nbreader.actions.queries import (
        QUERY_FORMS,
        QUERY_NOTES,
        UNMARKED,
        Marks,
        facts_of,
        filter_articles,
        make_matcher,
        marks_from,
        read_query,
    )
    from nbreader.actions.reading import (
        annotate,
        find_organisations,
        own_organisations,
    )
    from nbreader.actions.series import Point, Series
    from nbreader.actions.tagging import can_tag, tag_organisations
    from nbreader.desk import (
        UNSURE,
        Placement,
        add_bookmark,
        approx_word,
        change_bookmark,
        is_unsure,
        list_bookmarks,
        place_bookmark,
        place_bookmarks,
        printed_words,
        remove_bookmark,
        restore_bookmark,
        safe_cell,
        write_export,
    )
    from nbreader.library import Facts, Haystack, Matcher, fold_article

__all__ = [
    "QUERY_FORMS",
    "QUERY_NOTES",
    "UNMARKED",
    "UNSURE",
    "Datum",
    "Dossier",
    "Excerpt",
    "Explanation",
    "Facts",
    "Folders",
    "FoundArticle",
    "Haystack",
    "Marks",
    "Matcher",
    "MetricDossier",
    "MetricEntry",
    "Neighbour",
    "OrganisationEntry",
    "Origin",
    "Passage",
    "Placed",
    "Placement",
    "Places",
    "Point",
    "Series",
    "Settings",
    "add_bookmark",
    "add_edit",
    "annotate",
    "approx_word",
    "can_tag",
    "change_bookmark",
    "compose",
    "edit_file",
    "edits_of",
    "edits_of_file",
    "escape_markdown",
    "explain_page",
    "export_markdown",
    "facts_of",
    "filter_articles",
    "filter_bookmarks",
    "find_articles",
    "find_names",
    "find_organisations",
    "fold_article",
    "folders",
    "is_unsure",
    "list_bookmarks",
    "list_figures",
    "list_mentions",
    "list_metrics",
    "list_organisations",
    "load_places",
    "load_settings",
    "make_matcher",
    "marks_from",
    "metric_dossier",
    "open_pages",
    "organisation_dossier",
    "own_organisations",
    "place_bookmark",
    "place_bookmarks",
    "printed_words",
    "read_query",
    "remove_bookmark",
    "restore_bookmark",
    "safe_cell",
    "sample_folder",
    "save_places",
    "save_setting",
    "tag_organisations",
    "undo_edit",
    "undo_file_edit",
    "write_export",
]

# What no first screen needs is loaded when it is first asked for.
_LATER = {
    "nbreader.actions.bookmarks": ("escape_markdown", "export_markdown", "filter_bookmarks"),
    "nbreader.actions.clippings": ("Datum", "Excerpt", "Origin"),
    "nbreader.actions.corrections": ("edit_file", "edits_of_file", "undo_file_edit"),
    "nbreader.actions.dossiers": (
        "Dossier",
        "MetricDossier",
        "MetricEntry",
        "Neighbour",
        "OrganisationEntry",
        "find_names",
        "list_metrics",
        "list_organisations",
        "metric_dossier",
        "organisation_dossier",
    ),
    "nbreader.actions.explain": ("Explanation", "explain_page"),
    "nbreader.actions.places": ("Placed", "list_figures", "list_mentions"),
    "nbreader.actions.queries": (
        "QUERY_FORMS",
        "QUERY_NOTES",
        "UNMARKED",
        "Marks",
        "facts_of",
        "filter_articles",
        "make_matcher",
        "marks_from",
        "read_query",
    ),
    "nbreader.actions.reading": (
        "annotate",
        "find_organisations",
        "own_organisations",
    ),
    "nbreader.actions.series": ("Point", "Series"),
    "nbreader.actions.tagging": ("can_tag", "tag_organisations"),
    "nbreader.desk": (
        "UNSURE",
        "Placement",
        "add_bookmark",
        "approx_word",
        "change_bookmark",
        "is_unsure",
        "list_bookmarks",
        "place_bookmark",
        "place_bookmarks",
        "printed_words",
        "remove_bookmark",
        "restore_bookmark",
        "safe_cell",
        "write_export",
    ),
    "nbreader.library": ("Facts", "Haystack", "Matcher", "fold_article"),
}

if not TYPE_CHECKING:
    __getattr__ = load_later(globals(), _LATER)
