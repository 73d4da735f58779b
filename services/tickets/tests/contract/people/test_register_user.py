"""Registering people, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.register_user import RegisterUser, RegisterUserHandler
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.principal import Principal
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.appointments import Appointments
from tickets_service.domain.people.errors import (
    ActorNotFoundError,
    PermissionDeniedError,
    UserDeactivatedError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.desk import Desk


async def test_a_new_person(desk: Desk) -> None:
    ann = await desk.person(" Ann ", telegram_id=5, username="ann", language="ru")
    assert (ann.telegram_id, ann.display_name, ann.username, ann.language) == (5, "Ann", "ann", "ru")
    assert (ann.role, ann.active, ann.created_at) == (Role.USER, True, desk.clock.now())
    assert await desk.ports.users.page(frozenset(), after=None, limit=9) == [ann]


async def test_repeating_it_changes_nothing(desk: Desk) -> None:
    first = await desk.person("Ann", telegram_id=5)
    desk.clock.advance(timedelta(days=1))
    assert await desk.person("Ann", telegram_id=5) == first


async def test_names_are_brought_up_to_date_and_the_language_stays(desk: Desk) -> None:
    first = await desk.person("Ann", telegram_id=5, language="ru")
    again = await desk.person("Anna", telegram_id=5, username="anna", language="de")
    assert (again.id, again.display_name, again.username, again.language) == (first.id, "Anna", "anna", "ru")


async def test_the_names_of_who_is_known_can_be_kept(desk: Desk) -> None:
    first = await desk.person("Ann", telegram_id=5, username="ann", keep_names=True)
    assert (first.display_name, first.username) == ("Ann", "ann"), "nobody knew her"
    again = await desk.person("Annie", telegram_id=5, language="ru", keep_names=True)
    assert again == replace(first, language="ru"), "which nobody had said"
    assert present(await desk.ports.users.find(first.id)).display_name == "Ann"
    assert (await desk.person("Anna", telegram_id=5)).display_name == "Anna"


async def test_the_appointed_become_agents_also_later(desk: Desk) -> None:
    assert (await desk.agent()).role is Role.AGENT
    zoe = await desk.person("Zoe", telegram_id=5)
    assert zoe.role is Role.USER
    later = RegisterUserHandler(
        unit_of_work=desk.ports.unit_of_work,
        clock=desk.clock,
        tracing=desk.ports.tracing,
        appointments=Appointments(agents=frozenset({5})),
    )
    command = RegisterUser(principal=Principal("bot"), telegram_id=5, display_name="Zoe")
    assert (await later(command)).role is Role.AGENT
    # Who is no longer on the list stays what they are: roles are taken away by people.
    assert (await desk.do.people.register_user(command)).role is Role.AGENT


async def test_activation_is_left_alone(desk: Desk) -> None:
    ann = await desk.person("Ann", telegram_id=5)
    await desk.deactivate(ann.id)
    assert not (await desk.person("Ann", telegram_id=5)).active


async def test_people_may_register_only_themselves(desk: Desk) -> None:
    ann = await desk.person("Ann", telegram_id=5)
    command = RegisterUser(principal=desk.as_(ann), telegram_id=5, display_name="Anna")
    assert (await desk.do.people.register_user(command)).display_name == "Anna"
    with pytest.raises(PermissionDeniedError):
        await desk.do.people.register_user(
            RegisterUser(principal=desk.as_(ann), telegram_id=6, display_name="Eve")
        )
    await desk.deactivate(ann.id)
    with pytest.raises(UserDeactivatedError):
        await desk.do.people.register_user(command)
    with pytest.raises(ActorNotFoundError):
        await desk.do.people.register_user(
            RegisterUser(principal=Principal("bot", UserId(999)), telegram_id=5, display_name="Eve")
        )


async def test_with_a_request_id_the_answer_is_stored(desk: Desk) -> None:
    key = str(uuid4())
    first = await desk.person("Ann", telegram_id=5, request_id=key)
    await desk.person("Anna", telegram_id=5)
    assert await desk.person("Ann", telegram_id=5, request_id=key) == first
    assert present(await desk.ports.users.find(first.id)).display_name == "Anna"
    with pytest.raises(IdempotencyKeyReusedError):
        await desk.person("Anne", telegram_id=5, request_id=key)


async def test_every_fault_is_named_and_nothing_stored(desk: Desk) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        await desk.person("", telegram_id=2**60, username="x" * 33, language="?", request_id="no")
    assert sorted(each.field for each in caught.value.violations) == [
        "display_name",
        "language",
        "request_id",
        "telegram_id",
        "username",
    ]
    assert await desk.ports.users.page(frozenset(), after=None, limit=9) == []


async def test_one_person_registering_many_times_at_once_is_one(desk: Desk) -> None:
    found = await asyncio.gather(*(desk.person("Ann", telegram_id=5) for _ in range(6)))
    assert len({each.id for each in found}) == 1
