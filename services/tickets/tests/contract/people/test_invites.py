"""Invites, on every set of adapters: made by admins, redeemed once, by one person, in time."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Unpack
from uuid import uuid4

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import loosely, of_kind, present
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.people.create_invite import (
    CreatedInvite,
    CreateInvite,
    CreateInviteHandler,
)
from tickets_service.application.commands.people.invite_first_admin import AdminExistsError
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.commands.people.revoke_invite import RevokeInvite
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.queries.people.list_invites import ListInvites
from tickets_service.application.views.people import InviteView, UserView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError, UserDeactivatedError
from tickets_service.domain.people.invite import InviteId, InviteState
from tickets_service.domain.people.invite_errors import (
    InviteNotFoundError,
    InviteNotOpenError,
    RoleNotRaisedError,
)
from tickets_service.domain.people.user import Role
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer, Given


async def offer(desk: Desk, by: Doer, role: Role = Role.AGENT, **more: object) -> CreatedInvite:
    given = {"request_id": str(uuid4()), **more}
    return await desk.do.people.create_invite(
        loosely(CreateInvite, principal=desk.as_(by), role=role, **given)
    )


async def redeem(desk: Desk, by: Doer, code: str, **more: Unpack[Given]) -> UserView:
    given: Given = {"request_id": str(uuid4()), **more}
    return await desk.do.people.redeem_invite(RedeemInvite(principal=desk.as_(by), code=code, **given))


async def revoke(desk: Desk, by: Doer, invite_id: int, **more: Unpack[Given]) -> InviteView:
    given: Given = {"request_id": str(uuid4()), **more}
    return await desk.do.people.revoke_invite(
        RevokeInvite(principal=desk.as_(by), invite_id=InviteId(invite_id), **given)
    )


async def listed(desk: Desk, by: Doer, **more: object) -> Sequence[InviteView]:
    return (await desk.do.people.list_invites(loosely(ListInvites, principal=desk.as_(by), **more))).items


async def test_from_offer_to_role(desk: Desk) -> None:
    boss, ann = await desk.staff(Role.ADMIN), await desk.person("Ann")
    made = await offer(desk, boss, Role.DISPATCHER, note=" For Ann ")
    assert (made.invite.role, made.invite.note, made.invite.state) == (
        Role.DISPATCHER,
        "For Ann",
        InviteState.OPEN,
    )
    assert made.invite.expires_at - made.invite.created_at == timedelta(minutes=30)
    key = str(uuid4())
    changed = await redeem(desk, ann, made.code, request_id=key)
    assert (changed.id, changed.role) == (ann.id, Role.DISPATCHER)
    assert await redeem(desk, ann, made.code, request_id=key) == changed
    found = await desk.ports.users.find(ann.id)
    assert present(found).role is Role.DISPATCHER
    (event,) = await desk.people_history()
    assert (event.type, event.user_id, event.actor) == ("ROLE_CHANGED", ann.id, f"users/{ann.id}")
    assert event.reason == f"redeemed invites/{made.invite.id} of users/{boss.id}"
    assert (event.before, event.after) == ({"role": "user"}, {"role": "dispatcher"})
    (used,) = await listed(desk, ann)
    assert (used.state, used.redeemer_id, used.redeemed_at) == (InviteState.USED, ann.id, desk.clock.now())


async def test_all_useless_codes_are_refused_alike(desk: Desk) -> None:
    boss, other, ann = await desk.staff(Role.ADMIN), await desk.staff(Role.ADMIN), await desk.person("Ann")
    used, revoked, expired = [await offer(desk, boss) for _ in range(3)]
    of_the_shut_out, of_the_demoted = await offer(desk, other), await offer(desk, boss)
    await redeem(desk, await desk.person("Bob"), used.code)
    await revoke(desk, boss, revoked.invite.id)
    await desk.deactivate(other.id)
    await desk.appoint(boss.id, Role.DISPATCHER)
    useless = [used, revoked, of_the_shut_out, of_the_demoted]
    said = {await refusal(desk, ann, made.code) for made in useless} | {await refusal(desk, ann, "x")}
    await desk.appoint(boss.id, Role.ADMIN)
    desk.clock.advance(timedelta(minutes=30))
    said.add(await refusal(desk, ann, expired.code))
    assert len(said) == 1
    assert present(await desk.ports.users.find(ann.id)).role is Role.USER


async def refusal(desk: Desk, who: Doer, code: str) -> tuple[str, str]:
    with pytest.raises(InviteNotFoundError) as caught:
        await redeem(desk, who, code)
    return str(caught.value), str(caught.value.facts)


async def test_one_of_many_at_once(desk: Desk) -> None:
    boss = await desk.staff(Role.ADMIN)
    made = await offer(desk, boss)
    people = [await desk.person(f"P{number}") for number in range(6)]
    answers = await asyncio.gather(*(redeem(desk, who, made.code) for who in people), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["InviteNotFoundError"] * 5 + ["UserView"]
    roles = [present(await desk.ports.users.find(who.id)).role for who in people]
    assert sorted(roles) == sorted([Role.AGENT, *[Role.USER] * 5])
    assert len(await desk.people_history()) == 1


async def test_what_is_no_raise_leaves_the_invite_open(desk: Desk) -> None:
    boss = await desk.staff(Role.ADMIN)
    made = await offer(desk, boss)
    for role in (Role.AGENT, Role.DISPATCHER, Role.ADMIN):
        with pytest.raises(RoleNotRaisedError):
            await redeem(desk, await desk.staff(role), made.code)
    with pytest.raises(PermissionDeniedError):
        await redeem(desk, await desk.staff(Role.AUDITOR), made.code)
    gone = await desk.person("Gone")
    await desk.deactivate(gone.id)
    with pytest.raises(UserDeactivatedError):
        await redeem(desk, gone, made.code)
    assert (await redeem(desk, await desk.person("Ann"), made.code)).role is Role.AGENT


async def test_a_repetition_says_the_code_again(desk: Desk) -> None:
    boss = await desk.staff(Role.ADMIN)
    key = str(uuid4())
    made = await offer(desk, boss, request_id=key, ttl_seconds=60.0)
    assert await offer(desk, boss, request_id=key, ttl_seconds=60.0) == made
    with pytest.raises(IdempotencyKeyReusedError):
        await offer(desk, boss, request_id=key)
    rekeyed = CreateInviteHandler(
        unit_of_work=desk.ports.unit_of_work, clock=desk.clock, codes=KeyedInviteCodes(b"other" * 8)
    )
    command = CreateInvite(principal=desk.as_(boss), role=Role.AGENT, ttl_seconds=60.0, request_id=key)
    again = await rekeyed(command)
    assert (again.invite, again.code) == (made.invite, "")
    assert (await redeem(desk, await desk.person("Ann"), made.code)).role is Role.AGENT


async def test_revoking(desk: Desk) -> None:
    boss, ann = await desk.staff(Role.ADMIN), await desk.person("Ann")
    open_, used, expired = [await offer(desk, boss) for _ in range(3)]
    await redeem(desk, ann, used.code)
    key = str(uuid4())
    revoked = await revoke(desk, boss, open_.invite.id, request_id=key)
    assert (revoked.state, revoked.revoker_id, revoked.revoked_at) == (
        InviteState.REVOKED,
        boss.id,
        desk.clock.now(),
    )
    assert await revoke(desk, boss, open_.invite.id, request_id=key) == revoked
    desk.clock.advance(timedelta(minutes=30))
    for made in (open_, used, expired):
        with pytest.raises(InviteNotOpenError):
            await revoke(desk, boss, made.invite.id)
    with pytest.raises(InviteNotFoundError):
        await revoke(desk, boss, 4711)


async def test_a_desk_without_an_admin_has_one_offered_at_the_terminal(desk: Desk) -> None:
    ann, eve = await desk.staff(Role.DISPATCHER), await desk.person("Eve")
    forgotten, code = [await desk.do.people.invite_first_admin() for _ in range(2)]
    assert len(code) == 32
    _, open_ = await listed(desk, ann, only_open=True)
    assert (open_.role, open_.creator_id, open_.state) == (Role.ADMIN, None, InviteState.OPEN)
    changed = await redeem(desk, ann, code)
    assert changed.role is Role.ADMIN
    (event,) = await desk.people_history()
    assert event.reason.endswith(" of system")
    with pytest.raises(InviteNotFoundError):
        await redeem(desk, eve, code)
    with pytest.raises(AdminExistsError):
        await desk.do.people.invite_first_admin()
    # The other one is the new admin's to withdraw, as any.
    (left,) = await listed(desk, ann, only_open=True)
    assert (await revoke(desk, ann, left.id)).state is InviteState.REVOKED
    with pytest.raises(InviteNotFoundError):
        await redeem(desk, eve, forgotten)


async def test_a_desk_whose_admin_is_lost_is_recovered_at_the_terminal(desk: Desk) -> None:
    await desk.staff(Role.ADMIN, "Lost")
    code = await desk.do.people.invite_first_admin(recover=True)
    assert (await redeem(desk, await desk.person("Ann"), code)).role is Role.ADMIN


async def test_an_offer_at_the_terminal_is_good_for_half_an_hour(desk: Desk) -> None:
    ann = await desk.person("Ann")
    code = await desk.do.people.invite_first_admin()
    desk.clock.advance(timedelta(minutes=30))
    with pytest.raises(InviteNotFoundError):
        await redeem(desk, ann, code)


async def test_an_admin_who_was_shut_out_does_not_count(desk: Desk) -> None:
    gone = await desk.staff(Role.ADMIN)
    await desk.deactivate(gone.id)
    code = await desk.do.people.invite_first_admin()
    assert (await redeem(desk, await desk.person("Ann"), code)).role is Role.ADMIN


async def test_who_was_faster(postgres_desk: Desk) -> None:
    """Both looked while the invite was open; the one who comes second to the row hears how it ended."""
    desk = postgres_desk
    boss, ann = await desk.staff(Role.ADMIN), await desk.person("Ann")
    made = await offer(desk, boss)
    async with desk.ports.unit_of_work() as first:
        invite = await first.invites.get(made.invite.id)
        invite.redeem(present(await first.users.find(ann.id)), now=desk.clock.now())
        assert await first.invites.settle(invite)
        late = [
            asyncio.create_task(revoke(desk, boss, made.invite.id)),
            asyncio.create_task(redeem(desk, await desk.person("Bob"), made.code)),
        ]
        await waiting(desk, 2)
        await first.commit()
    answers = await asyncio.gather(*late, return_exceptions=True)
    assert [type(answer) for answer in answers] == [InviteNotOpenError, InviteNotFoundError]
    assert of_kind(InviteNotOpenError, answers[0]).facts["state"] == "USED"


async def waiting(desk: Desk, count: int) -> None:
    statement = (
        "SELECT count(*) AS waiting FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(30):
        while (await Reading(desk.engine).rows(text(statement)))[0]["waiting"] < count:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.01)


async def test_listing(desk: Desk) -> None:
    boss, other = await desk.staff(Role.ADMIN), await desk.staff(Role.ADMIN)
    made = [await offer(desk, boss) for _ in range(4)]
    lost = await offer(desk, other)
    long = await offer(desk, boss, ttl_seconds=3_600.0)
    await redeem(desk, await desk.person("Ann"), made[0].code)
    await revoke(desk, boss, made[1].invite.id)
    await desk.deactivate(other.id)

    async def ids(**more: object) -> list[int]:
        return [invite.id for invite in await listed(desk, boss, **more)]

    newest_first = [each.invite.id for each in [*made, lost, long]][::-1]
    assert await ids() == newest_first
    assert await ids(only_open=True) == [long.invite.id, made[3].invite.id, made[2].invite.id]
    page = await desk.do.people.list_invites(ListInvites(principal=desk.as_(boss), page_size=4))
    assert [invite.id for invite in page.items] == newest_first[:4]
    assert await ids(page_token=page.next_token) == newest_first[4:]
    page = await desk.do.people.list_invites(
        ListInvites(principal=desk.as_(boss), page_size=2, only_open=True)
    )
    assert await ids(page_token=page.next_token, only_open=True) == [made[2].invite.id]
    desk.clock.advance(timedelta(minutes=30))
    assert await ids(only_open=True) == [long.invite.id]
    states = [invite.state.value for invite in await listed(desk, boss)]
    assert states == ["OPEN", "EXPIRED", "EXPIRED", "EXPIRED", "REVOKED", "USED"]


@pytest.mark.parametrize("seconds", [0.0, 59.9, 604_800.1, float("inf")])
async def test_bounds(desk: Desk, seconds: float) -> None:
    boss = await desk.staff(Role.ADMIN)
    with pytest.raises(InvalidArgumentError) as caught:
        await offer(desk, boss, Role.USER, ttl_seconds=seconds, note="x" * 201, request_id="x")
    assert [each.field for each in caught.value.violations] == ["role", "note", "ttl", "request_id"]
    with pytest.raises(InvalidArgumentError) as caught:
        await redeem(desk, boss, "no code", request_id="x")
    assert [each.field for each in caught.value.violations] == ["code", "request_id"]
    for fine in (60.0, 604_800.0):
        made = await offer(desk, boss, ttl_seconds=fine)
        assert made.invite.expires_at - made.invite.created_at == timedelta(seconds=fine)


async def test_the_code_is_kept_nowhere(postgres_desk: Desk) -> None:
    desk = postgres_desk
    boss, ann = await desk.staff(Role.ADMIN), await desk.person("Ann")
    made = await offer(desk, boss)
    await redeem(desk, ann, made.code)
    async with desk.engine.connect() as connection:
        for table in ("invites", "idempotency_keys", "user_history", "history"):
            found = await connection.execute(text(f"SELECT to_jsonb(t)::text FROM {table} t"))  # noqa: S608  # our own
            kept = "".join(row[0] for row in found)
            for spelt in (made.code, made.code.encode().hex()):
                assert spelt not in kept
