"""People who are asked for at the same time: one call for all, and each hears about theirs."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY

from bot_service.adapters.outbound.grpc.people.shared_reads import SPAN, SharedUserReads
from bot_service.application.errors import NotFoundError, UnavailableError
from bot_service.application.ports.people.users import UserView
from bot_service.domain.people.person import Role


class Desk:
    """Answers for everybody but `users/0`, once it may."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.traces: list[int] = []
        self.may_answer = asyncio.Event()
        self.is_there = True
        self.reads = SharedUserReads(self.one, self.several)

    async def one(self, name: str) -> UserView:
        return (await self.several([name]))[name]

    async def several(self, names: Collection[str]) -> Mapping[str, UserView]:
        self.calls.append(sorted(names))
        self.traces.append(trace.get_current_span().get_span_context().trace_id)
        await self.may_answer.wait()
        if not self.is_there:
            raise UnavailableError
        if "users/0" in names:
            raise NotFoundError
        return {name: person(name) for name in names}

    async def asked(self, *names: str) -> Sequence[UserView | BaseException]:
        """Ask for the first alone, for the others while that is under way."""
        first = asyncio.create_task(self.reads(names[0]))
        async with asyncio.timeout(10):
            while not self.calls:  # noqa: ASYNC110  # until it is under way
                await asyncio.sleep(0)
        others = [asyncio.create_task(self.reads(name)) for name in names[1:]]
        await asyncio.sleep(0)
        self.may_answer.set()
        return await asyncio.gather(first, *others, return_exceptions=True)


def person(name: str) -> UserView:
    return UserView(name=name, telegram_id=7, display_name=name, username="", role=Role.USER, active=True)


def requests(result: str) -> float:
    labels = {"cache": "people_read_together", "result": result}
    return REGISTRY.get_sample_value("cache_requests_total", labels) or 0.0


async def test_calls_that_were_saved_are_counted() -> None:
    before = requests("hit"), requests("miss")
    await Desk().asked("users/1", "users/2", "users/3", "users/2")
    assert (requests("hit") - before[0], requests("miss") - before[1]) == (2, 2)


async def test_who_is_asked_for_meanwhile_is_read_together_in_one_call() -> None:
    desk = Desk()
    assert await desk.asked("users/1", "users/2", "users/3", "users/2") == [
        person(name) for name in ("users/1", "users/2", "users/3", "users/2")
    ]
    assert desk.calls == [["users/1"], ["users/2", "users/3"]]


async def test_a_stranger_is_a_stranger_alone() -> None:
    desk = Desk()
    first, known, stranger = await desk.asked("users/1", "users/2", "users/0")
    assert (first, known) == (person("users/1"), person("users/2"))
    assert isinstance(stranger, NotFoundError)


async def test_an_outage_is_asked_about_once() -> None:
    desk = Desk()
    desk.is_there = False
    heard = await desk.asked("users/1", "users/2", "users/3")
    assert [type(each) for each in heard] == [UnavailableError] * 3
    assert len(desk.calls) == 2


async def test_the_call_is_in_the_trace_of_who_asked_first_and_the_others_lead_there(
    spans: InMemorySpanExporter,
) -> None:
    desk = Desk()
    tracer = trace.get_tracer("test")
    roots = [tracer.start_span(f"update {number}") for number in range(3)]

    async def ask(root: trace.Span, name: str) -> None:
        with trace.use_span(root):
            await desk.reads(name)

    first = asyncio.create_task(ask(roots[0], "users/1"))
    async with asyncio.timeout(10):
        while not desk.calls:  # noqa: ASYNC110  # until it is under way
            await asyncio.sleep(0)
    others = [asyncio.create_task(ask(root, f"users/{number}")) for number, root in enumerate(roots[1:], 2)]
    await asyncio.sleep(0)
    desk.may_answer.set()
    await asyncio.gather(first, *others)

    _, second, third = [root.get_span_context() for root in roots]
    assert desk.traces == [roots[0].get_span_context().trace_id, second.trace_id]
    (share,) = [span for span in spans.get_finished_spans() if span.name == SPAN]
    assert share.context is not None
    assert share.context.trace_id == third.trace_id
    assert [link.context for link in share.links] == [second]
