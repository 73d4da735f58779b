"""People around a ticket, and two moments."""

from datetime import UTC, datetime, timedelta

from tickets_service.domain.people.user import Role, User, UserId

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def person(number: int, role: Role = Role.USER) -> User:
    return User(
        id=UserId(number),
        telegram_id=number,
        username="",
        display_name="P",
        language="en",
        role=role,
        active=True,
        created_at=NOW,
    )
