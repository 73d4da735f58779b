"""Places from a CSV file, looked at before anything changes, and to one."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
)
from bot_service.adapters.inbound.telegram.dialogs.office.places.files import (
    Checked,
    downloaded,
    export_file,
    faults_file,
    preview_screen,
    table_words,
)
from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import opened
from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import stopping
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated
from bot_service.adapters.inbound.telegram.dialogs.remembered import OfficeTask
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, keyboard
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.places.locations import LocationKind, LocationRow
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.files.csv_table import UnusableTableError
from bot_service.domain.places.location_table import TableRow, read_table

MAX_BYTES: Final = 5 * 1024 * 1024


def create_router() -> Router:
    router = Router(name="tables-of-places")
    router.callback_query.register(ask, LocationButton.filter(F.action == LocationAction.IMPORT))
    router.callback_query.register(brought, LocationButton.filter(F.action == LocationAction.IMPORT_NOW))
    router.callback_query.register(exported, LocationButton.filter(F.action == LocationAction.EXPORT))
    router.message.register(sent, AnswersOffice(OfficeQuestion.PLACE_FILE, OfficeQuestion.PLACE_FILE_CHECKED))
    return router


async def ask(callback: CallbackQuery, turn: Turn) -> Replies:
    screen = Screen(text=turn.texts("places-ask-file"), keyboard=keyboard([stopping(turn.texts, "")]))
    return ask_in_office(OfficeQuestion.PLACE_FILE, screen, callback, turn)


async def sent(message: Message, turn: Turn, office: Office) -> Replies:
    """Show what would become of the file; nothing changes before it is confirmed."""
    document = message.document
    if document is None:
        return [turn.says("places-expects-file")]
    if (document.file_size or 0) > MAX_BYTES:
        return [turn.says("table-too-long")]
    return await _checked(document.file_id, turn, office)


async def brought(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    """Take the file that was looked at, all of it or nothing; what changed meanwhile is shown anew."""
    task = turn.conversation.office
    if (
        task is None
        or task.kind != OfficeQuestion.PLACE_FILE_CHECKED
        or callback_data.value != str(task.since)
    ):
        return await outdated(callback, turn)
    content = await downloaded(task.subject, turn, MAX_BYTES)
    if content is None:
        return [answer(callback, turn.texts.plain("table-gone"), alert=True)]
    rows = read_table(content, table_words())
    outcome = await office.locations.bring(
        [location_row(row) for row in rows],
        check_only=False,
        acting=turn.person.name,
        request_id=turn.key.request_id("import"),
    )
    if outcome.faults:
        return [answer(callback), *await _checked(task.subject, turn, office)]
    turn.conversation.leave_office()
    said = Screen(text=turn.texts("places-brought", new=outcome.created, changed=outcome.updated))
    return [answer(callback), said.after_tap(callback), turn.sends(await opened("", turn, office))]


async def exported(callback: CallbackQuery, turn: Turn, office: Office) -> Replies:
    places = await office.locations.inside(all_levels=True, acting=turn.person.name)
    if not places:
        return [answer(callback, turn.texts.plain("places-nothing-to-export"), alert=True)]
    return [answer(callback), export_file(places, turn)]


async def _checked(file_id: str, turn: Turn, office: Office) -> list[OutgoingCall]:
    """Say what is wrong with the file, or offer to take it."""
    content = await downloaded(file_id, turn, MAX_BYTES)
    if content is None:
        return [turn.says("table-gone")]
    try:
        rows = read_table(content, table_words())
    except UnusableTableError as error:
        return [turn.sends(Screen(text=turn.texts(f"table-{error.fault}", line=str(error.line))))]
    outcome = await office.locations.bring(
        [location_row(row) for row in rows],
        check_only=True,
        acting=turn.person.name,
        request_id=turn.key.request_id("check"),
    )
    checked = Checked.of(rows, outcome)
    is_sound = not checked.faults
    turn.conversation.ask_in_office(
        OfficeTask(
            kind=OfficeQuestion.PLACE_FILE_CHECKED if is_sound else OfficeQuestion.PLACE_FILE,
            since=turn.key.update_id,
            subject=file_id if is_sound else "",
        )
    )
    shown = turn.asks(preview_screen(checked, turn))
    return [shown] if is_sound else [shown, faults_file(checked, turn)]


def location_row(row: TableRow) -> LocationRow:
    kind = LocationKind(row.kind) if row.kind else None
    return LocationRow(
        code=row.code,
        name=row.name,
        kind=kind,
        parent=row.parent,
        archived=row.archived,
        position=row.position,
    )
