"""Answers survive being kept as JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tickets_service.application.answers import (
    comment_answer,
    comment_from,
    invite_answer,
    invite_from,
    link_answer,
    link_from,
    ticket_answer,
    ticket_from,
    user_answer,
    user_from,
)
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import InviteView, UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import Direction, LinkKind, SeenLink
from tickets_service.domain.people.invite import InviteState
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.rating import Rating

IDS = st.integers(1, 2**63 - 1)
TEXTS = st.text(max_size=20)
TIMES = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))]))
RATINGS = st.builds(Rating, stars=st.integers(1, 5), comment=TEXTS, created_at=TIMES)
TICKETS = st.builds(
    TicketView,
    id=IDS,
    title=TEXTS,
    description=TEXTS,
    location=TEXTS,
    state=st.sampled_from(State),
    priority=st.sampled_from(Priority),
    reporter_id=IDS,
    assignee_id=st.none() | IDS,
    attachments=st.lists(TEXTS, max_size=3).map(tuple),
    created_at=TIMES,
    updated_at=TIMES,
    completed_at=st.none() | TIMES,
    rating=st.none() | RATINGS,
    resolution=TEXTS,
    reopen_count=IDS,
    follower_count=IDS,
    duplicate_of=st.none() | IDS,
    etag=TEXTS,
)
COMMENTS = st.builds(
    CommentView,
    id=IDS,
    ticket_id=IDS,
    author=st.sampled_from(["users/7", "services/monitor"]),
    text=TEXTS,
    created_at=TIMES,
    visibility=st.sampled_from(Visibility),
    version=IDS,
    edited_at=st.none() | TIMES,
)
USERS = st.builds(
    UserView,
    id=IDS,
    telegram_id=IDS,
    username=TEXTS,
    display_name=TEXTS,
    language=TEXTS,
    role=st.sampled_from(Role),
    active=st.booleans(),
    created_at=st.just(datetime(2026, 1, 5, tzinfo=UTC)),
    time_zone=TEXTS,
)
INVITES = st.builds(
    InviteView,
    id=IDS,
    role=st.sampled_from(Role),
    note=TEXTS,
    state=st.sampled_from(InviteState),
    creator_id=IDS,
    created_at=TIMES,
    expires_at=TIMES,
    redeemer_id=st.none(),
    redeemed_at=st.none(),
    revoker_id=st.none() | IDS,
    revoked_at=st.none() | TIMES,
)


@given(INVITES)
def test_invites(invite: InviteView) -> None:
    assert invite_from(json.loads(json.dumps(invite_answer(invite)))) == invite


@given(TICKETS, COMMENTS, USERS)
def test_round_trips(ticket: TicketView, comment: CommentView, user: UserView) -> None:
    assert ticket_from(json.loads(json.dumps(ticket_answer(ticket)))) == ticket
    assert comment_from(json.loads(json.dumps(comment_answer(comment)))) == comment
    assert user_from(json.loads(json.dumps(user_answer(user)))) == user


@given(TICKETS, COMMENTS, USERS)
def test_answers_of_the_release_before(ticket: TicketView, comment: CommentView, user: UserView) -> None:
    old = {
        key: value
        for key, value in ticket_answer(ticket).items()
        if key not in {"resolution", "reopen_count", "follower_count", "duplicate_of"}
    }
    assert ticket_from(old) == replace(
        ticket, resolution="", reopen_count=0, follower_count=0, duplicate_of=None
    )
    new = {"author", "visibility", "version", "edited_at"}
    old = {key: value for key, value in comment_answer(comment).items() if key not in new}
    before = replace(comment, author="users/7", visibility=Visibility.PUBLIC, version=1, edited_at=None)
    assert comment_from({**old, "author_id": 7}) == before
    old = {key: value for key, value in user_answer(user).items() if key != "time_zone"}
    assert user_from(old) == replace(user, time_zone="UTC")


LINKS = st.builds(
    SeenLink,
    id=IDS,
    ticket_id=IDS,
    other_id=IDS,
    kind=st.sampled_from(LinkKind),
    direction=st.none() | st.sampled_from(Direction),
    created_at=TIMES,
)


@given(LINKS)
def test_links(link: SeenLink) -> None:
    assert link_from(json.loads(json.dumps(link_answer(link)))) == link
