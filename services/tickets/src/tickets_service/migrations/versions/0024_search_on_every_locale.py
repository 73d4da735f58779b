"""Search compares letters alike on every server, reads `ё` as `е`, joins what is hyphenated, and learns numbers.

`lower` and `[[:alnum:]]` ask the locale of the database unless they are told a collation, and one that was made with
`--locale=C` knows no letter beyond ASCII. `search_numbers` has the words with digits, so that a beginning finds them; a
ticket's own number is none. What was indexed before is indexed anew by the next revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

HYPHENS = "-\u00ad\u2010\u2212"
"""With the one that shows at the end of a line only, and the minus; NFKC makes one of the others."""

COLLATED = f"""
DO $migration$
DECLARE known text;
BEGIN
    SELECT collname INTO known FROM pg_collation
    WHERE collnamespace = 'pg_catalog'::regnamespace AND collname IN ('pg_c_utf8', 'und-x-icu')
    ORDER BY collname LIMIT 1;
    IF known IS NULL THEN
        RAISE EXCEPTION 'search needs a collation that knows all letters, and this server has none: take'
            ' PostgreSQL 17 or newer (pg_c_utf8), or one that was built with ICU (und-x-icu)';
    END IF;
    EXECUTE format($function$
        CREATE FUNCTION search_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN translate(lower(normalize(said, NFKC) COLLATE pg_catalog.%1$I), 'ё', 'е')
    $function$, known);
    -- What is hyphenated is said in its parts and, at the end, as one word.
    EXECUTE format($function$
        CREATE OR REPLACE FUNCTION search_text(said text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        RETURN (
            SELECT btrim(regexp_replace(plain, '[^[:alnum:]]+' COLLATE pg_catalog.%1$I, ' ', 'g'))
                || CASE WHEN plain ~ '[{HYPHENS}]' THEN coalesce(
                    (
                        SELECT string_agg(' ' || translate(compound[1], '{HYPHENS}', ''), '')
                        FROM regexp_matches(
                            plain, '[[:alnum:]]+(?:[{HYPHENS}][[:alnum:]]+)+' COLLATE pg_catalog.%1$I, 'g'
                        ) AS compound
                    ), '') ELSE '' END
            FROM search_plain(said) AS plain
        )
    $function$, known);
    EXECUTE format($function$
        CREATE FUNCTION search_asked(query text) RETURNS TABLE (word text, parts text[], place bigint)
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        BEGIN ATOMIC
            SELECT translate(found[1], '{HYPHENS}', ''),
                CASE WHEN found[1] ~ '[{HYPHENS}]' THEN regexp_split_to_array(found[1], '[{HYPHENS}]') END,
                number
            FROM regexp_matches(
                search_plain(query), '[[:alnum:]]+(?:[{HYPHENS}][[:alnum:]]+)*' COLLATE pg_catalog.%1$I, 'g'
            ) WITH ORDINALITY AS each (found, number);
        END
    $function$, known);
END $migration$
"""  # noqa: S608  # our own constants
AS_BEFORE = """
CREATE OR REPLACE FUNCTION search_text(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(lower(normalize(said, NFKC)), '[^[:alnum:]]+', ' ', 'g'))
"""
LEARN_WORDS = """
    INSERT INTO search_words (word, near)
    SELECT new.word, search_near(new.word)
    FROM unnest(said) AS new (word)
    WHERE new.word !~ '[0-9~]' AND char_length(new.word) BETWEEN 2 AND 40
        AND NOT EXISTS (SELECT FROM search_words AS known WHERE known.word = new.word);
"""
# Shorter ones have no beginning that is looked for. Without a unique index, as the words.
LEARN_NUMBERS = """
    INSERT INTO search_numbers (word)
    SELECT new.word
    FROM unnest(said) AS new (word)
    WHERE new.word ~ '[0-9]' AND new.word !~ '~' AND char_length(new.word) BETWEEN 4 AND 40
        AND NOT EXISTS (SELECT FROM search_numbers AS known WHERE known.word = new.word);
"""
LEARN = """
CREATE OR REPLACE FUNCTION search_learn(said text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    {learning}
END $$
"""
INDEX = """
CREATE OR REPLACE FUNCTION search_index(tickets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    WITH written AS (
        INSERT INTO search_documents (request_id, words, size)
        SELECT r.id,
            setweight(to_tsvector('simple', r.id || ' ' || search_text(r.title)), 'A')
            || setweight(to_tsvector('simple', search_text(r.location)), 'B')
            || setweight(to_tsvector('simple', search_text(r.description)), 'C')
            || setweight(to_tsvector('simple', coalesce(c.said, '')), 'D')
            || quote_literal('~' || (r.id >> 14))::tsvector,
            coalesce(octet_length(c.said), 0)
        FROM requests AS r
        CROSS JOIN LATERAL (
            SELECT string_agg(said, ' ' ORDER BY id) AS said
            FROM (
                SELECT id, said, sum(octet_length(said) + 1) OVER (ORDER BY id) AS size
                FROM (
                    SELECT id, search_text(comment) AS said FROM comments
                    WHERE request_id = r.id AND visibility = 'PUBLIC'
                ) AS one
            ) AS running
            WHERE size <= 200000
        ) AS c
        WHERE r.id = ANY (tickets)
        ON CONFLICT (request_id) DO UPDATE SET words = excluded.words, size = excluded.size
        RETURNING request_id, words
    )
    SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word
    WHERE {of_interest};
    PERFORM search_learn(fresh_words);
END $$
"""
NEW_REQUESTS = """
CREATE OR REPLACE FUNCTION search_new_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    WITH written AS (
        INSERT INTO search_documents (request_id, words, size)
        SELECT id,
            setweight(to_tsvector('simple', id || ' ' || search_text(title)), 'A')
            || setweight(to_tsvector('simple', search_text(location)), 'B')
            || setweight(to_tsvector('simple', search_text(description)), 'C')
            || quote_literal('~' || (id >> 14))::tsvector,
            0
        FROM added
        RETURNING request_id, words
    )
    SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word
    WHERE {of_interest};
    PERFORM search_learn(fresh_words);
    RETURN NULL;
END $$
"""
NOT_ITS_NUMBER = "word <> request_id::text"


def replace_functions(learning: str, of_interest: str) -> None:
    op.execute(LEARN.replace("{learning}", learning))
    for function in (INDEX, NEW_REQUESTS):
        op.execute(function.replace("{of_interest}", of_interest))


def upgrade() -> None:
    op.create_table(
        "search_numbers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.CheckConstraint("char_length(word) BETWEEN 4 AND 40", name=op.f("ck_search_numbers_word")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_numbers")),
    )
    op.create_index("ix_search_numbers_word", "search_numbers", ["word"])
    op.execute(COLLATED)
    replace_functions(LEARN_WORDS + LEARN_NUMBERS, NOT_ITS_NUMBER)


def downgrade() -> None:
    replace_functions(LEARN_WORDS, "true")
    op.execute(AS_BEFORE)
    op.execute("DROP FUNCTION search_asked(text)")
    op.execute("DROP FUNCTION search_plain(text)")
    op.drop_table("search_numbers")
