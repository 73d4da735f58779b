"""What callers get to see of followers."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.people.user import UserId


@dataclass(frozen=True, slots=True)
class FollowerView:
    user_id: UserId
    since: datetime
