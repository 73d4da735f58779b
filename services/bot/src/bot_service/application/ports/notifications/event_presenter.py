"""Port: who hears of an event, and in which words."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.application.views.events import EventView
from bot_service.domain.deliveries.outgoing import OutgoingCall


class EventPresenter(Protocol):
    async def __call__(self, events: Sequence[EventView]) -> Sequence[OutgoingCall]:
        """Return the messages and card edits that an event calls for; none when nobody needs to hear of it.

        Several events are alerts that came together.
        """
        ...
