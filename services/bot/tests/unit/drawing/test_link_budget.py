"""Of more links than Telegram takes in one message, the last are words."""

from bot_service.adapters.inbound.telegram.drawing.html import Html, shown_units
from bot_service.adapters.inbound.telegram.drawing.link_budget import MOST_BYTES, with_links_that_fit
from fixline_local.telegram.text.formatted import MAX_ENTITY_BYTES, format_text


def links(count: int, url: str) -> Html:
    return Html(" ".join(f'<b><a href="{url}">word {number}</a></b>' for number in range(count)))


def test_what_fits_stays_as_it_is() -> None:
    text = links(20, "https://example.org/?a=1&amp;b=2")
    assert with_links_that_fit(text) == text


def test_the_last_links_are_words_where_there_are_too_many() -> None:
    text = links(60, f"https://example.org/{'x' * 300}")
    drawn = with_links_that_fit(text)
    assert shown_units(drawn) == shown_units(text)
    assert drawn.count("<a ") == drawn.count("</a>") == MOST_BYTES // (300 + 20 + 32)
    assert drawn.count("<b>") == drawn.count("</b>") == 60
    assert drawn.endswith("<b>word 59</b>")
    shown = format_text(drawn, person_of_id=lambda _: None, parse_mode="HTML")
    assert 6_000 < shown.entity_bytes < MAX_ENTITY_BYTES


def test_a_short_one_after_a_long_one_stays() -> None:
    text = Html(
        f'<a href="https://example.org/{"x" * MOST_BYTES}">long</a> <a href="https://a.org">short</a>'
    )
    assert with_links_that_fit(text) == 'long <a href="https://a.org">short</a>'
