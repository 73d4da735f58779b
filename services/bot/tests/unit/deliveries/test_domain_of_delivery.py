"""Which calls may be repeated, which replace each other, and what an update says of its chat."""

from collections.abc import Mapping

import pytest

from bot_service.application.backoff import backoff
from bot_service.domain.chats.chat_sign import ChatSign, MovedTo, Reachability, sign_of
from bot_service.domain.deliveries.appearance import appearance_of, changed_message
from bot_service.domain.deliveries.coalescing import edit_target
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency, ticket_of_cause
from bot_service.domain.deliveries.repetition import Repeat, repeat_of


@pytest.mark.parametrize(
    ("cause", "ticket"),
    [("tickets/42/events/7", 42), ("tickets/42/events/7/unsaid/5", 42), ("updates/42/9", None), ("", None)],
)
def test_what_an_event_brings_about_is_of_its_ticket(cause: str, ticket: int | None) -> None:
    assert ticket_of_cause(cause) == ticket


@pytest.mark.parametrize(
    ("method", "urgency", "repeat"),
    [
        ("editMessageText", Urgency.BROADCAST, Repeat.ALWAYS),
        ("pinChatMessage", Urgency.NOTIFICATION, Repeat.ALWAYS),
        ("sendMessage", Urgency.ANSWER, Repeat.ONCE),
        ("sendPhoto", Urgency.ANSWER, Repeat.ONCE),
        ("sendMessage", Urgency.NOTIFICATION, Repeat.ONCE),
        ("sendPhoto", Urgency.NOTIFICATION, Repeat.NEVER),
        ("copyMessage", Urgency.NOTIFICATION, Repeat.NEVER),
        ("sendMessage", Urgency.BROADCAST, Repeat.NEVER),
    ],
)
def test_repetition(method: str, urgency: Urgency, repeat: Repeat) -> None:
    assert repeat_of(OutgoingCall(method=method, chat_id=1, urgency=urgency)) is repeat


@pytest.mark.parametrize(
    ("call", "target"),
    [
        (OutgoingCall(method="sendMessage", chat_id=1), None),
        (OutgoingCall(method="sendMessage", chat_id=1, ticket=7), None),
        (
            OutgoingCall(
                method="editMessageText", chat_id=1, ticket=7, role=MessageRole.CARD, edits_card=True
            ),
            "card:7",
        ),
        (
            OutgoingCall(
                method="editMessageText", chat_id=1, ticket=7, role=MessageRole.REPLIES, edits_card=True
            ),
            "replies:7",
        ),
        (
            OutgoingCall(method="sendMessage", chat_id=1, ticket=7, role=MessageRole.CARD, edits_card=True),
            "card:7",
        ),
        (OutgoingCall(method="editMessageText", chat_id=1, arguments={"message_id": 3}), "editMessageText:3"),
        (
            OutgoingCall(method="editMessageReplyMarkup", chat_id=1, arguments={"message_id": 3}),
            "editMessageReplyMarkup:3",
        ),
        (
            OutgoingCall(
                method="editMessageText",
                chat_id=1,
                arguments={"sent_by": {"cause": "updates/42/7", "n": 0}},
            ),
            "editMessageText:updates/42/7:0",
        ),
        (OutgoingCall(method="editMessageText", chat_id=1, arguments={"inline_message_id": "x"}), None),
    ],
)
def test_edit_target(call: OutgoingCall, target: str | None) -> None:
    assert edit_target(call) == target


def membership(status: str) -> dict[str, object]:
    return {"my_chat_member": {"chat": {"id": 1}, "new_chat_member": {"status": status}}}


@pytest.mark.parametrize(
    ("update", "sign"),
    [
        ({"message": {"chat": {"type": "private"}}}, Reachability.REACHABLE),
        ({"message": {"chat": {"type": "supergroup"}}}, Reachability.REACHABLE),
        ({"message": {"chat": {"type": "group"}, "migrate_to_chat_id": -1005}}, MovedTo(-1005)),
        (membership("kicked"), Reachability.UNREACHABLE),
        (membership("left"), Reachability.UNREACHABLE),
        (membership("member"), Reachability.REACHABLE),
        ({"callback_query": {"message": {"chat": {"type": "private"}}}}, Reachability.REACHABLE),
        ({"callback_query": {"message": {"chat": {"type": "supergroup"}}}}, None),
        ({"callback_query": {"inline_message_id": "x"}}, None),
        ({"edited_message": {"chat": {"type": "private"}}}, Reachability.REACHABLE),
        ({"message": None}, None),
        ({}, None),
    ],
)
def test_sign(update: Mapping[str, object], sign: ChatSign) -> None:
    assert sign_of(update) == sign


def test_backoff_doubles_to_a_limit() -> None:
    waits = [backoff(failures, first=1, longest=60).total_seconds() for failures in range(100)]
    assert all(0.75 * min(60, 2**n) <= wait <= 1.25 * min(60, 2**n) for n, wait in enumerate(waits))


def draws(method: str = "editMessageText", **arguments: object) -> OutgoingCall:
    return OutgoingCall(method=method, chat_id=1, arguments=arguments)


def test_what_looks_alike_has_one_appearance() -> None:
    drawn = appearance_of(draws(text="a \ud800", parse_mode="HTML", reply_markup={"x": 1, "y": 2}))
    assert drawn == appearance_of(
        draws(
            "sendMessage",
            reply_markup={"y": 2, "x": 1},
            parse_mode="HTML",
            text="a \ud800",
            entities=None,
            disable_notification=True,
        )
    )


@pytest.mark.parametrize(
    "other",
    [
        draws(text="b", reply_markup={}),
        draws(text="a"),
        draws(text="a", reply_markup={}, parse_mode="HTML"),
        draws(text="a", reply_markup={}, link_preview_options={"is_disabled": True}),
        draws("sendPhoto", photo="x", reply_markup={}),
        draws("editMessageReplyMarkup", reply_markup={}),
    ],
)
def test_what_looks_different_has_another_or_none(other: OutgoingCall) -> None:
    assert appearance_of(other) != appearance_of(draws(text="a", reply_markup={}))


@pytest.mark.parametrize(
    ("call", "changed"),
    [
        (draws(text="a", message_id=3), 3),
        (draws("editMessageReplyMarkup", message_id=3), 3),
        (draws("deleteMessage", message_id=3), 3),
        (draws(text="a", inline_message_id="x"), None),
        (draws("sendMessage", text="a"), None),
        (draws("copyMessage", message_id=3, from_chat_id=2), None),
    ],
)
def test_which_message_a_call_changes(call: OutgoingCall, changed: int | None) -> None:
    assert changed_message(call) == changed
