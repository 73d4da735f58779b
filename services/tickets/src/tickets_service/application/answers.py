"""Views as plain JSON values and back: how the answer to a command is kept for its repetition.

What an earlier release kept, lacks fields that came later: they read as their defaults.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tickets_service.application.sla_answers import standing_answer, standing_from
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import InviteView, UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import Direction, LinkId, LinkKind, SeenLink
from tickets_service.domain.people.actor import person_name
from tickets_service.domain.people.invite import InviteId, InviteState
from tickets_service.domain.people.user import DEFAULT_TIME_ZONE, Role, UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import CommentId, Visibility
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId

Answer = Mapping[str, Any]


def user_answer(user: UserView) -> Answer:
    return {
        "id": user.id,
        "telegram_id": user.telegram_id,
        "username": user.username,
        "display_name": user.display_name,
        "language": user.language,
        "role": user.role.value,
        "active": user.active,
        "created_at": user.created_at.isoformat(),
        "time_zone": user.time_zone,
    }


def user_from(answer: Answer) -> UserView:
    return UserView(
        id=UserId(answer["id"]),
        telegram_id=answer["telegram_id"],
        username=answer["username"],
        display_name=answer["display_name"],
        language=answer["language"],
        role=Role(answer["role"]),
        active=answer["active"],
        created_at=datetime.fromisoformat(answer["created_at"]),
        time_zone=answer.get("time_zone", DEFAULT_TIME_ZONE),
    )


def invite_answer(invite: InviteView) -> Answer:
    """Only open and revoked ones are answers to commands: who redeems one hears what they have become."""
    return {
        "id": invite.id,
        "role": invite.role.value,
        "note": invite.note,
        "state": invite.state.value,
        "creator_id": invite.creator_id,
        "created_at": invite.created_at.isoformat(),
        "expires_at": invite.expires_at.isoformat(),
        "revoker_id": invite.revoker_id,
        "revoked_at": invite.revoked_at and invite.revoked_at.isoformat(),
    }


def invite_from(answer: Answer) -> InviteView:
    return InviteView(
        id=InviteId(answer["id"]),
        role=Role(answer["role"]),
        note=answer["note"],
        state=InviteState(answer["state"]),
        creator_id=UserId(answer["creator_id"]),
        created_at=datetime.fromisoformat(answer["created_at"]),
        expires_at=datetime.fromisoformat(answer["expires_at"]),
        redeemer_id=None,
        redeemed_at=None,
        revoker_id=answer["revoker_id"],
        revoked_at=answer["revoked_at"] and datetime.fromisoformat(answer["revoked_at"]),
    )


def rating_answer(rating: Rating) -> Answer:
    return {"stars": rating.stars, "comment": rating.comment, "created_at": rating.created_at.isoformat()}


def rating_from(answer: Answer) -> Rating:
    return Rating(
        stars=answer["stars"],
        comment=answer["comment"],
        created_at=datetime.fromisoformat(answer["created_at"]),
    )


def ticket_answer(ticket: TicketView) -> Answer:
    return {
        "id": ticket.id,
        "title": ticket.title,
        "description": ticket.description,
        "location": ticket.location,
        "state": ticket.state.value,
        "priority": ticket.priority.value,
        "reporter_id": ticket.reporter_id,
        "assignee_id": ticket.assignee_id,
        "attachments": list(ticket.attachments),
        "created_at": ticket.created_at.isoformat(),
        "updated_at": ticket.updated_at.isoformat(),
        "completed_at": ticket.completed_at and ticket.completed_at.isoformat(),
        "rating": ticket.rating and rating_answer(ticket.rating),
        "resolution": ticket.resolution,
        "reopen_count": ticket.reopen_count,
        "duplicate_of": ticket.duplicate_of,
        "follower_count": ticket.follower_count,
        "location_node": ticket.location_node,
        "etag": ticket.etag,
        "sla": standing_answer(ticket.sla),
    }


def ticket_from(answer: Answer) -> TicketView:
    return TicketView(
        id=TicketId(answer["id"]),
        title=answer["title"],
        description=answer["description"],
        location=answer["location"],
        state=State(answer["state"]),
        priority=Priority(answer["priority"]),
        reporter_id=UserId(answer["reporter_id"]),
        assignee_id=answer["assignee_id"],
        attachments=tuple(answer["attachments"]),
        created_at=datetime.fromisoformat(answer["created_at"]),
        updated_at=datetime.fromisoformat(answer["updated_at"]),
        completed_at=answer["completed_at"] and datetime.fromisoformat(answer["completed_at"]),
        rating=answer["rating"] and rating_from(answer["rating"]),
        resolution=answer.get("resolution", ""),
        reopen_count=answer.get("reopen_count", 0),
        duplicate_of=answer.get("duplicate_of"),
        follower_count=answer.get("follower_count", 0),
        location_node=answer.get("location_node", ""),
        sla=standing_from(answer.get("sla", {})),
        etag=answer["etag"],
    )


def comment_answer(comment: CommentView) -> Answer:
    return {
        "id": comment.id,
        "ticket_id": comment.ticket_id,
        "author": comment.author,
        "text": comment.text,
        "created_at": comment.created_at.isoformat(),
        "visibility": comment.visibility.value,
        "version": comment.version,
        "edited_at": comment.edited_at and comment.edited_at.isoformat(),
        "by_staff": comment.by_staff,
    }


def comment_from(answer: Answer) -> CommentView:
    edited_at = answer.get("edited_at")
    return CommentView(
        id=CommentId(answer["id"]),
        ticket_id=TicketId(answer["ticket_id"]),
        author=answer.get("author") or person_name(UserId(answer["author_id"])),
        text=answer["text"],
        created_at=datetime.fromisoformat(answer["created_at"]),
        visibility=Visibility(answer.get("visibility", Visibility.PUBLIC)),
        version=answer.get("version", 1),
        edited_at=edited_at and datetime.fromisoformat(edited_at),
        by_staff=answer.get("by_staff", False),
    )


def link_answer(link: SeenLink) -> Answer:
    return {
        "id": link.id,
        "ticket_id": link.ticket_id,
        "other_id": link.other_id,
        "kind": link.kind.value,
        "direction": link.direction,
        "created_at": link.created_at.isoformat(),
    }


def link_from(answer: Answer) -> SeenLink:
    return SeenLink(
        id=LinkId(answer["id"]),
        ticket_id=answer["ticket_id"],
        other_id=answer["other_id"],
        kind=LinkKind(answer["kind"]),
        direction=answer["direction"] and Direction(answer["direction"]),
        created_at=datetime.fromisoformat(answer["created_at"]),
    )
