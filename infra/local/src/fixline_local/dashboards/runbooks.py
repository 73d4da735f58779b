"""The runbooks as they are read on the page."""

import re
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

NAME: Final = re.compile(r"[\w-]+")
SIBLING: Final = re.compile(r'href="([\w-]+)\.md(#[\w-]*)?"')
ELSEWHERE: Final = re.compile(r'<a href="(?!#|https?://)[^"]*">(.*?)</a>', re.DOTALL)


class Runbooks:
    """Those of a folder; `README` is their table of contents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")

    def page(self, name: str) -> str | None:
        """Return a runbook as HTML, None for no such name; of links that lead elsewhere in the repository, the text."""
        path = self._folder / f"{name}.md"
        if not NAME.fullmatch(name) or not path.is_file():
            return None
        html = SIBLING.sub(r'href="#/runbook/\1"', self._markdown.render(path.read_text()))
        return ELSEWHERE.sub(r"\1", html)
