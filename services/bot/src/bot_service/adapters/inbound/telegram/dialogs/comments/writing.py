"""A comment, or a reason, that is asked for and not written yet."""

from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts

WRITING: Final = frozenset({Stage.COMMENT, Stage.REOPEN})


def stop_writing(conversation: Conversation, texts: Texts) -> Html:
    """Ask no more; return what is said of it. Only in the stages of `WRITING`."""
    number = str(conversation.written_on)
    key = "writing-stopped" if conversation.stage is Stage.COMMENT else "reopening-stopped"
    conversation.stop_writing()
    return texts(key, number=number)
