"""answerInlineQuery: articles that are text."""

import re
from typing import Final

from aiogram.methods import AnswerInlineQuery
from aiogram.types import InlineQueryResultArticle, InlineQueryResultUnion, InputTextMessageContent

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import bad_request
from fixline_local.telegram.limits.keyboards import checked_inline
from fixline_local.telegram.methods.answering import TOO_OLD
from fixline_local.telegram.methods.posting import plain_entities
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.inline_queries import ANSWERABLE_SECONDS
from fixline_local.telegram.text.formatted import MAX_TEXT, format_text

MAX_RESULTS: Final = 50
MAX_ID_BYTES: Final = 64
MAX_OFFSET_BYTES: Final = 64
PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_inline_query(call: Call, method: AnswerInlineQuery) -> bool:
    if len(method.results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len((method.next_offset or "").encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    results = [_result(call, result) for result in method.results]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer: Json = {"results": results, "button": None}
    if method.button is not None:
        parameter = method.button.start_parameter
        if parameter is not None and not PARAMETER.fullmatch(parameter):
            raise bad_request("START_PARAM_INVALID")
        if not method.button.text.strip():
            raise bad_request("BUTTON_TEXT_INVALID")
        answer["button"] = {"text": method.button.text, "start_parameter": parameter}
    try:
        query = call.world.inline_queries.get(method.inline_query_id)
    except LookupError as error:
        raise bad_request(TOO_OLD) from error
    expired = call.world.clock() - query.asked_at > ANSWERABLE_SECONDS
    if query.bot_id != call.bot.id or query.answer is not None or expired:
        raise bad_request(TOO_OLD)
    call.world.inline_queries.answer(query, answer)
    return True


def _result(call: Call, result: InlineQueryResultUnion) -> Json:
    """Return what the app shows of a result, and the message that it becomes."""
    if not isinstance(result, InlineQueryResultArticle):
        raise bad_request("only articles are simulated")
    if not 1 <= len(result.id.encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not result.title.strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.input_message_content
    if not isinstance(content, InputTextMessageContent):
        raise bad_request("only texts are simulated")
    parse_mode = content.parse_mode if isinstance(content.parse_mode, str) else None
    rendered = format_text(
        content.message_text,
        person_of_id=call.world.people.get,
        parse_mode=parse_mode,
        entities=None if parse_mode else plain_entities(content.entities),
    )
    if not rendered.text:
        raise bad_request("message text is empty")
    if rendered.length > MAX_TEXT:
        raise bad_request("message is too long")
    # Nobody knows yet in which chat it will be.
    markup = checked_inline(result.reply_markup, private=False)
    return {
        "id": result.id,
        "title": result.title,
        "description": result.description or "",
        "message": rendered.as_fields() | ({} if markup is None else {"reply_markup": markup}),
    }
