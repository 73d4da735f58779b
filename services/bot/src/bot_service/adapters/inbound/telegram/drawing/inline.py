"""Answers to inline queries. They die after 30 seconds, and what is in them is for one person and a moment."""

from collections.abc import Sequence
from typing import Final

from aiogram.methods import AnswerInlineQuery
from aiogram.types import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton

CACHE_SECONDS: Final = 5
"""Long enough for a word that is typed and taken back; a request that was just taken looks so soon."""
FROM_INLINE: Final = "inline"
"""The payload of whoever came here by the button."""


def answered(query: InlineQuery, results: Sequence[InlineQueryResultArticle]) -> AnswerInlineQuery:
    return AnswerInlineQuery(
        inline_query_id=query.id, results=list(results), cache_time=CACHE_SECONDS, is_personal=True
    )


def nothing(query: InlineQuery) -> AnswerInlineQuery:
    """Say nothing, and let them ask again at once."""
    return AnswerInlineQuery(inline_query_id=query.id, results=[], cache_time=0, is_personal=True)


def with_button(query: InlineQuery, label: str) -> AnswerInlineQuery:
    """Lead to the private chat instead; `label` of 1 to 64 characters."""
    return AnswerInlineQuery(
        inline_query_id=query.id,
        results=[],
        cache_time=CACHE_SECONDS,
        is_personal=True,
        button=InlineQueryResultsButton(text=label, start_parameter=FROM_INLINE),
    )
