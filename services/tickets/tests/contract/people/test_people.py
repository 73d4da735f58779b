"""Who is who, and who may change it, on every set of adapters."""

import asyncio
from dataclasses import replace
from typing import TypedDict, Unpack
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import loosely, present
from tickets_service.application.commands.people.register_user import RegisterUser, RegisterUserHandler
from tickets_service.application.commands.people.set_user_active import SetUserActive
from tickets_service.application.commands.people.set_user_role import SetUserRole
from tickets_service.application.commands.people.update_user import UpdateUser
from tickets_service.application.principal import Principal
from tickets_service.application.views.people import UserView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.appointments import Appointments
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    LastAdminError,
    PermissionDeniedError,
    UserDeactivatedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Explained(TypedDict, total=False):
    request_id: str
    reason: str


async def set_role(desk: Desk, who: UserView, role: Role, by: Doer, **more: Unpack[Explained]) -> UserView:
    given: Explained = {"request_id": str(uuid4()), **more}
    return await desk.do.people.set_user_role(
        SetUserRole(principal=desk.as_(by), user_id=who.id, role=role, **given)
    )


async def set_active(
    desk: Desk, who: UserView, active: bool, by: Doer, **more: Unpack[Explained]
) -> UserView:
    given: Explained = {"request_id": str(uuid4()), **more}
    return await desk.do.people.set_user_active(
        SetUserActive(principal=desk.as_(by), user_id=who.id, active=active, **given)
    )


async def update(desk: Desk, who: UserView, by: Doer, **values: str) -> UserView:
    return await desk.do.people.update_user(
        loosely(
            UpdateUser,
            principal=desk.as_(by),
            user_id=who.id,
            fields=tuple(values),
            **values,
            request_id=str(uuid4()),
        )
    )


async def test_a_role_counts_from_the_next_call_on(desk: Desk) -> None:
    ann, boss = await desk.person("Ann"), await desk.staff(Role.ADMIN)
    ticket = await desk.create(await desk.person("Bob"))
    key = str(uuid4())
    agent = await set_role(desk, ann, Role.AGENT, boss, reason="hired", request_id=key)
    assert (agent.id, agent.role) == (ann.id, Role.AGENT)
    await desk.take(ticket, ann)
    assert await set_role(desk, ann, Role.AGENT, boss) == agent
    assert [tuple(event) for event in await desk.people_history()] == [
        (
            "ROLE_CHANGED",
            ann.id,
            f"users/{boss.id}",
            {"role": "user"},
            {"role": "agent"},
            "hired",
            desk.clock.now(),
            TRACEPARENT,
        )
    ]
    await set_role(desk, ann, Role.USER, boss)
    assert await set_role(desk, ann, Role.AGENT, boss, reason="hired", request_id=key) == agent
    with pytest.raises(PermissionDeniedError):
        await desk.take(await desk.create(ann), ann)


async def test_activation(desk: Desk) -> None:
    ann, boss = await desk.person("Ann"), await desk.staff(Role.ADMIN)
    assert not (await set_active(desk, ann, False, boss, reason="left")).active
    with pytest.raises(UserDeactivatedError):
        await desk.create(ann)
    assert (await set_active(desk, ann, True, boss)).active
    await desk.create(ann)
    assert [(event.type, event.before, event.after) for event in await desk.people_history()] == [
        ("ACTIVATION_CHANGED", {"active": True}, {"active": False}),
        ("ACTIVATION_CHANGED", {"active": False}, {"active": True}),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
async def test_only_admins_manage_people(desk: Desk, role: Role) -> None:
    ann, somebody = await desk.person("Ann"), await desk.staff(role)
    for who in (ann, somebody):
        with pytest.raises(PermissionDeniedError):
            await set_role(desk, who, Role.ADMIN, somebody)
        with pytest.raises(PermissionDeniedError):
            await set_active(desk, who, False, somebody)
    with pytest.raises(ActorRequiredError):
        await set_role(desk, ann, Role.ADMIN, None)
    assert await desk.people_history() == []


async def test_the_last_active_admin_stays(desk: Desk) -> None:
    boss, other = await desk.staff(Role.ADMIN), await desk.staff(Role.ADMIN)
    await set_active(desk, other, False, boss)
    for refused in (
        set_role(desk, boss, Role.AGENT, boss),
        set_active(desk, boss, False, boss),
    ):
        with pytest.raises(LastAdminError):
            await refused
    assert (await set_role(desk, boss, Role.ADMIN, boss)).role is Role.ADMIN
    await set_active(desk, other, True, boss)
    assert (await set_role(desk, boss, Role.USER, boss)).role is Role.USER
    with pytest.raises(LastAdminError):
        await set_role(desk, other, Role.USER, other)


async def test_admins_who_demote_each_other_at_once_leave_one(desk: Desk) -> None:
    one, two = await desk.staff(Role.ADMIN), await desk.staff(Role.ADMIN)
    answers = await asyncio.gather(
        set_role(desk, two, Role.USER, one), set_active(desk, one, False, two), return_exceptions=True
    )
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], LastAdminError | PermissionDeniedError | UserDeactivatedError)
    found = [present(await desk.ports.users.find(each.id)) for each in (one, two)]
    assert sum(each.active and each.role is Role.ADMIN for each in found) == 1


async def test_nobody_there(desk: Desk) -> None:
    boss = await desk.staff(Role.ADMIN)
    nobody = replace(boss, id=UserId(4711))
    for refused in (
        set_role(desk, nobody, Role.USER, boss),
        set_active(desk, nobody, False, boss),
    ):
        with pytest.raises(UserNotFoundError):
            await refused


async def test_people_choose_language_and_zone(desk: Desk) -> None:
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent()
    changed = await update(desk, ann, ann, language="ru", time_zone="Europe/Berlin")
    assert (changed.language, changed.time_zone) == ("ru", "Europe/Berlin")
    assert await desk.ports.users.page(frozenset(), after=None, limit=1) == [changed]
    assert (await update(desk, ann, ann, time_zone="UTC")).language == "ru"
    assert await update(desk, ann, ann, time_zone="UTC") == await update(desk, ann, ann, language="ru")
    assert [event.after for event in await desk.people_history()] == [
        {"language": "ru", "time_zone": "Europe/Berlin"},
        {"time_zone": "UTC"},
    ]
    with pytest.raises(UserNotFoundError):
        await update(desk, ann, bob, language="de")
    with pytest.raises(PermissionDeniedError):
        await update(desk, ann, gus, language="de")
    auditor = await desk.staff(Role.AUDITOR)
    with pytest.raises(PermissionDeniedError):
        await update(desk, auditor, auditor, language="de")
    for values in ({}, {"language": ""}, {"time_zone": "Moon"}):
        with pytest.raises(InvalidArgumentError):
            await update(desk, ann, ann, **values)


async def test_who_says_the_language_again_that_was_taken_for_theirs_has_chosen_it(desk: Desk) -> None:
    ann = await desk.person("Ann", telegram_id=5)
    assert ann.language == "en", "nobody said any"
    assert await update(desk, ann, ann, language="en") == ann
    assert await desk.people_history() == [], "nothing changed for anybody who looks"
    assert (await desk.person("Ann", telegram_id=5, language="ru")).language == "en"
    bob = await desk.person("Bob", telegram_id=6)
    await update(desk, bob, bob, time_zone="Europe/Berlin")
    assert (await desk.person("Bob", telegram_id=6, language="ru")).language == "ru", (
        "a zone says no language"
    )


async def test_the_configuration_appoints_admins(desk: Desk) -> None:
    register = RegisterUserHandler(
        unit_of_work=desk.ports.unit_of_work,
        clock=desk.clock,
        tracing=desk.ports.tracing,
        appointments=Appointments(agents=frozenset({5, 6}), admins=frozenset({5})),
    )
    command = RegisterUser(principal=Principal("bot"), telegram_id=5, display_name="Zoe")
    boss = await register(command)
    assert (boss.role, await desk.people_history()) == (Role.ADMIN, [])
    await desk.appoint(boss.id, Role.AUDITOR)
    assert (await register(command)).role is Role.ADMIN
    (event,) = await desk.people_history()
    assert (event.actor, event.before, event.after) == (
        "services/bot",
        {"role": "auditor"},
        {"role": "admin"},
    )
    dot = await register(RegisterUser(principal=Principal("bot"), telegram_id=6, display_name="Dot"))
    await desk.appoint(dot.id, Role.DISPATCHER)
    again = await register(RegisterUser(principal=Principal("bot"), telegram_id=6, display_name="Dot"))
    assert again.role is Role.DISPATCHER
