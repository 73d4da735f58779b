"""What is about no ticket, over the wire: role x RPC; and that no RPC is left out of the matrix."""

import grpc
import pytest

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.client.channel import acting_as
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.inbound.grpc.methods import METHOD_SCOPES
from tickets_service.domain.people.user import Role

from .desk_cases import desk_cases
from .relations import ACTOR, DENIED, OK, STAFF_ROLES
from .stage import StageFor
from .ticket_cases import CASES, method_of

ELSEWHERE = tuple(f"fixline.tickets.v1.{name}Service/" for name in ("Location", "Report", "OldFile"))
"""What has a matrix in a file of its own."""


@pytest.mark.parametrize("role", [None, *Role])
async def test_the_desk(stage: StageFor, role: Role | None) -> None:
    on = await stage(role)
    await on.client.create(on.reporter)
    await on.offer()
    for name, request, allowed in desk_cases(on):
        hidden = role is Role.USER and name in {"GetUser", "BatchGetUsers", "UpdateUser", "ListUserEvents"}
        refusal = ACTOR if role is None else "USER_NOT_FOUND" if hidden else DENIED
        if name == "RedeemInvite" and role in STAFF_ROLES:
            refusal = "ROLE_NOT_RAISED"
        assert await on.outcome(name, request) == (OK if role in allowed else refusal), (name, request)
    stream = on.client.tickets.WatchEvents(pb.WatchEventsRequest(), metadata=acting_as(on.actor))
    if role is None:
        assert of_kind(pb.WatchEventsResponse, await stream.read()).event.name
        stream.cancel()
        return
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await stream.read()
    assert failure_of(caught.value).reason == DENIED


async def test_the_matrix_is_whole(stage: StageFor) -> None:
    walked = {method_of(name) for name in CASES} | {name for name, _, _ in desk_cases(await stage(None))}
    here = [method for method in METHOD_SCOPES if not method.startswith(ELSEWHERE)]
    assert walked | {"WatchEvents"} == {method.rpartition("/")[2] for method in here}
