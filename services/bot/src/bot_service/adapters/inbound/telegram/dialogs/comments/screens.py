"""What is asked about a comment before it goes out, and what is said after."""

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import (
    CommentAction,
    CommentButton,
    SaidAction,
    SaidButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.tickets import TicketView
from bot_service.domain.comments.comment import CommentDraft


def preview(comment: CommentDraft, texts: Texts, *, followers: int) -> Screen:
    """Draw what the reporter will read, and the buttons that send it, keep its words in the desk, or drop it.

    `followers` read it, too: whoever writes something for the reporter alone has to know.
    """
    note = CommentButton(action=CommentAction.NOTE, draft=comment.id).pack()
    send = CommentButton(action=CommentAction.SEND, draft=comment.id).pack()
    drop = CommentButton(action=CommentAction.DROP, draft=comment.id).pack()
    return Screen(
        text=fitted(
            lambda most: texts(
                "comment-preview-followed" if followers else "comment-preview",
                number=str(comment.ticket),
                text=drawn(comment.said, most),
                count=followers,
            )
        ),
        keyboard=keyboard(
            [
                button(texts.plain("button-send"), send, Style.PRIMARY),
                button(texts.plain("button-cancel"), drop),
            ],
            [button(texts.plain("button-make-note"), note)],
        ),
    )


def said_buttons(name: str, texts: Texts) -> list[InlineKeyboardButton]:
    """Return what its author can still do to what they said: `tickets/42/comments/7`."""
    _, number, _, comment = name.split("/")

    def data(action: SaidAction) -> str:
        return SaidButton(action=action, number=int(number), comment=int(comment)).pack()

    return [
        button(texts.plain("button-say-anew"), data(SaidAction.EDIT)),
        button(texts.plain("button-take-back"), data(SaidAction.TAKE_BACK)),
    ]


def noted(comment: CommentDraft, name: str, texts: Texts) -> Screen:
    """Say that it is a note of the desk's, and offer to tell it to the reporter, too."""
    tell = CommentButton(action=CommentAction.TO_REPORTER, draft=comment.id).pack()
    return Screen(
        text=texts("noted", number=str(comment.ticket)),
        keyboard=keyboard([button(texts.plain("button-to-reporter"), tell)], said_buttons(name, texts)),
    )


def sent(comment: CommentDraft, name: str, texts: Texts, *, unheard: Html | None) -> Screen:
    """Draw what became of it: it is on its way; or it is kept, and `unheard` says why it does not arrive."""
    key, why = ("comment-sent", Html()) if unheard is None else ("comment-kept", unheard)
    return Screen(
        text=fitted(
            lambda most: texts(key, number=str(comment.ticket), text=drawn(comment.said, most), why=why)
        ),
        keyboard=keyboard(said_buttons(name, texts)),
    )


def reopen_offer(comment: CommentDraft, ticket: TicketView, texts: Texts) -> Screen:
    """Ask whether what a reporter wrote to a resolved request is to reopen it, or is a word of thanks."""

    def data(action: CommentAction) -> str:
        return CommentButton(action=action, draft=comment.id).pack()

    return Screen(
        text=fitted(
            lambda most: texts(
                "ask-reopen",
                number=str(ticket.number),
                title=clip(ticket.title, most),
                text=drawn(comment.said, most),
            )
        ),
        keyboard=keyboard(
            [button(texts.plain("button-reopen"), data(CommentAction.REOPEN))],
            [
                button(texts.plain("button-just-add"), data(CommentAction.ADD)),
                button(texts.plain("button-cancel"), data(CommentAction.DROP_OWN)),
            ],
        ),
    )
