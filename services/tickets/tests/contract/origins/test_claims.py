"""Somebody who was imported without a Telegram id is claimed by whoever brings the code: on every set of adapters."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import present
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.views.people import UserView
from tickets_service.domain.errors import DomainError
from tickets_service.domain.people.invite import LONGEST_LIFE, Invite, digest_of
from tickets_service.domain.people.invite_errors import InviteNotFoundError
from tickets_service.domain.people.user import Role, User
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_testing.desk import Desk


async def placeholder(desk: Desk, role: Role = Role.USER) -> UserView:
    async with desk.ports.unit_of_work() as uow:
        user = await uow.users.add(
            User(
                telegram_id=None,
                username="",
                display_name="Юля",
                language="ru",
                role=role,
                active=True,
                created_at=desk.clock.now(),
            )
        )
        await uow.commit()
    return UserView.of(user)


async def code_for(desk: Desk, person: UserView) -> str:
    codes = KeyedInviteCodes()
    salt, now = codes.new_salt(), desk.clock.now()
    code = codes.code(salt)
    invite = Invite(
        code_digest=digest_of(code),
        salt=salt,
        role=person.role,
        note=person.display_name,
        creator_id=None,
        created_at=now,
        expires_at=now + LONGEST_LIFE,
        person_id=person.id,
    )
    async with desk.ports.unit_of_work() as uow:
        await uow.invites.add(invite)
        await uow.commit()
    return code


async def claim(desk: Desk, by: UserView, code: str) -> UserView:
    return await desk.do.people.redeem_invite(
        RedeemInvite(principal=desk.as_(by), code=code, request_id=str(uuid4()))
    )


async def test_all_that_was_theirs_is_theirs(desk: Desk) -> None:
    gus, old, julia = await desk.agent(), await placeholder(desk), await desk.person("Julia")
    lamp = await desk.create(gus, "Lamp", reporter_id=old.id)
    fan = await desk.create(gus, "Fan")
    await desk.follow(fan, gus, user=old)
    own = await desk.create(julia, "Door")
    await desk.follow(lamp, gus, user=julia)
    lamp = await desk.stored(lamp)
    changed = await claim(desk, julia, await code_for(desk, old))
    assert (changed.id, changed.role, changed.display_name) == (julia.id, Role.USER, "Julia")
    after = await desk.stored(lamp)
    assert (after.reporter_id, after.follower_count, after.etag != lamp.etag) == (julia.id, 1, True)
    assert ((await desk.stored(fan)).follower_count, (await desk.stored(own)).reporter_id) == (1, julia.id)
    await desk.comment(after, julia, "Still dark")
    gone = present(await desk.ports.users.find(old.id))
    assert (gone.active, gone.telegram_id) == (False, None)
    (event,) = await desk.people_history()
    assert (event.type, event.user_id, event.actor) == ("ACTIVATION_CHANGED", old.id, f"users/{julia.id}")
    assert event.reason.startswith(f"is users/{julia.id}, who redeemed invites/")


async def test_a_code_works_once_and_for_one_of_several(desk: Desk) -> None:
    old = await placeholder(desk)
    first, second = await code_for(desk, old), await code_for(desk, old)
    julia, thief = await desk.person("Julia"), await desk.person("Thief")
    await claim(desk, julia, second)
    for code in (first, second):
        with pytest.raises(InviteNotFoundError):
            await claim(desk, thief, code)


async def test_a_code_runs_out(desk: Desk) -> None:
    code = await code_for(desk, await placeholder(desk))
    desk.clock.advance(timedelta(days=7))
    with pytest.raises(InviteNotFoundError):
        await claim(desk, await desk.person("Julia"), code)


async def test_who_was_shut_out_meanwhile_is_claimed_by_nobody(desk: Desk) -> None:
    old = await placeholder(desk)
    code = await code_for(desk, old)
    await desk.deactivate(old.id)
    with pytest.raises(InviteNotFoundError):
        await claim(desk, await desk.person("Julia"), code)


@pytest.mark.parametrize(
    ("was", "role", "becomes"),
    [
        (Role.USER, Role.AGENT, Role.AGENT),
        (Role.DISPATCHER, Role.AGENT, Role.DISPATCHER),
        (Role.AGENT, Role.USER, Role.AGENT),
    ],
)
async def test_a_role_is_raised_and_never_taken(desk: Desk, was: Role, role: Role, becomes: Role) -> None:
    julia = await desk.person("Julia") if was is Role.USER else await desk.staff(was, "Julia")
    assert (await claim(desk, julia, await code_for(desk, await placeholder(desk, role)))).role is becomes


async def test_nobody_can_be_given_work_who_hears_of_nothing(desk: Desk) -> None:
    old, boss = await placeholder(desk, Role.AGENT), await desk.staff(Role.ADMIN)
    lamp = await desk.create(boss)
    with pytest.raises(DomainError, match=f"users/{old.id}"):
        await desk.assign(lamp, boss, to=old)


async def test_what_they_said_is_said_by_them(desk: Desk) -> None:
    gus, old = await desk.agent(), await placeholder(desk)
    lamp = await desk.create(gus, reporter_id=old.id)
    julia = await desk.person("Julia")
    with pytest.raises(TicketNotFoundError):
        await desk.comment(lamp, julia, "Mine")
    await claim(desk, julia, await code_for(desk, old))
    await desk.comment(lamp, julia, "Mine")
    said = await desk.do.comments.list_comments(ListComments(principal=desk.as_(julia), ticket_id=lamp.id))
    assert [each.author for each in said.items] == [f"users/{julia.id}"]
