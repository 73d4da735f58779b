"""Pages of a list: sizes, and tokens that only continue the list they came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Generic, TypeVar

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.tokens import DamagedTokenError, seal, unseal
from tickets_service.domain.violations import Violations

LARGEST: Final = 200
DEFAULT: Final = 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    next_token: str
    """Empty on the last page."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """`after` is the id of the last item already seen, or None on the first page."""

    size: int
    after: int | None
    bound_to: str

    @classmethod
    def read(
        cls, *, size: int, token: str, bound_to: Sequence[object], default: int = DEFAULT
    ) -> "PageRequest":
        """Clamp the size and check that `token` belongs to the list described by `bound_to`.

        Raises `InvalidArgumentError` (negative size) or `PageTokenInvalidError`.
        """
        violations = Violations()
        if size < 0:
            violations.add("page_size", "must not be negative")
        violations.refuse_if_any()
        seal_of_list = sha256(repr(list(bound_to)).encode()).hexdigest()[:16]
        return cls(min(size or default, LARGEST), last_seen(token, seal_of_list), seal_of_list)

    def page(self, found: Sequence[T], ids: Sequence[int]) -> Page[T]:
        """Make the page of what was found when asking for one item more than `size`."""
        if len(found) <= self.size:
            return Page(found, "")
        return Page(found[: self.size], seal("page", self.bound_to, ids[self.size - 1]))


def last_seen(token: str, seal_of_list: str) -> int | None:
    if not token:
        return None
    try:
        bound_to, after = unseal("page", token)
    except (DamagedTokenError, ValueError) as error:
        raise PageTokenInvalidError from error
    if bound_to != seal_of_list or not isinstance(after, int):
        raise PageTokenInvalidError
    return after
