"""/broadcast: something is said to many people at once."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.broadcast.screens import (
    audience_screen,
    preview_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.remembered import OfficeTask
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import BroadcastAction, BroadcastButton
from bot_service.adapters.inbound.telegram.drawing.office.announcements import (
    announcement_call,
    progress_screen,
)
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.office import Office
from bot_service.application.ports.office.broadcasts import Broadcast, BroadcastState
from bot_service.domain.deliveries.outgoing import Urgency, update_cause
from bot_service.domain.office.announcement import MARKS, Announcement, Audience
from bot_service.domain.people.person import ADMINS
from bot_service.domain.words.visible import is_visible


def create_router() -> Router:
    router = Router(name="broadcast")
    register_command(router, "broadcast", broadcast, roles=ADMINS)
    for action, handler in (
        (BroadcastAction.LEAVE, left),
        (BroadcastAction.OTHERS, choose_others),
        (BroadcastAction.URGENT, urgency_set),
        (BroadcastAction.SEND, sent),
        (BroadcastAction.STOP, stopped),
        (BroadcastAction.DROP, dropped),
    ):
        router.callback_query.register(handler, BroadcastButton.filter(F.action == action))
    router.callback_query.register(
        audience_chosen,
        BroadcastButton.filter((F.action == BroadcastAction.AUDIENCE) & F.value.in_(list(Audience))),
    )
    router.message.register(written, AnswersOffice(OfficeQuestion.ANNOUNCEMENT))
    router.message.register(place_written, AnswersOffice(OfficeQuestion.ANNOUNCED_PLACE))
    return router


async def broadcast(_message: Message, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return [turn.says("finish-request-first")]
    since = turn.key.update_id
    turn.conversation.ask_in_office(OfficeTask(kind=OfficeQuestion.ANNOUNCEMENT, since=since))
    leave = BroadcastButton(action=BroadcastAction.LEAVE, number=since).pack()
    cancel = button(turn.texts.plain("button-cancel"), leave)
    return [turn.asks(Screen(text=turn.texts("broadcast-ask"), keyboard=keyboard([cancel])))]


async def left(callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn) -> Replies:
    """Leave the question that the button belongs to; a newer one stays."""
    task = turn.conversation.office
    if task is None or task.since != callback_data.number:
        return [answer(callback, turn.texts.plain("button-outdated")), *without_buttons(callback)]
    turn.conversation.leave_office()
    return [answer(callback), Screen(text=turn.texts("office-stopped")).after_tap(callback)]


async def written(message: Message, turn: Turn, office: Office) -> Replies:
    """Keep what is to be said; nobody hears it before it was seen as it will look, and sent."""
    task = task_of(turn.conversation)
    if message.media_group_id is not None:
        if task.detail == message.media_group_id:
            return []
        turn.conversation.office = replace(task, detail=message.media_group_id)
        return [turn.says("broadcast-one-photo")]
    announcement = announcement_of(message)
    if announcement is None:
        return [turn.says("broadcast-expects-words")]
    if announcement.is_too_long:
        return [turn.says("broadcast-too-long", count=announcement.most_words)]
    number = await office.broadcasts.draft(
        update_cause(turn.key.bot_id, turn.key.update_id),
        announcement,
        chat_id=turn.person.telegram_id,
        author=turn.person.name,
        language=turn.texts.language,
    )
    turn.conversation.leave_office()
    shown = announcement_call(announcement, turn.person.telegram_id, turn.texts, is_urgent=False)
    seen = {name: value for name, value in shown.arguments.items() if name != "reply_markup"}
    return [
        replace(shown, arguments=seen, urgency=Urgency.ANSWER),
        turn.sends(audience_screen(number, turn.texts)),
    ]


def announcement_of(message: Message) -> Announcement | None:
    """Return what is to be said; None where there are neither words nor a photo, or more than that."""
    text = message.text or message.caption or ""
    largest = max(message.photo or [], key=lambda size: size.width * size.height, default=None)
    if message.text is None and largest is None:
        return None
    if largest is None and not is_visible(text):
        return None
    marks = message.entities if message.text else message.caption_entities
    return Announcement(
        text=text,
        marks=tuple(
            mark.model_dump(mode="json", exclude_none=True) for mark in marks or () if mark.type in MARKS
        ),
        photo="" if largest is None else largest.file_id,
    )


async def audience_chosen(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    draft = await _draft(callback_data.number, turn, office)
    if draft is None:
        return await _outdated(callback, callback_data.number, turn, office)
    audience = Audience(callback_data.value)
    if audience is not Audience.PLACE:
        found = await _addressed(draft, audience, "", turn, office)
        return [answer(callback), preview_screen(found, turn.texts).after_tap(callback)]
    others = BroadcastButton(action=BroadcastAction.OTHERS, number=draft.id).pack()
    back = button(turn.texts.plain("button-back"), others)
    screen = Screen(text=turn.texts("broadcast-ask-place"), keyboard=keyboard([back]))
    return ask_in_office(OfficeQuestion.ANNOUNCED_PLACE, screen, callback, turn, subject=str(draft.id))


async def place_written(message: Message, turn: Turn, office: Office) -> Replies:
    number = int(task_of(turn.conversation).subject)
    draft = await _draft(number, turn, office)
    if draft is None:
        turn.conversation.leave_office()
        return [turn.says("broadcast-gone")]
    try:
        found = await _addressed(draft, Audience.PLACE, (message.text or "").strip().upper(), turn, office)
    except (NotFoundError, InvalidFieldsError):
        return [turn.says("broadcast-no-place")]
    turn.conversation.leave_office()
    return [turn.sends(preview_screen(found, turn.texts))]


async def choose_others(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    draft = await _draft(callback_data.number, turn, office)
    if draft is None:
        return await _outdated(callback, callback_data.number, turn, office)
    task = turn.conversation.office
    if task is not None and task.kind == OfficeQuestion.ANNOUNCED_PLACE and task.subject == str(draft.id):
        turn.conversation.leave_office()
    return [answer(callback), audience_screen(draft.id, turn.texts).after_tap(callback)]


async def urgency_set(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    draft = await _draft(callback_data.number, turn, office)
    if draft is None:
        return await _outdated(callback, callback_data.number, turn, office)
    await office.broadcasts.set_urgent(draft.id, urgent=bool(callback_data.value))
    found = await _found(draft.id, turn, office)
    return [answer(callback), preview_screen(found, turn.texts).after_tap(callback)]


async def sent(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    """Let it go out, to whom that is now: a draft may have waited, and people been shut out since.

    A second tap, or another try of this update, shows how far it has come.
    """
    draft = await _draft(callback_data.number, turn, office)
    if draft is None or draft.audience is None:
        return await _outdated(callback, callback_data.number, turn, office)
    await _addressed(draft, draft.audience, draft.place, turn, office)
    await office.broadcasts.send(draft.id, callback.message.message_id if callback.message else None)
    found = await _found(draft.id, turn, office)
    return [answer(callback), progress_screen(found, turn.texts).after_tap(callback)]


async def stopped(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    await office.broadcasts.stop(callback_data.number)
    return await _outdated(callback, callback_data.number, turn, office)


async def dropped(
    callback: CallbackQuery, callback_data: BroadcastButton, turn: Turn, office: Office
) -> Replies:
    draft = await _draft(callback_data.number, turn, office)
    if draft is None:
        return await _outdated(callback, callback_data.number, turn, office)
    await office.broadcasts.drop(draft.id)
    return [answer(callback), Screen(text=turn.texts("broadcast-dropped")).after_tap(callback)]


async def _draft(number: int, turn: Turn, office: Office) -> Broadcast | None:
    found = await office.broadcasts.get(number, chat_id=turn.person.telegram_id)
    return found if found is not None and found.state is BroadcastState.DRAFT else None


async def _found(number: int, turn: Turn, office: Office) -> Broadcast:
    """Raises `NotFoundError`."""
    found = await office.broadcasts.get(number, chat_id=turn.person.telegram_id)
    if found is None:
        raise NotFoundError(f"broadcasts/{number}")
    return found


async def _addressed(
    draft: Broadcast, audience: Audience, place: str, turn: Turn, office: Office
) -> Broadcast:
    names = await office.audiences.of(audience, place=place, acting=turn.person.name)
    await office.broadcasts.address(draft.id, audience, place, names)
    return await _found(draft.id, turn, office)


async def _outdated(callback: CallbackQuery, number: int, turn: Turn, office: Office) -> Replies:
    """Show what became of the draft that the button belongs to."""
    found = await office.broadcasts.get(number, chat_id=turn.person.telegram_id)
    if found is None or found.state is BroadcastState.DRAFT:
        return [answer(callback, turn.texts.plain("broadcast-gone"), alert=True), *without_buttons(callback)]
    return [answer(callback), progress_screen(found, turn.texts).after_tap(callback)]
