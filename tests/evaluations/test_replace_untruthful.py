"""A result that proved untrue is replaced by the head of the managing agency: golden 73 on the portal."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.enums import Role
from agencies.models import UnitPeriod
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import Evaluation, Rating
from evaluations.papers.gather import gather, with_all
from evaluations.papers.make import paper_of, rendered
from evaluations.replace_rating import over_cap, replace_untruthful
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.papers.reading import words
from tests.evaluations.rated import make_school, opened, papers, ready

pytestmark = pytest.mark.django_db
ON, LATER = date(2025, 12, 10), date(2026, 3, 10)


@pytest.fixture
def agency():
    """A clerk of Sở Nội vụ whose GOOD of 2025 is signed by the director; the province's chairman manages."""
    made = make_offices()
    made.chairman = factories.make_user_in(Role.PROVINCIAL_LEADER)
    made.head = factories.make_user_in(Role.UNIT_HEAD, made.units["agency"])
    Person.objects.filter(pk=made.people["director"].pk).update(account=made.head)
    made.cycle = opened(make_cycle(2025))
    made.one = Evaluation.objects.get(cycle=made.cycle, person=made.people["clerk"])
    papers(made.one, "meeting", "party_opinion", "synthesis", by=made.head)
    decide(
        cycle=made.cycle, unit_id=made.units["agency"].pk, number="1/QĐ", decided_on=ON, by=made.head,
        today=ON, choices=[Choice(made.one.pk, "GOOD", "Theo tập thể.")],
    )  # fmt: skip
    made.rating = Rating.objects.get()
    return made


def replaced(rating, by, **said):
    given = {
        "level": "FULFILLED", "why": "fault", "found": "Kết luận thanh tra số 4/KL.", "number": "9/QĐ-UBND",
        "decided_on": LATER, "today": LATER,
    }  # fmt: skip
    return replace_untruthful(rating=rating, by=by, **given | said)


def test_golden_73_the_employing_head_is_refused_and_the_managing_head_signs(agency):
    with pytest.raises(Blocked) as refused:
        replaced(agency.rating, agency.head)
    assert any("khoản 3 Điều 21 NĐ 335/2025" in sentence for sentence in refused.value.sentences)
    decision = replaced(agency.rating, agency.chairman)
    new = Rating.objects.get(decision=decision)
    assert (new.level, new.replaces, decision.unit_id) == (
        "FULFILLED", agency.rating, agency.units["province"].pk,
    )  # fmt: skip
    assert new.reason == "Sau đó phát hiện có khuyết điểm. Kết luận thanh tra số 4/KL."
    assert Rating.objects.filter(pk=agency.rating.pk).exists()
    with pytest.raises(EvaluationRefused, match="đã được thay"):
        replaced(agency.rating, agency.chairman, number="10/QĐ")


def test_grounds_are_asked_for_by_article(agency):
    with pytest.raises(Blocked, match="căn cứ cho thấy kết quả trước không chính xác"):
        replaced(agency.rating, agency.chairman, found=" ")


def test_a_stranger_replaces_nothing(agency):
    stranger = factories.make_user_in(Role.UNIT_HEAD, factories.make_unit("Trường khác"))
    with pytest.raises(EvaluationRefused, match="cơ quan quản lý"):
        replaced(agency.rating, stranger)


def test_where_the_law_of_the_day_gives_it_to_nobody_it_is_refused():
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    on = date(2022, 12, 10)
    decide(
        cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT")], number="1/QĐ", decided_on=on,
        by=head, today=on,
    )  # fmt: skip
    with pytest.raises(EvaluationRefused, match="không nêu ai được thay"):
        replaced(Rating.objects.get(), head, decided_on=on, today=on)


def test_a_public_employees_result_is_replaced_by_the_managing_head_since_the_law_of_the_day_says_so():
    """Who signs follows the law of the act's day, the level that of the year: 233 and 90."""
    cycle, school, head, _ = make_school(1)
    (one,) = ready(cycle, school, head)
    on, later = date(2022, 12, 10), date(2026, 7, 1)
    decide(
        cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT")], number="1/QĐ", decided_on=on,
        by=head, today=on,
    )  # fmt: skip
    district = UnitPeriod.objects.get(unit=school).parent
    chairman = factories.make_user_in(Role.UNIT_HEAD, district)
    rating = Rating.objects.get()
    with pytest.raises(EvaluationRefused, match="không nêu ai được thay"):
        replaced(rating, chairman, level="GOOD", decided_on=date(2026, 6, 30), today=later)
    with pytest.raises(Blocked) as refused:
        replaced(rating, head, level="GOOD", decided_on=later, today=later)
    assert any("Điều 13 NĐ 233/2026" in sentence for sentence in refused.value.sentences)
    decision = replaced(rating, chairman, level="GOOD", decided_on=later, today=later)
    new = Rating.objects.get(decision=decision)
    assert (new.level, new.grounds["law"]["code"], decision.unit_id) == ("GOOD", "nd90-2020", district.pk)


def test_what_a_lower_level_leaves_over_the_cap_is_reported(agency):
    """Of six good or better one may be excellent; when one of the six falls, none may."""
    for number in range(5):
        person = factories.make_person(f"Nông Văn {number}", unit=agency.units["agency"])
        one = Evaluation.objects.create(
            cycle=agency.cycle, organisation=agency.one.organisation, person=person,
            unit=agency.units["agency"], group=agency.one.group, place=agency.one.place, is_leader=False,
            law=agency.one.law, form=agency.one.form, rater_unit=agency.units["agency"],
        )  # fmt: skip
        Rating.objects.create(
            decision=agency.rating.decision, evaluation=one, level="GOOD" if number else "EXCELLENT",
            outcome="suggested", grounds={}, pool=agency.rating.pool,
        )  # fmt: skip
    assert over_cap(agency.rating) == ""
    replaced(agency.rating, agency.chairman)
    said = over_cap(agency.rating)
    assert "vượt 1 người so với tối đa 0" in said and "Điều 2" in said


def test_the_page_is_for_the_managing_head_and_keeps_the_old_result(agency, client, sign_in):
    address = reverse("evaluations:replace", args=[agency.cycle.pk, agency.one.pk])
    result = reverse("evaluations:result", args=[agency.cycle.pk, agency.one.pk])
    sign_in(client, factories.make_user_in(Role.OFFICER))
    assert client.get(address).status_code == 403
    sign_in(client, factories.make_user_in(Role.INSPECTOR))
    assert client.get(address).status_code == 404
    sign_in(client, agency.chairman)
    assert address in client.get(result).content.decode()
    page = client.get(address)
    assert "evaluations/replace.html" in [template.name for template in page.templates]
    assert "khoản 3 Điều 21" in page.content.decode()
    given = {"why": "dishonest", "level": "FULFILLED", "number": "9/QĐ", "decided_on": "1/3/2026"}
    assert "căn cứ cho thấy" in client.post(address, given).content.decode()
    answer = client.post(address, given | {"found": "Kết luận số 4/KL."}, follow=True).content.decode()
    assert "Đã ký Quyết định số 9/QĐ" in answer and "Số 1/QĐ" in answer
    assert "Thiếu trung thực" in answer


def test_a_managing_head_reads_no_unsigned_result(agency, client, sign_in):
    sign_in(client, agency.chairman)
    unsigned = Evaluation.objects.get(cycle=agency.cycle, person=agency.people["deputy"])
    assert client.get(reverse("evaluations:result", args=[agency.cycle.pk, unsigned.pk])).status_code == 404
    assert client.get(reverse("evaluations:replace", args=[agency.cycle.pk, unsigned.pk])).status_code == 404


def test_its_notice_is_of_the_agency_whose_head_signed(agency):
    def notice() -> str:
        found = with_all(Evaluation.objects.filter(pk=agency.one.pk))
        (dossier,) = gather(found, user=agency.head, today=LATER)
        return words(rendered([paper_of(dossier, "thong-bao")], "docx"))

    assert "Sở Nội vụ thông báo kết quả" in notice() and "SỞ NỘI VỤ" in notice().split("CỘNG HÒA")[0]
    replaced(agency.rating, agency.chairman)
    assert "UBND tỉnh Bắc Kạn thông báo kết quả" in notice()
    assert "SỞ NỘI VỤ" not in notice().split("CỘNG HÒA")[0]
