"""Imported rows keep where they come from, are found by it, and are left alone; people may be missing at Telegram.

A placeholder has no Telegram id: the release before registers nobody without one, and reads none unless there is one.
"""

import sqlalchemy as sa
from alembic import op

from fixline_chassis.online_schema import add_check

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEX = """
CREATE OR REPLACE FUNCTION search_index(tickets bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE fresh_words text[];
BEGIN
    WITH written AS (
        INSERT INTO search_documents (request_id, words, size)
        SELECT r.id,
            setweight(to_tsvector('simple', r.id || ' ' || search_text(r.title){r_origin}), 'A')
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
    WHERE word <> request_id::text;
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
            setweight(to_tsvector('simple', id || ' ' || search_text(title){origin}), 'A')
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


def search_says(*, origin: bool) -> None:
    # Most have none: only what is there is taken apart.
    said = " || CASE WHEN {} = '' THEN '' ELSE ' ' || search_text({}) END" if origin else ""
    op.execute(INDEX.replace("{r_origin}", said.replace("{}", "r.origin")))
    op.execute(NEW_REQUESTS.replace("{origin}", said.replace("{}", "origin")))


def upgrade() -> None:
    op.add_column("requests", sa.Column("origin", sa.Text(), server_default="", nullable=False))
    op.add_column("requests", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    add_check("requests", "ck_requests_origin", "char_length(origin) <= 140")
    op.execute("-- squawk-ignore ban-drop-not-null\nALTER TABLE users ALTER COLUMN telegram_id DROP NOT NULL")
    op.create_table(
        "origins",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("old_id", sa.Text(collation="C"), nullable=False),
        sa.Column("new_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("source ~ '^[a-z0-9][a-z0-9-]{0,29}$'", name=op.f("ck_origins_source")),
        sa.CheckConstraint(
            "kind IN ('COMMENT', 'LOCATION', 'PERSON', 'TICKET')", name=op.f("ck_origins_kind")
        ),
        sa.CheckConstraint("char_length(old_id) BETWEEN 1 AND 100", name=op.f("ck_origins_old_id")),
        sa.CheckConstraint("octet_length(digest) = 16", name=op.f("ck_origins_digest")),
        sa.PrimaryKeyConstraint("source", "kind", "old_id", name=op.f("pk_origins")),
    )
    search_says(origin=True)


def downgrade() -> None:
    search_says(origin=False)
    op.drop_table("origins")
    # The release before cannot do without: a number that nobody at Telegram has, from the end of those there can be.
    op.execute("UPDATE users SET telegram_id = 4503599627370495 - id WHERE telegram_id IS NULL")
    op.alter_column("users", "telegram_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_constraint(op.f("ck_requests_origin"), "requests", type_="check")
    op.drop_column("requests", "held")
    op.drop_column("requests", "origin")
