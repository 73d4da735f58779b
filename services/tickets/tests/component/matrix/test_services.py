"""What a service may do that acts for itself, and one that names nobody."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_testing.beyond_types import of_kind
from tickets_service.domain.state import State
from tickets_testing.client import Client

from .desk_cases import desk_cases
from .relations import ACTOR, DENIED, OK
from .stage import StageFor
from .ticket_cases import CASES, method_of


async def test_a_service_without_an_actor(stage: StageFor) -> None:
    on = await stage(None)
    for name, case in CASES.items():
        scene = await on.scene(case.state, "unassigned")
        reads = name in {"GetTicket", "ListComments", "ListFollowers", "ListTicketEvents", "ListLinks"}
        assert await on.outcome(method_of(name), case.request(scene)) == (OK if reads else ACTOR), name


ONLY_PEOPLE = {
    *("TakeTicket", "ReleaseTicket", "ConfirmTicket", "RateTicket"),
    *(
        "FollowTicket",
        "FollowTicket, another",
        "FollowTicket, like no report",
        "UnfollowTicket",
        "UnfollowTicket, another",
    ),
    *("AddLink", "RemoveLink", "MergeTicket"),
}


async def test_a_service_that_acts(stage: StageFor, monitor: Client) -> None:
    on = await stage(None)
    on.caller = monitor
    for name, case in CASES.items():
        for relation in ("unassigned", "another's"):
            scene = await on.scene(case.state, relation)
            outcome = await on.outcome(method_of(name), case.request(scene))
            if name in ONLY_PEOPLE:
                assert outcome == ACTOR, name
            elif name == "ReopenTicket, closed":
                assert outcome == "TRANSITION_NOT_ALLOWED"
            elif method_of(name) == "CreateTicket":
                # It names nobody who reports it.
                assert outcome == "INVALID_ARGUMENT"
            else:
                # Somebody else's comment stays what it is.
                assert outcome == (DENIED if name in {"EditComment", "WithdrawComment"} else OK), name
    scene = await on.scene(State.OPEN, "another's")
    comments = await monitor.call("ListComments", pb.ListCommentsRequest(ticket=scene.name))
    events = await monitor.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=scene.name))
    assert scene.note in {each.name for each in comments.comments}
    assert any(each.HasField("note") for each in events.events)
    refused = pb.EditCommentRequest(name=scene.note, text="x", request_id=scene.key)
    assert await on.outcome("EditComment", refused) == DENIED


async def test_a_service_that_acts_at_the_desk(stage: StageFor, monitor: Client) -> None:
    on = await stage(None)
    on.caller = monitor
    await on.offer()
    for name, request, allowed in desk_cases(on):
        if name == "CreateTicket":
            asked = of_kind(pb.CreateTicketRequest, request)
            # Only a person can name somebody whom nobody knows.
            nobodys = ACTOR if asked.HasField("new_reporter") else "INVALID_ARGUMENT"
            assert await on.outcome(name, request) == (OK if asked.reporter else nobodys)
        else:
            assert await on.outcome(name, request) == (OK if None in allowed else ACTOR), (name, request)
