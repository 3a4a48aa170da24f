"""The referral that an attendance record was heard under, and the day on which a person died."""

from alembic import op

revision = "2026_11_21_0005"
down_revision = "2026_11_21_0004"
branch_labels = None
depends_on = None

REFERRAL_SHOWN = """
UPDATE attendance_heard
   SET referral_id = shown.referral_id
  FROM requirement_progress AS shown
 WHERE shown.requirement_id = attendance_heard.requirement_id"""
"""What was heard before referrals were kept counts for the referral that was shown then."""

DEATHS_RECORDED = """
UPDATE person
   SET died_on = movement.moved_on
  FROM movement
 WHERE movement.crn = person.crn AND movement.kind = 'release' AND movement.reason_code = 'DEC'"""


def upgrade() -> None:
    op.execute("ALTER TABLE attendance_heard ADD COLUMN referral_id uuid")
    op.execute(REFERRAL_SHOWN)
    op.execute("ALTER TABLE person ADD COLUMN died_on date")
    op.execute(DEATHS_RECORDED)


def downgrade() -> None:
    op.execute("ALTER TABLE person DROP COLUMN died_on")
    op.execute("ALTER TABLE attendance_heard DROP COLUMN referral_id")
