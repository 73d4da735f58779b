"""What the reporter thought of the work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tickets_service.domain import text
from tickets_service.domain.violations import Violations

WORST: Final = 1
BEST: Final = 5
CORRECTED_WITHIN: Final = timedelta(days=1)
"""How long after it was given a rating may be replaced by another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    stars: int
    comment: str
    created_at: datetime
    """When the first one was given: that it was corrected does not make it younger."""

    @classmethod
    def read(cls, *, stars: int, comment: str, now: datetime, violations: Violations) -> "Rating":
        """Trim and check both; add to `violations` what is wrong."""
        if not WORST <= stars <= BEST:
            violations.add("rating.stars", f"must be between {WORST} and {BEST}")
        comment = text.RATING_COMMENT.read(comment, "rating.comment", violations)
        return cls(stars=stars, comment=comment, created_at=now)


def is_final(rating: Rating, now: datetime) -> bool:
    return now - rating.created_at > CORRECTED_WITHIN
