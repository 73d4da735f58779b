"""An answer of each kind, as it was when those in `stored` were kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from tickets_service.application.commands.comments.add_comment import AddedComment
from tickets_service.application.commands.people.forget_user import ForgottenUser
from tickets_service.application.commands.sla.delete_calendar import DeletedCalendar
from tickets_service.application.commands.tickets.merge_ticket import MergedTickets
from tickets_service.application.ports.people.personal_data import ErasedWords
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import InviteView, UserView
from tickets_service.application.views.places import ImportView, LocationView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import Direction, LinkId, LinkKind, SeenLink
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.invite import InviteId, InviteState
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.places.location import LocationId, LocationKind
from tickets_service.domain.priority import Priority
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.sla.week import WeeklyInterval
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import CommentId, Visibility
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId

AT: Final = datetime(2026, 1, 5, 9, 30, 15, 123456, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
CLOSED: Final = TicketView(
    id=TicketId(42),
    title="Lamp “A”",
    description="",
    location="Room 1",
    state=State.CLOSED,
    priority=Priority.HIGH,
    reporter_id=UserId(7),
    assignee_id=UserId(8),
    attachments=("files/0f8fad5b-d9cb-469f-a165-70867728950e",),
    created_at=AT,
    updated_at=AT + HOUR,
    completed_at=datetime(2026, 1, 5, 10, 0, tzinfo=UTC),
    rating=Rating(stars=5, comment="Fine", created_at=AT + HOUR),
    resolution="Changed",
    reopen_count=1,
    duplicate_of=None,
    follower_count=2,
    location_node="R1",
    etag="9",
    sla=SlaStanding(revision=3, first_responded_at=AT, resolution_due_at=AT + 2 * HOUR),
)
CREATED: Final = TicketView(
    id=TicketId(43),
    title="Chair",
    description="It wobbles",
    location="",
    state=State.OPEN,
    priority=Priority.MEDIUM,
    reporter_id=UserId(7),
    assignee_id=None,
    attachments=(),
    created_at=AT,
    updated_at=AT,
    completed_at=None,
    rating=None,
    resolution="",
    reopen_count=0,
    duplicate_of=None,
    follower_count=0,
    location_node="",
    etag="1",
)
COMMENT: Final = CommentView(
    id=CommentId(6),
    ticket_id=TicketId(43),
    author=ActorName("users/7"),
    text="Hello",
    created_at=AT,
    visibility=Visibility.PUBLIC,
    version=1,
    edited_at=None,
    by_staff=True,
)
USER: Final = UserView(
    id=UserId(7),
    telegram_id=700,
    username="ann",
    display_name="Ann Ünal",
    language="de",
    role=Role.USER,
    active=True,
    created_at=AT,
    time_zone="Europe/Berlin",
)
LINK: Final = SeenLink(
    id=LinkId(21),
    ticket_id=42,
    other_id=43,
    kind=LinkKind.BLOCKS,
    direction=Direction.INCOMING,
    created_at=AT,
)
ANSWERED: Final[dict[str, Any]] = {
    "ticket": CLOSED,
    "ticket_just_created": CREATED,
    "comment": COMMENT,
    "note": CommentView(
        id=CommentId(5),
        ticket_id=TicketId(42),
        author=ActorName("services/monitor"),
        text="Seen",
        created_at=AT,
        visibility=Visibility.INTERNAL,
        version=2,
        edited_at=AT + HOUR,
        by_staff=False,
    ),
    "user": USER,
    "invite": InviteView(
        id=InviteId(3),
        role=Role.AGENT,
        note="For Zoe",
        state=InviteState.REVOKED,
        creator_id=UserId(1),
        created_at=AT,
        expires_at=AT + HOUR,
        redeemer_id=None,
        redeemed_at=None,
        revoker_id=UserId(1),
        revoked_at=AT,
    ),
    "location": LocationView(
        id=LocationId(11),
        code="R1",
        display_name="Room 1",
        kind=LocationKind.ROOM,
        ancestors=("HQ", "B1", "F1"),
        archived=False,
        available=True,
        created_at=AT,
        updated_at=AT + HOUR,
        etag="2",
    ),
    "link": LINK,
    "related_link": replace(LINK, id=LinkId(22), other_id=44, kind=LinkKind.RELATED, direction=None),
    "policy": PolicyDocument(
        priority=Priority.URGENT,
        first_response=timedelta(minutes=30),
        resolution=timedelta(hours=8),
        calendar="office",
        updated_at=AT,
        version=4,
    ),
    "calendar": CalendarDocument(
        id=2,
        code="office",
        title="Office hours",
        zone="Europe/Berlin",
        weekly=(
            WeeklyInterval(weekday=0, opens=480, closes=1020),
            WeeklyInterval(weekday=4, opens=480, closes=900),
        ),
        holidays=frozenset({date(2026, 1, 1), date(2026, 12, 25)}),
        updated_at=AT,
        version=2,
    ),
    "added_comment": AddedComment(COMMENT, CREATED),
    "merged_tickets": MergedTickets(CLOSED, CREATED),
    "location_import": ImportView(created=4, updated=1, unchanged=2),
    "retention_policy": RetentionPolicy(days=365, updated_at=AT),
    "deleted_calendar": DeletedCalendar(deleted="slaCalendars/office"),
    "forgotten_user": ForgottenUser(
        user_id=UserId(7), erased=ErasedWords(tickets=2, comments=5, events=4, followed=1, answers=3)
    ),
}
OF_THE_FIRST_RELEASE: Final[dict[str, Any]] = {
    "ticket_of_the_first_release": replace(
        CLOSED, resolution="", reopen_count=0, follower_count=0, location_node="", sla=SlaStanding()
    ),
    "comment_of_the_first_release": replace(COMMENT, by_staff=False),
    "user_of_the_first_release": replace(USER, time_zone="UTC"),
}
