"""Knowing whether the asker follows costs no statement of its own, however many do."""

from tickets_service.application.queries.followers.list_followers import ListFollowers
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_testing.desk import Desk, StatementsRun


async def test_statements(postgres_desk: Desk, statements_run: StatementsRun) -> None:
    desk = postgres_desk
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent()
    ticket = await desk.create(ann)
    for crowd in ([bob], [await desk.person() for _ in range(5)]):
        for person in crowd:
            await desk.follow(ticket, gus, user=person)
        for reader in (ann, bob, gus):
            principal = desk.as_(reader)
            with statements_run() as looking:
                await desk.do.tickets.get_ticket(GetTicket(principal=principal, ticket_id=ticket.id))
            assert looking == ["SELECT users", "SELECT requests"]
            with statements_run() as listing:
                await desk.do.followers.list_followers(
                    ListFollowers(principal=principal, ticket_id=ticket.id)
                )
            assert listing == ["SELECT users", "SELECT requests", "SELECT followers"]
    for writer in (ann, bob):
        with statements_run() as commenting:
            await desk.comment(ticket, writer)
        assert commenting == [
            "SELECT users",
            "INSERT idempotency_keys",
            "SELECT requests",
            "INSERT comments",
            "INSERT history",
        ]
