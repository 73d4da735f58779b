"""Hold the origins of before to the check of the revision before."""

from fixline_chassis.online_schema import validate_checks

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    validate_checks([("origins", "ck_origins_kind")])


def downgrade() -> None:
    """A check that was validated holds in the revision before as well."""
