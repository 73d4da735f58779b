"""What /locations reads of the desk."""

from bot_service.adapters.inbound.telegram.dialogs.office.places.screens import OpenPlace, place_screen
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.application.office import Office
from bot_service.application.ports.places.locations import LocationView


async def place_coded(code: str, turn: Turn, office: Office) -> LocationView | None:
    """Return None for the top of the tree."""
    return await office.locations.get(code, acting=turn.person.name) if code else None


async def opened(code: str, turn: Turn, office: Office, page: int = 0, note: Html | None = None) -> Screen:
    place = await place_coded(code, turn, office)
    inside = await office.locations.inside(code, acting=turn.person.name)
    return place_screen(OpenPlace(place=place, inside=inside, page=page), turn.texts, note)
