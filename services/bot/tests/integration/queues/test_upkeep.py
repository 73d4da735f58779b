"""What operators see of the queues, also when nothing can be seen."""

import asyncio
import math

from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from bot_service.adapters.inbound.telegram.updates.metrics import PROCESSED, REJECTED
from bot_service.adapters.inbound.worker.metrics import DELIVERED
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.deliveries.deliveries import DeliveryState
from bot_service.application.ports.notifications.feed_positions import FeedStep
from bot_service.application.ports.queues.queue_upkeep import QueueCounts
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica
from fixline_telemetry.metrics import CRASH_REPORTS_DROPPED, SPANS

GAUGES = (
    *("inbox_pending", "deliveries_pending", "deliveries_parked"),
    *("inbox_dead", "deliveries_dead", "events_dead"),
    *("inbox_oldest_pending_age_seconds", "deliveries_oldest_pending_age_seconds"),
)


def measured() -> list[float]:
    values = [REGISTRY.get_sample_value(name) for name in GAUGES]
    return [value for value in values if value is not None]


class Away:
    async def counts(self) -> QueueCounts:
        raise UnavailableError("database: 57P01")

    async def purge(self) -> int:
        return 0


async def test_what_waits_is_measured_and_what_is_parked_apart(replica: Replica) -> None:
    await replica.receive(7, chat_id=1)
    said = [
        OutgoingCall(method="sendMessage", chat_id=chat_id, arguments={"text": "x"}) for chat_id in (1, 2)
    ]
    await replica.say(*said)
    (delivery,) = await replica.deliveries.claim(1)
    await replica.deliveries.park(delivery, "blocked")
    await Upkeep(SqlQueueUpkeep(replica.database)).measure()
    inbox, deliveries, parked, *dead, inbox_age, deliveries_age = measured()
    assert (inbox, deliveries, parked, dead) == (1, 1, 1, [0, 0, 0])
    assert 0 <= inbox_age < 60
    assert 0 <= deliveries_age < 60


async def test_what_was_given_up_is_measured_by_the_rows_that_are_there(replica: Replica) -> None:
    await replica.receive(7, chat_id=1)
    (update,) = await replica.inbox.claim(1)
    await replica.inbox.dead_letter(update, "ValueError", "01234567", ())
    said = [OutgoingCall(method="sendMessage", chat_id=chat_id) for chat_id in (1, 2)]
    await replica.say(*said)
    for delivery, state in zip(
        await replica.deliveries.claim(2), (DeliveryState.FAILED, DeliveryState.UNKNOWN), strict=True
    ):
        await replica.deliveries.close(delivery, state, "")
    step = FeedStep(feed="tickets", before="", after="token", event="tickets/1/events/1")
    await replica.positions.dead_letter(step, "ValueError", "01234567")
    await Upkeep(SqlQueueUpkeep(replica.database)).measure()
    assert measured()[3:6] == [1, 2, 1]
    assert await replica.replay(7)
    await Upkeep(SqlQueueUpkeep(replica.database)).measure()
    assert measured()[3:6] == [0, 2, 1]


async def test_what_cannot_be_measured_keeps_no_old_value(replica: Replica) -> None:
    await Upkeep(SqlQueueUpkeep(replica.database)).measure()
    assert measured() == [0.0] * len(GAUGES)
    working = asyncio.create_task(Upkeep(Away(), gauge_seconds=60)())
    async with asyncio.timeout(10):
        while not all(map(math.isnan, measured())):  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0)
    working.cancel()


def test_what_never_happened_is_counted_as_none() -> None:
    assert values_of(PROCESSED) >= {"done", "error"}
    assert values_of(DELIVERED) >= {"sent", "failed"}
    assert values_of(REJECTED) >= {"bad_secret", "failed"}
    assert values_of(SPANS) >= {"", "export_failed"}
    assert values_of(CRASH_REPORTS_DROPPED) >= {"network_error"}


def values_of(counter: MetricWrapperBase) -> set[str]:
    """Return the values of its label for which it has a series."""
    (family,) = counter.collect()
    return {value for sample in family.samples for value in sample.labels.values()}
