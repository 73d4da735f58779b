"""Questions that were answered lose their buttons."""

from collections.abc import Sequence

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import QuestionMessage
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.appearance import changed_message
from bot_service.domain.deliveries.outgoing import OutgoingCall, update_cause


def settled(
    calls: Sequence[OutgoingCall],
    conversation: Conversation,
    *,
    stage_before: Stage | None,
    key: UpdateKey,
    chat_id: int,
    tapped: int | None,
) -> Sequence[OutgoingCall]:
    """Return what is said in a turn, and what takes the buttons off the question that it answered.

    `tapped` is the message whose button was tapped: where that is drawn anew, it was the question, as far as anybody
    knows. The conversation remembers which message asks from now on (decision 36).
    """
    before, asking = conversation.question, conversation.asking
    if asking is not None:
        n = next(index for index, call in enumerate(calls) if call is asking)
        message_id = changed_message(asking)
        conversation.question = (
            QuestionMessage(cause=update_cause(key.bot_id, key.update_id), n=n)
            if message_id is None
            else QuestionMessage(message_id=message_id)
        )
    elif conversation.stage is None or conversation.stage is not stage_before:
        conversation.question = None
    if before is None or before == conversation.question:
        return calls
    is_drawn_anew = tapped is not None and any(changed_message(call) == tapped for call in calls)
    if is_drawn_anew and before.message_id in (None, tapped):
        return calls
    # After what is said, which is waited for; before whatever is drawn there later.
    bare = OutgoingCall(method="editMessageReplyMarkup", chat_id=chat_id, arguments=before.address)
    return [*calls, bare]
