"""Divisions that are units of their own: their agency employs, so it meets, scores and answers for them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.divisions import divisions_within, managing_unit
from agencies.enums import Role
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked
from evaluations.meetings import asked_of
from evaluations.models import Evaluation, PeriodScore, Proposal, Rating
from evaluations.replace_rating import replace_untruthful
from evaluations.scores.facts import under_of
from evaluations.steps_done import steps_done
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened, papers
from tests.evaluations.scores.month import make_department, open_month

pytestmark = pytest.mark.django_db
ON, LATER = date(2025, 12, 10), date(2026, 3, 10)


@pytest.fixture
def department():
    """A department whose division is a unit: a head, a clerk; and a team within the division."""
    made = make_department(1)
    made.division = factories.make_unit("Phòng Công chức", "PCC", made.unit)
    made.team = factories.make_unit("Tổ Lưu trữ", "TLT", made.division)
    for name, kind in (("division-head", "division_head"), ("division-clerk", None)):
        made.people[name] = factories.make_person(f"Lý Văn {name.title()}")
        factories.make_post(made.people[name], made.division, leader_kind=kind)
    made.division_head = factories.make_user_in(Role.UNIT_HEAD, made.division)
    made.cycle.delete()
    return made


def test_divisions_belong_to_the_unit_that_employs(department):
    unit, division, team = department.unit.pk, department.division.pk, department.team.pk
    school = factories.make_unit("Trường Chính trị", "TCT", department.unit, "service")
    on = date(2026, 3, 31)
    assert divisions_within([unit, division, school.pk, department.province.pk], on) == {
        unit: sorted([division, team]),
        division: [team],
    }, "the province has no divisions, a school is none"
    managing = {one: managing_unit(one, on) for one in (team, division, unit, school.pk)}
    assert managing == {
        team: department.province.pk, division: department.province.pk, unit: department.province.pk,
        school.pk: unit,
    }  # fmt: skip
    assert managing_unit(department.province.pk, on) is None


def test_golden_73_the_head_who_rated_a_divisions_clerk_is_refused_and_the_chairman_signs(department):
    department.cycle = opened(make_cycle(2025))
    one = Evaluation.objects.get(cycle=department.cycle, person=department.people["division-clerk"])
    papers(one, "meeting", "party_opinion", "synthesis", by=department.director)
    decide(
        cycle=department.cycle, unit_id=department.unit.pk, number="1/QĐ", decided_on=ON, today=ON,
        by=department.director, choices=[Choice(one.pk, "GOOD", "Theo tập thể.")],
    )  # fmt: skip
    rating = Rating.objects.get()
    said = {
        "level": "FULFILLED", "why": "fault", "found": "Kết luận số 4/KL.", "number": "9/QĐ",
        "decided_on": LATER, "today": LATER,
    }  # fmt: skip
    for refused in (department.director, department.division_head):
        with pytest.raises(Blocked, match="khoản 3 Điều 21 NĐ 335/2025"):
            replace_untruthful(rating=rating, by=refused, **said)
    assert Evaluation.objects.readable_by(department.chairman).filter(pk=one.pk).exists()
    decision = replace_untruthful(rating=rating, by=department.chairman, **said)
    assert decision.unit_id == department.province.pk


def test_the_chairman_reads_no_draft_of_a_division(department, client, sign_in):
    department.cycle = opened(make_cycle(2025))
    one = Evaluation.objects.get(cycle=department.cycle, person=department.people["division-clerk"])
    sign_in(client, department.chairman)
    address = reverse("evaluations:result", args=[department.cycle.pk, one.pk])
    assert client.get(address).status_code == 404


def test_golden_41_the_heads_d_stands_on_the_people_of_divisions_too(department):
    department.cycle = opened(make_cycle(2026))
    open_month(department)
    director = department.score("director")
    assert under_of([director])[director.pk].waiting == 4, "a deputy, a clerk, and both of the division"
    head = department.score("division-head")
    assert under_of([head])[head.pk].waiting == 1, "its clerk, not the department's people"
    below = department.score("division-clerk")
    PeriodScore.objects.filter(pk=below.pk).update(
        level="NOT_FULFILLED", exact="40", submitted_at=timezone.now(), confirmed_at=timezone.now(),
        confirmed_by=department.division_head,
    )  # fmt: skip
    found = under_of([director])[director.pk]
    assert (found.waiting, found.below) == (3, ("Lý Văn Division-Clerk",))


def test_golden_81_an_agency_with_divisions_asks_for_their_heads(department):
    department.cycle = opened(make_cycle(2026))

    def who(unit) -> dict:
        organisation = department.cycle.organisations.get(unit=unit)
        return {places: one.who for one in asked_of(organisation, date(2026, 12, 1)) for places in one.places}

    assert who(department.unit)["employing_head"] == (
        "collective_leadership", "party_representative", "division_heads",
    )  # fmt: skip
    assert who(department.division) == {
        "direct_head": ("division_staff",), "direct_staff": ("division_staff",),
    }  # fmt: skip


def test_one_synthesis_holds_for_all_of_a_division_whom_the_agencys_head_rates():
    """Under Decree 90 the synthesis is of everybody; a division's staff aren't rated from above."""
    made = make_department(0, year=2022)
    division = factories.make_unit("Phòng Công chức", "PCC", made.unit)
    head, clerk = factories.make_person("Lý Văn Trưởng"), factories.make_person("Lý Văn Viên")
    factories.make_post(head, division, leader_kind="division_head")
    factories.make_post(clerk, division)
    made.cycle.delete()
    cycle = opened(make_cycle(2022))
    found = {one.person_id: one for one in Evaluation.objects.filter(cycle=cycle, unit=division)}
    papers(found[clerk.pk], "synthesis", by=made.director)
    done = steps_done(list(Evaluation.objects.filter(unit=division).select_related("person")))
    assert "synthesis" in done[found[clerk.pk].pk]
    assert "synthesis" not in done[found[head.pk].pk], "of who heads it the level that rates writes it"


def test_a_divisions_head_speaks_of_its_people_until_the_agencys_head_signs(department, client, sign_in):
    department.cycle = opened(make_cycle(2025))
    theirs = Evaluation.objects.filter(cycle=department.cycle)
    clerk, head = (theirs.get(person=department.people[name]) for name in ("division-clerk", "division-head"))
    Proposal.objects.create(evaluation=clerk, made_by=department.director, handling="Đào tạo thêm.")
    people = reverse("evaluations:direct-people", args=[department.cycle.pk, "PCC"])
    one = reverse("evaluations:direct-person", args=[department.cycle.pk, "PCC", clerk.pk])
    sign_in(client, department.division_head)
    assert people in client.get(reverse("evaluations:cycle", args=[department.cycle.pk])).text
    assert "Nhận xét 1 người của đơn vị" in client.get("/").text
    page = client.get(people).text
    assert clerk.person.full_name in page and head.person.full_name not in page and "Chưa ghi" in page
    assert "Chưa gửi" in page and "tự xếp" not in client.get(one).text
    assert "Đề xuất phương án xử lý" not in client.get(one).text
    page = client.post(
        one, {"remarks": "Việc nhanh, chắc.", "prospects": "Có thể giao việc khó."}, follow=True
    )
    assert "Việc nhanh, chắc." in page.text
    assert "Nhận xét 1 người của đơn vị" not in client.get("/").text
    kept = Proposal.objects.get(evaluation=clerk)
    assert (kept.remarks, kept.handling) == ("Việc nhanh, chắc.", "Đào tạo thêm.")
    of_head = reverse("evaluations:direct-person", args=[department.cycle.pk, "PCC", head.pk])
    assert client.get(of_head).status_code == 404

    sign_in(client, department.director)
    assert client.get(people).status_code == client.get(one).status_code == 404
    rate = reverse("evaluations:rate-one", args=[department.cycle.pk, "SNV", clerk.pk])
    assert "Việc nhanh, chắc." in client.get(rate).text
    papers(clerk, "meeting", "party_opinion", "synthesis", by=department.director)
    decide(
        cycle=department.cycle, unit_id=department.unit.pk, number="1/QĐ", decided_on=ON, today=ON,
        by=department.director, choices=[Choice(clerk.pk, "GOOD", "Theo tập thể.")],
    )  # fmt: skip
    sign_in(client, department.division_head)
    assert "không sửa được nữa" in client.get(one).text
    client.post(one, {"remarks": "Khác."})
    kept.refresh_from_db()
    assert kept.remarks == "Việc nhanh, chắc."


def test_who_wrote_meanwhile_is_not_written_over(department, client, sign_in):
    department.cycle = opened(make_cycle(2025))
    clerk = Evaluation.objects.get(cycle=department.cycle, person=department.people["division-clerk"])
    one = reverse("evaluations:direct-person", args=[department.cycle.pk, "PCC", clerk.pk])
    rate = reverse("evaluations:rate-one", args=[department.cycle.pk, "SNV", clerk.pk])
    sign_in(client, department.director)
    seen = client.get(rate).context["form"]["seen"].value()
    sign_in(client, department.division_head)
    client.post(one, {"remarks": "Việc nhanh."})

    sign_in(client, department.director)
    words = {"seen": seen, "remarks": "", "party": "Chi bộ đồng ý."}
    client.post(rate, words)
    kept = Proposal.objects.get(evaluation=clerk)
    assert (kept.remarks, kept.party) == ("Việc nhanh.", "Chi bộ đồng ý."), "what wasn't touched stays"
    page = client.post(rate, words | {"remarks": "Việc chậm."})
    assert "Người khác vừa ghi: “Việc nhanh.”" in page.text and "Việc chậm." in page.text
    client.post(rate, words | {"seen": page.context["form"]["seen"].value(), "remarks": "Nhanh, còn ẩu."})
    kept.refresh_from_db()
    assert kept.remarks == "Nhanh, còn ẩu."
    client.post(rate, {"seen": "{", "remarks": ""})
    kept.refresh_from_db()
    assert kept.remarks == "", "emptied on purpose"
