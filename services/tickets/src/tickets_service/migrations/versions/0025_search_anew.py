"""Index every ticket anew, a thousand at a time; an attempt that was interrupted begins again, and harms nothing."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # No word has it any more.
        op.execute("DELETE FROM search_words WHERE strpos(word, 'ё') > 0")
        op.execute(
            """
            DO $$
            DECLARE first bigint := 0; next bigint[];
            BEGIN
                LOOP
                    SELECT array_agg(id ORDER BY id) INTO next
                    FROM (SELECT id FROM requests WHERE id > first ORDER BY id LIMIT 1000) AS few;
                    EXIT WHEN next IS NULL;
                    PERFORM search_index(next);
                    COMMIT;
                    first := next[array_upper(next, 1)];
                END LOOP;
            END $$
            """
        )


def downgrade() -> None:
    """The revision before keeps what it finds."""
