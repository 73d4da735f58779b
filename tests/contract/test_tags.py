"""What the bot counts on where the desk's people tag requests."""

from uuid import uuid4

import pytest

from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError, RefusedError
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.views.events import EventType, TagsView
from bot_service.application.views.tickets import TicketState, Verb

from .gateways import Gateways


async def test_tags_are_for_the_desk(gateways: Gateways) -> None:
    ann, bob, gus = await gateways.person(), await gateways.agent(), await gateways.agent(9_002, "Gus")
    number, tags, request_id = (await gateways.created(ann)).number, gateways.tags, uuid4()
    for _ in range(2):
        tagged = await tags.change(number, add=["#Leak", "2nd floor"], acting=bob.name, request_id=request_id)
        assert tagged.tags == ("2nd-floor", "leak")
        assert Verb.CHANGE_TAGS in tagged.allowed_verbs
    changed = await tags.change(number, remove=["leak"], acting=bob.name, request_id=uuid4())
    assert changed.tags == ("2nd-floor",)
    for reader, seen in ((bob.name, ("2nd-floor",)), (ann.name, ()), (None, ("2nd-floor",))):
        assert (await gateways.tickets.get(number, acting=reader)).tags == seen
    told = [each.tags for each in await gateways.work.history(number, acting=bob.name) if each.tags]
    assert told == [TagsView(("2nd-floor", "leak"), ()), TagsView((), ("leak",))]
    seen_by_ann = await gateways.work.history(number, acting=ann.name)
    assert EventType.TAGS_CHANGED not in {each.type for each in seen_by_ann}
    for bad in ("42", "a,b", "", "x" * 33):
        with pytest.raises(InvalidFieldsError):
            await tags.change(number, add=[bad], acting=bob.name, request_id=uuid4())
    with pytest.raises(RefusedError) as refused:
        await tags.change(number, add=[f"t{n}" for n in range(10)], acting=bob.name, request_id=uuid4())
    assert refused.value.reason == "TOO_MANY_TAGS"
    with pytest.raises(ForbiddenError):
        await tags.change(number, add=["mine"], acting=ann.name, request_id=uuid4())
    gateways.arrange(number, TicketState.IN_PROGRESS, bob.name)
    with pytest.raises(NotFoundError):
        await tags.change(number, add=["mine"], acting=gus.name, request_id=uuid4())


async def test_finding_by_a_tag(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    one, two = [(await gateways.created(ann)).number for _ in range(2)]
    assert list(await gateways.tags.common(acting=bob.name)) == []
    await gateways.tags.change(one, add=["roof", "leak"], acting=bob.name, request_id=uuid4())
    await gateways.tags.change(two, add=["leak"], acting=bob.name, request_id=uuid4())
    assert list(await gateways.tags.common(acting=bob.name)) == ["leak", "roof"]
    with pytest.raises(ForbiddenError):
        await gateways.tags.common(acting=ann.name)
    found = await gateways.finder.queue(Queue.ALL, acting=bob.name, everybodys=False, tag="#Roof", limit=5)
    assert [each.number for each in found] == [one]
    hits = await gateways.finder.search("lamp", tag="roof", acting=bob.name, limit=5)
    assert [hit.ticket.number for hit in hits] == [one]
