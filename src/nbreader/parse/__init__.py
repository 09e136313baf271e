"""Lines of a page to its structure: issue, page, section, article.

`pipeline` is the file to read first.
"""

from nbreader.parse.compose import compose_issues
from nbreader.parse.pipeline import parse_page

__all__ = ["compose_issues", "parse_page"]
