"""The reader's own files: settings, bookmarks, places, corrections, exports.

Nothing here touches a file before it is asked to; every change is saved when the
function returns.
"""

from typing import TYPE_CHECKING

from nbreader.later import load_later

if TYPE_CHECKING:
    from nbreader.desk.anchors import Placement, make_quote, place_bookmark, place_bookmarks
    from nbreader.desk.bookmarks import (
        add_bookmark,
        change_bookmark,
        list_bookmarks,
        remove_bookmark,
        replace_bookmarks,
        restore_bookmark,
    )
    from nbreader.desk.citations import cite
    from nbreader.desk.edits import (
        add_edits,
        check_edit,
        edits_of,
        load_edits,
        undo_edit,
        undo_edits,
        with_edits,
    )
    from nbreader.desk.export import export_markdown, write_export
    from nbreader.desk.files import Folders, folders
    from nbreader.desk.places import Passage, Places, load_places, save_places
    from nbreader.desk.settings import Settings, load_settings, save_setting
    from nbreader.desk.wording import (
        APPROX_WORDS,
        ARROWS,
        STATUS_WORDS,
        UNSURE,
        approx_word,
        is_unsure,
        plain_number,
        printed_words,
        safe_cell,
    )

__all__ = [
    "APPROX_WORDS",
    "ARROWS",
    "STATUS_WORDS",
    "UNSURE",
    "Folders",
    "Passage",
    "Placement",
    "Places",
    "Settings",
    "add_bookmark",
    "add_edits",
    "approx_word",
    "change_bookmark",
    "check_edit",
    "cite",
    "edits_of",
    "export_markdown",
    "folders",
    "is_unsure",
    "list_bookmarks",
    "load_edits",
    "load_places",
    "load_settings",
    "make_quote",
    "place_bookmark",
    "place_bookmarks",
    "plain_number",
    "printed_words",
    "remove_bookmark",
    "replace_bookmarks",
    "restore_bookmark",
    "safe_cell",
    "save_places",
    "save_setting",
    "undo_edit",
    "undo_edits",
    "with_edits",
    "write_export",
]

# Each name with the module that has it, which is loaded when the name is first asked for.
_LATER = {
    "nbreader.desk.edits": (
        "add_edits",
        "check_edit",
        "edits_of",
        "load_edits",
        "undo_edit",
        "undo_edits",
        "with_edits",
    ),
    "nbreader.desk.files": ("Folders", "folders"),
    "nbreader.desk.places": ("Passage", "Places", "load_places", "save_places"),
    "nbreader.desk.settings": ("Settings", "load_settings", "save_setting"),
    "nbreader.desk.anchors": ("Placement", "make_quote", "place_bookmark", "place_bookmarks"),
    "nbreader.desk.bookmarks": (
        "add_bookmark",
        "change_bookmark",
        "list_bookmarks",
        "remove_bookmark",
        "replace_bookmarks",
        "restore_bookmark",
    ),
    "nbreader.desk.citations": ("cite",),
    "nbreader.desk.export": ("export_markdown", "write_export"),
    "nbreader.desk.wording": (
        "APPROX_WORDS",
        "ARROWS",
        "STATUS_WORDS",
        "UNSURE",
        "approx_word",
        "is_unsure",
        "plain_number",
        "printed_words",
        "safe_cell",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = load_later(globals(), _LATER)
