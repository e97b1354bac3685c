"""Who walks and who is read about: the roles, the people of every fate, and what each role may not see.

The walk asks whether anybody sees of the other district (B) what they may not, so everything there has
names that stand nowhere else.
"""

from datetime import date

from agencies.enums import Role

MOVED_ON = date(2022, 3, 1)
BEFORE = date(2021, 12, 30)
ROSTER_DAY = date(2022, 6, 30)
REPORT_DAY = date(2022, 12, 15)

ANONYMOUS, NOBODY, ENDED, STAFF = "anonymous", "nobody", "ended", "staff"
CLERK_A, HEAD_A, OFFICER_A = "clerk_a", "head_a", "officer_a"
OFFICER, LEADER, PROVINCIAL, INSPECTOR, ADMIN = "officer", "leader", "provincial", "inspector", "admin"
ROLES = (
    *(ANONYMOUS, NOBODY, ENDED, STAFF, CLERK_A, HEAD_A, OFFICER_A),
    *(OFFICER, LEADER, PROVINCIAL, INSPECTOR, ADMIN),
)

OF_A = frozenset({CLERK_A, HEAD_A, OFFICER_A})
SEE_ALL_PEOPLE = frozenset({OFFICER, LEADER, PROVINCIAL, INSPECTOR})
SEE_ALL_UNITS = SEE_ALL_PEOPLE | {ADMIN}
SEE_NUMBERS = frozenset({OFFICER, LEADER, CLERK_A, HEAD_A, OFFICER_A})

# Who they are, how they are called. All but "never" and "self" have been in A.
NAMES = {
    "in_a": "Lò Ở Yên",
    "below_a": "Lò Ở Dưới",
    "left_a": "Lò Thôi Việc",
    "moved_away": "Lò Chuyển Đi",
    "moved_in": "Lò Chuyển Đến",
    "never": "Vừ Ngoài Cuộc",
    "self": "Vừ Chính Mình",
    "new_in_b": "Vừ Mới Tuyển",
}
NUMBERS = {key: f"0950007{place:05d}" for place, key in enumerate(NAMES, start=11)}
EVER_IN_A = frozenset({"in_a", "below_a", "left_a", "moved_away", "moved_in"})
# Of the other district, where the one who moved away is now. (Where somebody came from is part of the
# record that the new unit keeps, so that is no secret.)
SECRET_UNITS = ("Huyện Bí Ẩn", "Trường Bí Ẩn")
SECRET_COEFFICIENT = "7,77"  # of the one who moved away, from then on
# What was done wrong: in A, and where the one who moved away is now. The proof of the first is a file.
OFFENCE_IN_A, OFFENCE_IN_B, PROOF = "Lỗi ở Rõ Ràng", "Lỗi ở Bí Ẩn", "minh-chung-ro-rang"
SEE_DISCIPLINE_OF_ALL = frozenset({OFFICER, LEADER, INSPECTOR})
# What an organisation of B wrote of itself, and what somebody said of A, which A itself never reads.
REPORT_OF_B, MATTER_OF_A = "Báo cáo Bí Ẩn", "Đơn kín về Rõ Ràng"

ACCOUNTS = {
    ENDED: (Role.OFFICER, False),
    CLERK_A: (Role.UNIT_CLERK, True),
    HEAD_A: (Role.UNIT_HEAD, True),
    OFFICER_A: (Role.OFFICER, True),
    OFFICER: (Role.OFFICER, False),
    LEADER: (Role.HOME_AFFAIRS_LEADER, False),
    PROVINCIAL: (Role.PROVINCIAL_LEADER, False),
    INSPECTOR: (Role.INSPECTOR, False),
    ADMIN: (Role.ADMIN, False),
}


def names_for(role: str, day: date) -> frozenset[str]:
    """The people of whom the role may read as of the day."""
    if role in SEE_ALL_PEOPLE:
        return frozenset(NAMES)
    if role in OF_A:
        return EVER_IN_A if day >= MOVED_ON else EVER_IN_A - {"moved_in"}
    return frozenset({"self"}) if role == STAFF else frozenset()


def numbers_for(role: str, day: date) -> frozenset[str]:
    """The people whose citizen number the role may read in full."""
    return names_for(role, day) if role in SEE_NUMBERS or role == STAFF else frozenset()


def secrets_of(role: str, day: date) -> list[str]:
    """The words that no answer to the role may hold."""
    names, numbers = names_for(role, day), numbers_for(role, day)
    secrets = [name for key, name in NAMES.items() if key not in names]
    secrets += [number for key, number in NUMBERS.items() if key not in numbers]
    if role not in SEE_ALL_UNITS | {STAFF}:
        secrets += [*SECRET_UNITS, SECRET_COEFFICIENT]
    if role not in SEE_DISCIPLINE_OF_ALL:
        secrets += [OFFENCE_IN_B] if role in OF_A else [OFFENCE_IN_A, OFFENCE_IN_B, PROOF]
    if role not in (OFFICER, LEADER):
        secrets += [REPORT_OF_B] if role == PROVINCIAL else [REPORT_OF_B, MATTER_OF_A]
    return secrets
