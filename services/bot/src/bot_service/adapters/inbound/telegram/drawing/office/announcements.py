"""Announcements as people get them, and how far one has come."""

from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.buttons.office import BroadcastAction, BroadcastButton
from bot_service.adapters.inbound.telegram.drawing.buttons.settings import SettingsAction, SettingsButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, texts_in
from bot_service.application.ports.office.broadcasts import Broadcast, BroadcastState, CallTo
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_service.domain.office.announcement import Announcement, Audience
from bot_service.domain.words.utf16 import units

ON: Final = "on"
OFF: Final = "off"
STOP: Final = "stop"
"""Of the button below an announcement: that stays where it is."""


def call_to(broadcast: Broadcast) -> CallTo:
    """Return what says it, to a chat in its language."""

    def call(chat_id: int, language: str) -> OutgoingCall:
        return announcement_call(
            broadcast.announcement, chat_id, texts_in(language), is_urgent=broadcast.is_urgent
        )

    return call


def announcement_call(
    announcement: Announcement, chat_id: int, texts: Texts, *, is_urgent: bool
) -> OutgoingCall:
    """Say it as it was written and marked, below what kind of message it is."""
    title = texts.plain("announcement-urgent" if is_urgent else "announcement")
    above = f"{title}\n\n" if announcement.text else title
    entities = [
        {"type": "bold", "offset": 0, "length": units(title)},
        *({**mark, "offset": mark["offset"] + units(above)} for mark in announcement.marks),
    ]
    words = above + announcement.text
    # With entities no other way of marking is named, the bot's usual one neither.
    arguments: dict[str, object] = {"parse_mode": ""}
    if announcement.photo:
        arguments |= {"photo": announcement.photo, "caption": words, "caption_entities": entities}
    else:
        preview = {"is_disabled": True}
        arguments |= {"text": words, "entities": entities, "link_preview_options": preview}
    if not is_urgent:
        stop = SettingsButton(action=SettingsAction.ANNOUNCEMENTS, value=STOP).pack()
        markup = keyboard([button(texts.plain("button-announcements-stop"), stop)])
        arguments["reply_markup"] = markup.model_dump(exclude_none=True) if markup else None
    return OutgoingCall(
        method="sendPhoto" if announcement.photo else "sendMessage",
        chat_id=chat_id,
        arguments=arguments,
        urgency=Urgency.BROADCAST,
        is_urgent=is_urgent,
    )


def audience_words(broadcast: Broadcast, texts: Texts) -> Html:
    audience = broadcast.audience or Audience.EVERYBODY
    return texts(f"audience-{audience}", place=broadcast.place)


def progress_screen(broadcast: Broadcast, texts: Texts) -> Screen:
    reached, state = broadcast.reached, broadcast.state
    left = reached.waiting + reached.handed_over
    if left and state is BroadcastState.SENDING:
        title = texts("broadcast-sending", sent=reached.sent, count=reached.wanted)
    elif state is BroadcastState.STOPPED:
        title = texts("broadcast-stopped", sent=reached.sent, count=reached.left_out)
    else:
        title = texts("broadcast-done", count=reached.sent)
    told = [
        texts(key, count=count)
        for key, count in (
            ("broadcast-blocked", reached.blocked),
            ("broadcast-declined", reached.declined),
            ("broadcast-failed", reached.failed),
        )
        if count
    ]
    stop = BroadcastButton(action=BroadcastAction.STOP, number=broadcast.id).pack()
    is_stoppable = left and state is BroadcastState.SENDING
    stopping = [button(texts.plain("button-broadcast-stop"), stop, Style.DANGER)] if is_stoppable else []
    return Screen(
        text=Html("\n".join([title, audience_words(broadcast, texts), *told])), keyboard=keyboard(stopping)
    )


def progress_call(broadcast: Broadcast) -> OutgoingCall | None:
    """Draw the progress where it is shown; None where that is not known."""
    if broadcast.message_id is None:
        return None
    screen = progress_screen(broadcast, texts_in(broadcast.language))
    drawn = screen.drawn_over(broadcast.chat_id, {"message_id": broadcast.message_id})
    return replace(drawn, urgency=Urgency.NOTIFICATION)
