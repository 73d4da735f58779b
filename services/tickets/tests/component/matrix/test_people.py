"""What people may do with a ticket, over the wire: role x RPC x relation to the ticket."""

import pytest

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.beyond_types import present
from tickets_service.domain.people.user import Role
from tickets_service.domain.state import State

from .desk_cases import desk_cases
from .relations import ACTOR, DENIED, HIDDEN, RELATIONS, SEES, SEES_NOTES
from .stage import StageFor, number_of
from .ticket_cases import CASES, expected, method_of


@pytest.mark.parametrize("role", Role)
async def test_tickets(stage: StageFor, role: Role) -> None:
    on = await stage(role)
    wrong = []
    for name, case in CASES.items():
        for relation in RELATIONS:
            scene = await on.scene(case.state, relation)
            outcome = await on.outcome(method_of(name), case.request(scene))
            if outcome != expected(name, role, relation):
                wrong.append((name, relation, outcome, expected(name, role, relation)))
    assert wrong == []


@pytest.mark.parametrize("role", [None, *Role])
async def test_search(stage: StageFor, role: Role | None) -> None:
    on = await stage(role)
    names = {relation: (await on.scene(State.OPEN, relation)).name for relation in RELATIONS}
    visible = set(names.values()) if role is None else {names[relation] for relation in SEES[role]}
    query = pb.SearchTicketsRequest(query="lamp", page_size=100)
    found = await on.client.call("SearchTickets", query, on.actor)
    assert visible <= {hit.ticket.name for hit in found.hits}
    assert not (set(names.values()) - visible) & {hit.ticket.name for hit in found.hits}
    for name in names.values():
        number = pb.SearchTicketsRequest(query=name.removeprefix("tickets/"))
        found = await on.client.call("SearchTickets", number, on.actor)
        assert (name in {hit.ticket.name for hit in found.hits}) == (name in visible)


@pytest.mark.parametrize("role", [None, *Role])
async def test_notes(stage: StageFor, role: Role | None) -> None:
    on = await stage(role)
    for relation in RELATIONS:
        scene = await on.scene(State.OPEN, relation)
        change = pb.EditCommentRequest(name=scene.note, text="x", request_id=scene.key)
        withdrawal = pb.WithdrawCommentRequest(name=scene.note, request_id=scene.key)
        if role is not None and relation not in SEES[role]:
            assert await on.outcome("EditComment", change) == HIDDEN
            assert await on.outcome("WithdrawComment", withdrawal) == HIDDEN
            continue
        sees = role is not None and relation in SEES_NOTES[role]
        comments = await on.client.call("ListComments", pb.ListCommentsRequest(ticket=scene.name), on.actor)
        events = await on.client.call(
            "ListTicketEvents", pb.ListTicketEventsRequest(ticket=scene.name), on.actor
        )
        assert (scene.note in {each.name for each in comments.comments}) == sees
        assert any(each.HasField("note") for each in events.events) == sees
        refusal = DENIED if sees else "COMMENT_NOT_FOUND"
        assert await on.outcome("EditComment", change) == (ACTOR if role is None else refusal)
        assert await on.outcome("WithdrawComment", withdrawal) == (ACTOR if role is None else refusal)


@pytest.mark.parametrize("role", Role)
async def test_the_deactivated_are_refused_everything(stage: StageFor, role: Role) -> None:
    on = await stage(role)
    await on.offer()
    await on.client.desk.deactivate(number_of(present(on.actor)))
    for name, case in CASES.items():
        scene = await on.scene(case.state, "own, mine")
        assert await on.outcome(method_of(name), case.request(scene)) == "USER_DEACTIVATED", name
    for name, request, _ in desk_cases(on):
        assert await on.outcome(name, request) == "USER_DEACTIVATED", name
