"""QR codes of places, to be printed: of one, or of all that is inside of it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.office.places.reading import place_coded
from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import sheets_screen
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.office import LocationAction, LocationButton
from bot_service.adapters.inbound.telegram.drawing.deep_links import SCANNED, deep_link
from bot_service.adapters.inbound.telegram.drawing.files import document
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.office import Office
from bot_service.application.ports.places.locations import LocationView
from bot_service.application.ports.places.sheet_printer import MOST_LABELS, Label, SheetLayout
from bot_service.domain.places.place_tree import PlaceTree


def create_router() -> Router:
    router = Router(name="sheets")
    router.callback_query.register(choose, LocationButton.filter(F.action == LocationAction.SHEETS))
    router.callback_query.register(
        printed,
        LocationButton.filter(
            F.action.in_({LocationAction.PRINT, LocationAction.PRINT_ONE}) & F.value.in_(list(SheetLayout))
        ),
    )
    return router


async def choose(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    place = await place_coded(callback_data.code, turn, office)
    return [answer(callback), sheets_screen(place, turn.texts).after_tap(callback)]


async def printed(
    callback: CallbackQuery, callback_data: LocationButton, turn: Turn, office: Office
) -> Replies:
    texts, layout = turn.texts, SheetLayout(callback_data.value)
    place = await place_coded(callback_data.code, turn, office)
    places = [place] if place and place.available else []
    if callback_data.action is LocationAction.PRINT:
        places += await office.locations.inside(
            callback_data.code, all_levels=True, archived=False, acting=turn.person.name
        )
    if not places:
        return [answer(callback, texts.plain("sheets-nothing"), alert=True)]
    if len(places) > MOST_LABELS:
        said = texts.plain("sheets-too-many", count=len(places), most=MOST_LABELS)
        return [answer(callback, said, alert=True)]
    username = await office.identity.username()
    tree = await turn.desk.places.tree(knowing=places[-1].code)
    labels = [label_of(each, username, tree) for each in places]
    content = await office.printer.print(labels, layout, hint=texts.plain("sheet-hint"))
    name = f"QR {callback_data.code or 'all'} {layout.value}.pdf"
    caption = texts("sheets-printed", count=len(labels))
    return [answer(callback), document(turn.person.telegram_id, name, content, caption)]


def label_of(place: LocationView, username: str, tree: PlaceTree) -> Label:
    """Draw up what is stuck on a wall: people there know what is around them by its name, not by its code."""
    around = [(code, tree.get(code)) for code in place.around]
    return Label(
        link=deep_link(username, f"{SCANNED}{place.code}"),
        code=place.code,
        name=place.name,
        around=" › ".join(code if node is None else node.name for code, node in around),
    )
