"""What the reporter thought of the work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.domain import text
from tickets_service.domain.violations import Violations

WORST: Final = 1
BEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    stars: int
    comment: str
    created_at: datetime

    @classmethod
    def read(cls, *, stars: int, comment: str, now: datetime, violations: Violations) -> "Rating":
        """Trim and check both; add to `violations` what is wrong."""
        if not WORST <= stars <= BEST:
            violations.add("rating.stars", f"must be between {WORST} and {BEST}")
        comment = text.RATING_COMMENT.read(comment, "rating.comment", violations)
        return cls(stars=stars, comment=comment, created_at=now)
