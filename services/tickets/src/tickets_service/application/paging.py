"""Pages of a list: sizes, and tokens that only continue the list they came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from re import Pattern
from typing import Final, Generic, TypeVar

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.page_weights import items_that_fit
from tickets_service.application.tokens import DamagedTokenError, seal, unseal
from tickets_service.domain.violations import Violations

LARGEST: Final = 200
DEFAULT: Final = 20
LARGEST_NUMBER: Final = (1 << 63) - 1
"""More fits no place: stores keep ids and times in 64 bits."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    next_token: str
    """Empty on the last page."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`place` is where the last item already seen stands in the list; empty on the first page."""

    size: int
    place: tuple[int, ...]
    bound_to: str
    text: str = ""
    """The same in lists that are ordered by a text; empty on the first page."""

    @property
    def after(self) -> int | None:
        """The id of the last item already seen, in lists that are ordered by it alone."""
        return self.place[0] if self.place else None

    @classmethod
    def read(
        cls, *, size: int, token: str, bound_to: Sequence[object], default: int = DEFAULT, parts: int = 1
    ) -> "PageRequest":
        """Clamp the size and check that `token` belongs to the list described by `bound_to`.

        `parts`: how many numbers a place in this list has. Raises `InvalidArgumentError` (negative size) or
        `PageTokenInvalidError`.
        """
        seal_of_list = seal_of(bound_to)
        return cls(size_from(size, default), numbers_in(token, seal_of_list, parts), seal_of_list)

    @classmethod
    def by_text(
        cls, *, size: int, token: str, bound_to: Sequence[object], form: Pattern[str], default: int = DEFAULT
    ) -> "PageRequest":
        """The same for a list that is ordered by a text of that form."""
        seal_of_list = seal_of(bound_to)
        return cls(size_from(size, default), (), seal_of_list, text_in(token, seal_of_list, form))

    def page(
        self, found: Sequence[T], ids: Sequence[int], *, weigh: Callable[[T], int] | None = None
    ) -> Page[T]:
        """Make the page of what was found when asking for one item more than `size`.

        `weigh`: see `page_weights`; it ends where no more fits into an answer.
        """
        return self.placed(found, lambda index: (ids[index],), weigh=weigh)

    def placed(
        self,
        found: Sequence[T],
        place: Callable[[int], tuple[int | str, ...]],
        *,
        weigh: Callable[[T], int] | None = None,
    ) -> Page[T]:
        """The same; `place` tells where the item with that index stands in the list."""
        size = self.size if weigh is None else min(self.size, items_that_fit(found, weigh))
        if len(found) <= size:
            return Page(found, "")
        return Page(found[:size], seal("page", self.bound_to, *place(size - 1)))


def size_from(asked: int, default: int) -> int:
    violations = Violations()
    if asked < 0:
        violations.add("page_size", "must not be negative")
    violations.refuse_if_any()
    return min(asked or default, LARGEST)


def seal_of(bound_to: Sequence[object]) -> str:
    return sha256(repr(list(bound_to)).encode()).hexdigest()[:16]


def numbers_in(token: str, seal_of_list: str, parts: int) -> tuple[int, ...]:
    if not token:
        return ()
    place = place_in(token, seal_of_list)
    numbers = tuple(part for part in place if isinstance(part, int) and 0 <= part <= LARGEST_NUMBER)
    if not len(numbers) == len(place) == parts:
        raise PageTokenInvalidError
    return numbers


def text_in(token: str, seal_of_list: str, form: Pattern[str]) -> str:
    if not token:
        return ""
    match place_in(token, seal_of_list):
        case [str(text)] if form.fullmatch(text):
            return text
    raise PageTokenInvalidError


def place_in(token: str, seal_of_list: str) -> list[int | str]:
    try:
        bound_to, *place = unseal("page", token)
    except (DamagedTokenError, ValueError) as error:
        raise PageTokenInvalidError from error
    if bound_to != seal_of_list:
        raise PageTokenInvalidError
    return place
