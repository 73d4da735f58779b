"""Whatever is linked and merged in whatever order: no circle, one parent, and nothing else is refused."""

from graphlib import TopologicalSorter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.errors import LinkRefusedError, MergeTargetClosedError
from tickets_service.domain.links.link import Direction, LinkKind, SeenLink
from tickets_service.domain.people.user import Role
from tickets_service.domain.tickets.errors import TransitionNotAllowedError
from tickets_testing.desk import Desk

TICKETS = 5
ENDS = st.tuples(st.integers(0, TICKETS - 1), st.integers(0, TICKETS - 1)).filter(
    lambda ends: len({*ends}) > 1
)
KINDS = st.sampled_from(
    [LinkKind.BLOCKS, LinkKind.BLOCKS, LinkKind.PARENT, LinkKind.RELATED, LinkKind.DUPLICATE_OF]
)
STEPS = st.lists(st.tuples(ENDS, KINDS, st.sampled_from(Direction), st.booleans()), max_size=20)


Step = tuple[tuple[int, int], LinkKind, Direction, bool]


class Model:
    """Which tickets are linked how, and what may be added: slow, and plain to see."""

    def __init__(self) -> None:
        self.links: dict[tuple[int, int, LinkKind], SeenLink | None] = {}
        self.merged: dict[int, int] = {}

    def end(self, at: int) -> int:
        """Return the ticket that goes on for it."""
        while at in self.merged:
            at = self.merged[at]
        return at

    def reachable(self, start: int, kind: LinkKind) -> set[int]:
        found: set[int] = set()
        front = {start}
        while front := {b for a, b, each in self.links if each is kind and a in front} - found:
            found |= front
        return found

    def fits(self, source: int, target: int, kind: LinkKind) -> bool:
        if (source, target, kind) in self.links:
            return False
        if kind is LinkKind.RELATED:
            return True
        if kind is LinkKind.PARENT and any((b, each) == (target, kind) for _, b, each in self.links):
            return False
        return source not in self.reachable(target, kind)


async def merge(
    desk: Desk, dot: UserView, tickets: list[TicketView], model: Model, here: int, there: int
) -> None:
    fits = model.merged.keys().isdisjoint({here, there})
    try:
        await desk.merge(tickets[here], dot, tickets[there])
    except (MergeTargetClosedError, TransitionNotAllowedError):
        assert not fits, (here, there)
    else:
        assert fits, (here, there)
        model.merged[here] = there


async def run(desk: Desk, steps: list[Step]) -> None:
    dot = await desk.staff(Role.DISPATCHER)
    tickets = [await desk.create(dot) for _ in range(TICKETS)]
    model = Model()
    for (here, there), kind, direction, keep in steps:
        if kind is LinkKind.DUPLICATE_OF:
            await merge(desk, dot, tickets, model, here, there)
            continue
        source, target = (here, there) if direction is Direction.OUTGOING else (there, here)
        if kind is LinkKind.RELATED:
            source, target = sorted((here, there))
        known = model.links.get((source, target, kind))
        if known and not keep:
            await desk.unlink(tickets[here], dot, known)
            del model.links[source, target, kind]
            continue
        fits = model.fits(source, target, kind)
        try:
            link = await desk.link(tickets[here], dot, tickets[there], kind=kind, direction=direction)
        except LinkRefusedError:
            assert not fits, (source, target, kind)
        else:
            assert fits, (source, target, kind)
            model.links[source, target, kind] = link
    for at, ticket in enumerate(tickets):
        leads_to = (await desk.stored(ticket)).duplicate_of
        assert leads_to == (tickets[model.end(at)].id if at in model.merged else None)
    model.links |= {(here, there, LinkKind.DUPLICATE_OF): None for here, there in model.merged.items()}
    for kind in (LinkKind.BLOCKS, LinkKind.PARENT, LinkKind.DUPLICATE_OF):
        graph: dict[int, set[int]] = {}
        for at, ticket in enumerate(tickets):
            listed = (await desk.links(ticket, dot)).items
            graph[at] = {
                next(n for n, other in enumerate(tickets) if other.id == each.other_id)
                for each in listed
                if each.kind is kind and each.direction is Direction.OUTGOING
            }
        assert {(a, b) for a, bs in graph.items() for b in bs} == {
            (a, b) for a, b, each in model.links if each is kind
        }
        list(TopologicalSorter(graph).static_order())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_on_memory(memory_desk: Desk, steps: list[Step]) -> None:
    await run(memory_desk, steps)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_on_postgres(postgres_desk: Desk, steps: list[Step]) -> None:
    await run(postgres_desk, steps)
