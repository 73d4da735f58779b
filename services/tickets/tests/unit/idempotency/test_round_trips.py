"""Whatever an answer says, it is the same after it was kept as JSON."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tickets_service.adapters.outbound.pydantic.stored_answers import (
    answer_from,
    stored,
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
    tags=st.lists(TEXTS, max_size=3).map(tuple),
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
LINKS = st.builds(
    SeenLink,
    id=IDS,
    ticket_id=IDS,
    other_id=IDS,
    kind=st.sampled_from(LinkKind),
    direction=st.none() | st.sampled_from(Direction),
    created_at=TIMES,
)


@given(st.one_of(TICKETS, COMMENTS, USERS, INVITES, LINKS))
def test_round_trips(answer: Any) -> None:
    assert answer_from(type(answer), json.loads(json.dumps(stored(answer)))) == answer
