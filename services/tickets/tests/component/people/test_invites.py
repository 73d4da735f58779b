"""Invites and what happens to people, over the wire."""

from uuid import uuid4

import grpc
from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import invite_pb2, user_pb2
from fixline.tickets.v1 import invite_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client


def new_id() -> str:
    return str(uuid4())


async def admin(client: Client) -> str:
    name: str = await client.person(54, "Bo")
    await client.desk.appoint(UserId(int(name.removeprefix("users/"))), Role.ADMIN)
    return name


async def test_an_invite(client: Client) -> None:
    boss, ann = await admin(client), await client.person()
    request = pb.CreateInviteRequest(
        role=user_pb2.ROLE_AUDITOR, note="For Ann", ttl=Duration(seconds=90), request_id=new_id()
    )
    made = await client.call("CreateInvite", request, boss)
    assert made.invite.name.startswith("invites/")
    assert (made.invite.role, made.invite.note) == (user_pb2.ROLE_AUDITOR, "For Ann")
    assert (made.invite.state, made.invite.creator) == (invite_pb2.Invite.STATE_OPEN, boss)
    assert made.invite.expire_time.seconds - made.invite.create_time.seconds == 90
    assert await client.call("CreateInvite", request, boss) == made
    usual = await client.call(
        "CreateInvite", pb.CreateInviteRequest(role=user_pb2.ROLE_AGENT, request_id=new_id()), boss
    )
    assert usual.invite.expire_time.seconds - usual.invite.create_time.seconds == 30 * 60

    redeem = pb.RedeemInviteRequest(code=made.code, request_id=new_id())
    redeemed = await client.call("RedeemInvite", redeem, ann)
    assert (redeemed.user.name, redeemed.user.role) == (ann, user_pb2.ROLE_AUDITOR)
    again = await client.failure(
        "RedeemInvite", pb.RedeemInviteRequest(code=made.code, request_id=new_id()), boss
    )
    assert (again.code, again.reason) == (grpc.StatusCode.NOT_FOUND, "INVITE_NOT_FOUND")

    revoke = pb.RevokeInviteRequest(name=usual.invite.name, request_id=new_id())
    revoked = (await client.call("RevokeInvite", revoke, boss)).invite
    assert (revoked.state, revoked.revoker) == (invite_pb2.Invite.STATE_REVOKED, boss)
    late = await client.failure(
        "RevokeInvite", pb.RevokeInviteRequest(name=made.invite.name, request_id=new_id()), boss
    )
    assert (late.code, late.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "INVITE_NOT_OPEN")
    page = await client.call("ListInvites", pb.ListInvitesRequest(), boss)
    newest, oldest = page.invites
    assert newest == revoked
    assert (oldest.state, oldest.redeemer) == (invite_pb2.Invite.STATE_USED, ann)
    assert oldest.HasField("redeem_time")
    assert not oldest.HasField("revoke_time")
    assert not (await client.call("ListInvites", pb.ListInvitesRequest(only_open=True), boss)).invites


async def test_what_happened_to_somebody(client: Client) -> None:
    boss, ann = await admin(client), await client.person()
    role = users_pb.SetUserRoleRequest(
        name=ann, role=user_pb2.ROLE_AGENT, reason="hired", request_id=new_id()
    )
    await client.call("SetUserRole", role, boss)
    for active in (False, True):
        change = users_pb.SetUserActiveRequest(name=ann, active=active, request_id=new_id())
        await client.call("SetUserActive", change, boss)
    preferences = users_pb.UpdateUserRequest(
        user=user_pb2.User(name=ann, language="ru", time_zone="Europe/Berlin"), request_id=new_id()
    )
    await client.call("UpdateUser", preferences, ann)
    page = await client.call("ListUserEvents", users_pb.ListUserEventsRequest(user=ann, page_size=3), ann)
    hired, out, back = page.events
    assert hired.name.startswith(f"{ann}/events/")
    assert (hired.user, hired.actor, hired.reason) == (ann, boss, "hired")
    assert hired.type == user_pb2.UserEvent.TYPE_ROLE_CHANGED
    assert (hired.role.before, hired.role.after) == (user_pb2.ROLE_USER, user_pb2.ROLE_AGENT)
    assert (out.activation.before, out.activation.after) == (True, False)
    assert (back.activation.before, back.activation.after) == (False, True)
    rest = await client.call(
        "ListUserEvents", users_pb.ListUserEventsRequest(user=ann, page_token=page.next_page_token), boss
    )
    (chosen,) = rest.events
    assert chosen.type == user_pb2.UserEvent.TYPE_PREFERENCES_CHANGED
    assert [(each.field, each.before, each.after) for each in chosen.preferences.fields] == [
        ("language", "en", "ru"),
        ("time_zone", "UTC", "Europe/Berlin"),
    ]
