"""The feed of events, with alerts that come at the same time put together: many clocks strike at once."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Final

from bot_service.application.ports.notifications.event_feed import EventFeed, FeedItem
from bot_service.application.views.events import EventType

MOST_TOGETHER: Final = 100


async def bundles(feed: EventFeed, position: str, pause: float) -> AsyncGenerator[Sequence[FeedItem], None]:
    """Yield what happens after `position`, item by item; alerts together, up to `pause` seconds without another one.

    Raises what the feed raises, after what came before.
    """
    found: asyncio.Queue[FeedItem | Exception] = asyncio.Queue(MOST_TOGETHER)
    reading = asyncio.create_task(_read(feed, position, found), name="event-feed")
    try:
        alerts: list[FeedItem] = []
        while True:
            try:
                async with asyncio.timeout(pause if alerts else None):
                    item = await found.get()
            except TimeoutError:
                yield alerts
                alerts = []
                continue
            if isinstance(item, FeedItem) and _is_alert(item) and len(alerts) < MOST_TOGETHER:
                alerts.append(item)
                continue
            if alerts:
                yield alerts
            if isinstance(item, Exception):
                raise item
            alerts = [item] if _is_alert(item) else []
            if not alerts:
                yield [item]
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _read(feed: EventFeed, position: str, found: asyncio.Queue[FeedItem | Exception]) -> None:
    try:
        async with aclosing(feed.watch(position)) as items:
            async for item in items:
                await found.put(item)
    except Exception as error:  # noqa: BLE001  # whoever reads the bundles gets it
        await found.put(error)


def _is_alert(item: FeedItem) -> bool:
    return item.event is not None and item.event.type is EventType.SLA_ALERT
