"""Which topic a message goes to."""

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.chats import Chat


def thread_for(call: Call, chat: Chat, wanted: int | None, reply_to: int | None) -> int | None:
    """Return the topic of a message of the bot: the one it names, else that of the message that it answers.

    General has no id of its own here: bots that name its 1 are refused.
    """
    if not wanted:
        answered = None if reply_to is None else call.world.messages.find(call.bot.id, chat.id, reply_to)
        found: int | None = None if answered is None else answered.body.get("message_thread_id")
        return found
    topic = chat.topic(wanted) if chat.is_group or call.bot.has_topics else None
    if topic is None:
        raise bad_request("message thread not found")
    if topic["closed"] and not chat.bot_may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return wanted
