"""What is known of an event by now: whether what was said in it has been taken back since."""

from dataclasses import replace

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView


def known_now(event: EventView, store: MemoryStore) -> EventView:
    if not isinstance(event.change, CommentView):
        return event
    withdrawn_at = store.comments[event.change.id].withdrawn_at
    return replace(event, change=replace(event.change, withdrawn_at=withdrawn_at))
