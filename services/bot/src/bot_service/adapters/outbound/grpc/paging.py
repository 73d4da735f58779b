"""Lists of the other services, read page by page."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol, TypeVar

from bot_service.adapters.outbound.grpc.errors import in_our_terms

PAGE_SIZE: Final = 200
"""The services' limit for one page of most lists."""


class PagedRequest(Protocol):
    page_token: str


class PagedResponse(Protocol):
    @property
    def next_page_token(self) -> str: ...


PageT = TypeVar("PageT", bound=PagedResponse)
Item = TypeVar("Item")


async def read_pages(
    request: PagedRequest,
    call: Callable[[], Awaitable[PageT]],
    items: Callable[[PageT], Iterable[Item]],
    *,
    most: int | None = None,
) -> list[Item]:
    """Return the `items` of what `call` answers to the request, page after page; no more than `most`, where given."""
    found: list[Item] = []
    while True:
        with in_our_terms():
            page = await call()
        found.extend(items(page))
        if (most is not None and len(found) >= most) or not page.next_page_token:
            return found[:most]
        request.page_token = page.next_page_token
