"""What leaders are rated by besides their own work, through the law and through a signature."""

from datetime import date

import pytest
from django.utils import timezone

from agencies.enums import Role, UnitType
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import Step
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.facts_of import facts_of, verdicts
from evaluations.models import Evaluation, PeriodScore, UnitLevel, UnitMatter
from evaluations.organisation_propose import leave_out
from evaluations.propose import propose
from evaluations.recognise import Told, recognise
from evaluations.unit_levels import add_level, withdraw_level
from evaluations.unit_targets import drop_targets, put_targets
from staff.enums import Group, LeaderKind
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.organisations import DECIDED, TODAY, make_province, ready_to_sign
from tests.evaluations.rated import did, opened, papers

pytestmark = pytest.mark.django_db


def of(person) -> Evaluation:
    return Evaluation.objects.select_related("organisation", "proposal").get(person=person)


class TestUnderDecree90:
    """A department of 2022 with two units under it, its director and deputy."""

    @pytest.fixture
    def agency(self):
        root = factories.make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
        agency = factories.make_unit("Sở Y tế", "SYT", root)
        agency.under = [
            factories.make_unit(f"Bệnh viện {number}", f"BV{number}", agency, UnitType.SERVICE)
            for number in (1, 2)
        ]
        agency.chairman = factories.make_user_in(Role.PROVINCIAL_LEADER)
        agency.officer = factories.make_user_in(Role.OFFICER)
        agency.root = root
        for name, kind in (("director", LeaderKind.HEAD), ("deputy", LeaderKind.DEPUTY_HEAD)):
            person = factories.make_person(f"Hoàng Thị {name.title()}")
            factories.make_post(person, agency, group=Group.CIVIL_SERVANT, leader_kind=kind)
            setattr(agency, name, person)
        agency.cycle = opened(make_cycle())
        for person in (agency.director, agency.deputy):
            did(person, agency)
            one = of(person)
            papers(one, Step.MEETING, Step.SYNTHESIS, Step.PARTY_OPINION, by=agency.officer)
            propose(evaluation=one, level="EXCELLENT", by=agency.officer)
        return agency

    def levels(self, agency, *levels: str, start: int = 0) -> None:
        for unit, level in zip(agency.under[start:], levels, strict=False):
            add_level(
                unit_id=unit.pk, year=2022, level=level, number="7/QĐ", decided_on=date(2022, 12, 1),
                source="Sở Y tế", by=agency.officer, today=TODAY,
            )  # fmt: skip

    def targets(self, agency, person=None, **numbers) -> None:
        usual = {"all": 10, "completed": 10, "on_time": 10, "exceeded": 5}
        put_targets(
            organisation=of(agency.director).organisation,
            person_id=person.pk if person else None,
            by=agency.officer,
            **usual | numbers,
        )

    def test_until_targets_and_levels_are_known_no_level_is_suggested(self, agency):
        one = of(agency.director)
        verdict = verdicts([one])[one.pk]
        assert verdict["outcome"] == "incomplete"
        assert {"targets.completed", "units_under.fulfilled"} <= set(verdict["missing"])
        self.targets(agency)
        self.levels(agency, "GOOD")
        assert verdicts([one])[one.pk]["missing"] == ["units_under.fulfilled", "units_under.good"]
        self.levels(agency, "EXCELLENT", start=1)
        assert verdicts([one])[one.pk]["level"] == "EXCELLENT"

    def test_a_unit_below_that_is_only_fulfilled_brings_the_head_down_at_the_signature(self, agency):
        self.targets(agency)
        self.levels(agency, "GOOD", "FULFILLED")
        one = of(agency.director)

        def sign(level: str):
            return decide(
                cycle=agency.cycle, unit_id=agency.root.pk, choices=[Choice(one.pk, level)], number="1/QĐ",
                decided_on=date(2022, 12, 10), by=agency.chairman, today=date(2022, 12, 11),
            )  # fmt: skip

        with pytest.raises(Blocked, match="hoàn thành tốt nhiệm vụ trở lên"):
            sign("EXCELLENT")
        assert sign("FULFILLED").ratings.get().suggested == "FULFILLED"

    def test_a_level_of_another_year_says_nothing_and_a_withdrawn_one_neither(self, agency):
        self.targets(agency)
        self.levels(agency, "GOOD", "GOOD")
        UnitLevel.objects.filter(unit=agency.under[0]).update(year=2021)
        one = of(agency.director)
        assert "fulfilled" not in facts_of([one])[one.pk]["units_under"]
        for level in UnitLevel.objects.all():
            withdraw_level(level=level, reason="Ghi nhầm", by=agency.officer)
        assert facts_of([one])[one.pk]["units_under"] == {"all": 2}

    def test_a_deputys_own_field_counts_before_the_units_targets(self, agency):
        self.targets(agency, completed=4, on_time=4, exceeded=0)
        self.levels(agency, "GOOD", "GOOD")
        deputy = of(agency.deputy)
        assert verdicts([deputy])[deputy.pk]["level"] == "NOT_FULFILLED"
        self.targets(agency, agency.deputy)
        assert verdicts([deputy])[deputy.pk]["level"] == "EXCELLENT"
        drop_targets(organisation=deputy.organisation, person_id=agency.deputy.pk, by=agency.officer)
        assert facts_of([deputy])[deputy.pk]["targets"]["completed"] == 4

    def test_corruption_handled_by_law_falls_on_the_head_or_on_who_was_in_charge(self, agency):
        matter = UnitMatter.objects.create(
            unit=agency, kind="corruption", on=date(2022, 5, 1), text="Lãng phí", number="1/KL",
            source="Thanh tra tỉnh", made_by=agency.officer,
        )  # fmt: skip
        ones = [of(agency.director), of(agency.deputy)]
        assert [facts_of(ones)[one.pk]["corruption"] for one in ones] == [True, False]
        assert verdicts(ones)[ones[0].pk]["level"] == "NOT_FULFILLED"
        UnitMatter.objects.filter(pk=matter.pk).update(person=agency.deputy)
        assert [facts_of(ones)[one.pk]["corruption"] for one in ones] == [False, True]
        UnitMatter.objects.filter(pk=matter.pk).update(on=date(2021, 12, 31))
        assert [facts_of(ones)[one.pk]["corruption"] for one in ones] == [False, False]

    def test_a_head_with_no_units_below_is_not_kept_waiting_for_them(self, agency):
        hospital = agency.under[0]
        head = factories.make_person("Hoàng Thị Giám Đốc")
        factories.make_post(head, hospital, group=Group.PUBLIC_EMPLOYEE, leader_kind=LeaderKind.HEAD)
        opened(agency.cycle)
        one = of(head)
        assert facts_of([one])[one.pk]["units_under"] == {"all": 0, "fulfilled": 0, "good": 0}


class TestUnderDecree335:
    """The director of a department in 2026 waits for the department, and is never above it."""

    @pytest.fixture
    def province(self):
        return make_province(departments=3, communes=0)

    def recognised(self, province, name: str, level: str, points: str) -> None:
        (one,) = ready_to_sign(province, name, level=level, points=points)
        recognise(
            cycle=province.cycle, unit_id=one.recogniser_unit_id, choices=[Choice(one.pk, level)],
            number=f"{name}/QĐ", decided_on=DECIDED, told=[Told("Sở Nội vụ")], today=TODAY,
            by=province.users["chairman" if name in ("s0", "s1", "s2") else "s0"],
        )  # fmt: skip

    def verdict(self, province, name: str) -> dict:
        one = of(province.heads[name])
        return verdicts([one])[one.pk]

    def test_the_head_waits_while_the_organisation_is_not_yet_rated(self, province):
        verdict = self.verdict(province, "s2")
        assert verdict["outcome"] == "hold"
        self.scores(province, "s2", "95")
        verdict = self.verdict(province, "s2")
        assert verdict["outcome"] == "hold"
        waits = next(one for one in verdict["findings"] if one["rule"] == "organisation-first")
        assert waits["acts"] and waits["says"].startswith("Kết quả xếp loại của Sở số 2: phải có trước")
        one = of(province.heads["s2"])
        papers(one, Step.MEETING, Step.SYNTHESIS, Step.PARTY_OPINION, by=province.users["officer"])
        with pytest.raises(Blocked, match="phải có trước"):
            self.sign(province, "GOOD", "Đáng khen")

    def scores(self, province, name: str, points: str) -> None:
        """The same confirmed score for each month of the year."""
        one = of(province.heads[name])
        for month in range(1, 13):
            first = date(2026, month, 1)
            PeriodScore.objects.create(
                cycle=province.cycle, period_on=first, person=one.person, unit_id=one.unit_id,
                starts_on=first, ends_on=date(2026, month, 28), group=one.group, place=one.place,
                is_leader=True, law=one.law, monitor_unit=province.units["root"], exact=points,
                confirmed_at=timezone.now(), confirmed_by=province.users["chairman"],
            )  # fmt: skip

    def sign(self, province, level: str, reason: str):
        return decide(
            cycle=province.cycle, unit_id=province.units["root"].pk, number="1/QĐ", decided_on=DECIDED,
            choices=[Choice(of(province.heads["s2"]).pk, level, reason)], by=province.users["chairman"],
            today=TODAY,
        )  # fmt: skip

    def test_the_head_is_not_rated_above_the_organisation(self, province):
        self.recognised(province, "s2", "FULFILLED", "60")
        self.scores(province, "s2", "95")
        one = of(province.heads["s2"])
        papers(one, Step.MEETING, Step.SYNTHESIS, Step.PARTY_OPINION, by=province.users["officer"])
        with pytest.raises(Blocked, match="Sở số 2 được xếp hoàn thành nhiệm vụ; người đứng đầu"):
            self.sign(province, "GOOD", "Đáng khen")
        assert self.sign(province, "FULFILLED", "").ratings.get().suggested == "FULFILLED"

    def test_who_does_not_head_a_unit_of_their_own_waits_for_nothing(self, province):
        deputy = factories.make_person("Triệu Thị Phó")
        factories.make_post(deputy, province.units["s2"], leader_kind=LeaderKind.DEPUTY_HEAD)
        chief = factories.make_person("Triệu Thị Trưởng Phòng")
        factories.make_post(chief, province.units["s2"], leader_kind=LeaderKind.DIVISION_HEAD)
        other = make_cycle(2026, root=province.units["s2"])
        opened(other)
        for person in (deputy, chief):
            one = Evaluation.objects.select_related("organisation", "proposal").get(
                person=person, cycle=other
            )
            assert "organisation" not in facts_of([one])[one.pk]

    def test_the_head_of_a_division_that_is_a_unit_waits_for_the_division(self, province):
        assert self.verdict(province, "p0")["outcome"] == "hold"
        self.recognised(province, "p0", "GOOD", "80")
        one = of(province.heads["p0"])
        assert facts_of([one])[one.pk]["organisation"] == {
            "is_rated": True,
            "name": "Phòng Kế hoạch",
            "level": "GOOD",
        }

    def test_a_head_whose_unit_is_left_out_waits_for_nothing(self, province):
        leave_out(evaluation=province.evaluation("s2"), reason="Ban Đảng", by=province.users["officer"])
        self.scores(province, "s2", "95")
        assert self.verdict(province, "s2")["level"] == "EXCELLENT"

    def test_levels_recognised_on_the_portal_are_not_written_down_by_hand(self, province):
        given = {"level": "GOOD", "number": "1/QĐ", "decided_on": DECIDED, "source": "UBND tỉnh"}
        with pytest.raises(EvaluationRefused, match="công nhận trên cổng theo NĐ 335/2025"):
            add_level(
                unit_id=province.units["s2"].pk, year=2026, by=province.users["officer"], today=TODAY, **given
            )
        given |= {"unit_id": province.units["s2"].pk, "by": province.users["officer"], "today": TODAY}
        add_level(year=2025, **given)
        with pytest.raises(EvaluationRefused, match="đã có mức xếp loại năm 2025"):
            add_level(year=2025, **given)
