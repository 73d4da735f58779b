"""What a call of the Bot API leaves in traces and metrics."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendMessage
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from prometheus_client import REGISTRY

from bot_service.adapters.outbound.telegram.bot import create_bot
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
        await people.person(RITA).start()
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        yield bot
        await session.close()


def counted(method: str, error_type: str) -> float:
    labels = {"method": method, "error_type": error_type}
    return REGISTRY.get_sample_value("telegram_api_requests_total", labels) or 0.0


async def test_an_edit_that_changes_nothing_is_no_error(bot: Bot, spans: InMemorySpanExporter) -> None:
    message = await bot.send_message(RITA, "hello")
    edit = EditMessageText(chat_id=RITA, message_id=message.message_id, text="hello")
    good, bad = counted("editMessageText", ""), counted("editMessageText", "bad_request")
    with (
        trace.get_tracer("test").start_as_current_span("tap"),
        pytest.raises(TelegramBadRequest, match="message is not modified"),
    ):
        await bot(edit)
    (call,) = [span for span in spans.get_finished_spans() if span.name.endswith("/editMessageText")]
    assert call.status.status_code is StatusCode.UNSET
    assert "error.type" not in (call.attributes or {})
    assert (call.attributes or {})["http.response.status_code"] == 400
    assert counted("editMessageText", "") == good + 1
    assert counted("editMessageText", "bad_request") == bad


async def test_any_other_refusal_is_one(bot: Bot, spans: InMemorySpanExporter) -> None:
    bad = counted("sendMessage", "bad_request")
    with trace.get_tracer("test").start_as_current_span("tap"), pytest.raises(TelegramBadRequest):
        await bot(SendMessage(chat_id=RITA, text="<b>unclosed"))
    (call,) = [span for span in spans.get_finished_spans() if span.name.endswith("/sendMessage")]
    assert call.status.status_code is StatusCode.ERROR
    assert (call.attributes or {})["error.type"] == "bad_request"
    assert counted("sendMessage", "bad_request") == bad + 1
