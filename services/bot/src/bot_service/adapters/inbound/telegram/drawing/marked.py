"""What people marked in their texts, as Telegram's HTML. Nothing of it names a person, so that nobody is pinged."""

import html
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.html import ELLIPSIS, Html, escape, first_units
from bot_service.domain.words.marked_text import Mark, MarkedText, MarkKind
from bot_service.domain.words.utf16 import units
from bot_service.domain.words.visible import unpaired

PERSON: Final = "tg://user"
"""Begins an address that names somebody, as no link of an app's does."""
PLAIN: Final = ("", "")


def _pair(tag: str) -> Callable[[Mark], tuple[str, str]]:
    return lambda _mark: (f"<{tag}>", f"</{tag.partition(' ')[0]}>")


def _link(mark: Mark) -> tuple[str, str]:
    if mark.url.lower().startswith(PERSON):
        return PLAIN
    return f'<a href="{html.escape(mark.url)}">', "</a>"


def _code(mark: Mark) -> tuple[str, str]:
    if not mark.language:
        return "<pre>", "</pre>"
    return f'<pre><code class="language-{html.escape(mark.language)}">', "</code></pre>"


def _time(mark: Mark) -> tuple[str, str]:
    shown = f' format="{mark.time_format}"' if mark.time_format else ""
    return f'<tg-time unix="{mark.time}"{shown}>', "</tg-time>"


TAGS: Final[Mapping[MarkKind, Callable[[Mark], tuple[str, str]]]] = {
    MarkKind.BOLD: _pair("b"),
    MarkKind.ITALIC: _pair("i"),
    MarkKind.UNDERLINE: _pair("u"),
    MarkKind.STRIKETHROUGH: _pair("s"),
    MarkKind.SPOILER: _pair("tg-spoiler"),
    MarkKind.CODE: _pair("code"),
    MarkKind.PRE: _code,
    MarkKind.LINK: _link,
    MarkKind.BLOCKQUOTE: _pair("blockquote"),
    MarkKind.EXPANDABLE_BLOCKQUOTE: _pair("blockquote expandable"),
    MarkKind.DATE_TIME: _time,
}


def drawn(said: MarkedText, limit: int) -> Html:
    """Return at most `limit` UTF-16 code units of it, ended by an ellipsis where something was cut off.

    Tags are no part of what is counted; none is cut. Direction marks do not reach beyond it.
    """
    if units(said.text) > limit:
        end = len(first_units(said.text, limit - 1).rstrip())
        said = MarkedText.joined("", [said.cut(0, end), ELLIPSIS])
    return _html(said.without(unpaired(said.text)))


def pieces(said: MarkedText, limit: int) -> Iterator[MarkedText]:
    """Yield all of it in pieces of at most `limit` units (2 or more), cut between words where that can be."""
    while units(said.text) > limit:
        first = first_units(said.text, limit)
        gap = max(first.rfind("\n"), first.rfind(" "))
        end = gap if gap > len(first) // 2 else len(first)
        yield said.cut(0, end)
        rest = said.text[end:]
        said = said.cut(end + len(rest) - len(rest.lstrip()))
    if said:
        yield said


def _html(said: MarkedText) -> Html:
    """The marks are one in another or apart, the outer first."""
    found: list[str] = []
    open_: list[tuple[int, str]] = []
    place = 0

    def go_on_to(end: int) -> None:
        nonlocal place
        while open_ and open_[-1][0] <= end:
            stop, tag = open_.pop()
            found.extend((escape(said.text[place:stop]), tag))
            place = stop
        found.append(escape(said.text[place:end]))
        place = end

    for mark in said.marks:
        go_on_to(mark.offset)
        begins, ends = TAGS[mark.kind](mark)
        found.append(begins)
        open_.append((mark.end, ends))
    go_on_to(len(said.text))
    return Html("".join(found))
