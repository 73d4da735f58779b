"""A request that is made for somebody else, who called or came by.

Those of the staff find whom the desk knows; everybody can name somebody who is not at Telegram.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aiogram import Router
from aiogram.types import Message, MessageOriginHiddenUser, MessageOriginUser

from bot_service.adapters.inbound.telegram.dialogs.acquaintance import acquainted
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import proceed
from bot_service.adapters.inbound.telegram.dialogs.turn import InStage, Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftAction, DraftButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import NotFoundError
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.people import user_name, user_number
from bot_service.domain.requests.newcomer import Newcomer

MOST_OFFERED: Final = 6


def create_router() -> Router:
    router = Router(name="on-behalf")
    router.message.register(said, InStage(Stage.FOR_WHOM))
    return router


def asked(request: UnsentRequest, turn: Turn) -> Screen:
    """Ask whose it is."""
    turn.conversation.keep_request(replace(request, newcomer=None), Stage.FOR_WHOM)
    key = "ask-for-whom" if turn.person.role.is_staff else "ask-for-newcomer"
    return _screen(request, turn.texts(key), (), turn)


async def said(message: Message, turn: Turn) -> Replies:
    """Take a contact or a forwarded message for whom it is from, and words for a name; raises `DraftError`."""
    request, contact = turn.conversation.asked_about, message.contact
    is_staffs = turn.person.role.is_staff
    person = await _person_of(message, turn) if is_staffs else None
    if person is not None:
        return [turn.asks(await _go_on(request, person, turn))]
    if contact is not None:
        name = " ".join(filter(None, [contact.first_name, contact.last_name]))
        return [turn.asks(await _for(request, Newcomer.called(name, contact.phone_number), turn))]
    sender = _sender_of(message)
    newcomer = Newcomer.called(sender, "") if sender else Newcomer.said(content_of(message, turn.texts).words)
    if not is_staffs:
        return [turn.asks(await _for(request, newcomer, turn))]
    found = await turn.desk.people.called(newcomer.name, limit=MOST_OFFERED)
    request = replace(request, newcomer=newcomer)
    turn.conversation.keep_request(request, Stage.FOR_WHOM)
    key = "ask-which-person" if found else "nobody-called-so"
    return [turn.asks(_screen(request, turn.texts(key), found, turn))]


async def chosen(request: UnsentRequest, tap: DraftButton, turn: Turn) -> UnsentRequest | None:
    """Return the request of whom was tapped, or one's own again; None where they are not to be had."""
    if tap.action is DraftAction.OWN:
        return replace(request, draft=request.draft.on_behalf_of("", ""))
    if tap.action is DraftAction.NEWCOMER:
        if request.newcomer is None:
            return None
        return replace(request, draft=request.draft.for_newcomer(request.newcomer), newcomer=None)
    if not tap.value.isdecimal() or not turn.person.role.is_staff:
        return None
    try:
        user = await turn.desk.people.get(user_name(int(tap.value)))
    except NotFoundError:
        return None
    return _of(request, user, turn) if user.active else None


async def _person_of(message: Message, turn: Turn) -> UserView | None:
    """Return who is shown by a contact or a forwarded message; whom nobody knew is known from then on.

    A forwarded message has the name that they gave themselves, a contact what its owner calls them.
    """
    origin, contact, by_hearsay = message.forward_origin, message.contact, False
    if isinstance(origin, MessageOriginUser) and not origin.sender_user.is_bot:
        telegram_id, name = origin.sender_user.id, origin.sender_user.full_name
        username = origin.sender_user.username or ""
    elif contact is not None and contact.user_id is not None:
        telegram_id, username, by_hearsay = contact.user_id, "", True
        name = " ".join(filter(None, [contact.first_name, contact.last_name]))
    else:
        return None
    return await acquainted(
        telegram_id,
        name,
        username,
        "",
        desk=turn.desk,
        texts=turn.texts,
        request_id=turn.key.request_id("on-behalf-of-contact" if by_hearsay else "on-behalf"),
        by_hearsay=by_hearsay,
    )


def _sender_of(message: Message) -> str:
    """Return what somebody else is called whose message was forwarded; empty of other messages."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=sender) if not sender.is_bot and sender.id != message.chat.id:
            return sender.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
    return ""


async def _for(request: UnsentRequest, newcomer: Newcomer, turn: Turn) -> Screen:
    return await proceed(replace(request, draft=request.draft.for_newcomer(newcomer), newcomer=None), turn)


async def _go_on(request: UnsentRequest, user: UserView, turn: Turn) -> Screen:
    return await proceed(_of(request, user, turn), turn)


def _of(request: UnsentRequest, user: UserView, turn: Turn) -> UnsentRequest:
    is_own = user.name == turn.person.name
    name, called = ("", "") if is_own else (user.name, user.display_name)
    return replace(request, draft=request.draft.on_behalf_of(name, called))


def _screen(request: UnsentRequest, text: Html, people: Sequence[UserView], turn: Turn) -> Screen:
    draft = request.draft
    rows = [
        [
            button(
                f"{each.display_name} (@{each.username})" if each.username else each.display_name,
                DraftButton(
                    action=DraftAction.PERSON, draft=draft.id, value=str(user_number(each.name))
                ).pack(),
            )
        ]
        for each in people
    ]
    if request.newcomer is not None:
        label = turn.texts.plain("button-newcomer", name=request.newcomer.name)
        rows.append([button(label, DraftButton(action=DraftAction.NEWCOMER, draft=draft.id).pack())])
    own = DraftButton(action=DraftAction.OWN, draft=draft.id).pack()
    return Screen(text=text, keyboard=keyboard(*rows, [button(turn.texts.plain("button-for-me"), own)]))
