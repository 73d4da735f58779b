"""Files of an older system that are not here: what can still be sent is, and of the others it is said why not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.albums import METHODS
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import WorkAction, WorkButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.files.old_files import OldFileState, OldFileView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.files.attachment import TelegramKind

WORDS: Final[Mapping[OldFileState, str]] = {
    OldFileState.WAITING: "old-file-waits",
    OldFileState.TOO_LARGE: "old-file-kept",
    OldFileState.GONE: "old-file-gone",
}
MOST: Final = 20
"""Files sent, and named, at one tap, as of the others."""


def old_files_shown(
    files: Sequence[OldFileView], chat_id: int, *, about: int, texts: Texts, start: int = 0
) -> list[OutgoingCall]:
    """Return messages: first what this bot may have, by Telegram's ids, then a list with the reasons.

    Of those after the first `start`; where there are further ones, with the way to them.
    """
    missing = [file for file in files if file.state in WORDS]
    shown, after = missing[start : start + MOST], start + MOST
    if not shown:
        return []
    there = [file for file in shown if file.state is not OldFileState.GONE and file.telegram_file_id]
    more = WorkButton(action=WorkAction.OLD_FILES, number=about, value=str(after)).pack()
    rows = [[button(texts.plain("button-page-after"), more)]] if len(missing) > after else []
    said = Screen(text=fitted(lambda most: _said(shown, most, texts)), keyboard=keyboard(*rows))
    calls = [*(_sent(file, chat_id, texts) for file in there), said.sent_to(chat_id)]
    return [_about(call, about) for call in calls]


def _sent(file: OldFileView, chat_id: int, texts: Texts) -> OutgoingCall:
    """Send it as what it is; where Telegram refuses, the words below say enough."""
    kind = file.telegram_kind or TelegramKind.DOCUMENT
    return OutgoingCall(
        method=METHODS[kind],
        chat_id=chat_id,
        arguments={str(kind): file.telegram_file_id},
        otherwise=(Screen(text=texts("file-not-shown", name=called(file, texts))).sent_to(chat_id),),
    )


def _said(files: Sequence[OldFileView], most: int, texts: Texts) -> Html:
    return Html("\n".join(texts(WORDS[file.state], name=clip(called(file, texts), most)) for file in files))


def called(file: OldFileView, texts: Texts) -> str:
    return file.file_name or texts.plain("old-file", number=file.name.rpartition("/")[2])


def _about(call: OutgoingCall, ticket: int) -> OutgoingCall:
    return replace(call, ticket=ticket, otherwise=tuple(_about(other, ticket) for other in call.otherwise))
