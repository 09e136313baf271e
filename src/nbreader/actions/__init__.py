"""One function for each thing a person can do; both doors call these and nothing below.

What costs time to load (intake, parse, annotate, words) is imported inside the
functions, so that a door opens at once and pays only for what it does.
"""

from nbreader.actions.bookmarks import export_markdown, filter_bookmarks
from nbreader.actions.corrections import edit_file, edits_of_file, undo_file_edit
from nbreader.actions.explain import Explanation, explain_page
from nbreader.actions.pages import FoundArticle, compose, find_articles, open_pages, sample_folder
from nbreader.actions.places import Placed, list_figures, list_mentions
from nbreader.actions.reading import (
    annotate,
    filter_articles,
    find_organisations,
    own_organisations,
)
from nbreader.desk import (
    Folders,
    Passage,
    Placement,
    Places,
    Settings,
    add_bookmark,
    add_edit,
    change_bookmark,
    edits_of,
    folders,
    list_bookmarks,
    load_places,
    load_settings,
    place_bookmark,
    place_bookmarks,
    remove_bookmark,
    restore_bookmark,
    save_places,
    save_setting,
    undo_edit,
    write_export,
)
from nbreader.library import Haystack, fold_article

__all__ = [
    "Explanation",
    "Folders",
    "FoundArticle",
    "Haystack",
    "Passage",
    "Placed",
    "Placement",
    "Places",
    "Settings",
    "add_bookmark",
    "add_edit",
    "annotate",
    "change_bookmark",
    "compose",
    "edit_file",
    "edits_of",
    "edits_of_file",
    "explain_page",
    "export_markdown",
    "filter_articles",
    "filter_bookmarks",
    "find_articles",
    "find_organisations",
    "fold_article",
    "folders",
    "list_bookmarks",
    "list_figures",
    "list_mentions",
    "load_places",
    "load_settings",
    "open_pages",
    "own_organisations",
    "place_bookmark",
    "place_bookmarks",
    "remove_bookmark",
    "restore_bookmark",
    "sample_folder",
    "save_places",
    "save_setting",
    "undo_edit",
    "undo_file_edit",
    "write_export",
]
