"""What counts as a flood, and what of an answer waits in one."""

import pytest

from bot_service.domain.deliveries.flood import (
    MOST_AT_ONCE,
    MOST_CHATS,
    Floods,
    is_talk,
    waiting_for_quiet,
)
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency
from fixline_testing.beyond_types import loosely

SENTENCE = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})


def test_an_album_is_none_and_what_goes_on_is_one_until_there_is_quiet() -> None:
    floods = Floods()
    marks = [floods.counts(1, number * 0.1) for number in range(MOST_AT_ONCE + 5)]
    assert marks == [False] * MOST_AT_ONCE + [True] * 5
    assert not floods.counts(1, 10.0)


def test_a_lively_conversation_is_none() -> None:
    floods = Floods()
    assert not any(floods.counts(1, number * 0.25) for number in range(200))


def test_others_are_not_meant() -> None:
    floods = Floods()
    for _ in range(100):
        floods.counts(1, 0.0)
    assert not floods.counts(2, 0.0)


def test_only_so_many_chats_are_remembered() -> None:
    floods = Floods()
    for _ in range(MOST_AT_ONCE):
        floods.counts(0, 0.0)
    for chat_id in range(1, MOST_CHATS + 1):
        floods.counts(chat_id, 0.0)
    assert not floods.counts(0, 0.0)


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({}, True),
        ({"chat_id": 2}, False),  # somebody else's
        ({"method": "editMessageText"}, False),
        ({"ticket": 7}, False),
        ({"ticket": 7, "role": MessageRole.CARD}, False),
        ({"urgency": Urgency.NOTIFICATION}, False),
    ],
)
def test_sentences_of_the_conversation_wait_and_nothing_else(changes: dict[str, object], waits: bool) -> None:
    call = loosely(OutgoingCall, **{"method": "sendMessage", "chat_id": 1, **changes})
    assert is_talk(call, 1) is waits
    assert waiting_for_quiet(call, 1).waits_for_quiet is waits
    assert not SENTENCE.waits_for_quiet
