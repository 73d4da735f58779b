"""What happened in an update, in kinds and numbers; never what people wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram.filters.callback_data import CallbackData

from bot_service.adapters.inbound.telegram.drawing.buttons.comments import CommentButton, SaidButton
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import (
    BulkButton,
    FoundButton,
    ListButton,
    QueueButton,
    QueuePlaceButton,
    TaggedQueueButton,
)
from bot_service.adapters.inbound.telegram.drawing.buttons.office import (
    AuditButton,
    BroadcastButton,
    ExportButton,
    GroupButton,
    HoursButton,
    LocationButton,
    ReportButton,
    RetentionButton,
    SetupButton,
    SlaButton,
    StaffButton,
    StatsButton,
    StopExportButton,
)
from bot_service.adapters.inbound.telegram.drawing.buttons.quick_replies import QuickReplyButton
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftButton
from bot_service.adapters.inbound.telegram.drawing.buttons.settings import SettingsButton
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    CorrectionButton,
    FilesButton,
    HistoryButton,
    TicketButton,
    TranscriptButton,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import FALLBACK, texts_in

KINDS: Final = (
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "live_photo",
    "location",
    "paid_media",
    "photo",
    "poll",
    "rich_message",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)
"""Fields of a message that hold what was sent; of those that hold each other's, the first one names it."""
COVERED: Final = {"animation": "document", "venue": "location", "live_photo": "photo"}
TEXTS: Final = ("text", "caption")
BUTTONS: Final[Mapping[type[CallbackData], str]] = {
    TicketButton: "",
    DraftButton: " (new request)",
    CommentButton: " (reply)",
    SaidButton: " (what was said)",
    CorrectionButton: " (correction)",
    WorkButton: " (work)",
    TranscriptButton: "Show all",
    HistoryButton: "Show the history",
    FilesButton: "More files",
    ListButton: "Turn a list's page",
    QueueButton: "Show the queue",
    QueuePlaceButton: "Narrow the queue down",
    TaggedQueueButton: "Narrow the queue down by a tag",
    BulkButton: " (several at once)",
    FoundButton: "Turn a page of what was found",
    SettingsButton: " (settings)",
    QuickReplyButton: " (quick reply)",
    StaffButton: " (staff)",
    LocationButton: " (places)",
    SlaButton: " (promises)",
    HoursButton: " (hours)",
    SetupButton: " (setup)",
    GroupButton: " (group)",
    StatsButton: "Show the figures",
    ReportButton: "Report of a month",
    ExportButton: "Export requests",
    StopExportButton: "Stop an export",
    AuditButton: "Show who did what",
    RetentionButton: " (retention)",
    BroadcastButton: " (announcement)",
}
"""What is said of a button beside its action; of those that have one action only, that."""
NUMBERED: Final = (
    TicketButton,
    CorrectionButton,
    WorkButton,
    SaidButton,
    TranscriptButton,
    HistoryButton,
    FilesButton,
)
"""Their `number` is a ticket's."""


@dataclass(frozen=True, slots=True)
class Summary:
    text: str
    """Such as `photo + text` or `tap Take #5`."""
    ticket: int | None = None
    """Whose button was tapped."""


def summary_of(update: Mapping[str, Any]) -> Summary:
    """Say it without trusting the update to look as documented."""
    match update:
        case {"callback_query": {"data": str(data)}}:
            return _tap(data)
        case _:
            return Summary(_said(update))


def _said(update: Mapping[str, Any]) -> str:
    message, edited = update.get("message"), update.get("edited_message")
    if isinstance(message, Mapping):
        return _message(message)
    if isinstance(edited, Mapping):
        return f"edit of {_message(edited)}"
    match update:
        case {"my_chat_member": {"new_chat_member": {"status": str(status)}}} if status.isidentifier():
            return f"chat member is {status}"
        case _:
            kinds = [name for name in update if name != "update_id" and name.isidentifier()]
            return kinds[0] if kinds else "nothing known"


def _message(message: Mapping[str, Any]) -> str:
    kinds = [kind for kind in KINDS if message.get(kind) is not None]
    covered = {COVERED[kind] for kind in kinds if kind in COVERED}
    said = [kind.replace("_", " ") for kind in kinds if kind not in covered]
    if any(message.get(name) for name in TEXTS):
        said.append(_command(message) or "text")
    if message.get("media_group_id"):
        said.append("(album)")
    summary = " + ".join(said).replace(" + (", " (") or "message"
    return f"reply: {summary}" if message.get("reply_to_message") else summary


def _command(message: Mapping[str, Any]) -> str:
    """Return the command that a message is, if it is one of ours: any other word is somebody's own."""
    match message:
        case {
            "text": str(text),
            "entities": [{"type": "bot_command", "offset": 0, "length": int(length)}, *_],
        }:
            name = text[1:length].partition("@")[0].lower()
        case _:
            return ""
    return f"/{name}" if name == "start" or _is_listed(name) else "command"


def _is_listed(name: str) -> bool:
    try:
        return bool(texts_in(FALLBACK).plain(f"command-{name}"))
    except LookupError:
        return False


def _tap(data: str) -> Summary:
    for kind, words in BUTTONS.items():
        try:
            button = kind.unpack(data)
        except (TypeError, ValueError):
            continue
        action = getattr(button, "action", None)
        number = button.number if isinstance(button, NUMBERED) else None
        what = "" if action is None else action.name.capitalize().replace("_", " ")
        subject = "" if number is None else f" #{number}"
        return Summary(f"tap {what or words}{subject}{words if what else ''}", number)
    return Summary("tap an unknown button")
