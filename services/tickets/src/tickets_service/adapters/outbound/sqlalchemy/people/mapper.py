"""Between rows and people."""

from collections.abc import Mapping
from typing import Any, Final

from fixline_chassis.driver.statements import Row
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserRow
from tickets_service.domain.people.user import Absence, Role, User, UserId

USER_COLUMNS: Final = tuple(UserRow.__table__.columns)


def user_from_row(row: Row) -> User:
    return User(
        id=UserId(row["id"]),
        telegram_id=row["telegram_id"],
        username=row["username"],
        display_name=row["display_name"],
        language=row["language"],
        role=Role(row["role"]),
        active=row["is_active"],
        created_at=row["created_at"],
        language_told=row["language_told"],
        time_zone=row["time_zone"],
        absence=absence_from_row(row),
        contact=row["contact"] or "",
        introducer_id=None if row["introduced_by"] is None else UserId(row["introduced_by"]),
    )


def absence_from_row(row: Row) -> Absence | None:
    if row["away_from"] is None:
        return None
    return Absence(starts=row["away_from"], ends=row["away_until"])


def user_columns(user: User) -> Mapping[str, Any]:
    return {
        "telegram_id": user.telegram_id,
        "username": user.username,
        "display_name": user.display_name,
        "language": user.language,
        "role": user.role.value,
        "is_active": user.active,
        "created_at": user.created_at,
        "time_zone": user.time_zone,
        "away_from": None if user.absence is None else user.absence.starts,
        "away_until": None if user.absence is None else user.absence.ends,
        "contact": user.contact or None,
        "introduced_by": user.introducer_id,
        "language_told": user.language_told,
    }
