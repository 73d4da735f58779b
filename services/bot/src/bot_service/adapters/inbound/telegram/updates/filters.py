"""Filters that are plain functions, such as magic filters, answered where they are asked."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def filter_in_the_loop(router: Router) -> None:
    """Ask the filters of `router` and of all below it in the event loop.

    aiogram asks each that is no coroutine in a thread of its own, which takes longer than any of ours.
    """
    for each in router.chain_tail:
        for observer in each.observers.values():
            for handler in (observer._handler, *observer.handlers):  # noqa: SLF001  # that of the router's own filters
                for asked in handler.filters or ():
                    answer_at_once(asked)


def answer_at_once(asked: FilterObject) -> None:
    if not asked.awaitable:
        asked.callback = awaitable(asked.callback)
        asked.awaitable = True


def awaitable(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def answer(*arguments: Any, **named: Any) -> Any:
        return function(*arguments, **named)

    return answer
