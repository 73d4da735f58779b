"""No filter of the dialogs costs a thread."""

from aiogram import F, Router
from aiogram.dispatcher.event.handler import FilterObject

from bot_service.adapters.inbound.telegram.dialogs.router import create_router
from bot_service.adapters.inbound.telegram.updates.filters import filter_in_the_loop


def filters_of(router: Router) -> list[FilterObject]:
    return [
        asked
        for each in router.chain_tail
        for observer in each.observers.values()
        for handler in (observer._handler, *observer.handlers)
        for asked in handler.filters or ()
    ]


def test_every_filter_is_asked_in_the_event_loop() -> None:
    router = create_router()
    assert not all(asked.awaitable for asked in filters_of(router))  # or there would be nothing to do
    filter_in_the_loop(router)
    assert all(asked.awaitable for asked in filters_of(router))


async def test_it_answers_as_before() -> None:
    router = Router()
    router.message.register(lambda: None, F.as_("number"), lambda event: event > 1)
    filter_in_the_loop(router)
    (handler,) = router.message.handlers
    assert await handler.check(2) == (True, {"number": 2})
    assert (await handler.check(1))[0] is False
