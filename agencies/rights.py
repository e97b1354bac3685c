"""What each role may do. A right reaches only the units that the grant covers (``agencies.scope``)."""

from enum import StrEnum

from agencies.enums import Role


class Right(StrEnum):
    SEE_UNITS = "see_units"
    SEE_PEOPLE = "see_people"
    SEE_NUMBERS = "see_numbers"  # citizen numbers in full
    SEE_DISCIPLINE = "see_discipline"
    EDIT_UNITS = "edit_units"
    EDIT_PEOPLE = "edit_people"
    UPLOAD = "upload"
    APPROVE_IMPORT = "approve_import"
    SEE_REPORTS = "see_reports"
    DRAFT_REPORT = "draft_report"
    CHECK_REPORT = "check_report"
    APPROVE_REPORT = "approve_report"
    SEE_RATINGS = "see_ratings"  # of everybody in the units covered
    SEE_FOLLOW_UPS = "see_follow_ups"  # what may follow from ratings, and bringing it to a decision
    PREPARE_CYCLE = "prepare_cycle"
    OPEN_CYCLE = "open_cycle"
    RATE = "rate"  # as the head of the unit of the grant itself
    MANAGE_ACCOUNTS = "manage_accounts"


RIGHTS: dict[str, frozenset[Right]] = {
    Role.STAFF: frozenset(),
    Role.UNIT_CLERK: frozenset(
        {
            Right.SEE_RATINGS,
            Right.SEE_UNITS,
            Right.SEE_PEOPLE,
            Right.SEE_NUMBERS,
            Right.SEE_DISCIPLINE,
            Right.EDIT_PEOPLE,
            Right.UPLOAD,
            Right.SEE_REPORTS,
        }
    ),
    Role.UNIT_HEAD: frozenset(
        {
            Right.SEE_RATINGS,
            Right.SEE_FOLLOW_UPS,
            Right.RATE,
            Right.SEE_UNITS,
            Right.SEE_PEOPLE,
            Right.SEE_NUMBERS,
            Right.SEE_DISCIPLINE,
            Right.SEE_REPORTS,
        }
    ),
    Role.OFFICER: frozenset(
        {
            Right.SEE_RATINGS,
            Right.SEE_FOLLOW_UPS,
            Right.PREPARE_CYCLE,
            Right.SEE_UNITS,
            Right.SEE_PEOPLE,
            Right.SEE_NUMBERS,
            Right.SEE_DISCIPLINE,
            Right.EDIT_UNITS,
            Right.EDIT_PEOPLE,
            Right.UPLOAD,
            Right.SEE_REPORTS,
            Right.DRAFT_REPORT,
        }
    ),
    Role.HOME_AFFAIRS_LEADER: frozenset(
        {
            Right.SEE_RATINGS,
            Right.SEE_FOLLOW_UPS,
            Right.OPEN_CYCLE,
            Right.SEE_UNITS,
            Right.SEE_PEOPLE,
            Right.SEE_NUMBERS,
            Right.SEE_DISCIPLINE,
            Right.APPROVE_IMPORT,
            Right.SEE_REPORTS,
            Right.CHECK_REPORT,
        }
    ),
    Role.PROVINCIAL_LEADER: frozenset(
        {Right.RATE, Right.SEE_UNITS, Right.SEE_PEOPLE, Right.SEE_REPORTS, Right.APPROVE_REPORT}
    ),
    Role.INSPECTOR: frozenset({Right.SEE_UNITS, Right.SEE_PEOPLE, Right.SEE_DISCIPLINE}),
    Role.ADMIN: frozenset({Right.SEE_UNITS, Right.UPLOAD, Right.MANAGE_ACCOUNTS}),
}


def roles_with(right: Right) -> frozenset[str]:
    """The codes of the roles that carry the right, for menus."""
    return frozenset(str(role) for role, rights in RIGHTS.items() if right in rights)
