"""The point on the globe that a message shares."""

from aiogram.types import Message

from bot_service.domain.places.position import Position


def point_in(message: Message) -> Position | None:
    """Return where the position or venue is that was sent; None for all other messages."""
    shared = message.venue.location if message.venue is not None else message.location
    return None if shared is None else Position(shared.latitude, shared.longitude)
