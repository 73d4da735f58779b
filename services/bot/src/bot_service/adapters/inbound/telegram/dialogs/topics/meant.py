"""Which ticket somebody writes about: by what they reply to, and by the topic that they write in."""

from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn


async def ticket_meant(message: Message, turn: Turn) -> int | None:
    """Return the ticket; None where nothing of the message says which.

    What is written in a request's topic is about it, unless something was asked there, which it answers.
    """
    if message.reply_to_message is not None:
        answered = message.reply_to_message.message_id
        ticket = await turn.desk.links.ticket_of(message.chat.id, answered)
        if ticket is None:
            ticket = turn.conversation.ticket_of(answered)
        if ticket is not None:
            return ticket
    thread = message.message_thread_id
    if thread is None or (turn.conversation.stage is not None and turn.conversation.asked_in == thread):
        return None
    return await turn.desk.topics.ticket_in(message.chat.id, thread)
