"""The tables of both files, and how an older library becomes one of today.

`library.db` is precious: what a person added and marked. The index beside it is
derived and made again at will. A library's version is its `user_version`; each
migration runs in one transaction and ends in a version that is never changed
again, since somebody's library may be of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

LIBRARY_ID = 0x6E627264  # "nbrd", the application_id of library.db
INDEX_ID = 0x6E627269  # "nbri", that of the index

_VERSION_1 = """
CREATE TABLE fact (             -- single facts of the library
    name TEXT PRIMARY KEY,      -- born: the library's random name
                                -- pruned: changes up to this one are forgotten
                                -- folding: how its names are folded
                                -- open: the article that was read last
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE issue (            -- one newspaper of one day; undated pages of a newspaper share one
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- its id in the model: nbrb-2026-03-25
    newspaper TEXT NOT NULL,    -- "" unknown
    day INTEGER,                -- days since 1900-01-01; NULL undated
    edition TEXT NOT NULL,      -- "" none
    pages INTEGER NOT NULL DEFAULT 0,     -- how many there are in the library
    articles INTEGER NOT NULL DEFAULT 0   -- on these pages
);
CREATE INDEX issue_day ON issue (day, newspaper, edition);
CREATE INDEX issue_newspaper ON issue (newspaper, day);

CREATE TABLE page (             -- one source file and the page that was read from it
    id INTEGER PRIMARY KEY,
    issue INTEGER NOT NULL REFERENCES issue (id),
    name TEXT NOT NULL UNIQUE,  -- its id in the model: nbrb-2026-03-25-p0001
    number INTEGER,             -- as printed; NULL unknown
    label TEXT NOT NULL,        -- the page's printed name
    sha256 TEXT NOT NULL UNIQUE,          -- of the file's bytes
    path TEXT NOT NULL,         -- where the file was when it was added
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    version TEXT NOT NULL,      -- of the program and tables that read it
    edits TEXT NOT NULL,        -- corrections replayed in it: a JSON list, see codec
    added TEXT NOT NULL,        -- UTC, ISO 8601
    doubts INTEGER NOT NULL,    -- how many, of the page and its articles
    structure BLOB NOT NULL,    -- furniture and doubts: see codec
    bytes BLOB NOT NULL,        -- the file, deflated
    text BLOB                   -- the decoded text, where the bytes do not decode to it
);
CREATE INDEX page_issue ON page (issue, number);

CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,         -- as a list shows it
    folded TEXT NOT NULL,       -- as it is searched; see fields
    UNIQUE (name, folded)
);
INSERT INTO section (id, name, folded) VALUES (0, '', '');

CREATE TABLE article (          -- small, for lists; what is long is in body
    key INTEGER PRIMARY KEY,    -- date order: see keys
    name TEXT NOT NULL UNIQUE,  -- its id in the model
    page INTEGER NOT NULL REFERENCES page (id),
    issue INTEGER NOT NULL REFERENCES issue (id),
    place INTEGER NOT NULL,     -- 0-based on its page
    section INTEGER NOT NULL REFERENCES section (id),
    headline TEXT NOT NULL,     -- what a list shows: the headline, else the first words
    byline TEXT NOT NULL,       -- the names in it, with spaces between
    heads TEXT NOT NULL,        -- the head lines as they are searched; see fields
    signed TEXT NOT NULL,       -- the byline as it is searched
    characters INTEGER NOT NULL,
    doubts INTEGER NOT NULL,
    jump TEXT                   -- the jump as joined with another page: see codec; NULL as parsed
);
CREATE INDEX article_page ON article (page, place);
CREATE INDEX article_issue ON article (issue, key);
CREATE INDEX article_section ON article (section, key) WHERE section > 0;
CREATE INDEX article_signed ON article (signed, key) WHERE signed != '';

CREATE INDEX article_doubtful ON article (key) WHERE doubts > 0;

CREATE TABLE body (             -- what an article says
    key INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    keywords TEXT NOT NULL,     -- one a line
    tables TEXT NOT NULL,       -- the version of the tables that annotated it
    head INTEGER NOT NULL,      -- where the head ends in the text
    text BLOB NOT NULL,         -- Article.text, deflated: see codec
    structure BLOB NOT NULL     -- blocks, pieces, doubts without the text: see codec
);

CREATE TABLE metric (           -- what figures count
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- "" is metric 0: the text does not say
    folded TEXT NOT NULL,       -- as it is searched
    figures INTEGER NOT NULL DEFAULT 0    -- how many
);
INSERT INTO metric (id, name, folded) VALUES (0, '', '');

CREATE TABLE subject (          -- whom or what figures tell of
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- "" is subject 0
    folded TEXT NOT NULL,
    figures INTEGER NOT NULL DEFAULT 0
);
INSERT INTO subject (id, name, folded) VALUES (0, '', '');

CREATE TABLE unit (             -- that figures have
    name TEXT PRIMARY KEY,
    folded TEXT NOT NULL        -- as it is searched
) WITHOUT ROWID;

CREATE TABLE figure (
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    place INTEGER NOT NULL,     -- 0-based among the article's figures
    start INTEGER NOT NULL,     -- in Article.text
    finish INTEGER NOT NULL,    -- exclusive
    metric INTEGER NOT NULL REFERENCES metric (id),
    subject INTEGER NOT NULL REFERENCES subject (id),
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    approx TEXT NOT NULL,       -- exact, about, over, under
    least REAL,                 -- to be searched: the value, or the least it may be
    most REAL,                  -- and the most; infinite without bound, NULL with neither
    is_wide INTEGER NOT NULL,   -- 1 where these two differ
    value TEXT,                 -- exact decimal; NULL for a fuzzy number
    low TEXT,                   -- exact decimals
    high TEXT,
    told TEXT NOT NULL,         -- the other attributes: see codec
    PRIMARY KEY (article, place)
) WITHOUT ROWID;
CREATE INDEX figure_metric ON figure (metric, unit, is_wide, most, least);
CREATE INDEX figure_unit ON figure (unit, is_wide, most, least);
CREATE INDEX figure_subject ON figure (subject, article);

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,  -- "" is organisation 0: nobody knows whose name it is
    kind TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,  -- that name it for sure
    mentions INTEGER NOT NULL DEFAULT 0
);
INSERT INTO organisation (id, name, kind) VALUES (0, '', '');
CREATE INDEX organisation_articles ON organisation (articles);

CREATE TABLE alias (            -- every name of an organisation, its full name too
    folded TEXT NOT NULL,       -- as it is searched
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    PRIMARY KEY (folded, organisation, name)
) WITHOUT ROWID;
CREATE INDEX alias_organisation ON alias (organisation);

CREATE TABLE spelling (         -- pinyin initials, one row a reading
    letters TEXT NOT NULL,
    organisation INTEGER NOT NULL REFERENCES organisation (id),  -- 0 where it is a metric's
    metric INTEGER NOT NULL REFERENCES metric (id),              -- 0 where it is an organisation's
    PRIMARY KEY (letters, organisation, metric)
) WITHOUT ROWID;

CREATE TABLE mention (          -- a row for each organisation that may be meant
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    start INTEGER NOT NULL,     -- in Article.text
    finish INTEGER NOT NULL,    -- exclusive
    is_sure INTEGER NOT NULL,   -- 1: this one is meant; 0: it is one of the owners of that name
    owners TEXT NOT NULL,       -- all candidates where there are several, one a line
    PRIMARY KEY (organisation, article, start, finish)
) WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article, organisation);

CREATE TABLE reading (          -- what the reader did with an article
    article INTEGER PRIMARY KEY REFERENCES article (key) ON DELETE CASCADE,
    is_read INTEGER NOT NULL,   -- 0 or 1
    paragraph INTEGER,          -- the last passage: index into head + blocks; NULL none
    at INTEGER                  -- and a character in it
);

CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    added TEXT NOT NULL         -- UTC, ISO 8601
) WITHOUT ROWID;

CREATE TABLE change (           -- what the index has still to do
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key INTEGER NOT NULL,       -- of the article
    was BLOB                    -- the text to be forgotten; NULL: the article is new
);
"""

# Every version of library.db, oldest first; see the module's docstring.
MIGRATIONS = (_VERSION_1,)
VERSION = len(MIGRATIONS)

# A new version of this makes every index anew, so it has no migrations. The
# ascii tokenizer takes every character beyond ASCII as it is; the ASCII marks
# that `pairs` keeps are named here, so that nothing depends on SQLite's own
# table of characters.
INDEX_VERSION = 3
_HASH_BYTES = 64 << 20  # what a transaction gathers in memory before it writes a segment
_TOKENIZER = """tokenize="ascii tokenchars '!#$%&()*+-./:<=>?@[\\]^_`{|}~'" """
INDEX = f"""
CREATE TABLE state (            -- one row
    library TEXT NOT NULL,      -- the library that this is the index of
    folding TEXT NOT NULL,      -- how its texts are folded
    watermark INTEGER NOT NULL, -- the last change that is in it; -1 while it is made anew
    built INTEGER,              -- while it is made anew: the greatest key that is in it; NULL none
    settled INTEGER NOT NULL    -- how many articles there were when it was last put in order
);
CREATE VIRTUAL TABLE pairs USING fts5 (t, content='', columnsize=0, {_TOKENIZER});
CREATE TABLE mark (             -- which articles of a block hold a token; see marks
    token TEXT NOT NULL,        -- a character, or a common pair
    block INTEGER NOT NULL,
    articles INTEGER NOT NULL,  -- how many
    bits BLOB NOT NULL,
    PRIMARY KEY (token, block)
) WITHOUT ROWID;
CREATE TABLE common (           -- the pairs that have marks too, since many articles hold them
    pair TEXT PRIMARY KEY
) WITHOUT ROWID;
"""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an empty file or an older library to today's version, one step a transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number in range(version, VERSION):
        run(connection, steps(number))


def steps(number: int) -> Iterator[str]:
    """The statements that lead from version `number` to the next."""
    yield from statements(MIGRATIONS[number])
    if number == 0:
        import secrets  # only a new library needs it, and it takes long to load

        yield f"PRAGMA application_id = {LIBRARY_ID}"
        yield f"INSERT INTO fact VALUES ('born', '{secrets.token_hex(16)}'), ('pruned', '0')"
    yield f"PRAGMA user_version = {number + 1}"


def create_index(connection: sqlite3.Connection, library: str, folding: str) -> None:
    """Make the tables of an index for the library of that name, in an empty file."""
    run(
        connection,
        [
            *statements(INDEX),
            f"INSERT INTO pairs (pairs, rank) VALUES ('hashsize', {_HASH_BYTES})",
            f"INSERT INTO state VALUES ('{library}', '{folding}', -1, NULL, 0)",
            f"PRAGMA application_id = {INDEX_ID}",
            f"PRAGMA user_version = {INDEX_VERSION}",
        ],
    )


def run(connection: sqlite3.Connection, script: Iterator[str] | list[str]) -> None:
    """Execute statements, all or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in script:
            connection.execute(statement)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they can share a transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
