"""How conversations are stored, wherever that is."""

from pydantic import BaseModel, ConfigDict, ValidationError

from bot_service.application.ports.chats.conversations import KeptConversation
from fixline_telemetry.crashes import report


class Record(BaseModel):
    """A conversation as it is, as it was before the last update, and which update that was."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)  # it is what people wrote

    current: KeptConversation
    previous: KeptConversation
    update_id: int
    """Of two records the one with the higher is the newer: the updates of a chat are dealt with in their order."""


def record_in(value: str) -> Record | None:
    """Read a stored record; one that is none is reported, and as good as none: its person starts again."""
    try:
        return Record.model_validate_json(value)
    except ValidationError as error:
        report(error, part="conversation")
        return None
