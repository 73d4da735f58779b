"""Records that calls begin and that they went through, many in one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot_service.adapters.outbound.batches import Batches
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.delivery_statements import SENT, START
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.queues.workers import Workers
from bot_service.domain.deliveries.repetition import Repeat


@dataclass(frozen=True, slots=True)
class Start:
    delivery: Delivery
    repeat: Repeat


@dataclass(frozen=True, slots=True)
class Success:
    delivery: Delivery
    message_id: int | None


class DeliveryProgress:
    """For calls that change no message and make none about a ticket: nothing else has to be recorded."""

    def __init__(self, database: Database, senders: Workers[Delivery]) -> None:
        self._database = database
        self._senders = senders
        self._starts = Batches(self._start)
        self._successes = Batches(self._record)

    async def started(self, delivery: Delivery, repeat: Repeat) -> bool:
        """Return when it is durable; False when the claim is lost."""
        return await self._starts(Start(delivery, repeat))

    async def sent(self, delivery: Delivery, message_id: int | None) -> bool:
        """Return when it is durable; False when the claim is lost, and nothing was recorded."""
        return await self._successes(Success(delivery, message_id))

    async def _start(self, starts: Sequence[Start]) -> Sequence[bool]:
        rows = await self._database.rows(
            START,
            ids=[start.delivery.id for start in starts],
            claimants=[start.delivery.claimant for start in starts],
            repeats=[start.repeat for start in starts],
        )
        started = {row["id"] for row in rows}
        return [start.delivery.id in started for start in starts]

    async def _record(self, successes: Sequence[Success]) -> Sequence[bool]:
        rows = await self._database.rows(
            SENT,
            ids=[success.delivery.id for success in successes],
            claimants=[success.delivery.claimant for success in successes],
            message_ids=[success.message_id for success in successes],
        )
        if any(row["is_followed"] for row in rows):
            self._senders.wake_up()
        recorded = {row["id"] for row in rows}
        return [success.delivery.id in recorded for success in successes]
