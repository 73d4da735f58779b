"""What the desk tells by itself when time passes: reminders and SLA alerts, as the bot's notifier gets them."""

from datetime import timedelta
from uuid import uuid4

from bot_service.application.views.events import AlertView, EventType, EventView
from bot_service.application.views.tickets import Promise, TicketState
from fixline_testing.beyond_types import present
from tickets_service.adapters.inbound.worker.closing import Closing
from tickets_service.adapters.inbound.worker.reminding import Reminding
from tickets_service.adapters.inbound.worker.sla_alerts import SlaAlerts
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporter
from tickets_service.application.principal import Principal
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId

from .gateways import Gateways
from .real import TicketsDesk
from .test_events import read


async def told_by_system(gateways: Gateways, already: int, count: int) -> list[EventView]:
    """Return what is told after the first `already` events, which people caused."""
    items = await read(gateways.feed, "", already + count)
    told = [present(item.event) for item in items[already:]]
    assert {event.actor for event in told} == {"system"}
    return told


async def test_a_reporter_is_reminded_and_in_the_end_not_waited_for(
    real: Gateways, tickets_desk: TicketsDesk
) -> None:
    ann, bob = await real.person(), await real.agent()
    number = (await real.created(ann)).number
    await real.tickets.take(number, acting=bob.name, request_id=uuid4())
    person = Principal("bot", UserId(int(bob.name.removeprefix("users/"))))
    waiting = WaitForReporter(principal=person, ticket_id=TicketId(number), request_id=str(uuid4()))
    await tickets_desk.do.tickets.wait_for_reporter(waiting)
    worker = Reminding(tickets_desk.do.workers.remind_reporters)
    asked_at = tickets_desk.clock.now()
    for days in (1, 1, 3, 2):
        tickets_desk.clock.advance(timedelta(days=days))
        await worker.once()
        await worker.once()  # another replica
    first, second, resolved = await told_by_system(real, 4, 3)
    for reminder, after in ((first, 2), (second, 5)):
        assert (reminder.type, reminder.ticket) == (EventType.REPORTER_REMINDED, number)
        assert reminder.create_time == asked_at + timedelta(days=after)
    assert second.resolve_time == asked_at + timedelta(days=7)
    assert (resolved.type, resolved.state_after) == (EventType.STATE_CHANGED, TicketState.RESOLVED)
    tickets_desk.clock.advance(timedelta(days=7))
    await Closing(tickets_desk.do.workers.close_unanswered).once()
    *_, closed = await told_by_system(real, 4, 4)
    assert (closed.type, closed.state_after) == (EventType.STATE_CHANGED, TicketState.CLOSED)
    assert (await real.tickets.get(number, acting=ann.name)).state is TicketState.CLOSED


async def test_a_promise_that_runs_out_is_told(real: Gateways, tickets_desk: TicketsDesk) -> None:
    ann, bob = await real.person(), await real.agent()
    number = (await real.created(ann)).number  # HIGH: an hour to the first response, four to the resolution
    worker = SlaAlerts(tickets_desk.do.workers.review_clocks)
    for minutes in (44, 1, 10, 6):
        tickets_desk.clock.advance(timedelta(minutes=minutes))
        await worker.once()
        await worker.once()  # another replica
    alerts = await told_by_system(real, 1, 3)
    assert {(event.type, event.ticket) for event in alerts} == {(EventType.SLA_ALERT, number)}
    assert [event.alert for event in alerts] == [
        AlertView(Promise.FIRST_RESPONSE, percent, superseded=False) for percent in (75, 90, 100)
    ]
    await real.tickets.take(number, acting=bob.name, request_id=uuid4())
    tickets_desk.clock.advance(timedelta(hours=4))
    await worker.once()
    late = await told_by_system(real, 6, 3)
    assert [event.alert for event in late] == [
        AlertView(Promise.RESOLUTION, percent, superseded=percent < 100) for percent in (75, 90, 100)
    ]
