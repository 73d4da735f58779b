"""The tree of locations, its history, and tickets that point into it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = "ARRAY['SITE', 'BUILDING', 'FLOOR', 'ROOM']"
EVENTS = (
    "type IN ('LOCATION_ARCHIVED', 'LOCATION_CREATED', 'LOCATION_MOVED', 'LOCATION_RENAMED',"
    " 'LOCATION_RESTORED')"
)
ACTOR = "actor ~ '^(users/[0-9]+|services/[^/]+|system)$'"


def upgrade() -> None:
    create_locations()
    create_location_history()
    op.add_column("requests", sa.Column("location_id", sa.BigInteger(), nullable=True))
    # Validated by the next step: checking a million tickets must not keep others from writing.
    op.execute(
        "ALTER TABLE requests ADD CONSTRAINT fk_requests_location_id_locations"
        " FOREIGN KEY (location_id) REFERENCES locations (id) NOT VALID"
    )


def create_locations() -> None:
    op.create_table(
        "locations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_path", sa.Text(collation="C"), nullable=True),
        sa.Column("parent_kind", sa.Text(), nullable=True),
        sa.Column(
            "path",
            sa.Text(collation="C"),
            sa.Computed("COALESCE(parent_path, ''::text) || code || '/'::text", persisted=True),
            nullable=False,
        ),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("code ~ '^[A-Z0-9-]{1,20}$'", name=op.f("ck_locations_code")),
        sa.CheckConstraint(
            "char_length(display_name) BETWEEN 1 AND 100", name=op.f("ck_locations_display_name")
        ),
        sa.CheckConstraint("kind IN ('BUILDING', 'FLOOR', 'ROOM', 'SITE')", name=op.f("ck_locations_kind")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_locations_version")),
        sa.CheckConstraint(
            "num_nulls(parent_id, parent_path, parent_kind) IN (0, 3)",
            name=op.f("ck_locations_parent_whole"),
        ),
        sa.CheckConstraint(
            f"array_position({KINDS}, parent_kind) < array_position({KINDS}, kind)",
            name=op.f("ck_locations_parent_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id", "parent_path", "parent_kind"],
            ["locations.id", "locations.path", "locations.kind"],
            name=op.f("fk_locations_parent_id_locations"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("code", name=op.f("uq_locations_code")),
        sa.UniqueConstraint("path", name=op.f("uq_locations_path")),
        sa.UniqueConstraint("id", "path", "kind", name=op.f("uq_locations_id")),
    )
    op.create_index("ix_locations_parent_id", "locations", ["parent_id", "path"])
    op.create_index("ix_locations_archived", "locations", ["path"], postgresql_where=sa.text("archived"))


def create_location_history() -> None:
    op.create_table(
        "location_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("change", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("traceparent", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(EVENTS, name=op.f("ck_location_history_type")),
        sa.CheckConstraint(ACTOR, name=op.f("ck_location_history_actor")),
        sa.CheckConstraint("char_length(reason) <= 1000", name=op.f("ck_location_history_reason")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_location_history_location_id_locations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location_history")),
    )
    op.create_index("ix_location_history_location_id", "location_history", ["location_id", "id"])
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON location_history
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()
        """
    )


def downgrade() -> None:
    # A ticket's free text is all that the release before knows: what it points to is written down there.
    op.execute(
        "UPDATE requests SET location = left(locations.display_name || ' (' || locations.code || ')', 200)"
        " FROM locations WHERE locations.id = requests.location_id AND requests.location = ''"
    )
    op.drop_column("requests", "location_id")
    op.drop_table("location_history")
    op.drop_table("locations")
