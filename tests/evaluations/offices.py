"""A small province for the tests of evaluation: a department with a school, a district with a commune."""

from dataclasses import dataclass, field
from datetime import date

from agencies.enums import Role, UnitType
from agencies.models import Unit
from evaluations.models import Cycle
from staff.enums import Group, LeaderKind
from staff.models import Person, Title
from tests import factories


@dataclass
class Offices:
    """Units, people and accounts by short names."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


def make_offices() -> Offices:
    """The province, Sở Nội vụ with a school, a district with a commune; each with a head and others."""
    made = Offices()
    province = made.units["province"] = factories.make_unit(
        "UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE
    )
    agency = made.units["agency"] = factories.make_unit("Sở Nội vụ", "SNV", province)
    district = made.units["district"] = factories.make_unit(
        "UBND huyện Ba Bể", "H061", province, UnitType.DISTRICT
    )
    school = made.units["school"] = factories.make_unit(
        "Trường THCS Yên Hân", "TH01", district, UnitType.SERVICE
    )
    commune = made.units["commune"] = factories.make_unit(
        "UBND xã Yên Hân", "02116", district, UnitType.COMMUNE
    )
    servants, teachers = Group.CIVIL_SERVANT, Group.PUBLIC_EMPLOYEE
    for name, unit, group, kind in (
        ("director", agency, servants, LeaderKind.HEAD),
        ("deputy", agency, servants, LeaderKind.DEPUTY_HEAD),
        ("division_head", agency, servants, LeaderKind.DIVISION_HEAD),
        ("clerk", agency, servants, None),
        ("district_chairman", district, servants, LeaderKind.HEAD),
        ("principal", school, teachers, LeaderKind.HEAD),
        ("teacher", school, teachers, None),
        ("commune_chairman", commune, Group.COMMUNE_OFFICIAL, "chairman"),
        ("commune_clerk", commune, Group.COMMUNE_CIVIL_SERVANT, None),
    ):
        made.people[name] = _person(name, unit, group, kind)
    return made


def _person(name: str, unit: Unit, group: str, kind: str | None) -> Person:
    person = factories.make_person(f"Hoàng Thị {name.replace('_', ' ').title()}")
    post = factories.make_post(person, unit, group=group, leader_kind=None if kind == "chairman" else kind)
    if kind == "chairman":
        post.title = Title.objects.get(code="CTUB")
        post.save()
    return person


def make_cycle(year: int = 2022, **fields) -> Cycle:
    """A cycle of the whole province, rated on 10 December."""
    return Cycle.objects.create(
        **{
            "year": year,
            "name": f"Năm {year}",
            "starts_on": date(year, 1, 1),
            "ends_on": date(year, 12, 31),
            "rated_on": date(year, 12, 10),
            "made_by": factories.make_user_in(Role.OFFICER),
        }
        | fields
    )
