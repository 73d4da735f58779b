"""What the bot counts on when it asks who somebody is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
)
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.tickets import NewTicket
from bot_service.domain.people.absence import Absence
from bot_service.domain.people.person import Role
from bot_service.domain.requests.newcomer import Newcomer
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways


async def test_registering_again_brings_names_up_to_date(gateways: Gateways) -> None:
    ann = await gateways.person()
    assert (ann.telegram_id, ann.display_name, ann.role, ann.active) == (7, "Ann", Role.USER, True)
    again = await gateways.people.register(
        telegram_id=7, display_name="Ann B.", username="annb", language="ru", request_id=uuid4()
    )
    assert (again.name, again.display_name, again.username) == (ann.name, "Ann B.", "annb")
    assert await gateways.people.get(ann.name) == again


async def test_what_others_call_somebody_is_no_news_of_whom_is_known(gateways: Gateways) -> None:
    for name, called in (("Ann", "Ann"), ("Annie from downstairs", "Ann")):
        ann = await gateways.people.register(
            telegram_id=7,
            display_name=name,
            username="ann" if name == "Ann" else "",
            language="",
            request_id=uuid4(),
            keep_names=True,
        )
        assert (ann.display_name, ann.username) == (called, "ann")
        assert await gateways.people.get(ann.name) == ann
    with pytest.raises(InvalidFieldsError):
        await gateways.people.register(
            telegram_id=7, display_name="", username="", language="", request_id=uuid4(), keep_names=True
        )


async def test_whoever_chose_a_language_is_not_spoken_to_in_that_of_their_telegram(
    gateways: Gateways,
) -> None:
    async def seen(telegram_id: int, language: str) -> UserView:
        return await gateways.people.register(
            telegram_id=telegram_id, display_name="Ann", username="", language=language, request_id=uuid4()
        )

    chose, silent = await seen(7, ""), await seen(8, "")
    again = await gateways.people.set_language(chose.language, acting=chose.name, request_id=uuid4())
    assert (again.language, silent.language) == ("en", "en")
    assert (await seen(7, "ru")).language == "en"
    assert (await seen(8, "ru")).language == "ru"


async def test_agents_are_staff(gateways: Gateways) -> None:
    await gateways.person()
    bob, gus = await gateways.agent(), await gateways.agent(9_002, "Gus")
    assert bob.role is Role.AGENT
    assert list(await gateways.people.staff()) == [bob, gus]
    await gateways.deactivate(gus.name)
    assert list(await gateways.people.staff()) == [bob]
    assert not (await gateways.people.get(gus.name)).active


async def test_strangers_are_not_found(gateways: Gateways) -> None:
    with pytest.raises(NotFoundError):
        await gateways.people.get("users/4711")
    ann = await gateways.person()
    with pytest.raises(NotFoundError):
        await gateways.people.get_all([ann.name, "users/4711"])


async def test_several_people_at_once(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    assert await gateways.people.get_all([bob.name, ann.name]) == {ann.name: ann, bob.name: bob}
    assert await gateways.people.get_all([]) == {}


async def test_more_people_than_one_question_takes(gateways: Gateways) -> None:
    """Such as those who follow what is broken for a whole house."""
    people = {each.name: each for each in [await gateways.person(100 + n, "Eve") for n in range(201)]}
    assert await gateways.people.get_all(people) == people
    with pytest.raises(NotFoundError):
        await gateways.people.get_all([*people, "users/4711"])


async def test_a_name_has_to_be_said(gateways: Gateways) -> None:
    with pytest.raises(InvalidFieldsError) as caught:
        await gateways.person(name="  ")
    assert set(caught.value.fields) == {"display_name"}


async def test_people_say_what_they_read_and_where_they_live(gateways: Gateways) -> None:
    ann = await gateways.person()
    assert (ann.language, ann.time_zone) == ("en", "UTC")
    changed = await gateways.people.set_language("ru", acting=ann.name, request_id=uuid4())
    assert (changed.language, changed.time_zone) == ("ru", "UTC")
    changed = await gateways.people.set_time_zone("Asia/Almaty", acting=ann.name, request_id=uuid4())
    assert (changed.language, changed.time_zone) == ("ru", "Asia/Almaty")
    assert await gateways.people.get(ann.name) == changed
    with pytest.raises(InvalidFieldsError):
        await gateways.people.set_time_zone("Mars/Base", acting=ann.name, request_id=uuid4())


async def test_staff_say_when_they_are_away_and_admins_do_for_them(gateways: Gateways) -> None:
    ann, bob, boss = await gateways.person(), await gateways.agent(), await gateways.agent(9_002, "Gus")
    gateways.promote(boss.name, Role.ADMIN)
    starts = datetime(2100, 1, 1, tzinfo=UTC)
    absence = Absence(starts=starts, ends=starts + timedelta(days=3))
    for who in (bob, boss):
        changed = await gateways.people.set_absence(bob.name, absence, acting=who.name, request_id=uuid4())
        assert changed == replace(bob, absence=absence) == await gateways.people.get(bob.name)
    assert (await gateways.people.staff())[0].absence == absence
    for whose, acting in ((ann, ann), (boss, bob), (ann, bob)):
        with pytest.raises(ForbiddenError):
            await gateways.people.set_absence(whose.name, absence, acting=acting.name, request_id=uuid4())
    never = Absence(starts=starts, ends=starts)
    with pytest.raises(InvalidFieldsError):
        await gateways.people.set_absence(bob.name, never, acting=bob.name, request_id=uuid4())
    assert await gateways.people.set_absence(bob.name, None, acting=bob.name, request_id=uuid4()) == bob


async def test_an_invite_is_redeemed_once_and_by_its_repetition_again(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    code, again = await gateways.offer(), uuid4()
    redeemed = await gateways.people.redeem_invite(code, acting=ann.name, request_id=again)
    assert (redeemed.name, redeemed.role) == (ann.name, Role.ADMIN)
    assert await gateways.people.redeem_invite(code, acting=ann.name, request_id=again) == redeemed
    assert await gateways.people.get(ann.name) == redeemed
    with pytest.raises(NotFoundError):
        await gateways.people.redeem_invite(code, acting=bob.name, request_id=uuid4())


async def test_what_redeems_nothing(gateways: Gateways) -> None:
    ann, gus = await gateways.person(), await gateways.person(8, "Gus")
    code = await gateways.offer()
    with pytest.raises(InvalidFieldsError):
        await gateways.people.redeem_invite("no code", acting=ann.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await gateways.people.redeem_invite("nothing", acting=ann.name, request_id=uuid4())
    gateways.promote(ann.name, Role.AUDITOR)
    with pytest.raises(ForbiddenError):
        await gateways.people.redeem_invite(code, acting=ann.name, request_id=uuid4())
    gateways.promote(ann.name, Role.ADMIN)
    with pytest.raises(RefusedError) as caught:
        await gateways.people.redeem_invite(code, acting=ann.name, request_id=uuid4())
    assert caught.value.reason == Reason.ROLE_NOT_RAISED
    assert (await gateways.people.redeem_invite(code, acting=gus.name, request_id=uuid4())).role is Role.ADMIN


async def test_people_are_found_by_what_they_are_called(gateways: Gateways) -> None:
    ann, _ = await gateways.person(7, "Ann Lee"), await gateways.person(8, "Joanna")
    zed = await gateways.people.register(
        telegram_id=9, display_name="Zed", username="zed_9", language="en", request_id=uuid4()
    )
    assert list(await gateways.people.called("le AN", limit=9)) == [ann]
    assert list(await gateways.people.called("@ZED_9", limit=9)) == [zed]
    assert list(await gateways.people.called("zed", limit=9)) == [zed]
    for words in ("Bob", "", "—", "ann joanna"):
        assert list(await gateways.people.called(words, limit=9)) == []
    await gateways.deactivate(zed.name)
    assert list(await gateways.people.called("zed", limit=9)) == []


async def test_staff_report_for_others(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    new = NewTicket(title="Lamp", description="", location="", priority=Priority.LOW, reporter=ann.name)
    ticket = await gateways.tickets.create(new, acting=bob.name, request_id=uuid4())
    assert ticket.reporter == ann.name
    with pytest.raises(ForbiddenError):
        await gateways.tickets.create(replace(new, reporter=bob.name), acting=ann.name, request_id=uuid4())
    await gateways.deactivate(ann.name)
    with pytest.raises(RefusedError) as refused:
        await gateways.tickets.create(new, acting=bob.name, request_id=uuid4())
    assert refused.value.reason == Reason.REPORTER_NOT_ELIGIBLE


async def test_who_is_not_at_telegram_comes_to_what_was_reported_for_them(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    zed = await gateways.person(telegram_id=70, name="Zed")
    ticket = await gateways.tickets.create(
        NewTicket(
            title="Lamp",
            description="",
            location="",
            priority=Priority.LOW,
            newcomer=Newcomer(name="Julia", contact="room 5"),
        ),
        acting=ann.name,
        request_id=uuid4(),
    )
    julia = await gateways.people.get(ticket.reporter)
    assert (julia.is_placeholder, julia.display_name, julia.contact) == (True, "Julia", "room 5")
    assert julia.introducer == ann.name
    assert await gateways.tickets.followers(ticket.number) == {ann.name}
    assert [each.name for each in await gateways.people.called("julia", limit=5)] == [julia.name]
    with pytest.raises(ForbiddenError):
        await gateways.people.joining_code(julia.name, acting=bob.name, request_id=uuid4())
    key = uuid4()
    joining = await gateways.people.joining_code(julia.name, acting=ann.name, request_id=key)
    again = await gateways.people.joining_code(julia.name, acting=ann.name, request_id=key)
    assert again.code == joining.code
    claimed = await gateways.people.redeem_invite(joining.code, acting=zed.name, request_id=uuid4())
    assert (claimed.name, claimed.role) == (zed.name, Role.USER)
    assert (await gateways.tickets.get(ticket.number, acting=zed.name)).reporter == zed.name
    gone = await gateways.people.get(julia.name)
    assert (gone.is_placeholder, gone.introducer) == (False, "")
    with pytest.raises(NotFoundError):
        await gateways.people.redeem_invite(joining.code, acting=bob.name, request_id=uuid4())
    with pytest.raises(RefusedError) as refused:
        await gateways.people.joining_code(julia.name, acting=ann.name, request_id=uuid4())
    assert refused.value.reason == Reason.PERSON_NOT_INVITABLE
