"""Answers survive being kept as JSON."""

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tickets_service.application.answers import (
    comment_answer,
    comment_from,
    ticket_answer,
    ticket_from,
    user_answer,
    user_from,
)
from tickets_service.application.views import CommentView, TicketView, UserView
from tickets_service.domain.priority import Priority
from tickets_service.domain.rating import Rating
from tickets_service.domain.state import State
from tickets_service.domain.user import Role

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
    etag=TEXTS,
)
COMMENTS = st.builds(CommentView, id=IDS, ticket_id=IDS, author_id=IDS, text=TEXTS, created_at=TIMES)
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
)


@given(TICKETS, COMMENTS, USERS)
def test_round_trips(ticket: TicketView, comment: CommentView, user: UserView) -> None:
    assert ticket_from(json.loads(json.dumps(ticket_answer(ticket)))) == ticket
    assert comment_from(json.loads(json.dumps(comment_answer(comment)))) == comment
    assert user_from(json.loads(json.dumps(user_answer(user)))) == user
