"""Answers to commands, and what else is stored as JSON values, to and from the application's own.

What a release wrote is read by all later ones: fields that came later have their `older` values. What this one
writes is read by the release before, which runs beside it during an update.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, Generic, Protocol, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from fixline_chassis.unfit import places_of
from tickets_service.application.commands.comments.add_comment import AddedComment
from tickets_service.application.commands.people.forget_user import ForgottenUser
from tickets_service.application.commands.sla.delete_calendar import DeletedCalendar
from tickets_service.application.commands.tickets.merge_ticket import MergedTickets
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import InviteView, UserView
from tickets_service.application.views.places import ImportView, LocationView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.people.user import DEFAULT_TIME_ZONE
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.rating import Rating

Json = Mapping[str, Any]
T = TypeVar("T")


class UnreadableAnswerError(ValueError):
    """What is stored is no such answer: a bug, or a changed row. Says where, and nothing of what is there."""


class Codec(Protocol[T]):
    def read(self, stored: Json) -> T: ...

    def write(self, value: T) -> Json: ...


def as_it_is(stored: Json) -> Json:
    return stored


class Stored(Generic[T]):
    """Fields as they are called, but for those of `left_out`, which are not stored.

    `upgrade` makes what any release wrote into fields; `downgrade` makes fields into what the release before reads.
    """

    def __init__(
        self,
        kind: type[T],
        *,
        older: Json | None = None,
        left_out: frozenset[str] = frozenset(),
        upgrade: Callable[[Json], Json] = as_it_is,
        downgrade: Callable[[Json], Json] = as_it_is,
    ) -> None:
        self._adapter = TypeAdapter(kind)
        self._older = older or {}
        self._left_out = set(left_out)
        self._upgrade, self._downgrade = upgrade, downgrade

    def read(self, stored: Json) -> T:
        """Raise `UnreadableAnswerError`."""
        try:
            return self._adapter.validate_python({**self._older, **self._upgrade(stored)})
        except ValidationError as error:
            # pydantic's own words quote what people wrote, and a dataclass cannot ask it not to (2.13.5).
            raise UnreadableAnswerError(places_of(error)) from None

    def write(self, value: T) -> Json:
        return self._downgrade(self._adapter.dump_python(value, mode="json", exclude=self._left_out))


class StoredParts(Generic[T]):
    """Each part as it is stored alone."""

    def __init__(self, kind: type[T], **parts: Codec[Any]) -> None:
        self._kind, self._parts = kind, parts

    def read(self, stored: Json) -> T:
        return self._kind(**{name: part.read(stored[name]) for name, part in self._parts.items()})

    def write(self, value: T) -> Json:
        return {name: part.write(getattr(value, name)) for name, part in self._parts.items()}


def leaving_out(*newer: str) -> Callable[[Json], Json]:
    """Leave out fields that the release before does not know, where nothing is in them."""

    def downgrade(stored: Json) -> Json:
        return {name: value for name, value in stored.items() if name not in newer or value}

    return downgrade


NEWER: Final = leaving_out("origin", "description_marks", "tags", "anonymized_at")


def without_what_is_unset(ticket: Json) -> Json:
    kept = NEWER(ticket)
    return {**kept, "sla": {name: value for name, value in ticket["sla"].items() if value is not None}}


def naming_its_author(comment: Json) -> Json:
    return comment if "author" in comment else {**comment, "author": f"users/{comment['author_id']}"}


TARGETS: Final = ("first_response", "resolution")
LENGTH: Final = TypeAdapter(timedelta)


def targets_from_seconds(policy: Json) -> Json:
    return {**policy, **{name: policy[f"{name}_seconds"] for name in TARGETS}}


def targets_in_seconds(policy: Json) -> Json:
    rest = {name: value for name, value in policy.items() if name not in TARGETS}
    return {
        **rest,
        **{f"{name}_seconds": LENGTH.validate_python(policy[name]).total_seconds() for name in TARGETS},
    }


INTERVAL: Final = ("weekday", "opens", "closes")


def intervals_from_lists(calendar: Json) -> Json:
    return {**calendar, "weekly": [dict(zip(INTERVAL, each, strict=True)) for each in calendar["weekly"]]}


def intervals_as_lists(calendar: Json) -> Json:
    return {
        **calendar,
        "weekly": [[each[name] for name in INTERVAL] for each in calendar["weekly"]],
        "holidays": sorted(calendar["holidays"]),
    }


LINK: Final = Stored(SeenLink)
RATING: Final = Stored(Rating)
USER: Final = Stored(
    UserView,
    older={"time_zone": DEFAULT_TIME_ZONE},
    downgrade=leaving_out("absence", "contact", "introducer_id"),
)
TICKET: Final = Stored(
    TicketView,
    older={
        "resolution": "",
        "reopen_count": 0,
        "follower_count": 0,
        "duplicate_of": None,
        "location_node": "",
        "origin": "",
        "description_marks": (),
        "tags": (),
        "anonymized_at": None,
    },
    # Who asks again may be another one, or may do other things by then.
    left_out=frozenset({"followed_by", "allowed_verbs"}),
    downgrade=without_what_is_unset,
)
COMMENT: Final = Stored(
    CommentView,
    older={
        "visibility": Visibility.PUBLIC,
        "version": 1,
        "edited_at": None,
        "by_staff": False,
        "withdrawn_at": None,
        "marks": (),
    },
    upgrade=naming_its_author,
    downgrade=leaving_out("withdrawn_at", "marks"),
)
REDEMPTION: Final = ("redeemer_id", "redeemed_at")
ANSWERS: Final[Mapping[type, Codec[Any]]] = {
    UserView: USER,
    # Who redeems one hears what they have become: that is never the answer.
    ForgottenUser: Stored(ForgottenUser),
    InviteView: Stored(
        InviteView,
        older=dict.fromkeys(REDEMPTION),
        left_out=frozenset(REDEMPTION),
        downgrade=leaving_out("person_id"),
    ),
    LocationView: Stored(LocationView, downgrade=leaving_out("position")),
    ImportView: Stored(ImportView),
    TicketView: TICKET,
    CommentView: COMMENT,
    SeenLink: LINK,
    AddedComment: StoredParts(AddedComment, comment=COMMENT, ticket=TICKET),
    MergedTickets: StoredParts(MergedTickets, ticket=TICKET, target=TICKET),
    PolicyDocument: Stored(PolicyDocument, upgrade=targets_from_seconds, downgrade=targets_in_seconds),
    CalendarDocument: Stored(CalendarDocument, upgrade=intervals_from_lists, downgrade=intervals_as_lists),
    DeletedCalendar: Stored(DeletedCalendar),
    RetentionPolicy: Stored(RetentionPolicy),
}
"""Everything that a command answers with."""


def stored(answer: object) -> Json:
    """Raise KeyError for what no command answers with."""
    return ANSWERS[type(answer)].write(answer)


def answer_from(kind: type[T], found: Json) -> T:
    return cast(T, ANSWERS[kind].read(found))
