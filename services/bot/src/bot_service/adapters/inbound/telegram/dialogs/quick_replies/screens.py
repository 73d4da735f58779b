"""Quick replies as they are drawn: those to choose from while a reply is written, and all to look after."""

from collections.abc import Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.quick_replies.placeholders import all_words, in_words
from bot_service.adapters.inbound.telegram.drawing.buttons.quick_replies import (
    QuickReplyAction,
    QuickReplyButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.domain.quick_replies.quick_reply import DESKS, MAX_TITLE, MAX_WORDS, QuickReply

A_ROW: Final = 2
A_PAGE: Final = 8


def using_rows(
    replies: Sequence[QuickReply], number: int, page: int, texts: Texts
) -> list[list[InlineKeyboardButton]]:
    """Return a page, from 0, of what can be said on a ticket by a tap; the last one where there are fewer."""
    page = min(page, max(len(replies) - 1, 0) // A_PAGE)
    shown = replies[page * A_PAGE : (page + 1) * A_PAGE]
    rows = in_rows([_labelled(each, QuickReplyAction.USE, number, texts) for each in shown], A_ROW)

    def to(other: int) -> QuickReplyButton:
        return QuickReplyButton(action=QuickReplyAction.PAGE, id=other, number=number)

    is_last = (page + 1) * A_PAGE >= len(replies)
    return [*rows, turning(page, texts, to, is_last=is_last)]


def list_screen(
    own: Sequence[QuickReply], desks: Sequence[QuickReply], texts: Texts, *, is_admin: bool
) -> Screen:
    lines = [texts("quick-replies")]
    if not own and not desks:
        lines.append(texts("quick-replies-none"))
    adding = [_to("button-quick-add", QuickReplyAction.ADD_OWN, texts)]
    if is_admin:
        adding.append(_to("button-quick-add-desks", QuickReplyAction.ADD_DESKS, texts))
    entries = [_labelled(each, QuickReplyAction.OPEN, 0, texts) for each in (*own, *desks)]
    return Screen(text=Html("\n\n".join(lines)), keyboard=keyboard(*in_rows(entries, A_ROW), adding))


def reply_screen(reply: QuickReply, texts: Texts, *, may_change: bool) -> Screen:
    key = "quick-reply-desks" if reply.owner == DESKS else "quick-reply-own"
    changing = [
        _to("button-quick-change", QuickReplyAction.CHANGE, texts, reply.id),
        _to("button-quick-delete", QuickReplyAction.DELETE, texts, reply.id),
    ]
    return Screen(
        text=texts(key, title=reply.title, words=in_words(reply.words, texts)),
        keyboard=keyboard(changing if may_change else [], [_to("button-back", QuickReplyAction.LIST, texts)]),
    )


def deleting_screen(reply: QuickReply, texts: Texts) -> Screen:
    sure = QuickReplyButton(action=QuickReplyAction.DELETE_NOW, id=reply.id).pack()
    return Screen(
        text=texts("quick-delete", title=reply.title),
        keyboard=keyboard(
            [button(texts.plain("button-quick-delete"), sure, Style.DANGER)],
            [_to("button-back", QuickReplyAction.OPEN, texts, reply.id)],
        ),
    )


def asking_screen(owner: str, before: QuickReply | None, texts: Texts) -> Screen:
    """Ask for a name and the words in one message; what is to be changed is shown to be copied."""
    asked = texts(
        "ask-quick-desks" if owner == DESKS else "ask-quick-own",
        title=MAX_TITLE,
        words=MAX_WORDS,
        placeholders=all_words(texts),
    )
    back = _to("button-cancel", QuickReplyAction.LIST, texts)
    if before is None:
        return Screen(text=asked, keyboard=keyboard([back]))
    now = texts("quick-now", text=f"{before.title}\n{in_words(before.words, texts)}")
    return Screen(text=Html(f"{asked}\n\n{now}"), keyboard=keyboard([back]))


def _labelled(reply: QuickReply, action: QuickReplyAction, number: int, texts: Texts) -> InlineKeyboardButton:
    key = "button-quick-desks" if reply.owner == DESKS else "button-quick-own"
    data = QuickReplyButton(action=action, id=reply.id, number=number).pack()
    return button(texts.plain(key, title=reply.title), data)


def _to(key: str, action: QuickReplyAction, texts: Texts, id_: int = 0) -> InlineKeyboardButton:
    return button(texts.plain(key), QuickReplyButton(action=action, id=id_).pack())
