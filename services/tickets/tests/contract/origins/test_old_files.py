"""Files of an older system, from being due until what became of them is known: the same on every set of adapters."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tickets_service.application.commands.origins.settle_old_file import SettleOldFile
from tickets_service.application.commands.people.forget_user import ForgetUser
from tickets_service.application.principal import Principal
from tickets_service.application.queries.origins.list_due_old_files import DueOldFiles, ListDueOldFiles
from tickets_service.application.queries.origins.list_old_files import ListOldFiles
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.origins.old_file import (
    PAUSES,
    FetchOutcome,
    OldFile,
    OldFileId,
    OldFileKind,
    OldFileNotFoundError,
    OldFileState,
)
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_testing.desk import Desk

BOT = Principal("bot")
MOVED = "files/00000000-0000-4000-8000-000000000001"


async def sent(desk: Desk, ticket: TicketView, by: UserView | None = None, name: str = "lamp.jpg") -> OldFile:
    file = OldFile(
        ticket_id=ticket.id,
        author_id=by.id if by else None,
        kind=OldFileKind.PHOTO,
        telegram_file_id=f"tg-{name}",
        file_name=name,
        size_bytes=None,
        created_at=desk.clock.now(),
        due_at=desk.clock.now(),
    )
    async with desk.ports.unit_of_work() as uow:
        await uow.old_files.add(file)
        await uow.commit()
    return file


async def settle(desk: Desk, file: OldFile, outcome: FetchOutcome, moved: str = "") -> OldFile:
    return await desk.do.origins.settle_old_file(
        SettleOldFile(principal=BOT, file_id=file.id, outcome=outcome, file=moved, request_id=str(uuid4()))
    )


async def due(desk: Desk, size: int = 0) -> DueOldFiles:
    return await desk.do.origins.list_due_old_files(ListDueOldFiles(principal=BOT, page_size=size))


async def names(desk: Desk, ticket: TicketView) -> list[tuple[str, OldFileState]]:
    page = await desk.do.origins.list_old_files(ListOldFiles(principal=BOT, ticket_id=ticket.id))
    return [(file.file_name, file.state) for file in page.items]


async def test_what_waits_is_due_in_its_order_until_it_is_settled(desk: Desk) -> None:
    ticket = await desk.create(await desk.person())
    first, second = await sent(desk, ticket, name="a"), await sent(desk, ticket, name="b")
    waiting = await due(desk)
    assert ([file.file_name for file in waiting.files], waiting.waiting) == (["a", "b"], 2)
    assert [file.file_name for file in (await due(desk, 1)).files] == ["a"]
    moved = await settle(desk, first, FetchOutcome.MOVED, MOVED)
    assert (moved.state, moved.file) == (OldFileState.MOVED, MOVED)
    await settle(desk, second, FetchOutcome.TOO_LARGE)
    assert (await due(desk)).waiting == 0
    assert await names(desk, ticket) == [("a", OldFileState.MOVED), ("b", OldFileState.TOO_LARGE)]


async def test_what_is_settled_stays_so(desk: Desk) -> None:
    file = await sent(desk, await desk.create(await desk.person()))
    await settle(desk, file, FetchOutcome.MOVED, MOVED)
    again = await settle(desk, file, FetchOutcome.NOT_FOUND)
    assert (again.state, again.file) == (OldFileState.MOVED, MOVED)


async def test_what_is_not_found_is_tried_three_times_more(desk: Desk) -> None:
    file = await sent(desk, await desk.create(await desk.person()))
    for pause in PAUSES:
        assert [each.id for each in (await due(desk)).files] == [file.id]
        assert (await settle(desk, file, FetchOutcome.NOT_FOUND)).state is OldFileState.WAITING
        later = await due(desk)
        assert (list(later.files), later.waiting) == ([], 1)
        desk.clock.advance(pause)
    assert (await settle(desk, file, FetchOutcome.NOT_FOUND)).state is OldFileState.GONE


async def test_a_page_of_a_tickets(desk: Desk) -> None:
    ann = await desk.person()
    ticket, other = await desk.create(ann), await desk.create(ann)
    for name in "abc":
        await sent(desk, ticket, name=name)
    await sent(desk, other, name="d")
    query = ListOldFiles(principal=desk.as_(ann), ticket_id=ticket.id, page_size=2)
    page = await desk.do.origins.list_old_files(query)
    assert [file.file_name for file in page.items] == ["a", "b"]
    rest = await desk.do.origins.list_old_files(
        ListOldFiles(principal=desk.as_(ann), ticket_id=ticket.id, page_token=page.next_token)
    )
    assert ([file.file_name for file in rest.items], rest.next_token) == (["c"], "")


async def test_whoever_does_not_see_the_ticket_does_not_see_them(desk: Desk) -> None:
    ticket = await desk.create(await desk.person())
    stranger = await desk.person("Eve", telegram_id=666)
    with pytest.raises(TicketNotFoundError):
        await desk.do.origins.list_old_files(ListOldFiles(principal=desk.as_(stranger), ticket_id=ticket.id))


@pytest.mark.parametrize(
    ("outcome", "file"),
    [(FetchOutcome.MOVED, ""), (FetchOutcome.MOVED, "files/7"), (FetchOutcome.TOO_LARGE, MOVED)],
)
async def test_only_what_is_moved_has_a_name_with_the_files_service(
    desk: Desk, outcome: FetchOutcome, file: str
) -> None:
    waiting = await sent(desk, await desk.create(await desk.person()))
    with pytest.raises(InvalidArgumentError):
        await settle(desk, waiting, outcome, file)


async def test_one_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(OldFileNotFoundError):
        await desk.do.origins.settle_old_file(
            SettleOldFile(
                principal=BOT,
                file_id=OldFileId(404),
                outcome=FetchOutcome.TOO_LARGE,
                request_id=str(uuid4()),
            )
        )


async def test_of_somebody_who_is_forgotten_nothing_is_fetched(desk: Desk) -> None:
    ann = await desk.person("Ann", telegram_id=77)
    ticket = await desk.create(ann)
    file = await sent(desk, ticket, by=ann)
    moved = await sent(desk, ticket, by=ann, name="moved")
    await settle(desk, moved, FetchOutcome.MOVED, MOVED)
    await sent(desk, ticket, name="of nobody")
    await desk.do.people.forget_user(
        ForgetUser(principal=BOT, telegram_id=77, reason="asked by letter", request_id=str(uuid4()))
    )
    assert [each.id for each in (await due(desk)).files] != [file.id]
    assert await names(desk, ticket) == [
        ("", OldFileState.GONE),
        ("", OldFileState.MOVED),
        ("of nobody", OldFileState.WAITING),
    ]
    desk.clock.advance(timedelta(days=3))
    assert (await due(desk)).waiting == 1
