"""What the bot's dialogs count on when they say something on a ticket."""

from uuid import uuid4

import pytest

from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError, RefusedError
from bot_service.domain.comments.comment import WITHDRAWN

from .gateways import Gateways


async def test_comments_are_the_newest_in_the_order_of_talk(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    request_id = uuid4()
    for _ in range(2):
        await gateways.comments.add(number, "One", acting=ann.name, request_id=request_id)
    await gateways.comments.add(number, "Two", acting=bob.name, request_id=uuid4())
    await gateways.comments.add(number, " Three ", acting=ann.name, request_id=uuid4())
    comments = await gateways.comments.recent(number, acting=ann.name, limit=2)
    assert [(comment.author, comment.text, comment.by_staff) for comment in comments] == [
        (bob.name, "Two", True),
        (ann.name, "Three", False),
    ]
    everything = await gateways.comments.all(number, acting=ann.name)
    assert [comment.text for comment in everything] == ["One", "Two", "Three"]
    with pytest.raises(InvalidFieldsError) as caught:
        await gateways.comments.add(number, "x" * 4_001, acting=ann.name, request_id=uuid4())
    assert set(caught.value.fields) == {"comment.text"}


async def test_ones_own_comment_can_be_put_differently(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    comments, number = gateways.comments, (await gateways.created(ann)).number
    request_id = uuid4()
    added = [
        await comments.add(number, "The left lmap", acting=ann.name, request_id=request_id) for _ in range(2)
    ]
    assert added[0] == added[1]
    other = await comments.add(number, "Soon", acting=bob.name, request_id=uuid4())
    edit_id = uuid4()
    for _ in range(2):
        await comments.edit(added[0].name, " The left lamp ", acting=ann.name, request_id=edit_id)
    everything = await comments.all(number, acting=ann.name)
    assert [comment.text for comment in everything] == ["The left lamp", "Soon"]
    with pytest.raises(ForbiddenError):
        await comments.edit(other.name, "Never", acting=ann.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await comments.edit(f"tickets/{number}/comments/4711", "Hm", acting=ann.name, request_id=uuid4())
    with pytest.raises(InvalidFieldsError) as caught:
        await comments.edit(added[0].name, "x" * 4_001, acting=ann.name, request_id=uuid4())
    assert set(caught.value.fields) == {"text"}
    await gateways.tickets.resolve(number, acting=bob.name, request_id=uuid4())
    await gateways.tickets.confirm(number, acting=ann.name, request_id=uuid4())
    with pytest.raises(RefusedError) as refused:
        await comments.edit(added[0].name, "Too late", acting=ann.name, request_id=uuid4())
    assert refused.value.reason == "TICKET_CLOSED_FOR_COMMENTS"


async def test_what_was_taken_back_says_nothing_any_more(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    comments, number = gateways.comments, (await gateways.created(ann)).number
    said = await comments.add(number, "Psst", acting=bob.name, request_id=uuid4())
    note = await gateways.comments.add_note(number, "Hush", acting=bob.name, request_id=uuid4())
    with pytest.raises(ForbiddenError):
        await comments.withdraw(said.name, acting=ann.name, request_id=uuid4())
    with pytest.raises(NotFoundError):
        await comments.withdraw(note, acting=ann.name, request_id=uuid4())
    request_id = uuid4()
    for _ in range(2):
        await comments.withdraw(said.name, acting=bob.name, request_id=request_id)
    await comments.withdraw(note, acting=bob.name, request_id=uuid4())
    everything = await comments.all(number, acting=bob.name)
    assert [(each.name, each.text, each.withdrawn) for each in everything] == [
        (said.name, WITHDRAWN, True),
        (note, WITHDRAWN, True),
    ]
    with pytest.raises(RefusedError) as refused:
        await comments.edit(said.name, "After all", acting=bob.name, request_id=uuid4())
    assert refused.value.reason == "COMMENT_WITHDRAWN"
    history = [each for each in await gateways.work.history(number, acting=bob.name) if each.said is not None]
    assert [(each.said and each.said.name, each.says_anew) for each in history] == [
        (said.name, False),
        (note, False),
        (said.name, True),
        (note, True),
    ]
