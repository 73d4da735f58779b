"""Whatever people do to tickets: what is kept of the clocks is what the history says."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tickets_service.application.views.people import UserView
from tickets_service.domain.errors import DomainError
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.standing import SlaStanding, reckon
from tickets_testing.desk import Desk

VERBS = [
    *("take", "release", "wait_for_reporter", "wait_for_vendor", "resume", "resolve", "confirm", "reopen"),
    *("cancel", "reject", "comment", "note", "update", "assign", "rate"),
]
COMMANDS = st.one_of(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(["ann", "gus", "boss"]), st.none()),
    st.tuples(st.just("update"), st.sampled_from(["gus", "boss"]), st.sampled_from(Priority)),
    st.tuples(st.just("review"), st.none(), st.none()),
)
STEPS = st.lists(st.tuples(COMMANDS, st.integers(1, 300)), min_size=1, max_size=15)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(Priority), steps=STEPS)
async def test_what_is_kept_is_what_the_history_says(
    desk: Desk, first: Priority, steps: list[tuple[tuple[str, str, Priority | None], int]]
) -> None:
    people = {"ann": await desk.person(), "gus": await gus_of(desk), "boss": await desk.staff(Role.ADMIN)}
    ticket = await desk.create(people["ann"], priority=first)
    for (verb, who, priority), minutes in steps:
        desk.clock.advance(timedelta(minutes=minutes))
        if verb == "review":
            await desk.do.workers.review_clocks()
            continue
        more: dict[str, object] = {"priority": priority, "reason": "x"} if priority else {}
        if verb == "assign":
            more = {"to": people["gus"]}
        if verb in {"reopen", "cancel"}:
            more = {"reason": "x"}
        try:
            await getattr(desk, verb)(ticket, people[who], **more)
        except DomainError:
            # Most verbs are refused in most states: nothing happened then.
            continue
    async with desk.ports.unit_of_work() as uow:
        kept = await uow.tickets.get(ticket.id)
        told = (await uow.clocks.records([kept]))[ticket.id]
        standing, _ = reckon(told, await uow.clocks.policies(), before=SlaStanding())
    assert kept.clocks.record == told
    assert kept.clocks.standing == standing
    assert (await desk.stored(ticket)).sla == standing


async def gus_of(desk: Desk) -> UserView:
    """One agent for all examples: there are not so many."""
    return await desk.person("Gus", telegram_id=9_001)
