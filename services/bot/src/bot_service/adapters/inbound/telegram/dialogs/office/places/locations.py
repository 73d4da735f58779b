"""/locations: the tree of places, to look at and to change."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.office.places import adding, positions, sheets, tables
from bot_service.adapters.inbound.telegram.dialogs.office.places.asking import ask_of_place
from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import opened, place_coded
from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import archive_screen
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import InvalidFieldsError, NotFoundError
from bot_service.application.office import Office
from bot_service.domain.people.person import ADMINS


def create_router() -> Router:
    router = Router(name="locations")
    register_command(router, "locations", locations, roles=ADMINS)
    for action, handler in (
        (LocationAction.OPEN, shown),
        (LocationAction.RENAME, ask_name),
        (LocationAction.ARCHIVE, ask_archive),
        (LocationAction.ARCHIVE_NOW, archived),
        (LocationAction.RESTORE, restored),
        (LocationAction.STOP, stopped),
    ):
        router.callback_query.register(handler, LocationButton.filter(F.action == action))
    router.message.register(named, AnswersOffice(OfficeQuestion.PLACE_NAME))
    for each in (adding, positions, tables, sheets):
        router.include_router(each.create_router())
    return router


async def locations(_message: Message, turn: Turn, office: Office) -> Replies:
    return [turn.sends(await opened("", turn, office))]


async def shown(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    screen = await opened(callback_data.code, turn, office, callback_data.page)
    return [answer(callback), screen.after_tap(callback)]


async def ask_name(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    return await ask_of_place(
        OfficeQuestion.PLACE_NAME, "place-ask-name", callback, callback_data.code, turn, office
    )


async def named(message: Message, turn: Turn, office: Office) -> Replies:
    """What is no name is said, and asked for again."""
    code = task_of(turn.conversation).subject
    if not message.text:
        return [turn.says("office-expects-text")]
    try:
        await office.locations.rename(
            code, message.text, acting=turn.person.name, request_id=turn.key.request_id("rename")
        )
    except InvalidFieldsError:
        return [turn.says("row-name-invalid")]
    turn.conversation.leave_office()
    return [turn.sends(await opened(code, turn, office, note=turn.texts("place-renamed")))]


async def ask_archive(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    code = callback_data.code
    place = await place_coded(code, turn, office)
    if place is None:
        raise NotFoundError(code)
    inside = await office.locations.inside(code, all_levels=True, archived=False, acting=turn.person.name)
    return [answer(callback), archive_screen(place, len(inside), turn.texts).after_tap(callback)]


async def archived(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    note = turn.texts("place-archived-now")
    return await _set_archived(callback, callback_data.code, turn, office, note, is_archived=True)


async def restored(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    note = turn.texts("place-restored")
    return await _set_archived(callback, callback_data.code, turn, office, note, is_archived=False)


async def _set_archived(
    callback: CallbackQuery, code: str, turn: Turn, office: Office, note: Html, *, is_archived: bool
) -> Replies:
    await office.locations.set_archived(
        code, archived=is_archived, acting=turn.person.name, request_id=turn.key.request_id("archive")
    )
    return [answer(callback), (await opened(code, turn, office, note=note)).after_tap(callback)]


async def stopped(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    turn.leave_office_at(callback)
    screen = await opened(callback_data.code, turn, office)
    return [answer(callback, turn.texts.plain("office-stopped")), screen.after_tap(callback)]
