"""Which question loses its buttons when something is answered."""

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.questions import settled
from bot_service.adapters.inbound.telegram.dialogs.remembered import QuestionMessage
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import SENT_BY, OutgoingCall

KEY = UpdateKey(bot_id=42, update_id=7)
SAID = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "x"})


def edit(message_id: int) -> OutgoingCall:
    return OutgoingCall(
        method="editMessageText", chat_id=1, arguments={"message_id": message_id, "text": "x"}
    )


def bare(address: object) -> dict[str, object]:
    return {"message_id": address} if isinstance(address, int) else {SENT_BY: address}


def after(
    conversation: Conversation,
    *calls: OutgoingCall,
    before: Stage | None = Stage.WHERE,
    tapped: int | None = None,
) -> list[dict[str, object]]:
    """Return which messages lose their buttons."""
    made = settled(calls, conversation, stage_before=before, key=KEY, chat_id=1, tapped=tapped)
    assert list(made[: len(calls)]) == list(calls)
    return [dict(call.arguments) for call in made[len(calls) :]]


def test_a_question_is_known_by_the_call_that_sends_it() -> None:
    conversation = Conversation(stage=Stage.URGENCY, question=QuestionMessage(message_id=5), asking=SAID)
    other = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "other"})
    assert after(conversation, other, SAID) == [bare(5)]
    assert conversation.question == QuestionMessage(cause="updates/42/7", n=1)
    conversation.asking, conversation.stage = None, None
    assert after(conversation, before=Stage.URGENCY) == [bare({"cause": "updates/42/7", "n": 1})]
    assert conversation.question is None


def test_a_question_that_still_waits_keeps_its_buttons() -> None:
    conversation = Conversation(stage=Stage.WHERE, question=QuestionMessage(message_id=5))
    assert after(conversation, SAID) == []
    assert conversation.question == QuestionMessage(message_id=5)


def test_what_a_tap_draws_anew_is_left_alone() -> None:
    drawn = edit(5)
    for question in (QuestionMessage(message_id=5), QuestionMessage(cause="updates/42/6")):
        conversation = Conversation(stage=Stage.URGENCY, question=question, asking=drawn)
        assert after(conversation, drawn, tapped=5) == []
        assert conversation.question == QuestionMessage(message_id=5)


def test_a_tap_on_an_older_message_leaves_no_second_keyboard() -> None:
    drawn = edit(3)
    conversation = Conversation(stage=Stage.URGENCY, question=QuestionMessage(message_id=5), asking=drawn)
    assert after(conversation, drawn, tapped=3) == [bare(5)]
    assert conversation.question == QuestionMessage(message_id=3)
