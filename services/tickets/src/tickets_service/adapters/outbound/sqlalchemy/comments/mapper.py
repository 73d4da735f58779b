"""Between rows and comments."""

from collections.abc import Mapping
from typing import Any, Final

from fixline_chassis.driver.statements import Row
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow
from tickets_service.adapters.outbound.sqlalchemy.text_marks import marks_column, marks_from
from tickets_service.domain.people.actor import ActorName, person_name
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.comment import Comment, CommentId, Visibility

COMMENT_COLUMNS: Final = tuple(CommentRow.__table__.columns)


def comment_from_row(row: Row) -> Comment:
    return Comment(
        id=CommentId(row["id"]),
        ticket_id=row["request_id"],
        author=author_from(row["user_id"], row["service"]),
        text=row["comment"],
        created_at=row["created_at"],
        visibility=Visibility(row["visibility"]),
        version=row["version"],
        edited_at=row["edited_at"],
        withdrawn_at=row["withdrawn_at"],
        by_staff=row["by_staff"],
        marks=marks_from(row["comment"], row["marks"]),
    )


def author_from(user_id: int | None, service: str | None) -> ActorName:
    return ActorName(f"services/{service}") if user_id is None else person_name(UserId(user_id))


def comment_columns(comment: Comment) -> Mapping[str, Any]:
    kind, _, name = comment.author.partition("/")
    return {
        "request_id": comment.ticket_id,
        "user_id": int(name) if kind == "users" else None,
        "service": name if kind == "services" else None,
        "comment": comment.text,
        "created_at": comment.created_at,
        "visibility": comment.visibility.value,
        "version": comment.version,
        "edited_at": comment.edited_at,
        "withdrawn_at": comment.withdrawn_at,
        "by_staff": comment.by_staff,
        "marks": marks_column(comment.text, comment.marks),
    }
