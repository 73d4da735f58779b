"""Which group is the staff group: an admin links one that has topics; it is none any more when the bot has to go."""

from collections.abc import Sequence
from typing import Any, Final

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter, Command
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.commands import Marked
from bot_service.adapters.inbound.telegram.dialogs.group_chats import GROUPS
from bot_service.adapters.inbound.telegram.dialogs.staff_group.moving_in import cards_of_open
from bot_service.adapters.inbound.telegram.dialogs.staff_group.turn import GroupTurn
from bot_service.adapters.inbound.telegram.dialogs.start.menus import (
    no_staff_group_menus,
    staff_group_menu_calls,
)
from bot_service.adapters.inbound.telegram.drawing.buttons.office import GroupAction, GroupButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.topics.staff_group import GroupRights, StaffGroup
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.people.person import Role

GONE: Final = frozenset({"left", "kicked"})
RIGHTS: Final = (("can_manage_topics", "group-lacks-topics"), ("can_pin_messages", "group-lacks-pins"))


class WhoSpeaks(BaseFilter):
    """Passes what an admin of the desk does, or else says why it is not done."""

    async def __call__(self, _event: TelegramObject, turn: GroupTurn | None) -> bool:
        return turn is not None and turn.person.role is Role.ADMIN


def create_router() -> Router:
    router = Router(name="group-linking")
    for name, handler in (("link", link), ("unlink", unlink)):
        command = Command(name, ignore_case=True)
        router.message.register(handler, F.text, Marked(), command, WhoSpeaks())
        router.message.register(not_an_admin, F.text, Marked(), command)
    router.callback_query.register(link_by_tap, GroupButton.filter(F.action == GroupAction.LINK), WhoSpeaks())
    router.callback_query.register(no_admins_tap, GroupButton.filter(F.action == GroupAction.LINK))
    in_groups = F.chat.type.in_(GROUPS)
    router.my_chat_member.register(gone, in_groups, F.new_chat_member.status.in_(GONE))
    router.my_chat_member.register(changed, in_groups)
    return router


async def link(message: Message, turn: GroupTurn) -> Replies:
    said = turn.sends(Screen(text=await _linked(message.chat, turn)))
    return [said, *await _once_linked(message.chat.id, turn)]


async def link_by_tap(callback: CallbackQuery, turn: GroupTurn) -> Replies:
    if not isinstance(callback.message, Message):
        return [answer(callback, turn.texts.plain("button-outdated"), alert=True)]
    said = Screen(text=await _linked(callback.message.chat, turn))
    chat_id = callback.message.chat.id
    return [answer(callback), said.after_tap(callback), *await _once_linked(chat_id, turn)]


async def unlink(message: Message, turn: GroupTurn) -> Replies:
    was_linked = await turn.desk.groups.unlink(message.chat.id)
    if not was_linked:
        return [turn.says("group-not-linked")]
    return [turn.says("group-unlinked"), *no_staff_group_menus(message.chat.id)]


async def not_an_admin(message: Message, turn: GroupTurn | None, is_anonymous: bool, texts: Texts) -> Replies:
    key = "group-under-own-name" if is_anonymous else "group-start-first" if turn is None else "admins-only"
    said = Screen(text=texts(key)).sent_to(message.chat.id)
    return [said] if turn is None else [turn.says(key)]


async def no_admins_tap(callback: CallbackQuery, turn: GroupTurn | None, texts: Texts) -> Replies:
    key = "group-start-first" if turn is None else "admins-only"
    return [answer(callback, texts.plain(key), alert=True)]


async def gone(event: ChatMemberUpdated, desk: RequestDesk) -> Replies:
    """Nobody is told: there is no way to."""
    await desk.groups.unlink(event.chat.id)
    return []


async def changed(event: ChatMemberUpdated, desk: RequestDesk, staff_group: StaffGroup | None) -> Replies:
    """Offer to link a group that could be the staff group; in the one that is, say what cannot be done any more."""
    member: Any = event.new_chat_member
    rights = GroupRights(
        is_forum=bool(event.chat.is_forum),
        can_manage_topics=bool(getattr(member, "can_manage_topics", False)),
        can_pin_messages=bool(getattr(member, "can_pin_messages", False)),
    )
    if staff_group is not None:
        return await _noted(event.chat, rights, staff_group, desk)
    was_there = event.old_chat_member.status not in GONE
    if not rights.is_forum or (was_there and not rights.can_manage_topics):
        return []
    if await desk.groups.linked() is not None:
        return []
    texts = texts_in(language_of(event.from_user.language_code))
    lines = [texts("group-offer"), *_lacks(rights, texts)]
    offer = button(texts.plain("button-group-link"), GroupButton(action=GroupAction.LINK).pack())
    return [Screen(text=Html("\n\n".join(lines)), keyboard=keyboard([offer])).sent_to(event.chat.id)]


async def _linked(chat: Chat, turn: GroupTurn) -> Html:
    """Make it the staff group; say so, or why not."""
    if chat.type == ChatType.PRIVATE:
        return turn.texts("group-needs-topics")
    rights = await turn.desk.inspector.rights_in(chat.id)
    if not rights.is_forum:
        return turn.texts("group-needs-topics")
    await turn.desk.groups.link(_group(chat, rights, turn.person.language))
    return Html("\n\n".join([turn.texts("group-linked"), *_lacks(rights, turn.texts)]))


async def _once_linked(chat_id: int, turn: GroupTurn) -> Replies:
    """Give the group its menu, and what is open its topics; nothing where it could not be linked."""
    group = await turn.desk.groups.linked()
    if group is None or group.chat_id != chat_id:
        return []
    return [*staff_group_menu_calls(chat_id), *await cards_of_open(group, turn)]


async def _noted(chat: Chat, rights: GroupRights, before: StaffGroup, desk: RequestDesk) -> Replies:
    now = _group(chat, rights, before.language)
    if now == before:
        return []
    await desk.groups.link(now)
    texts = texts_in(language_of(before.language))
    lost = [key for name, key in RIGHTS if getattr(before, name) and not getattr(now, name)]
    if not lost:
        return []
    return [Screen(text=Html("\n\n".join(texts(key) for key in lost))).sent_to(chat.id)]


def _group(chat: Chat, rights: GroupRights, language: str) -> StaffGroup:
    return StaffGroup(
        chat_id=chat.id,
        title=chat.title or "",
        language=language,
        can_manage_topics=rights.can_manage_topics,
        can_pin_messages=rights.can_pin_messages,
    )


def _lacks(rights: GroupRights, texts: Texts) -> Sequence[Html]:
    return [texts(key) for name, key in RIGHTS if not getattr(rights, name)]
