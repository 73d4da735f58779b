"""Who is told that their update was given up: in private, and in groups who called the bot there."""

from datetime import timedelta
from typing import Any

import pytest

from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies, apology, delayed
from bot_service.adapters.outbound.memory.chats.chats import MemoryChats
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey

GROUP = -100_500


def said(text: str, *, chat_id: int = GROUP, **sender: Any) -> ClaimedUpdate:
    message = {
        "message_id": 7,
        "from": {"id": 20, "is_bot": False, "language_code": "ru", **sender},
        "chat": {"id": chat_id},
        "text": text,
    }
    return ClaimedUpdate(
        key=UpdateKey(bot_id=42, update_id=1),
        chat_id=chat_id,
        type="message",
        payload={"update_id": 1, "message": message},
        traceparent="",
        age=timedelta(0),
        failures=4,
        deferrals=0,
        claimant=1,
    )


@pytest.mark.parametrize("text", ["/new", "/NEW@desk_bot the lamp", "/new\nthe lamp"])
async def test_who_asked_for_a_request_in_a_group_hears_that_there_is_none(text: str) -> None:
    apologies = TelegramApologies(MemoryChats())
    (call,) = await apologies.gave_up(said(text), "01234567")
    assert call.chat_id == GROUP
    assert "01234567" in str(call.arguments["text"])
    assert call.arguments["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}
    (patience,) = await apologies.takes_longer(said(text))
    assert "reply_parameters" in patience.arguments


@pytest.mark.parametrize(
    "update", [said("hello"), said("/newest"), said("I said /new"), said("/new", is_bot=True), said("/start")]
)
async def test_nobody_else_in_a_group_hears_anything(update: ClaimedUpdate) -> None:
    apologies = TelegramApologies(MemoryChats())
    assert not await apologies.gave_up(update, "01234567")
    assert not await apologies.takes_longer(update)


async def test_in_private_everybody_hears_it() -> None:
    (call,) = await TelegramApologies(MemoryChats()).gave_up(said("hello", chat_id=20), "01234567")
    assert "reply_parameters" not in call.arguments


def test_apologies_speak_the_persons_language() -> None:
    assert "a1b2c3d4" in apology("ru", "a1b2c3d4", chat_id=7).arguments["text"]
    assert "Nothing is lost" in delayed("", chat_id=7).arguments["text"]
