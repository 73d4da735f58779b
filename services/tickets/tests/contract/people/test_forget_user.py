"""Who is forgotten is nobody, on every set of adapters; what they reported, and what became of it, is still there."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text

from fixline_testing.beyond_types import present
from tickets_service.application.commands.people.forget_user import ForgetUser, ForgottenUser
from tickets_service.application.ports.people.personal_data import ERASED, ErasedWords
from tickets_service.application.principal import Principal
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.marks import Mark, MarkKind
from tickets_service.domain.people.errors import (
    PermissionDeniedError,
    PersonNotFoundError,
    UserDeactivatedError,
    UserStillStaffError,
)
from tickets_service.domain.people.user import Role
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

SECRET = "geheimnis"
NOTHING = ErasedWords(tickets=0, comments=0, events=0, followed=0, answers=0)


async def forget(
    desk: Desk, telegram_id: int, *, by: Doer | None = None, dry: bool = False, key: str = ""
) -> ForgottenUser:
    principal = Principal("operator") if by is None else desk.as_(by)
    return await desk.do.people.forget_user(
        ForgetUser(
            principal=principal,
            telegram_id=telegram_id,
            reason="asked by letter",
            validate_only=dry,
            request_id=key or str(uuid4()),
        )
    )


async def talkative(desk: Desk) -> tuple[UserView, UserView, TicketView]:
    """Ann, whose every word is secret, an agent who answered her, and her ticket."""
    ann = await desk.person(f"Ann {SECRET}", telegram_id=77, username=f"ann_{SECRET}")
    gus = await desk.agent()
    ticket = await desk.create(ann, title="No light", description=f"call {SECRET}")
    link = Mark(0, 4, MarkKind.LINK, url=f"https://{SECRET}.example")
    ticket = await desk.update(
        ticket,
        by=ann,
        fields=("description",),
        description=f"call me {SECRET}",
        description_marks=(link,),
    )
    said = await desk.comment(ticket, by=ann, text=f"first {SECRET}", marks=(link,))
    await desk.edit(said.comment, by=ann, text=f"second {SECRET}", marks=(link,))
    await desk.comment(ticket, by=gus, text="the desk says so")
    other = await desk.create(gus, title="Of Gus")
    await desk.follow(other, by=gus, user=ann)
    ticket = await desk.take(ticket, by=gus)
    ticket = await desk.resolve(ticket, by=gus)
    await desk.rate(ticket, by=ann, stars=4, comment=f"well done {SECRET}")
    await desk.reopen(ticket, by=ann, reason=f"again {SECRET}")
    return ann, gus, ticket


async def test_their_words_are_gone_and_what_happened_is_not(desk: Desk) -> None:
    ann, _, ticket = await talkative(desk)
    before = await desk.history(ticket)
    forgotten = await forget(desk, 77)
    assert forgotten.user_id == ann.id
    erased = forgotten.erased
    assert (erased.tickets, erased.comments, erased.followed) == (1, 1, 1)
    assert erased.events >= 3
    assert erased.answers > 0
    user = UserView.of(present(await desk.ports.users.find(ann.id)))
    assert (user.telegram_id, user.display_name, user.username, user.active) == (None, "—", "", False)
    stored = await desk.stored(ticket)
    assert (stored.title, stored.description) == ("No light", "")
    assert stored.reporter_id == ann.id
    assert present(stored.rating).stars == 4
    assert present(stored.rating).comment == ""
    after = await desk.history(ticket)
    assert [(event.id, event.type, event.actor, event.occurred_at) for event in after] == [
        (event.id, event.type, event.actor, event.occurred_at) for event in before
    ]
    said = [event.change.text for event in after if isinstance(event.change, CommentView)]
    assert said == [ERASED, ERASED, "the desk says so"]
    assert all(event.reason == "" for event in after if event.actor == f"users/{ann.id}")
    (updated,) = [event.change for event in after if event.type is EventType.TICKET_UPDATED]
    assert isinstance(updated, FieldsUpdated)
    assert [(each.field, each.before, each.after) for each in updated.fields] == [("description", "", "")]
    assert SECRET not in str([after, stored, user, await desk.people_history()])


async def test_in_no_table_is_a_word_of_theirs_left(postgres_desk: Desk) -> None:
    await talkative(postgres_desk)
    await forget(postgres_desk, 77)
    async with postgres_desk.engine.connect() as connection:
        tables = await connection.scalars(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        # Single words that were ever said in public, of nobody: see the decision.
        for table in set(tables.all()) - {"search_words", "search_numbers"}:
            rows = await connection.scalars(text(f"SELECT t::text FROM {table} AS t"))  # noqa: S608
            assert not [row for row in rows if SECRET in row], table
        assert not (await connection.scalars(text("SELECT 1 FROM users WHERE telegram_id = 77"))).all()


async def test_histories_let_nothing_else_be_changed(postgres_desk: Desk) -> None:
    await talkative(postgres_desk)
    for change in ("actor = 'system'", "type = 'TICKET_CREATED'", "created_at = now()"):
        with pytest.raises(Exception, match="append-only"):
            await postgres_desk.execute(
                f"WITH on_ AS (SELECT set_config('fixline.erasing', 'on', true)) UPDATE history SET {change} FROM on_"  # noqa: S608
            )
    with pytest.raises(Exception, match="append-only"):
        await postgres_desk.execute("UPDATE history SET reason = ''")


async def test_it_is_on_record_who_asked_when_and_why(desk: Desk) -> None:
    ann, *_ = await talkative(desk)
    boss = await desk.staff(Role.ADMIN)
    await forget(desk, 77, by=boss)
    event = (await desk.people_history())[-1]
    assert (event.type, event.user_id, event.actor, event.reason) == (
        "FORGOTTEN",
        ann.id,
        f"users/{boss.id}",
        "asked by letter",
    )


async def test_a_dry_run_counts_the_same_and_changes_nothing(desk: Desk) -> None:
    ann, _, ticket = await talkative(desk)
    before = (await desk.history(ticket), await desk.stored(ticket))
    counted = await forget(desk, 77, dry=True)
    assert (await desk.history(ticket), await desk.stored(ticket)) == before
    assert present(await desk.ports.users.find(ann.id)).telegram_id == 77
    assert await forget(desk, 77) == counted


async def test_it_may_be_repeated(desk: Desk) -> None:
    await talkative(desk)
    key = str(uuid4())
    first = await forget(desk, 77, key=key)
    assert await forget(desk, 77, key=key) == first
    with pytest.raises(PersonNotFoundError):
        await forget(desk, 77)


async def test_of_two_at_once_one_finds_nobody(desk: Desk) -> None:
    await talkative(desk)
    both = await asyncio.gather(forget(desk, 77), forget(desk, 77), return_exceptions=True)
    assert sorted(type(each).__name__ for each in both) == ["ForgottenUser", "PersonNotFoundError"]
    assert [event.type for event in await desk.people_history()].count("FORGOTTEN") == 1


async def test_who_comes_back_is_somebody_new(desk: Desk) -> None:
    ann, *_ = await talkative(desk)
    await forget(desk, 77)
    again = await desk.person("Ann", telegram_id=77)
    assert again.id != ann.id
    assert (await forget(desk, 77)).erased == NOTHING


async def test_who_is_forgotten_does_nothing_more(desk: Desk) -> None:
    ann, *_ = await talkative(desk)
    await forget(desk, 77)
    with pytest.raises(UserDeactivatedError):
        await desk.create(ann, title="x")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.USER])
async def test_staff_are_not_forgotten_until_they_are_none(desk: Desk, role: Role) -> None:
    who = await desk.staff(role)
    with pytest.raises(UserStillStaffError):
        await forget(desk, present(who.telegram_id))


async def test_others_are_not_touched(desk: Desk) -> None:
    eva = await desk.person(f"Eva {SECRET}", telegram_id=770)
    ticket = await desk.create(eva, title="x", description=SECRET)
    await desk.comment(ticket, by=eva, text=SECRET)
    await talkative(desk)
    before = (await desk.history(ticket), await desk.stored(ticket))
    await forget(desk, 77)
    assert (await desk.history(ticket), await desk.stored(ticket)) == before


async def test_only_admins_and_services_may(desk: Desk) -> None:
    ann, gus, _ = await talkative(desk)
    for who in (ann, gus):
        with pytest.raises(PermissionDeniedError):
            await forget(desk, 77, by=who)


async def test_it_is_asked_why(desk: Desk) -> None:
    with pytest.raises(InvalidArgumentError):
        await desk.do.people.forget_user(
            ForgetUser(principal=Principal("operator"), telegram_id=0, reason=" ", request_id="x")
        )
