"""What people marked, read from Telegram's entities and drawn as its HTML, which the simulator reads as strictly."""

from typing import Any

import pytest
from aiogram.types import MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from bot_service.adapters.inbound.telegram.dialogs.words.entities import marked
from bot_service.adapters.inbound.telegram.drawing.html import shown_units
from bot_service.adapters.inbound.telegram.drawing.marked import drawn, pieces
from bot_service.domain.words.marked_text import MOST_MARKS, Mark, MarkedText, MarkKind, fitting
from bot_service.domain.words.utf16 import units
from fixline_local.telegram.text.html import parse_html

URL = "https://example.com/?a=1&b='2'"
KINDS = [
    ("bold", "<b>{}</b>"),
    ("italic", "<i>{}</i>"),
    ("underline", "<u>{}</u>"),
    ("strikethrough", "<s>{}</s>"),
    ("spoiler", "<tg-spoiler>{}</tg-spoiler>"),
    ("code", "<code>{}</code>"),
    ("pre", "<pre>{}</pre>"),
    ("blockquote", "<blockquote>{}</blockquote>"),
    ("expandable_blockquote", "<blockquote expandable>{}</blockquote>"),
    ("custom_emoji", "{}"),
    ("mention", "{}"),
    ("kind_of_next_year", "{}"),
]


def entity(kind: str, offset: int, length: int, **more: object) -> MessageEntity:
    return MessageEntity.model_validate({"type": kind, "offset": offset, "length": length, **more})


@pytest.mark.parametrize(("kind", "html"), KINDS)
def test_every_kind(kind: str, html: str) -> None:
    said = marked("🔥 a <b> & c", [entity(kind, 3, 7)])
    assert drawn(said, 100) == f"🔥 {html.format('a &lt;b&gt; &amp;')} c"


def test_kinds_with_more_to_say() -> None:
    pre = entity("pre", 0, 4, language="c++")
    assert drawn(marked("code", [pre]), 100) == '<pre><code class="language-c++">code</code></pre>'
    assert drawn(marked("code", [entity("pre", 0, 4, language='"><a')]), 100) == "<pre>code</pre>"
    time = entity("date_time", 0, 4, unix_time=1_900_000_000, date_time_format="Dt")
    assert drawn(marked("soon", [time]), 100) == '<tg-time unix="1900000000" format="Dt">soon</tg-time>'
    assert drawn(marked("soon", [entity("date_time", 0, 4, unix_time=-1)]), 100) == "soon"
    link = entity("text_link", 0, 4, url=URL)
    assert parse_html(drawn(marked("here", [link]), 100))[1] == [
        {"type": "text_link", "offset": 0, "length": 4, "url": URL}
    ]


def test_nobody_is_pinged() -> None:
    eve: dict[str, Any] = {"id": 8, "is_bot": False, "first_name": "Eve", "last_name": "Adams"}
    named = marked("ask Eve!", [entity("text_mention", 4, 3, user=eve), entity("bold", 0, 8)])
    assert drawn(named, 100) == "<b>ask Eve (Eve Adams, id 8)!</b>"
    disguised = marked("ask him", [entity("text_link", 4, 3, url="tg://user?id=8")])
    assert drawn(disguised, 100) == "ask him"


def test_an_address_to_which_no_link_leads_is_said_in_words() -> None:
    assert (
        drawn(marked("run it", [entity("text_link", 0, 3, url="javascript:x")]), 99)
        == "run (javascript:x) it"
    )


def test_marks_in_marks_and_such_as_may_not_be() -> None:
    said = marked(
        "abcdef",
        [
            entity("bold", 0, 6),
            entity("italic", 1, 3),
            entity("underline", 3, 3),
            entity("code", 4, 1),
            entity("bold", 4, 2),
            entity("strikethrough", 40, 2),
        ],
    )
    assert drawn(said, 100) == "<b>a<i>bcd</i><code>e</code>f</b>"


def test_cutting_cuts_no_tag_and_no_character() -> None:
    said = MarkedText("ab🔥🔥 cd", (Mark(0, 4, MarkKind.BOLD), Mark(5, 2, MarkKind.ITALIC)))
    assert drawn(said, 9) == "<b>ab🔥🔥</b> <i>cd</i>"
    assert drawn(said, 6) == "<b>ab🔥</b>…"
    assert drawn(said, 1) == "…"


def test_direction_marks_reach_no_further_and_move_what_is_marked() -> None:
    said = MarkedText("\u202ea\u2066b\u2069c", (Mark(4, 2, MarkKind.BOLD),))
    assert drawn(said, 100) == "a\u2066b<b>\u2069c</b>"


def test_no_more_than_there_may_be() -> None:
    each = MarkedText("ab", (Mark(0, 1, MarkKind.BOLD),))
    assert len(MarkedText.joined("\n", [each] * 200).marks) == MOST_MARKS


ENTITIES = st.builds(
    entity,
    st.sampled_from([kind for kind, _ in KINDS] + ["text_link"]),
    st.integers(0, 14),
    st.integers(0, 14),
    url=st.just(URL),
)
TEXTS = st.text(alphabet="a<& \n🔥\u202e\u2066", max_size=12)


@given(TEXTS, st.lists(ENTITIES, max_size=6), st.integers(1, 14))
def test_whatever_is_marked_is_drawn_so_that_telegram_reads_it(
    text: str, entities: list[MessageEntity], limit: int
) -> None:
    said = marked(text, entities)
    assert (said.text, fitting(said.text, said.marks)) == (text, said)
    html = drawn(said, limit)
    read, _ = parse_html(html)
    assert units(read) == shown_units(html) <= limit


@given(TEXTS, st.lists(ENTITIES, max_size=6), st.integers(2, 8))
def test_pieces_of_it_mark_the_same(text: str, entities: list[MessageEntity], limit: int) -> None:
    said = marked(text, entities)
    found = list(pieces(said, limit))
    assert all(fitting(each.text, each.marks) == each for each in found)

    def marked_characters(each: MarkedText) -> list[tuple[str, list[MarkKind]]]:
        return [
            (character, sorted(mark.kind for mark in each.marks if mark.offset <= place < mark.end))
            for place, character in enumerate(each.text)
            if not character.isspace()
        ]

    assert [each for piece in found for each in marked_characters(piece)] == marked_characters(said)
