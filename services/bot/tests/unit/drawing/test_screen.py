"""Screens become calls that the Bot API takes, and that say which message of a ticket they are."""

from datetime import UTC, datetime

import pytest
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendMessage
from aiogram.types import CallbackQuery, Chat, InlineKeyboardMarkup, LinkPreviewOptions, Message, User

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard, without_buttons
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency

SCREEN = Screen(text=Html("where?"), keyboard=keyboard([button("Go", "go")]))
RITA = User(id=7, is_bot=False, first_name="Rita")


def test_a_message_is_kept_as_telegram_takes_it() -> None:
    assert SCREEN.sent_to(7) == OutgoingCall(
        method="sendMessage",
        chat_id=7,
        arguments={
            "text": "where?",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
        },
        urgency=Urgency.ANSWER,
    )
    assert SendMessage.model_validate({"chat_id": 7, **SCREEN.sent_to(7).arguments}) == SendMessage(
        chat_id=7,
        text="where?",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button("Go", "go")]]),
    )


@pytest.mark.parametrize(
    ("call", "method", "ticket", "role", "edits_card"),
    [
        (SCREEN.sent_to(7), "sendMessage", None, MessageRole.OTHER, False),
        (SCREEN.sent_to(7, about=42), "sendMessage", 42, MessageRole.OTHER, False),
        (SCREEN.as_notice(7, 42), "sendMessage", 42, MessageRole.NOTICE, False),
        (SCREEN.as_new_card(7, 42), "sendMessage", 42, MessageRole.CARD, False),
        (SCREEN.as_live_card(7, 42), "editMessageText", 42, MessageRole.CARD, True),
        (SCREEN.as_replies(7, 42, anew=True), "sendMessage", 42, MessageRole.REPLIES, False),
        (SCREEN.as_replies(7, 42, anew=False), "editMessageText", 42, MessageRole.REPLIES, True),
    ],
)
def test_what_a_message_is_to_its_ticket(
    call: OutgoingCall, method: str, ticket: int | None, role: MessageRole, *, edits_card: bool
) -> None:
    assert (call.method, call.chat_id, call.ticket) == (method, 7, ticket)
    assert (call.role, call.edits_card) == (role, edits_card)
    assert "message_id" not in call.arguments


def tap(message: Message | None) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=RITA, chat_instance="1", data="go", message=message)


def test_after_a_tap_the_tapped_message_is_drawn_anew() -> None:
    chat = Chat(id=7, type="private")
    tapped = tap(Message(message_id=100, date=datetime(2026, 11, 29, tzinfo=UTC), chat=chat))
    redrawn = SCREEN.after_tap(tapped)
    assert EditMessageText.model_validate({"chat_id": 7, **redrawn.arguments}).message_id == 100
    assert redrawn.ticket is None
    (bare,) = without_buttons(tapped)
    method = EditMessageReplyMarkup.model_validate({"chat_id": 7, **bare.arguments})
    assert (bare.method, method.message_id, method.reply_markup) == ("editMessageReplyMarkup", 100, None)


def test_after_a_tap_on_a_message_that_is_gone_a_new_one_is_sent() -> None:
    assert SCREEN.after_tap(tap(None)) == SCREEN.sent_to(RITA.id)
    assert without_buttons(tap(None)) == []
