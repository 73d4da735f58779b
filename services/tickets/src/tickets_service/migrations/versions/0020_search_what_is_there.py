"""Index the tickets of before, a thousand at a time; an attempt that was interrupted goes on where it ended."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(
            """
            DO $$
            DECLARE first bigint := 0; missing bigint[];
            BEGIN
                LOOP
                    SELECT array_agg(id) INTO missing FROM (
                        SELECT id FROM requests
                        WHERE id > first
                            AND NOT EXISTS (SELECT FROM search_documents WHERE request_id = requests.id)
                        ORDER BY id LIMIT 1000
                    ) AS next;
                    EXIT WHEN missing IS NULL;
                    PERFORM search_index(missing);
                    COMMIT;
                    first := missing[array_upper(missing, 1)];
                END LOOP;
            END $$
            """
        )


def downgrade() -> None:
    """The revision before keeps what it finds."""
