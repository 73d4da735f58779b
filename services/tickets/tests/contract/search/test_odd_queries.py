"""Queries that nobody expects: answered plainly, or refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tickets_service.domain.errors import InvalidArgumentError
from tickets_testing.desk import Desk

from .searching import hits, numbers


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\n\t\x07", "x" * 4_001])
async def test_queries_that_are_none(desk: Desk, query: str) -> None:
    with pytest.raises(InvalidArgumentError):
        await hits(desk, await desk.person(), query)


ODD = [
    *("'", "''", "\\", "!!!", "& | ! ( ) <->", ":*", "lamp:*", "lamp:A", "!lamp", "lamp & !lamp", "(lamp"),
    *("'lamp", "\\'lamp", "lamp\x00lamp", "\x1b[31mlamp", "~0", "'~0'", "%", "_", "lamp; DROP TABLE", "🦄"),
    *(
        "\u202elamp",
        "ﷺ" * 100,
        "x" * 4_000,
        "lamp " * 800,
        " ".join(str(n) for n in range(900)),
        "İ",
        "ß" * 999,
    ),
]


@pytest.mark.parametrize("query", ODD)
async def test_odd_queries_have_plain_answers(desk: Desk, query: str) -> None:
    ann = await desk.person()
    await desk.create(ann, "Lamp")
    assert len(await hits(desk, ann, query)) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(query=st.text(min_size=1, max_size=60) | st.text(alphabet="lamp 'éЛ&|!:*()<>-~\\%", min_size=1))
async def test_any_text_is_an_answerable_query(postgres_desk: Desk, query: str) -> None:
    desk = postgres_desk
    try:
        assert await hits(desk, None, query) == []
    except InvalidArgumentError:
        assert not query.strip() or not any(letter.isprintable() for letter in query.replace(" ", ""))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(max_size=200))
async def test_any_text_can_be_written(postgres_desk: Desk, text: str) -> None:
    desk = postgres_desk
    ann = await desk.person(telegram_id=77)
    try:
        ticket = await desk.create(ann, "Lamp", description=text)
        await desk.comment(ticket, ann, f"Hello {text}")
    except InvalidArgumentError:
        return
    assert ticket.id in await numbers(desk, ann, f"lamp {ticket.id}")
