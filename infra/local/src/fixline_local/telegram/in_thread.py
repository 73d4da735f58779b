"""How a message says which topic it is in."""

from fixline_local.telegram.store.database import Json


def in_thread(thread: int | None) -> Json:
    """Return what a message says of the topic that it is in."""
    return {} if thread is None else {"message_thread_id": thread, "is_topic_message": True}
