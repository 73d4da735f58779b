"""What /broadcast asks and shows before an announcement goes out."""

from typing import Final

from bot_service.adapters.inbound.telegram.drawing.buttons.office import BroadcastAction, BroadcastButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.office.announcements import audience_words
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.office.broadcasts import Broadcast
from bot_service.domain.office.announcement import Audience

IN_A_ROW: Final = 2
PER_MINUTE: Final = 20 * 60
"""About how many get one."""


def audience_screen(number: int, texts: Texts) -> Screen:
    choices = [
        button(
            texts.plain(f"button-audience-{audience}"),
            BroadcastButton(action=BroadcastAction.AUDIENCE, number=number, value=audience).pack(),
        )
        for audience in Audience
    ]
    drop = button(
        texts.plain("button-broadcast-drop"),
        BroadcastButton(action=BroadcastAction.DROP, number=number).pack(),
    )
    return Screen(
        text=texts("broadcast-ask-audience"), keyboard=keyboard(*in_rows(choices, IN_A_ROW), [drop])
    )


def preview_screen(broadcast: Broadcast, texts: Texts) -> Screen:
    reached, number = broadcast.reached, broadcast.id
    count = reached.waiting
    lines = [
        texts("broadcast-preview", count=count) if count else texts("broadcast-nobody"),
        audience_words(broadcast, texts),
        *([texts("broadcast-minutes", count=-(-count // PER_MINUTE))] if count > PER_MINUTE else []),
        *([texts("broadcast-blocked", count=reached.blocked)] if reached.blocked else []),
        *([texts("broadcast-declined", count=reached.declined)] if reached.declined else []),
        *([texts("broadcast-is-urgent")] if broadcast.is_urgent else []),
    ]

    def to(key: str, action: BroadcastAction, value: str = "") -> list[tuple[str, str]]:
        return [
            (texts.plain(key, count=count), BroadcastButton(action=action, number=number, value=value).pack())
        ]

    send = [
        button(label, data, Style.PRIMARY)
        for label, data in (to("button-broadcast-send", BroadcastAction.SEND) if count else [])
    ]
    urgency = (
        to("button-broadcast-calm", BroadcastAction.URGENT, "")
        if broadcast.is_urgent
        else to("button-broadcast-urgent", BroadcastAction.URGENT, "1")
    )
    others = [
        *urgency,
        *to("button-broadcast-others", BroadcastAction.OTHERS),
        *to("button-broadcast-drop", BroadcastAction.DROP),
    ]
    rows = [[button(label, data)] for label, data in others]
    return Screen(text=Html("\n".join(lines)), keyboard=keyboard(send, *rows))
