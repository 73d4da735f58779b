"""The SQL of a search: every step looks at a bounded number of rows, however many tickets say a word (decision 19).

The newest tickets are looked at first, an era at a time (see the migration of `search_documents`), because words
that are everywhere are found there at once; only for rarer words the index is asked about all the rest, and then
that rest is small.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from tickets_service.adapters.outbound.sqlalchemy.tables.search import SearchDocumentRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.listing import by_conditions
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import TICKET_COLUMNS
from tickets_service.adapters.outbound.sqlalchemy.tickets.sight import in_sight
from tickets_service.application.ports.search.ticket_search import BY_NUMBER, SearchRank, TicketQuery
from tickets_service.application.queries.search.words import (
    MOST_ALIKE,
    MOST_WORDS,
    SHORTEST_BEGINNING,
    SHORTEST_BEGINNING_OF_NUMBER,
    SHORTEST_WITH_TYPO,
)
from tickets_service.domain.permissions.actions import Relation
from tickets_service.domain.permissions.sight import Sight

MOST_RANKED: Final = 500
MOST_LOOKED_AT: Final = 1_000
"""So many tickets that say it are held against sight and conditions, the newest of them."""
MOST_OF_ONE: Final = 2_000
"""So many of a person's own tickets are looked into, in each relation."""
COMMENTS_LOOKED_AT: Final = 200

ALIKE: Final = text(
    """
    WITH asked AS (
        SELECT * FROM (
            SELECT DISTINCT ON (word) word, parts, place FROM search_asked(CAST(:query AS text)) ORDER BY word, place
        ) AS once
        ORDER BY place LIMIT :most_words
    )
    SELECT asked.word, asked.parts, beginnings.words AS beginnings, typos.words AS typos
    FROM asked
    CROSS JOIN LATERAL (
        SELECT array_agg(word) AS words FROM (
            (
                SELECT DISTINCT known.word FROM search_words AS known
                WHERE char_length(asked.word) >= :shortest_beginning AND asked.word !~ '[0-9]'
                    AND known.word >= asked.word AND known.word < asked.word || chr(1114111)
                ORDER BY known.word LIMIT :most_alike
            )
            UNION ALL
            (
                SELECT DISTINCT known.word FROM search_numbers AS known
                WHERE char_length(asked.word) >= :shortest_of_number AND asked.word ~ '[0-9]'
                    AND known.word >= asked.word AND known.word < asked.word || chr(1114111)
                ORDER BY known.word LIMIT :most_alike
            )
        ) AS few
    ) AS beginnings
    CROSS JOIN LATERAL (
        -- Apart, so that the planner asks the index, whatever it thinks of the limit.
        WITH near AS MATERIALIZED (
            SELECT known.word FROM search_words AS known
            WHERE char_length(asked.word) >= :shortest_with_typo AND known.near && search_near(asked.word)
        )
        SELECT array_agg(word) AS words FROM (
            SELECT DISTINCT word FROM near ORDER BY word LIMIT :most_alike
        ) AS few
    ) AS typos
    ORDER BY asked.place
    """
).bindparams(
    most_words=MOST_WORDS,
    most_alike=MOST_ALIKE,
    shortest_beginning=SHORTEST_BEGINNING,
    shortest_of_number=SHORTEST_BEGINNING_OF_NUMBER,
    shortest_with_typo=SHORTEST_WITH_TYPO,
)

# OFFSET 0 keeps the planner from walking all tickets backwards in the hope of meeting the words soon, and from
# asking for all that say them where a few tickets are to be looked into.
MATCHES: Final = """
(
    SELECT era_found.id FROM (
        SELECT quote_literal('~' || era) AS era
        FROM generate_series((SELECT max(id) >> 14 FROM requests), (SELECT max(id) >> 14 FROM requests) - 3, -1) AS era
    ) AS eras
    CROSS JOIN LATERAL (
        SELECT id FROM (
            SELECT request_id AS id FROM search_documents
            WHERE words @@ (CAST(:asked AS tsquery) && CAST(eras.era AS tsquery)) OFFSET 0
        ) AS unordered
        ORDER BY id DESC LIMIT {many}
    ) AS era_found
    UNION ALL
    SELECT id FROM (
        SELECT id FROM (
            SELECT request_id AS id FROM search_documents
            WHERE words @@ CAST(:asked AS tsquery) AND request_id >> 14 < (SELECT max(id) >> 14 FROM requests) - 3
            OFFSET 0
        ) AS unordered
        ORDER BY id DESC LIMIT {many}
    ) AS before
    LIMIT {many}
)
"""
OWN_TICKETS: Final = {
    Relation.REPORTER: """
        (SELECT id FROM requests WHERE user_id = :person ORDER BY created_at DESC, id DESC LIMIT {own})
    """,
    Relation.ASSIGNEE: """
        (SELECT id FROM requests WHERE assigned_to = :person ORDER BY created_at DESC, id DESC LIMIT {own})
    """,
    Relation.FOLLOWER: """
        (SELECT request_id AS id FROM followers WHERE user_id = :person ORDER BY request_id DESC LIMIT {own})
    """,
}
OWN_MATCHES: Final = """
(
    SELECT own.id FROM ({own}) AS own
    CROSS JOIN LATERAL (
        SELECT FROM search_documents WHERE request_id = own.id AND words @@ CAST(:asked AS tsquery) OFFSET 0
    ) AS saying
)
"""


def candidates(query: TicketQuery, asked: str, *, narrowed: bool) -> Any:
    """Tickets that say it, with those among them that are out of sight."""
    sight, parts, values = query.sight, [], {}
    if sight.whole or Relation.UNASSIGNED in sight.relations:
        many = MOST_LOOKED_AT if narrowed or not sight.whole else MOST_RANKED
        parts.append(MATCHES.format(many=many))
    if not sight.whole:
        own = [
            OWN_TICKETS[each].format(own=MOST_OF_ONE)
            for each in sorted(sight.relations)
            if each in OWN_TICKETS
        ]
        parts.append(OWN_MATCHES.format(own=" UNION ".join(own)))
        values["person"] = bindparam("person", sight.user_id, type_=BigInteger())
    if query.number is not None:
        parts.append("(SELECT CAST(:number AS bigint))")
        values["number"] = bindparam("number", query.number, type_=BigInteger())
    said = text(" UNION ".join(parts)).bindparams(bindparam("asked", asked, type_=String()), *values.values())
    return said.columns(column("id", BigInteger)).subquery("said")


def results(
    query: TicketQuery, asked: str, exact: str, *, after: SearchRank | None, limit: int
) -> Select[Any]:
    """`asked` and `exact` are tsqueries: with everything that counts, and with the words themselves."""
    conditions = by_conditions(query.conditions)
    said = candidates(query, asked, narrowed=bool(conditions))
    seen = (
        select(RequestRow.id)
        .join(said, said.c.id == RequestRow.id)
        .where(*seen_by(query.sight), *conditions)
        .order_by(RequestRow.id.desc())
        .limit(literal_column(str(MOST_RANKED)))
        .subquery("seen")
    )
    words, both = SearchDocumentRow.words, cast(literal(asked, String()), TSQUERY)
    rank = func.ts_rank(words, cast(literal(exact, String()), TSQUERY)) + func.ts_rank(words, both) / 10
    score: ColumnElement[int] = cast(rank * 1_000_000, Integer)
    if query.number is not None:
        number = RequestRow.id == query.number
        score = func.coalesce(func.nullif(cast(number, Integer), 0) * literal_column(str(BY_NUMBER)), score)
    ranked = (
        select(*TICKET_COLUMNS, score.label("score"))
        .join(seen, seen.c.id == RequestRow.id)
        .join(SearchDocumentRow, SearchDocumentRow.ticket_id == RequestRow.id)
        .subquery("ranked")
    )
    statement = select(ranked).order_by(ranked.c.score.desc(), ranked.c.id.desc()).limit(limit)
    if after is None:
        return statement
    return statement.where(tuple_(ranked.c.score, ranked.c.id) < tuple_(after.score, after.ticket_id))


def seen_by(sight: Sight) -> list[ColumnElement[bool]]:
    return [] if sight.whole else [in_sight(sight, RequestRow)]


COMMENTS: Final = text(
    """
    SELECT said.* FROM unnest(CAST(:tickets AS bigint[])) AS ticket
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT * FROM comments WHERE request_id = ticket AND visibility = 'PUBLIC'
            ORDER BY id DESC LIMIT :looked_at
        ) AS newest
        WHERE to_tsvector('simple', search_text(comment)) @@ CAST(:any_word AS tsquery)
        ORDER BY id DESC LIMIT 1
    ) AS said
    """
).bindparams(looked_at=COMMENTS_LOOKED_AT)
