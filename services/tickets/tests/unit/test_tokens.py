"""Tokens come back as they left, or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.application.errors import PageTokenInvalidError, ResumeTokenInvalidError
from tickets_service.application.paging import LARGEST, Page, PageRequest
from tickets_service.application.ports.history.feed import BEGINNING, FeedPosition
from tickets_service.application.queries.history.watch_events import position_from, token_of
from tickets_service.application.tokens import DamagedTokenError, seal, unseal
from tickets_service.domain.errors import InvalidArgumentError

NUMBERS = st.integers(min_value=0, max_value=2**63 - 1)


@given(st.lists(NUMBERS | st.text("abcé/", max_size=10), max_size=3))
def test_round_trip(parts: list[int | str]) -> None:
    assert unseal("kind", seal("kind", *parts)) == parts


@given(NUMBERS, NUMBERS, st.data())
def test_no_changed_token_is_accepted(transaction: int, event: int, data: st.DataObject) -> None:
    token = token_of(FeedPosition(transaction, event))
    assert position_from(token) == FeedPosition(transaction, event)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda each: each != token[place]))
    for changed in (token[:place] + other + token[place + 1 :], token[:place], token + other):
        if changed:
            with pytest.raises(ResumeTokenInvalidError):
                position_from(changed)


@given(st.text(min_size=1, max_size=300))
def test_garbage(token: str) -> None:
    with pytest.raises(DamagedTokenError):
        unseal("kind", token)


def test_tokens_are_bound_to_their_kind() -> None:
    with pytest.raises(DamagedTokenError):
        unseal("page", seal("watch", 1, 2))
    with pytest.raises(ResumeTokenInvalidError):
        position_from(seal("page", 1, 2))


@pytest.mark.parametrize(
    "parts", [(), (1,), (1, 2, 3), ("1", 2), (1, "2"), (-1, 2), (1, -2), (2**63, 0), (0, 2**63)]
)
def test_sealed_but_senseless(parts: tuple[int | str, ...]) -> None:
    with pytest.raises(ResumeTokenInvalidError):
        position_from(seal("watch", *parts))


def test_the_beginning() -> None:
    assert position_from("") == BEGINNING


def read(size: int = 0, token: str = "", bound_to: tuple[object, ...] = ("list",)) -> PageRequest:
    return PageRequest.read(size=size, token=token, bound_to=bound_to)


@pytest.mark.parametrize(
    ("asked", "given_size"), [(0, 20), (1, 1), (200, 200), (201, LARGEST), (2**31 - 1, LARGEST)]
)
def test_page_sizes(asked: int, given_size: int) -> None:
    assert read(asked).size == given_size


def test_a_negative_page_size() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        read(-1)
    assert [each.field for each in caught.value.violations] == ["page_size"]


def test_a_page_token_continues_its_own_list_only() -> None:
    first = read(2)
    assert first.after is None
    assert first.page(["a", "b"], [1, 2]) == Page(["a", "b"], "")
    page = first.page(["a", "b", "c"], [1, 2, 3])
    assert page.items == ["a", "b"]
    assert read(50, page.next_token).after == 2
    with pytest.raises(PageTokenInvalidError):
        read(2, page.next_token, ("list", "other"))
    for wrong in ("x", seal("page", first.bound_to, "2"), seal("page", first.bound_to)):
        with pytest.raises(PageTokenInvalidError):
            read(2, wrong)


PATH = re.compile("([A-Z]/)+")


def by_text(token: str = "", bound_to: tuple[object, ...] = ("tree",)) -> PageRequest:
    return PageRequest.by_text(size=1, token=token, bound_to=bound_to, form=PATH)


def test_a_place_that_is_a_text() -> None:
    first = by_text()
    assert first.text == ""
    page = first.placed(["A/", "A/B/"], lambda index: (["A/", "A/B/"][index],))
    assert by_text(page.next_token).text == "A/"
    for parts in ((), (1,), ("a/",), ("A/\0",), ("A/", "A/"), ("A/", 1)):
        with pytest.raises(PageTokenInvalidError):
            by_text(seal("page", first.bound_to, *parts))
    with pytest.raises(PageTokenInvalidError):
        by_text(page.next_token, ("another",))
    with pytest.raises(PageTokenInvalidError):
        read(1, page.next_token, ("tree",))
