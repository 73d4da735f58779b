"""People who were forgotten: no Telegram id, and histories from which their own words may be taken (decision 43)."""

from alembic import op

from fixline_chassis.online_schema import replace_check

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# What happened, when, and by whom, stays as it is also then.
REFUSE_UNLESS_ERASING = """
    CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND current_setting('fixline.erasing', true) = 'on'
            AND to_jsonb(NEW) - 'reason' - 'change' = to_jsonb(OLD) - 'reason' - 'change'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
"""
REFUSE = """
    CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation';
    END
    $$
"""


def upgrade() -> None:
    replace_check(
        "users",
        "ck_users_telegram_id",
        "telegram_id BETWEEN -4503599627370495 AND 4503599627370495 AND telegram_id <> 0",
    )
    replace_check(
        "user_history",
        "ck_user_history_type",
        "type IN ('ACTIVATION_CHANGED', 'FORGOTTEN', 'PREFERENCES_CHANGED', 'ROLE_CHANGED')",
    )
    op.execute(REFUSE_UNLESS_ERASING)


def downgrade() -> None:
    """Who was forgotten stays so: what is there already is not looked at."""
    op.execute(REFUSE)
    replace_check(
        "user_history",
        "ck_user_history_type",
        "type IN ('ACTIVATION_CHANGED', 'PREFERENCES_CHANGED', 'ROLE_CHANGED')",
    )
    replace_check("users", "ck_users_telegram_id", "telegram_id BETWEEN 1 AND 4503599627370495")
