"""Texts that an app sent in several messages."""

from typing import Any

import pytest

from bot_service.domain.updates.cut_text import LONGEST, made_whole, may_be_cut
from bot_service.domain.words.utf16 import units


def update(text: str, date: int = 100, **more: Any) -> dict[str, Any]:
    chat = {"id": 7, "type": "private"}
    return {"update_id": 1, "message": {"message_id": 1, "date": date, "chat": chat, "text": text, **more}}


def whole(*updates: dict[str, Any]) -> tuple[str, int]:
    made, count = made_whole(updates[0], updates[1:])
    return made["message"]["text"], count


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["x" * 4096, "y" * 1364], "x" * 4096 + "y" * 1364),
        (["🔥" * 2048, "🔥" * 10], "🔥" * 2058),
        (["x" * 4000, "y" * 1364], "x" * 4000 + " " + "y" * 1364),
        (["x" * 2500 + ".", "y" * 1700], "x" * 2500 + ".\n" + "y" * 1700),
        (["x" * 4096, "y" * 4096, "z"], "x" * 4096 + "y" * 4096 + "z"),
    ],
)
def test_what_was_one_is_made_one_again(parts: list[str], text: str) -> None:
    assert whole(*map(update, parts)) == (text, len(parts) - 1)


@pytest.mark.parametrize(
    "other",
    [
        update("y" * 95),
        update("y" * 1364, date=103),
        update("y" * 1364, date=99),
        update("y" * 1364, reply_to_message={}),
        update("y" * 1364, forward_origin={}),
        update("/cancel" + " " * 200, entities=[{"type": "bot_command", "offset": 0, "length": 7}]),
        {"update_id": 2, "edited_message": update("y" * 1364)["message"]},
        {"update_id": 2, "callback_query": {}},
        {"update_id": 2, "message": {"photo": []}},
        {"update_id": 2},
    ],
)
def test_what_is_no_part_stays_apart(other: dict[str, Any]) -> None:
    long = update("x" * 4000)
    assert made_whole(long, [other, update("y" * 1364)]) == (long, 0)


def test_the_marks_of_the_parts_are_where_their_words_are() -> None:
    bold = {"type": "bold", "offset": 1, "length": 2}
    first = update("🔥" * 2048, entities=[bold])
    made, _ = made_whole(first, [update("y" * 100, entities=[bold, "odd", {"offset": "x"}])])
    assert made["message"]["entities"] == [bold, bold | {"offset": LONGEST + 1}]
    assert first["message"]["entities"] == [bold], "what was kept is left alone"


@pytest.mark.parametrize(
    ("given", "may"),
    [
        (update("x" * 2048), False),
        (update("x" * 2049), True),
        (update("🔥" * 1025), True),
        (update("x" * 4096, chat={"id": -1, "type": "group"}), False),
        ({"message": {"text": 5}}, False),
        ({"message": None}, False),
        ({}, False),
    ],
)
def test_what_may_be_cut(given: dict[str, Any], may: bool) -> None:
    assert may_be_cut(given) is may


def test_halves_of_letters_count_too() -> None:
    assert units("\ud83d") == 1
