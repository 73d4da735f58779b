"""Turn an event, or alerts that came together, into deliveries and move on in the feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.notifications.event_presenter import EventPresenter
from bot_service.application.ports.notifications.feed_positions import FeedPositions, FeedStep
from bot_service.application.views.events import EventView
from bot_service.domain.deliveries.outgoing import OutgoingCall

MOST_FAILURES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentEvent:
    positions: FeedPositions
    presenter: EventPresenter
    report_crash: CrashReports

    async def __call__(
        self, step: FeedStep, events: Sequence[EventView], *, failures: int, deferrals: int
    ) -> "Presented":
        """Present the events and record them together with the step. Raises `PositionMovedError`."""
        try:
            calls: Sequence[OutgoingCall] = await self.presenter(events)
        except UnavailableError as error:
            return Presented(
                done=False, error=error, try_again_in=backoff(deferrals, first=0.25, longest=10.0)
            )
        except Exception as error:  # noqa: BLE001  # a poison event must not stop the feed
            if failures + 1 < MOST_FAILURES:
                wait = backoff(failures, first=0.25, longest=5.0)
                return Presented(done=False, is_failure=True, error=error, try_again_in=wait)
            incident = self.report_crash(error)
            await self.positions.dead_letter(step, type(error).__name__, incident)
            return Presented(done=True, is_dead_lettered=True, error=error)
        await self.positions.advance(step, calls)
        return Presented(done=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    done: bool
    is_failure: bool = False
    """The failure is ours, not another service's."""
    is_dead_lettered: bool = False
    error: Exception | None = None
    try_again_in: timedelta = timedelta()
