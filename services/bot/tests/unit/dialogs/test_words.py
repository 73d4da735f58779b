"""What a message says beside its letters: links, mentions, quotes, origins."""

from typing import Any

import pytest
from aiogram.types import Message, MessageEntity

from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.words.entities import spelled_out
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in

EVE = {"id": 8, "is_bot": False, "first_name": "Eve", "last_name": "Adams"}
URL = "https://example.com/guide"


def entity(kind: str, offset: int, length: int, **more: object) -> MessageEntity:
    return MessageEntity.model_validate({"type": kind, "offset": offset, "length": length, **more})


@pytest.mark.parametrize(
    ("text", "entities", "spelled"),
    [
        ("see the guide", [entity("text_link", 8, 5, url=URL)], f"see the guide ({URL})"),
        ("🔥🔥 guide!", [entity("text_link", 5, 5, url=URL)], f"🔥🔥 guide ({URL})!"),
        ("guide ok", [entity("text_link", 0, 6, url=URL)], f"guide ({URL}) ok"),
        (URL, [entity("text_link", 0, len(URL), url=URL)], URL),
        ("example.com", [entity("text_link", 0, 11, url="http://example.com/")], "http://example.com/"),
        ("a b", [entity("text_link", 2, 1, url=URL), entity("bold", 0, 3)], f"a b ({URL})"),
        (
            "a b",
            [entity("text_link", 0, 1, url=URL), entity("text_link", 2, 1, url=URL)],
            f"a ({URL}) b ({URL})",
        ),
        ("ask him", [entity("text_mention", 4, 3, user=EVE)], "ask him (Eve Adams, id 8)"),
        ("Eve Adams", [entity("text_mention", 0, 9, user=EVE)], "Eve Adams (id 8)"),
        ("Eve", [entity("text_mention", 0, 3, user=EVE | {"username": "eve"})], "Eve (Eve Adams, @eve)"),
        ("plain", [entity("text_link", 90, 5, url=URL), entity("text_link", 0, 5)], "plain"),
        ("plain", None, "plain"),
    ],
)
def test_formatting_that_says_something_is_put_into_words(
    text: str, entities: list[MessageEntity] | None, spelled: str
) -> None:
    assert spelled_out(text, entities) == spelled


def message(**more: Any) -> Message:
    ann = {"id": 7, "is_bot": False, "first_name": "Ann"}
    given = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 7, "type": "private"},
        "from": ann,
        "text": "It leaks",
    }
    return Message.model_validate(given | more)


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ({"type": "user", "sender_user": EVE}, "It leaks\n↪️ Forwarded from Eve Adams"),
        ({"type": "hidden_user", "sender_user_name": "Eve"}, "It leaks\n↪️ Forwarded from Eve"),
        ({"type": "hidden_user", "sender_user_name": ""}, "It leaks\n↪️ Forwarded from a deleted account"),
        (
            {"type": "hidden_user", "sender_user_name": "\u3164"},
            "It leaks\n↪️ Forwarded from a deleted account",
        ),
        (
            {"type": "chat", "sender_chat": {"id": -1, "type": "supergroup", "title": "House"}},
            "It leaks\n↪️ Forwarded from House",
        ),
        (
            {"type": "channel", "chat": {"id": -1, "type": "channel", "title": "News"}, "message_id": 5},
            "It leaks\n↪️ Forwarded from News",
        ),
        ({"type": "user", "sender_user": EVE | {"id": 7}}, "It leaks"),
    ],
)
def test_whose_message_was_forwarded(origin: dict[str, object], line: str) -> None:
    content = content_of(message(forward_origin={"date": 1, **origin}), texts_in("en"))
    assert content.text == line
    assert content.words == "It leaks"


def test_a_quote_stands_above_the_answer() -> None:
    quote = {"text": "Which tap?\nThe left?", "position": 0}
    assert content_of(message(quote=quote), texts_in("en")).text == "> Which tap?\n> The left?\nIt leaks"
    reply = {"origin": {"type": "user", "date": 1, "sender_user": EVE}}
    said = content_of(message(quote=quote, external_reply=reply), texts_in("en"))
    assert said.text == "> Eve Adams:\n> Which tap?\n> The left?\nIt leaks"


def test_in_the_senders_language() -> None:
    origin = {"type": "user", "date": 1, "sender_user": EVE}
    assert content_of(message(forward_origin=origin), texts_in("ru")).origin == "↪️ Переслано от Eve Adams"


def test_a_caption_too() -> None:
    link = {"type": "text_link", "offset": 0, "length": 5, "url": URL}
    said = content_of(message(text=None, caption="guide", caption_entities=[link]), texts_in("en"))
    assert said.text == f"guide ({URL})"
