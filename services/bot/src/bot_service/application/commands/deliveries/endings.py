"""The ways in which one try to make a call ends, whatever led there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot_service.application.backoff import backoff
from bot_service.application.commands.deliveries.attempts import (
    DeliveryAttempt,
    DeliveryOutcome,
    RefusedCallError,
    recorded,
)
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.deliveries.deliveries import Deliveries, Delivery, DeliveryState
from bot_service.application.ports.notifications.unheard import Unheard
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.domain.deliveries.appearance import shows_something
from bot_service.domain.deliveries.outgoing import OutgoingCall, is_excuse

MOST_ATTEMPTS: Final = 1_000
"""With at most a minute between two: the better part of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    deliveries: Deliveries
    unheard: Unheard
    apologies: Apologies
    report_crash: CrashReports

    async def postponed(
        self, delivery: Delivery, after: timedelta, why: str, outcome: DeliveryOutcome
    ) -> DeliveryAttempt:
        """Give it back for a time; that was no attempt."""
        await self.deliveries.postpone(delivery, after, why, is_attempt=False)
        return DeliveryAttempt(outcome, after.total_seconds())

    async def again(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """Give it back to be tried later, each time after a longer while; after `MOST_ATTEMPTS` it has failed."""
        if delivery.attempts >= MOST_ATTEMPTS:
            return await self.failed(delivery, error)
        after = backoff(delivery.attempts, first=0.5, longest=60.0)
        await self.deliveries.postpone(delivery, after, error, is_attempt=True)
        return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())

    async def nothing_left(self, delivery: Delivery, why: str = "") -> DeliveryAttempt:
        """Be done with it: what it would have changed is no longer there."""
        await self.deliveries.close(delivery, DeliveryState.SENT, why)
        return DeliveryAttempt(DeliveryOutcome.GONE)

    async def unchanged(self, delivery: Delivery) -> DeliveryAttempt:
        """Be done with it, unmade: all looks so already."""
        await self.deliveries.close(delivery, DeliveryState.SENT, "")
        return DeliveryAttempt(DeliveryOutcome.UNCHANGED)

    async def unknown(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """Make it no more, though nobody knows whether it arrived; who waits to be heard is told that."""
        calls = await self._said_of_unknown(delivery)
        await self.deliveries.close(delivery, DeliveryState.UNKNOWN, error, calls=calls)
        return DeliveryAttempt(DeliveryOutcome.UNKNOWN)

    async def refused(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """Have made what is to be in its place; where there is nothing, it has failed."""
        if not delivery.call.otherwise:
            return await self.failed(delivery, error, is_refused=True)
        await self.deliveries.replace(delivery, error)
        return DeliveryAttempt(DeliveryOutcome.REPLACED)

    async def parked(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """Keep it until the chat can be reached; who waits to be heard there is told in the same breath."""
        calls: Sequence[OutgoingCall] = ()
        try:
            tickets = await self.deliveries.tickets_waiting(delivery.call.chat_id)
            calls = await self.unheard(delivery.call.chat_id, tickets) if tickets else ()
        except UnavailableError:
            return await self.again(delivery, error)
        except Exception as bug:  # noqa: BLE001  # that nobody can be told is no reason to go on calling
            self.report_crash(bug, delivery.traceparent)
        await self.deliveries.park(delivery, error, calls)
        return DeliveryAttempt(DeliveryOutcome.PARKED)

    async def failed(self, delivery: Delivery, error: str, *, is_refused: bool = False) -> DeliveryAttempt:
        """Report a bug; where Telegram refused something that is missed in the chat, excuse that there."""
        crash = RefusedCallError(f"{delivery.call.method}: {error}")
        incident = self.report_crash(crash, delivery.traceparent)

        async def close() -> DeliveryAttempt:
            is_missed = is_refused and shows_something(delivery.call) and not is_excuse(delivery.cause)
            calls = await self.apologies.unsaid(delivery.call, incident) if is_missed else ()
            await self.deliveries.close(delivery, DeliveryState.FAILED, error, incident, calls)
            return DeliveryAttempt(DeliveryOutcome.FAILED)

        # From here on by itself: the crash is reported once.
        return await recorded(close)

    async def _said_of_unknown(self, delivery: Delivery) -> Sequence[OutgoingCall]:
        """Return what tells those who wait to be heard about a ticket; nothing while the services are away."""
        call = delivery.call
        if call.ticket is None or is_excuse(delivery.cause):
            return ()
        try:
            return await self.unheard(call.chat_id, [call.ticket], is_unsure=True)
        except UnavailableError:
            return ()
        except Exception as bug:  # noqa: BLE001  # that nobody can be told is no reason to lose the state
            self.report_crash(bug, delivery.traceparent)
            return ()
