"""What search looks at, kept by triggers: whoever writes a ticket or a comment, it is found at once.

`search_documents` has the words of each ticket and its public comments. Besides them it has the ticket's era
(`~` and number / 16,384), so that one statement can look at the newest tickets first. `search_words` has every word
without digits that was ever said in public, with what is left of it when one letter is missing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FUNCTIONS = [
    """
    CREATE FUNCTION search_text(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(lower(normalize(said, NFKC)), '[^[:alnum:]]+', ' ', 'g'))
    """,
    # Two words are one typo apart when they have one of these in common.
    """
    CREATE FUNCTION search_near(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(
        SELECT word
        UNION
        SELECT overlay(word PLACING '' FROM place FOR 1) FROM generate_series(1, char_length(word)) AS place
    )
    """,
    # Without a unique index on purpose: nobody waits for another transaction that says the same new word.
    """
    CREATE FUNCTION search_learn(said text[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO search_words (word, near)
        SELECT new.word, search_near(new.word)
        FROM unnest(said) AS new (word)
        WHERE new.word !~ '[0-9~]' AND char_length(new.word) BETWEEN 2 AND 40
            AND NOT EXISTS (SELECT FROM search_words AS known WHERE known.word = new.word);
    END $$
    """,
    # The size of all comments together is limited: a document of PostgreSQL's holds a megabyte.
    """
    CREATE FUNCTION search_index(tickets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
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
            RETURNING words
        )
        SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word;
        PERFORM search_learn(fresh_words);
    END $$
    """,
    # Says again what search_index says, without looking for comments: creating a ticket takes half the time.
    """
    CREATE FUNCTION search_new_requests() RETURNS trigger LANGUAGE plpgsql AS $$
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
            RETURNING words
        )
        SELECT array_agg(DISTINCT word) INTO fresh_words FROM written, unnest(tsvector_to_array(words)) AS word;
        PERFORM search_learn(fresh_words);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION search_changed_request() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM search_index(ARRAY[NEW.id]);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION search_changed_comment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM search_index(ARRAY[OLD.request_id, NEW.request_id]);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION search_new_comments() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE fresh_words text[];
    BEGIN
        WITH one AS (
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
    """,
]
TRIGGERS = [
    """
    CREATE TRIGGER search_insert AFTER INSERT ON requests
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_new_requests()
    """,
    """
    CREATE TRIGGER search_update AFTER UPDATE ON requests FOR EACH ROW
    WHEN ((OLD.title, OLD.location, OLD.description) IS DISTINCT FROM (NEW.title, NEW.location, NEW.description))
    EXECUTE FUNCTION search_changed_request()
    """,
    """
    CREATE TRIGGER search_insert AFTER INSERT ON comments
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_new_comments()
    """,
    """
    CREATE TRIGGER search_update AFTER UPDATE ON comments FOR EACH ROW
    WHEN ((OLD.request_id, OLD.comment, OLD.visibility)
        IS DISTINCT FROM (NEW.request_id, NEW.comment, NEW.visibility))
    EXECUTE FUNCTION search_changed_comment()
    """,
]


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("size BETWEEN 0 AND 200000", name=op.f("ck_search_documents_size")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["requests.id"],
            name=op.f("fk_search_documents_request_id_requests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_search_documents")),
    )
    # Every search reads the list of entries that are not sorted in yet, so it is kept short.
    op.create_index(
        "ix_search_documents_words",
        "search_documents",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "on", "gin_pending_list_limit": "256"},
    )
    op.create_table(
        "search_words",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("near", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint("char_length(word) BETWEEN 2 AND 40", name=op.f("ck_search_words_word")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_words")),
    )
    op.create_index("ix_search_words_word", "search_words", ["word"])
    op.create_index(
        "ix_search_words_near",
        "search_words",
        ["near"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    for statement in (*FUNCTIONS, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for table in ("comments", "requests"):
        op.execute(f"DROP TRIGGER search_update ON {table}")
        op.execute(f"DROP TRIGGER search_insert ON {table}")
    for function in (
        "search_new_comments()",
        "search_changed_comment()",
        "search_changed_request()",
        "search_new_requests()",
        "search_index(bigint[])",
        "search_learn(text[])",
        "search_near(text)",
        "search_text(text)",
    ):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("search_words")
    op.drop_table("search_documents")
