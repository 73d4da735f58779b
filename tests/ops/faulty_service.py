"""A service as it is, with bugs at the places that a file in a folder names: `faulty_service.py FOLDER SERVICE serve`.

A bug raises where the service's own code would, below all that catches, reports and retries.
"""

import runpy
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(sys.argv[1])
T = TypeVar("T")


def has_bug(place: str, *, once: bool = True) -> bool:
    """Whether the place has a bug now; `once`: the next time it has none."""
    flag = FOLDER / place
    there = flag.exists()
    if there and once:
        flag.unlink()
    return there


def failing(
    place: str, call: Callable[..., Awaitable[T]], *, once: bool = True
) -> Callable[..., Awaitable[T]]:
    async def with_bug(*arguments: Any, **options: Any) -> T:
        if has_bug(place, once=once):
            raise LookupError(f"a bug in {place}")
        return await call(*arguments, **options)

    return with_bug


def first_bug(number: int) -> None:
    raise ValueError(f"ticket {number}")


def second_bug(number: int) -> None:
    raise ValueError(f"ticket {number}")


def spoil_tickets() -> None:
    from tickets_service.application.commands.tickets.close_unanswered import CloseUnansweredHandler  # noqa: PLC0415
    from tickets_service.application.queries.reports.export_tickets import ExportTicketsHandler  # noqa: PLC0415
    from tickets_service.application.queries.tickets.get_ticket import GetTicketHandler  # noqa: PLC0415
    from tickets_service.application.queries.tickets.list_tickets import ListTicketsHandler  # noqa: PLC0415

    get, export = GetTicketHandler.__call__, ExportTicketsHandler.__call__

    async def with_two_bugs(self: GetTicketHandler, query: Any) -> Any:
        if has_bug("first"):
            first_bug(1)
        if has_bug("second"):
            second_bug(2)
        return await get(self, query)

    async def with_bug_on_its_way(self: ExportTicketsHandler, query: Any) -> AsyncGenerator[Any, None]:
        async for exported in export(self, query):
            yield exported
        if has_bug("stream"):
            raise LookupError("a bug in stream")

    spoiled: dict[Any, Any] = {
        GetTicketHandler: with_two_bugs,
        ExportTicketsHandler: with_bug_on_its_way,
        CloseUnansweredHandler: failing("worker", CloseUnansweredHandler.__call__),
        ListTicketsHandler: failing("every-time", ListTicketsHandler.__call__, once=False),
    }
    for handler, call in spoiled.items():
        handler.__call__ = call


def spoil_bot() -> None:
    from bot_service.adapters.inbound.telegram.dialogs.start import show_id  # noqa: PLC0415
    from bot_service.adapters.inbound.telegram.updates.receiver import Receiver  # noqa: PLC0415

    spoiled: dict[Any, Any] = {Receiver: failing("route", Receiver.__call__)}
    for handler, call in spoiled.items():
        handler.__call__ = call
    dialog = show_id.show_id

    async def with_bug(message: Any, turn: Any) -> Any:
        if has_bug("dialog", once=False):
            raise LookupError("a bug in dialog")
        return await dialog(message, turn)

    show_id.show_id = with_bug  # type: ignore[assignment]  # the same but for the bug


def spoil_files() -> None:
    from files_service.bootstrap import serve  # noqa: PLC0415

    serve.build = failing("start", serve.build)  # type: ignore[assignment]  # the same but for the bug


if __name__ == "__main__":
    service = sys.argv[2]
    {"tickets": spoil_tickets, "bot": spoil_bot, "files": spoil_files}[service]()
    sys.argv[1:] = sys.argv[3:]
    runpy.run_module(f"{service}_service", run_name="__main__", alter_sys=True)
