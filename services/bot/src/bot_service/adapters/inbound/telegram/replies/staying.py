"""Answers in a private chat stay in the topic that they answer in (decision 67)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot_service.domain.deliveries.outgoing import IN_TOPIC, THREAD, OutgoingCall


@dataclass(frozen=True, slots=True)
class PrivateTopic:
    chat_id: int
    thread_id: int


def topic_of(update: Mapping[str, Any]) -> PrivateTopic | None:
    """Return where in their own chat with the bot somebody wrote or tapped; None outside of topics."""
    match update:
        case (
            {"message": message} | {"edited_message": message} | {"callback_query": {"message": message}}
        ) if isinstance(message, Mapping):
            return _place_of(message)
        case _:
            return None


def staying(calls: Sequence[OutgoingCall], topic: PrivateTopic | None) -> Sequence[OutgoingCall]:
    """Have what is sent there, and says nothing of where, go into the topic."""
    return calls if topic is None else [_staying(call, topic) for call in calls]


def _place_of(message: Mapping[str, Any]) -> PrivateTopic | None:
    match message:
        case {"chat": {"id": int(chat_id), "type": "private"}, "message_thread_id": int(thread_id)}:
            return PrivateTopic(chat_id, thread_id)
        case _:
            return None


def _staying(call: OutgoingCall, topic: PrivateTopic) -> OutgoingCall:
    if call.chat_id != topic.chat_id or call.arguments.keys() & {IN_TOPIC, THREAD}:
        return call
    others = tuple(_staying(each, topic) for each in call.otherwise)
    call = replace(call, otherwise=others) if others else call
    is_new = call.edits_card or call.method.startswith(("send", "copy", "forward"))
    return call.with_arguments({THREAD: topic.thread_id}) if is_new else call
