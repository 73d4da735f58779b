"""Write a person's digest, once, and settle when the next one is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.notifications.digest_writer import DigestWriter, WrittenDigest
from bot_service.application.ports.notifications.held_calls import DueDigest, HeldCalls
from bot_service.domain.deliveries.outgoing import Urgency
from bot_service.domain.notifications.quiet import zone_named


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDigest:
    held: HeldCalls
    write: DigestWriter
    report_crash: CrashReports
    now: Callable[[], datetime]

    async def __call__(self, digest: DueDigest) -> bool:
        """Return whether it was this process that settled it. Raises `UnavailableError`: it stays due.

        One that cannot be written for a fault of ours is given up for that day; what is held waits for the next.
        """
        try:
            written = await self.write(digest)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # one that fails must not keep those of others from going out
            self.report_crash(error)
            following = digest.chosen.next_digest(self.now(), UTC)
            return await self.held.finish(replace(digest, held=()), following, "UTC", ())
        return await self._settle(digest, written)

    async def _settle(self, digest: DueDigest, written: WrittenDigest) -> bool:
        following = digest.chosen.next_digest(self.now(), zone_named(written.zone))
        calls = [replace(call, urgency=Urgency.NOTIFICATION) for call in written.calls]
        return await self.held.finish(digest, following, written.zone, calls)
