"""Tell who waits to be heard that a message may not have arrived: its sender died over it, and knows nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.deliveries.interrupted_calls import InterruptedCall, InterruptedCalls
from bot_service.application.ports.notifications.unheard import Unheard
from bot_service.domain.deliveries.outgoing import OutgoingCall, is_excuse

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOfInterrupted:
    interrupted: InterruptedCalls
    unheard: Unheard
    report_crash: CrashReports

    async def __call__(self) -> int:
        """Return of how many calls that was; raises `UnavailableError`, then the rest stays to be told of."""
        found = await self.interrupted.untold(AT_ONCE)
        for call in found:
            await self.interrupted.told(call, await self._said(call))
        return len(found)

    async def _said(self, call: InterruptedCall) -> Sequence[OutgoingCall]:
        if is_excuse(call.cause):
            return ()
        try:
            return await self.unheard(call.chat_id, [call.ticket], is_unsure=True)
        except UnavailableError:
            raise
        except Exception as bug:  # noqa: BLE001  # one that nobody can be told of holds up no other
            self.report_crash(bug, call.traceparent)
            return ()
