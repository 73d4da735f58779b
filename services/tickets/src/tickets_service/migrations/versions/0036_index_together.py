"""Read each text once for search, and let whoever writes many tickets index them together.

A transaction that has set `fixline.indexing` to `later` calls `search_index` with the tickets that it wrote, before it
ends: the import does. Else a document is written with its ticket, and again with the ticket's comments.
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

INDEX = """
CREATE OR REPLACE FUNCTION search_index(tickets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    WITH written AS (
        INSERT INTO search_documents (request_id, words, size)
        SELECT r.id,
            setweight(to_tsvector('simple', r.id || ' ' || search_text(r.title)
                || CASE WHEN r.origin = '' THEN '' ELSE ' ' || search_text(r.origin) END), 'A')
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
                    {once}
                ) AS one
            ) AS running
            WHERE size <= 200000
        ) AS c
        WHERE r.id = ANY (tickets)
        ON CONFLICT (request_id) DO UPDATE SET words = excluded.words, size = excluded.size
        RETURNING request_id, words
    )
    SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word
    WHERE word <> request_id::text;
    PERFORM search_learn(fresh_words);
END $$
"""
NEW_REQUESTS = """
CREATE OR REPLACE FUNCTION search_new_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    {door}
    WITH written AS (
        INSERT INTO search_documents (request_id, words, size)
        SELECT id,
            setweight(to_tsvector('simple', id || ' ' || search_text(title)
                || CASE WHEN origin = '' THEN '' ELSE ' ' || search_text(origin) END), 'A')
            || setweight(to_tsvector('simple', search_text(location)), 'B')
            || setweight(to_tsvector('simple', search_text(description)), 'C')
            || quote_literal('~' || (id >> 14))::tsvector,
            0
        FROM added
        RETURNING request_id, words
    )
    SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word
    WHERE word <> request_id::text;
    PERFORM search_learn(fresh_words);
    RETURN NULL;
END $$
"""
NEW_COMMENTS = """
CREATE OR REPLACE FUNCTION search_new_comments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    {door}
    WITH one AS {once} (
        SELECT request_id, id, search_text(comment) AS said FROM added WHERE visibility = 'PUBLIC'
    ), fresh AS (
        SELECT request_id, setweight(to_tsvector('simple', string_agg(said, ' ' ORDER BY id)), 'D') AS words,
            sum(octet_length(said) + 1)::integer AS size
        FROM one GROUP BY request_id
    ), written AS (
        UPDATE search_documents AS d SET words = d.words || fresh.words, size = d.size + fresh.size
        FROM fresh WHERE d.request_id = fresh.request_id AND d.size + fresh.size <= 200000
        RETURNING fresh.words
    )
    SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word;
    PERFORM search_learn(fresh_words);
    RETURN NULL;
END $$
"""
DOOR = "IF current_setting('fixline.indexing', true) = 'later' THEN RETURN NULL; END IF;"


def search_reads(*, once: bool) -> None:
    # Without a fence, a text that is used twice is taken apart twice.
    op.execute(INDEX.replace("{once}", "OFFSET 0" if once else ""))
    op.execute(NEW_REQUESTS.replace("{door}", DOOR if once else ""))
    op.execute(
        NEW_COMMENTS.replace("{door}", DOOR if once else "").replace("{once}", "MATERIALIZED" if once else "")
    )


def upgrade() -> None:
    search_reads(once=True)


def downgrade() -> None:
    search_reads(once=False)
