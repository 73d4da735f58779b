"""A page ends where no more of what people wrote fits into an answer."""

from tickets_service.application.page_weights import FULL, items_that_fit
from tickets_service.application.paging import PageRequest

BOUND_TO = ["texts"]


def test_a_page_ends_early_and_goes_on_behind_its_last_item() -> None:
    found = list(range(10))
    request = PageRequest.read(size=8, token="", bound_to=BOUND_TO)
    page = request.page(found, found, weigh=lambda _: FULL // 3)
    assert page.items == [0, 1, 2]
    following = PageRequest.read(size=8, token=page.next_token, bound_to=BOUND_TO)
    assert following.after == 2
    assert request.page(found, found, weigh=lambda _: 1).items == found[:8]


def test_the_last_page_is_none_where_not_all_fits() -> None:
    request = PageRequest.read(size=8, token="", bound_to=BOUND_TO)
    assert request.page([1, 2, 3], [1, 2, 3], weigh=lambda _: FULL // 2).next_token
    assert not request.page([1, 2], [1, 2], weigh=lambda _: FULL // 2).next_token


def test_one_is_returned_however_long_it_is() -> None:
    assert items_that_fit([1, 2], lambda _: 2 * FULL) == 1
    assert items_that_fit([], lambda _: FULL) == 0
