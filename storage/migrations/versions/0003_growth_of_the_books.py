"""How the books grow: observations, suggestions, and what was published of them"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=True),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("cleared", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rung_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestions_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestions_topic"), ["topic"], unique=False)

    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("first_id", sa.BigInteger(), nullable=True),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
        sa.ForeignKeyConstraint(["village_id"], ["villages.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id"),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_observations_suggestion_id"), ["suggestion_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_observations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overruled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["published_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_editions_entry"), ["entry"], unique=False)

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("observed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("owner", sa.String(), nullable=True))

    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("observed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_questions_unobserved",
        "questions",
        ["asked_at"],
        unique=False,
        sqlite_where=sa.text("observed_at IS NULL"),
        postgresql_where=sa.text("observed_at IS NULL"),
    )

    op.create_index(
        "ix_cases_unobserved",
        "cases",
        ["status"],
        unique=False,
        sqlite_where=sa.text("observed_at IS NULL"),
        postgresql_where=sa.text("observed_at IS NULL"),
    )
    # What was before is not gathered: it would come all at once, and much of it is settled.
    op.execute("UPDATE questions SET observed_at = asked_at")
    op.execute("UPDATE cases SET observed_at = opened_at WHERE status IN ('answered', 'closed')")


def downgrade() -> None:
    op.drop_table("editions")
    op.drop_table("observations")
    op.drop_table("suggestions")
    op.drop_index("ix_questions_unobserved", table_name="questions")
    op.drop_index("ix_cases_unobserved", table_name="cases")
    # Column by column: a table that others refer to is not made anew.
    op.drop_column("questions", "observed_at")
    op.drop_column("cases", "owner")
    op.drop_column("cases", "observed_at")
