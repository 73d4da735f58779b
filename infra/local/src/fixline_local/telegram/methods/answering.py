"""answerCallbackQuery."""

from typing import Final

from aiogram.methods import AnswerCallbackQuery

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.store.callbacks import ANSWERABLE_SECONDS
from fixline_local.telegram.text import utf16

MAX_ANSWER: Final = 200
TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(call: Call, method: AnswerCallbackQuery) -> bool:
    text = method.text or ""
    if utf16.length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if method.url and not method.url.startswith(f"https://t.me/{call.bot.username}?start="):
        raise bad_request("URL_INVALID")
    try:
        callback = call.world.callbacks.get(method.callback_query_id)
    except LookupError as error:
        raise bad_request(TOO_OLD) from error
    expired = call.world.clock() - callback.asked_at > ANSWERABLE_SECONDS
    if callback.bot_id != call.bot.id or callback.answer is not None or expired:
        raise bad_request(TOO_OLD)
    answer = {"text": text, "show_alert": bool(method.show_alert), "url": method.url or ""}
    call.world.callbacks.answer(callback, answer)
    return True
