"""A message holds as much as Telegram takes: UTF-16 units of what is seen."""

import pytest

from bot_service.adapters.inbound.telegram.drawing.budget import MESSAGE_UNITS, fitted
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip, escape, shown_units
from bot_service.adapters.inbound.telegram.drawing.marked import pieces
from bot_service.domain.words.marked_text import MarkedText
from bot_service.domain.words.utf16 import units


def paragraphs(*texts: str, head: str = "") -> Html:
    def draw(most: int) -> Html:
        return Html(f"<b>{escape(head)}</b>" + "\n".join(escape(clip(text, most)) for text in texts))

    return fitted(draw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("<b>🔥</b>", 2), ("&lt;&amp;", 2), ("&amp;lt;", 4), ('<a href="x&amp;y">л</a>', 1)],
)
def test_counting_what_is_seen(text: str, expected: int) -> None:
    assert shown_units(Html(text)) == expected


@pytest.mark.parametrize("character", ["🔥", "&", "é", "a"])
def test_what_fits_is_drawn_whole_and_the_rest_is_used_up(character: str) -> None:
    unit = shown_units(escape(character))
    whole = paragraphs(character * (MESSAGE_UNITS // unit))
    assert shown_units(whole) == MESSAGE_UNITS
    assert "…" not in whole
    assert MESSAGE_UNITS - 2 < shown_units(paragraphs(character * MESSAGE_UNITS * 2)) <= MESSAGE_UNITS


def test_the_longest_give_way_first() -> None:
    drawn = paragraphs("x" * 300, "y" * 9_000, "z" * 9_000)
    assert drawn.count("x") == 300
    assert abs(drawn.count("y") - drawn.count("z")) <= 1
    assert shown_units(drawn) >= MESSAGE_UNITS - 2


def test_too_much_without_what_people_wrote_is_a_bug() -> None:
    with pytest.raises(ValueError, match="units without what people wrote"):
        paragraphs("a", head="b" * MESSAGE_UNITS)


@pytest.mark.parametrize(
    "text", ["", "a", "🔥" * 50, "one two three four five six", "line\n" * 20, "x" * 100]
)
@pytest.mark.parametrize("limit", [2, 7, 10])
def test_pieces_hold_everything(text: str, limit: int) -> None:
    found = [piece.text for piece in pieces(MarkedText(text), limit)]
    assert all(0 < units(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert len(found) <= units(text)
