"""Port: what happens to tickets."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from bot_service.application.views.events import EventView


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    resume_token: str
    event: EventView | None
    """None in a heartbeat."""
    taken_in: str = ""
    """The traceparent of the span that received it; empty where there is none."""


class EventFeed(Protocol):
    def watch(self, resume_token: str) -> AsyncGenerator[FeedItem, None]:
        """Yield what happened after `resume_token` ("" = everything) and what happens next, without end.

        Raises `UnavailableError` when the stream breaks; watch again with the last token. Whoever stops closes it.
        """
        ...
