"""The demo province: its units and roster come in through the real import; then accounts on the roster."""

from pathlib import Path

from django.conf import settings

from accounts.models import User
from agencies.demo import grant
from agencies.enums import Role
from agencies.models import UnitPeriod
from staff.models import Person, Post

FOLDER = settings.ROOT / "demo" / "data"
UNITS, PEOPLE = FOLDER / "don-vi-2021.xlsx", FOLDER / "danh-sach-ccvc-2021-12-30.xlsx"
FIRST_DAY = __import__("datetime").date(2021, 12, 30)
DISTRICT_CODE = "UB061"  # UBND huyện Ba Bể
