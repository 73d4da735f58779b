"""Messages of other kinds than text, as text."""

from collections.abc import Callable, Mapping
from typing import Final

from aiogram.enums import ContentType
from aiogram.types import Checklist, Contact, Location, Message, Poll, Venue

from bot_service.adapters.inbound.telegram.dialogs.words.rich import CHECKED, UNCHECKED, rich_words

POINT: Final = "📍"


def _checklist(message: Message) -> str:
    return "" if message.checklist is None else checklist_words(message.checklist)


def _poll(message: Message) -> str:
    return "" if message.poll is None else poll_words(message.poll)


def _contact(message: Message) -> str:
    return "" if message.contact is None else contact_words(message.contact)


def _venue(message: Message) -> str:
    return "" if message.venue is None else venue_words(message.venue)


def _location(message: Message) -> str:
    return "" if message.location is None else location_words(message.location)


def _rich(message: Message) -> str:
    return (
        "" if message.rich_message is None else rich_words(message.rich_message.model_dump(exclude_none=True))
    )


READ_AS_TEXT: Final[Mapping[str, Callable[[Message], str]]] = {
    ContentType.CHECKLIST: _checklist,
    ContentType.POLL: _poll,
    ContentType.CONTACT: _contact,
    ContentType.VENUE: _venue,
    ContentType.LOCATION: _location,
    ContentType.RICH_MESSAGE: _rich,
}
"""A venue before the location that it holds."""


def words_of_kind(message: Message) -> str:
    """Return what a message of one of these kinds says; empty for all others."""
    read = READ_AS_TEXT.get(message.content_type)
    return "" if read is None else read(message)


def checklist_words(checklist: Checklist) -> str:
    tasks = (f"{CHECKED if task.completion_date else UNCHECKED} {task.text}" for task in checklist.tasks)
    return "\n".join([checklist.title, *tasks])


def poll_words(poll: Poll) -> str:
    options = (f"• {option.text}" for option in poll.options)
    return "\n".join(filter(None, [poll.question, poll.description, *options]))


def contact_words(contact: Contact) -> str:
    name = " ".join(filter(None, [contact.first_name, contact.last_name]))
    return f"{name}, {contact.phone_number}".removeprefix(", ")


def venue_words(venue: Venue) -> str:
    place = ", ".join(filter(None, [venue.title, venue.address]))
    return f"{place}\n{location_words(venue.location)}"


def location_words(location: Location) -> str:
    """Name the point so that a person can open it on a map; about a decimetre is exact enough."""
    latitude, longitude = f"{location.latitude:.6f}", f"{location.longitude:.6f}"
    return f"{POINT} {latitude}, {longitude} https://osm.org/?mlat={latitude}&mlon={longitude}"
