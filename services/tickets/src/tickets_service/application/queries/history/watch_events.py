"""Query: everything that happens, from a token on, without gaps."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.errors import ResumeTokenInvalidError
from tickets_service.application.ports.history.feed import (
    BEGINNING,
    EventFeed,
    EventSignal,
    FeedPage,
    FeedPosition,
)
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.tokens import DamagedTokenError, seal, unseal
from tickets_service.application.views.events import EventView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.violations import Violations

SHORTEST_HEARTBEAT: Final = timedelta(seconds=1)
LONGEST_HEARTBEAT: Final = timedelta(seconds=60)
DEFAULT_HEARTBEAT: Final = timedelta(seconds=15)
LARGEST_NUMBER: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEvents:
    principal: Principal
    resume_token: str = ""
    types: frozenset[EventType] = frozenset()
    heartbeat: timedelta = DEFAULT_HEARTBEAT


@dataclass(frozen=True, slots=True)
class Watched:
    """`event` is None in a heartbeat."""

    event: EventView | None
    resume_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEventsHandler:
    """Holds one page in memory and no connection while its consumer is slow.

    `unsettled_poll_seconds`: how soon to look again while an open transaction holds events back.
    `idle_poll_seconds`: the same when all is quiet, in case a signal got lost.
    """

    users: UserReader
    feed: EventFeed
    signal: EventSignal
    batch: int = 500
    unsettled_poll_seconds: float = 0.01
    idle_poll_seconds: float = 1.0

    async def __call__(self, query: WatchEvents) -> AsyncGenerator[Watched, None]:
        position = self._check(query)
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.WATCH_EVENTS)
        clock = asyncio.get_running_loop().time
        answered = clock()
        with self.signal.subscribe() as wakeups:
            while not wakeups.closing:
                wakeups.clear()
                page = await self.feed.read(position, types=query.types, limit=self.batch)
                if position.transaction > page.horizon:
                    raise ResumeTokenInvalidError
                for place, event in page.events:
                    yield Watched(event, token_of(place))
                    answered = clock()
                position = page.reached
                due = answered + query.heartbeat.total_seconds() - clock()
                if due <= 0:
                    yield Watched(None, token_of(position))
                    answered = clock()
                elif page.complete:
                    await wakeups.wait(min(due, self._poll_seconds(page)))

    def _check(self, query: WatchEvents) -> FeedPosition:
        violations = Violations()
        if not SHORTEST_HEARTBEAT <= query.heartbeat <= LONGEST_HEARTBEAT:
            violations.add("heartbeat_interval", "must be between 1 s and 60 s")
        violations.refuse_if_any()
        return position_from(query.resume_token)

    def _poll_seconds(self, page: FeedPage) -> float:
        return self.unsettled_poll_seconds if page.unsettled else self.idle_poll_seconds


def token_of(position: FeedPosition) -> str:
    return seal("watch", position.transaction, position.event)


def position_from(token: str) -> FeedPosition:
    """Read a resume token; raise `ResumeTokenInvalidError` for what `token_of` never made."""
    if not token:
        return BEGINNING
    try:
        transaction, event = unseal("watch", token)
    except (DamagedTokenError, ValueError) as error:
        raise ResumeTokenInvalidError from error
    if not (isinstance(transaction, int) and isinstance(event, int)):
        raise ResumeTokenInvalidError
    if not (0 <= transaction <= LARGEST_NUMBER and 0 <= event <= LARGEST_NUMBER):
        raise ResumeTokenInvalidError
    return FeedPosition(transaction, event)
