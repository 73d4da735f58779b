"""Which waiting edits make each other superfluous: of several edits of one message only the newest goes out."""

from collections.abc import Mapping
from typing import Final

from bot_service.domain.deliveries.outgoing import SENT_BY, OutgoingCall

OF_TOPICS: Final[Mapping[str, str]] = {
    "editForumTopic": "topic",
    "closeForumTopic": "topic-open",
    "reopenForumTopic": "topic-open",
}
"""Calls about a ticket's topic, by what of it they overwrite."""


def edit_target(call: OutgoingCall) -> str | None:
    """Return what `call` overwrites as a whole; a later call with the same target and chat replaces an earlier one.

    None for calls that overwrite nothing. Edits of different parts (text, buttons) have different targets.
    """
    if call.edits_card:
        return f"{call.role}:{call.ticket}"
    if call.method in OF_TOPICS and call.ticket is not None:
        return f"{OF_TOPICS[call.method]}:{call.ticket}"
    if call.method.startswith("editMessage") and SENT_BY in call.arguments:
        sent_by = call.arguments[SENT_BY]
        return f"{call.method}:{sent_by['cause']}:{sent_by['n']}"
    if call.method.startswith("editMessage") and "message_id" in call.arguments:
        return f"{call.method}:{call.arguments['message_id']}"
    return None
