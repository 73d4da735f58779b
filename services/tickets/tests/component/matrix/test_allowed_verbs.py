"""What is offered is what is accepted: role x relation x state x verb, through the handlers themselves."""

import pickle
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.principal import Principal
from tickets_service.application.queries.tickets.batch_get_allowed_verbs import BatchGetAllowedVerbs
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import DomainError, ForbiddenError, NotFoundError, RuleViolationError
from tickets_service.domain.links.link import Link, LinkId, LinkKind, SeenLink
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.comment import Comment, CommentId, Visibility
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.reopening import REOPEN_WINDOW
from tickets_service.domain.tickets.ticket import Ticket
from tickets_service.domain.tickets.verbs import Verb
from tickets_service.domain.tickets.waiting import Waiting
from tickets_testing.desk import Desk

from .relations import RELATIONS

SERVICES = {"a service": Principal("bot"), "a service that acts": Principal("monitor", acts=True)}
NOW_AND_LATE = (timedelta(), REOPEN_WINDOW + timedelta(seconds=1))
NUMBER = 700_000
"""Of a comment and a link that are put there by the test."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A ticket, what belongs to it, and a fellow ticket in the same relation to who acts."""

    desk: Desk
    who: UserView | Principal
    ticket: TicketView
    fellow: TicketView
    link: SeenLink
    follower: UserView
    agent: UserView

    @property
    def store(self) -> MemoryStore:
        return self.desk.store

    @property
    def comment(self) -> CommentView:
        return CommentView.of(self.store.comments[CommentId(NUMBER)])


Attempt = Callable[[Scene], Awaitable[object]]
ATTEMPTS: Mapping[Verb, Attempt] = {
    Verb.TAKE: lambda on: on.desk.take(on.ticket, on.who),
    Verb.RELEASE: lambda on: on.desk.release(on.ticket, on.who),
    Verb.ASSIGN: lambda on: on.desk.assign(on.ticket, on.who, to=assignable(on)),
    Verb.WAIT_FOR_REPORTER: lambda on: on.desk.wait_for_reporter(on.ticket, on.who),
    Verb.WAIT_FOR_VENDOR: lambda on: on.desk.wait_for_vendor(on.ticket, on.who),
    Verb.RESUME: lambda on: on.desk.resume(on.ticket, on.who),
    Verb.RESOLVE: lambda on: on.desk.resolve(on.ticket, on.who),
    Verb.REJECT: lambda on: on.desk.reject(on.ticket, on.who),
    Verb.CANCEL: lambda on: on.desk.cancel(on.ticket, on.who),
    Verb.CONFIRM: lambda on: on.desk.confirm(on.ticket, on.who),
    Verb.REOPEN: lambda on: on.desk.reopen(on.ticket, on.who, reason="Dark again"),
    Verb.RATE: lambda on: on.desk.rate(on.ticket, on.who),
    Verb.UPDATE: lambda on: on.desk.update(on.ticket, on.who),
    Verb.COMMENT: lambda on: on.desk.comment(on.ticket, on.who),
    Verb.EDIT_COMMENT: lambda on: on.desk.edit(on.comment, on.who, "Otherwise"),
    Verb.WRITE_NOTE: lambda on: on.desk.note(on.ticket, on.who),
    Verb.FOLLOW: lambda on: on.desk.follow(on.ticket, on.who),
    Verb.UNFOLLOW: lambda on: on.desk.unfollow(on.ticket, on.who),
    Verb.ADD_FOLLOWER: lambda on: on.desk.follow(on.ticket, on.who, user=on.agent),
    Verb.REMOVE_FOLLOWER: lambda on: on.desk.unfollow(on.ticket, on.who, user=on.follower),
    Verb.LINK: lambda on: on.desk.link(on.ticket, on.who, on.fellow, kind=LinkKind.RELATED),
    Verb.UNLINK: lambda on: on.desk.unlink(on.ticket, on.who, on.link),
    Verb.CHANGE_TAGS: lambda on: on.desk.tag(on.ticket, on.who, "leak"),
    Verb.MERGE: lambda on: on.desk.merge(on.ticket, on.who, on.fellow),
}


def assignable(on: Scene) -> UserView:
    """Return staff who do not have the ticket yet."""
    return on.follower if on.store.tickets[on.ticket.id].assignee_id == on.agent.id else on.agent


SceneOf = Callable[[Role | str], Awaitable[Scene]]


@pytest.fixture
async def scene_of(memory_desk: Desk) -> SceneOf:
    async def made(kind: Role | str) -> Scene:
        desk = memory_desk
        reporter, agent = await desk.person("Ann"), await desk.staff(Role.AGENT, "Eva")
        who = await desk.staff(kind, "Me") if isinstance(kind, Role) else SERVICES[kind]
        follower = await desk.staff(Role.AGENT, "Fred")
        ticket, fellow, third = [await desk.create(reporter) for _ in range(3)]
        await desk.follow(ticket, await desk.staff(Role.ADMIN, "Ada"), user=follower)
        link = Link(
            id=LinkId(NUMBER),
            source_id=ticket.id,
            target_id=third.id,
            kind=LinkKind.BLOCKS,
            created_at=desk.clock.now(),
        )
        scene = Scene(
            desk=desk,
            who=who,
            ticket=ticket,
            fellow=fellow,
            link=link.seen_from(ticket.id),
            follower=follower,
            agent=agent,
        )
        scene.store.links[link.id] = link
        return scene

    return made


@contextmanager
def rehearsed(store: MemoryStore) -> Iterator[None]:
    """Whatever happens to tickets and what belongs to them did not happen."""
    names = ("tickets", "comments", "followers", "links", "events", "told", "answers")
    # Eight thousand times: `deepcopy` would take most of a minute for it.
    before = pickle.dumps({name: getattr(store, name) for name in names}, pickle.HIGHEST_PROTOCOL)
    try:
        yield
    finally:
        for name, value in pickle.loads(before).items():  # noqa: S301  # our own
            setattr(store, name, value)


def put(on: Scene, relation: str, state: State, *, rated: bool, ago: timedelta) -> None:
    """Bring the ticket into that state, and into that relation to who acts."""
    now, me = on.desk.clock.now(), on.who
    my_id = me.id if isinstance(me, UserView) else UserId(0)
    for each in (on.ticket, on.fellow):
        relate(on, on.store.tickets[each.id], relation, my_id)
    ticket = on.store.tickets[on.ticket.id]
    ticket.state = state
    ticket.completed_at = now - ago if state in COMPLETED else None
    ticket.waiting = Waiting(since=now) if state is State.WAITING_REPORTER else None
    ticket.rating = Rating(stars=5, comment="", created_at=now - timedelta(days=2)) if rated else None
    on.store.comments[CommentId(NUMBER)] = Comment(
        id=CommentId(NUMBER),
        ticket_id=ticket.id,
        author=ActorName(f"users/{my_id}" if isinstance(me, UserView) else f"services/{me.caller}"),
        text="Mine",
        created_at=now,
        visibility=Visibility.PUBLIC,
    )


def relate(on: Scene, ticket: Ticket, relation: str, my_id: UserId) -> None:
    stands, assignee = RELATIONS[relation]
    if stands == "reporter":
        ticket.reporter_id = my_id
    if stands == "follower":
        on.store.followers[ticket.id, my_id] = on.desk.clock.now()
    if assignee:
        ticket.assignee_id = my_id if assignee == "me" else on.agent.id


async def offered_to(on: Scene) -> frozenset[Verb]:
    principal = on.desk.as_(on.who)
    try:
        seen: TicketView = await on.desk.do.tickets.get_ticket(
            GetTicket(principal=principal, ticket_id=on.ticket.id)
        )
    except NotFoundError:
        return frozenset()
    return seen.allowed_verbs


async def accepted_from(on: Scene) -> frozenset[Verb]:
    """Try every verb, and find out which ones are not refused and are told in the history."""
    accepted = set()
    for verb, attempt in ATTEMPTS.items():
        with rehearsed(on.store):
            before = len(on.store.events)
            try:
                await attempt(on)
            except (ForbiddenError, NotFoundError, RuleViolationError):
                assert len(on.store.events) == before
                continue
            if len(on.store.events) > before:
                accepted.add(verb)
    return frozenset(accepted)


def test_every_verb_is_tried() -> None:
    assert set(ATTEMPTS) == set(Verb)


@pytest.mark.parametrize("late", NOW_AND_LATE, ids=["now", "late"])
@pytest.mark.parametrize("kind", [*Role, *SERVICES])
async def test_offers_and_refusals_agree(scene_of: SceneOf, kind: Role | str, late: timedelta) -> None:
    on = await scene_of(kind)
    wrong = []
    for relation, state, rated in product(RELATIONS, State, (False, True)):
        if (rated and state not in COMPLETED) or (late and state is not State.RESOLVED):
            continue
        if isinstance(on.who, Principal) and RELATIONS[relation] not in {("", None), ("", "another")}:
            continue
        with rehearsed(on.store):
            put(on, relation, state, rated=rated, ago=late)
            offered, accepted = await offered_to(on), await accepted_from(on)
            if offered != accepted:
                wrong.append((relation, state, rated, offered - accepted, accepted - offered))
            if isinstance(on.who, UserView):
                query = BatchGetAllowedVerbs(
                    principal=Principal("bot"), ticket_id=on.ticket.id, user_ids=(on.who.id,)
                )
                assert (await on.desk.do.tickets.batch_get_allowed_verbs(query))[on.who.id] == offered
    assert wrong == []


async def test_the_deactivated_are_offered_nothing(scene_of: SceneOf) -> None:
    on = await scene_of(Role.ADMIN)
    me = of_kind(UserView, on.who)
    query = BatchGetAllowedVerbs(principal=Principal("bot"), ticket_id=on.ticket.id, user_ids=(me.id,))
    assert Verb.TAKE in (await on.desk.do.tickets.batch_get_allowed_verbs(query))[me.id]
    await on.desk.deactivate(me.id)
    assert (await on.desk.do.tickets.batch_get_allowed_verbs(query))[me.id] == frozenset()


async def test_a_stranger_among_them_is_refused(scene_of: SceneOf) -> None:
    on = await scene_of(Role.USER)
    me = of_kind(UserView, on.who)
    query = BatchGetAllowedVerbs(
        principal=Principal("bot"), ticket_id=on.ticket.id, user_ids=(me.id, UserId(9_999))
    )
    with pytest.raises(DomainError, match="users/9999"):
        await on.desk.do.tickets.batch_get_allowed_verbs(query)
