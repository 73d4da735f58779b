"""What people mark goes to the tickets service and comes back as it was, on both of the bot's gateways."""

from uuid import uuid4

from bot_service.application.ports.tickets.tickets import Correction, NewTicket, TicketList
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import Mark, MarkKind

from .gateways import Gateways

MARKS = (
    Mark(0, 9, MarkKind.BLOCKQUOTE),
    Mark(0, 3, MarkKind.BOLD),
    Mark(4, 5, MarkKind.LINK, url="https://example.org/guide"),
    Mark(10, 2, MarkKind.PRE, language="c++"),
    Mark(13, 4, MarkKind.DATE_TIME, time=1_900_000_000, time_format="Dt"),
)
TEXT = "the guide\n🔥x\nsoon"


async def test_what_fills_more_than_one_answer_is_read_all_the_same(gateways: Gateways) -> None:
    """Each word a link of a length that Telegram takes: no outage, whoever reads it."""
    ann = await gateways.person()
    url = f"https://example.org/{'x' * 2_000}"
    marks = tuple(Mark(2 * place, 1, MarkKind.LINK, url=url) for place in range(100))
    number = (await gateways.created(ann)).number
    for _ in range(25):
        await gateways.comments.add(number, "a " * 100, marks=marks, acting=ann.name, request_id=uuid4())
    said = await gateways.comments.all(number, acting=ann.name)
    assert [each.said.marks for each in said] == [marks] * 25
    assert len(await gateways.work.history(number, acting=ann.name)) == 26
    for _ in range(25):
        new = NewTicket(
            title="Lamp",
            description="a " * 100,
            description_marks=marks,
            location="",
            priority=Priority.MEDIUM,
        )
        await gateways.tickets.create(new, acting=ann.name, request_id=uuid4())
    assert len(await gateways.tickets.list(TicketList.REPORTED, acting=ann.name, limit=50)) == 26
    assert len(await gateways.finder.search("Lamp", acting=ann.name, limit=50)) == 26


async def test_both_ways(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    new = NewTicket(
        title="Lamp", description=TEXT, description_marks=MARKS, location="", priority=Priority.MEDIUM
    )
    ticket = await gateways.tickets.create(new, acting=ann.name, request_id=uuid4())
    assert (ticket.description, ticket.description_marks) == (TEXT, MARKS)
    corrected = await gateways.tickets.correct(
        ticket.number,
        Correction(description=TEXT, description_marks=MARKS[:2]),
        reason="",
        acting=ann.name,
        request_id=uuid4(),
    )
    assert corrected.description_marks == MARKS[:2]
    retitled = await gateways.tickets.correct(
        ticket.number, Correction(title="Tap"), reason="", acting=ann.name, request_id=uuid4()
    )
    assert retitled.description_marks == MARKS[:2]
    added = await gateways.comments.add(
        ticket.number, f"\n {TEXT}", marks=(Mark(2, 3, MarkKind.BOLD),), acting=ann.name, request_id=uuid4()
    )
    note = await gateways.comments.add_note(
        ticket.number, TEXT, marks=MARKS, acting=bob.name, request_id=uuid4()
    )
    comments = await gateways.comments.all(ticket.number, acting=bob.name)
    assert [(each.text, each.marks) for each in comments] == [
        (TEXT, (Mark(0, 3, MarkKind.BOLD),)),
        (TEXT, MARKS),
    ]
    await gateways.comments.edit(added.name, TEXT, marks=MARKS, acting=ann.name, request_id=uuid4())
    await gateways.comments.edit(note, TEXT, acting=bob.name, request_id=uuid4())
    comments = await gateways.comments.all(ticket.number, acting=bob.name)
    assert [each.marks for each in comments] == [MARKS, ()]
    events = await gateways.work.history(ticket.number, acting=bob.name)
    assert [each.comment.marks for each in events if each.comment is not None] == [
        (Mark(0, 3, MarkKind.BOLD),),
        MARKS,
    ]
