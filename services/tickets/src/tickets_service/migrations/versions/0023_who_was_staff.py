"""Mark what staff said before, a thousand comments at a time; an attempt that was interrupted may begin again."""

from alembic import op

from fixline_chassis.online_schema import validate_checks

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # The history tells it of public comments. Of notes, and of comments from before it did, today's role has to.
        op.execute(
            """
            DO $$
            DECLARE first bigint := 0; next bigint[];
            BEGIN
                LOOP
                    SELECT array_agg(id) INTO next FROM (
                        SELECT id FROM comments WHERE id > first ORDER BY id LIMIT 1000
                    ) AS following;
                    EXIT WHEN next IS NULL;
                    UPDATE comments SET by_staff = true
                    FROM requests, users
                    WHERE comments.id = ANY(next) AND NOT by_staff
                        AND requests.id = comments.request_id AND users.id = comments.user_id
                        AND users.id <> requests.user_id
                        AND COALESCE(
                            (
                                SELECT bool_or((change ->> 'by_staff')::boolean) FROM history
                                WHERE comment_id = comments.id AND type = 'COMMENT_ADDED'
                            ),
                            users.role IN ('agent', 'dispatcher', 'admin')
                        );
                    COMMIT;
                    first := next[array_upper(next, 1)];
                END LOOP;
            END $$
            """
        )
    validate_checks([("comments", "ck_comments_by_staff")])


def downgrade() -> None:
    """What is marked is true; the revision before keeps it."""
