"""When tickets are anonymized, and which not."""

from datetime import timedelta

from tickets_service.domain.state import State
from tickets_testing.desk import Desk

from .keeping import DAY, DAYS, anonymize, boss, keep_for, preview


async def test_nothing_goes_while_it_is_off_or_not_yet_due(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person()
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    desk.clock.advance(400 * DAY)
    assert await anonymize(desk) == 0
    young = await desk.cancel(await desk.create(ann), by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(DAYS * DAY)
    assert await anonymize(desk) == 1
    assert (await desk.stored(ticket)).anonymized_at
    assert (await desk.stored(young)) == young
    desk.clock.advance(timedelta(seconds=1))
    assert await anonymize(desk) == 1


async def test_what_is_not_over_keeps_everything(desk: Desk) -> None:
    admin, ann, gus = await boss(desk), await desk.person(), await desk.agent()
    kept = [await desk.create(ann)]
    for state in State:
        ticket = await desk.create(ann, description=state.value)
        if not state.terminal and state is not State.OPEN:
            await desk.force_state(ticket.id, state, desk.clock.now() if state is State.RESOLVED else None)
            kept.append(ticket)
    reopened = await desk.cancel(await desk.create(ann, description="again"), by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    reopened = await desk.reopen(reopened, by=admin, reason="it is back")
    kept = [await desk.stored(each) for each in [*kept, reopened]]
    await anonymize(desk)
    assert [await desk.stored(each) for each in kept] == kept
    assert gus.id not in {each.reporter_id for each in kept}


async def test_days_count_from_when_it_ended_last(desk: Desk) -> None:
    admin, ann = await boss(desk), await desk.person()
    ticket = await desk.cancel(await desk.create(ann), by=ann)
    desk.clock.advance(25 * DAY)
    ticket = await desk.reopen(ticket, by=admin, reason="it is back")
    ticket = await desk.cancel(ticket, by=ann)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(25 * DAY)
    assert await anonymize(desk) == 0
    # What staff tidy up later is no new end.
    ticket = await desk.tag(ticket, admin, "old")
    desk.clock.advance(6 * DAY)
    assert await anonymize(desk) == 1


async def test_a_duplicate_goes_with_what_goes_on_for_it(desk: Desk) -> None:
    admin, ann, bob = await boss(desk), await desk.person(), await desk.person("Bob")
    source, target = await desk.create(ann), await desk.create(bob)
    await desk.merge(source, by=admin, target=target)
    await keep_for(desk, DAYS, admin)
    desk.clock.advance(31 * DAY)
    assert (await preview(desk, admin)).tickets == 0
    assert await anonymize(desk) == 0
    await desk.cancel(await desk.stored(target), by=bob)
    desk.clock.advance(31 * DAY)
    assert (await preview(desk, admin)).tickets == 2
    assert await anonymize(desk) == 2
