"""A cycle opens organisation by organisation, as a job that may be run again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from agencies.enums import Role
from agencies.models import UnitPeriod
from core import jobs
from core.days import since, today
from evaluations import open_cycle
from evaluations.delegate import delegate
from evaluations.enums import CycleState, DelegationKind, OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.mine import who_evaluates
from evaluations.models import Cycle, Evaluation, Organisation, OrganisationEvaluation
from evaluations.preflight import preflight
from evaluations.prepare_cycle import prepare_cycle
from evaluations.resolve import resolve
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return make_offices()


def opened(cycle: Cycle, by=None) -> Cycle:
    found = preflight(resolve(cycle, on=open_cycle.as_of(cycle)))
    open_cycle.write(cycle, found, by=by or factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    cycle.refresh_from_db()
    return cycle


def test_a_unit_that_is_new_after_the_period_is_no_organisation_to_be_rated_in_it(offices):
    now = today()
    factories.make_unit("Sở Mới", "SM", offices.units["province"], first=now - timedelta(days=2))
    new = UnitPeriod.objects.get(code="SM").unit
    clerk = offices.people["clerk"]
    clerk.posts.update(valid=since(factories.FIRST_DAY, now), closed_by=factories.make_act())
    factories.make_post(clerk, new, first=now, leader_kind="head")
    cycle = opened(
        make_cycle(
            2026, starts_on=now - timedelta(days=400), ends_on=now - timedelta(days=9),
            rated_on=now + timedelta(days=9),
        )
    )  # fmt: skip
    assert Evaluation.objects.get(cycle=cycle, person=clerk).unit == new
    rated = OrganisationEvaluation.objects.filter(cycle=cycle)
    assert rated.filter(unit=offices.units["agency"]).exists() and not rated.filter(unit=new).exists()


def test_opening_writes_an_evaluation_for_everybody_with_law_form_and_rater(offices):
    cycle = opened(make_cycle())
    assert cycle.state == CycleState.OPEN
    assert Evaluation.objects.filter(cycle=cycle).count() == Person.objects.count() == 9
    teacher = Evaluation.objects.get(person=offices.people["teacher"])
    assert (teacher.law, teacher.form) == ("nd90-2020", "03")
    assert teacher.rater == offices.people["principal"]
    assert teacher.rater_unit == teacher.unit == offices.units["school"]
    assert teacher.organisation.state == OrganisationState.OPEN


def test_who_is_unresolved_holds_only_their_own_organisation_which_opens_when_mended(offices):
    offices.people["principal"].posts.all().delete()
    cycle = opened(make_cycle())
    states = dict(Organisation.objects.filter(cycle=cycle).values_list("unit__periods__code", "state"))
    assert states == {"SNV": "open", "H061": "open", "02116": "open", "TH01": "waiting"}
    deputy = factories.make_person("Lý Thị Phó")
    factories.make_post(deputy, offices.units["district"], leader_kind="deputy_head")
    delegate(
        kind=DelegationKind.ACTING, 
        unit_id=offices.units["school"].pk, person_id=deputy.pk, number="9/QĐ", decision_on=date(2022, 11, 1),
        first=date(2022, 11, 1), last=None, by=cycle.made_by,
    )  # fmt: skip
    opened(cycle)
    assert Evaluation.objects.get(person=offices.people["teacher"]).rater == deputy


def test_a_title_of_whatever_signs_is_kept_as_it_is(offices):
    title = offices.people["director"].posts.get().title
    type(title).objects.filter(pk=title.pk).update(name="Giám\tđốc\\N\r\n(phụ trách)")
    opened(make_cycle())
    kept = Evaluation.objects.get(person=offices.people["director"]).title
    assert kept == "Giám\tđốc\\N\r\n(phụ trách)"


def test_opening_again_changes_nothing_that_is_open(offices):
    cycle = opened(make_cycle())
    before = list(Evaluation.objects.order_by("pk").values())
    at = Organisation.objects.order_by("pk").values_list("opened_at", flat=True)
    first = list(at)
    opened(cycle)
    assert list(Evaluation.objects.order_by("pk").values()) == before
    assert list(at.all()) == first


def test_every_opening_leaves_who_and_when(offices):
    leader = factories.make_user_in(Role.HOME_AFFAIRS_LEADER)
    cycle = opened(make_cycle(), by=leader)
    event = Evaluation.pgh_event_model.objects.filter(pgh_obj__cycle=cycle).first()
    assert event.pgh_context.metadata == {"user": leader.pk, "what": "open_cycle"}


def test_the_database_refuses_a_rater_who_rates_themselves(offices):
    cycle = opened(make_cycle())
    found = Evaluation.objects.filter(cycle=cycle).exclude(rater=None).first()
    with pytest.raises(IntegrityError, match="evaluations_nobody_rates_themselves"):
        Evaluation.objects.filter(pk=found.pk).update(rater=found.person)


@pytest.mark.django_db(transaction=True)
def test_the_officer_prepares_the_leader_opens(client, sign_in, offices):
    officer = factories.make_user_in(Role.OFFICER)
    sign_in(client, officer)
    answer = client.post(
        reverse("evaluations:new-cycle"), {"year": "2022", "rated_on": "10/12/2022", "scoring": "month"}
    )
    cycle = Cycle.objects.get()
    assert answer.url == reverse("evaluations:cycle", args=[cycle.pk])
    text = client.get(answer.url).content.decode()
    assert "lãnh đạo Sở Nội vụ mở kỳ" in text and "Mở kỳ cho" not in text
    assert client.post(reverse("evaluations:open", args=[cycle.pk])).status_code == 403
    sign_in(client, factories.make_user_in(Role.HOME_AFFAIRS_LEADER))
    assert "Mở kỳ cho 4 đơn vị" in client.get(answer.url).content.decode()
    client.post(reverse("evaluations:open", args=[cycle.pk]))
    job = jobs.Job.objects.get(kind="evaluations.open")
    assert jobs.run(job.pk)
    assert "Mở kỳ cho" not in client.get(answer.url).content.decode()


def test_a_year_has_one_cycle_even_if_two_prepare_it_at_once():
    made = make_cycle(2022)
    with pytest.raises(EvaluationRefused, match="Đã có kỳ đánh giá năm 2022"):
        prepare_cycle(
            year=2022, starts_on=made.starts_on, ends_on=made.ends_on, rated_on=made.rated_on,
            scoring=made.scoring, by=made.made_by,
        )  # fmt: skip


def test_a_part_of_the_province_has_a_cycle_of_its_own(client, sign_in, offices):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    given = {"year": "2022", "rated_on": "10/12/2022", "scoring": "month"}
    there = reverse("evaluations:new-cycle")
    client.post(there, given | {"root": "H061"})
    made = Cycle.objects.get()
    assert (made.root, made.name) == (offices.units["district"], f"Năm 2022, {name_of(offices, 'district')}")
    wanted = {offices.units[key].pk for key in ("district", "school", "commune")}
    assert {line.unit_id for line in resolve(made, on=open_cycle.as_of(made)).lines} == wanted
    page = client.get(reverse("evaluations:cycle", args=[made.pk])).content.decode()
    assert f"Đánh giá năm 2022, {name_of(offices, 'district')}" in page
    client.post(there, given | {"root": "SNV"})
    assert Cycle.objects.count() == 2, "beside it another part"


def name_of(offices, key: str) -> str:
    return offices.units[key].periods.get().name


@pytest.mark.parametrize(
    ("there", "wanted", "sentence"),
    [
        ("H061", "TH01", "trùng phạm vi"),
        ("TH01", "H061", "trùng phạm vi"),
        ("TH01", "", "trùng phạm vi"),
        ("", "TH01", "của toàn tỉnh"),
    ],
)
def test_nobody_is_in_two_cycles_of_a_year(client, sign_in, offices, there, wanted, sentence):
    sign_in(client, factories.make_user_in(Role.OFFICER))
    given = {"year": "2022", "rated_on": "10/12/2022", "scoring": "month"}
    client.post(reverse("evaluations:new-cycle"), given | {"root": there})
    answer = client.post(reverse("evaluations:new-cycle"), given | {"root": wanted}).content.decode()
    assert sentence in answer and Cycle.objects.count() == 1
    client.post(
        reverse("evaluations:new-cycle"), given | {"root": wanted, "year": "2023", "rated_on": "10/12/2023"}
    )
    assert Cycle.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"rated_on": "31/02/2022"}, "không có thật"),
        ({"ends_on": "31/12/2021"}, "Ngày cuối của kỳ phải sau ngày đầu."),
        ({"rated_on": "01/01/2022"}, "Ngày xếp loại phải sau ngày đầu của kỳ."),
        ({"year": "2021"}, "Đã có kỳ đánh giá năm 2021"),
        ({"year": "hai nghìn"}, "Năm là một số có bốn chữ số"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused_with_a_sentence(client, sign_in, said, sentence):
    make_cycle(2021)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    given = {"year": "2022", "rated_on": "10/12/2022", "scoring": "month"} | said
    assert sentence in client.post(reverse("evaluations:new-cycle"), given).content.decode()
    assert Cycle.objects.count() == 1


def test_a_vacant_head_is_mended_from_the_page(client, sign_in, offices):
    offices.people["principal"].posts.all().delete()
    cycle = make_cycle()
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = reverse("evaluations:cycle", args=[cycle.pk])
    press = reverse("evaluations:acting", args=[cycle.pk, "TH01"])
    assert press in client.get(page).content.decode()
    post = offices.people["teacher"].posts.get()
    given = {
        "person": post.pk,
        "number": "7/QĐ",
        "decision_on": "1/11/2022",
        "begins_on": "1/11/2022",
        "kind": "acting",
    }
    assert client.post(press, given).status_code == 302
    assert (
        "Tự đánh giá chính mình"
        in client.get(reverse("evaluations:organisation", args=[cycle.pk, "TH01"])).content.decode()
    )


def test_the_pages_ask_no_more_for_more_people(client, sign_in, offices, django_assert_max_num_queries):
    cycle = opened(make_cycle())
    sign_in(client, factories.make_user_in(Role.OFFICER))
    for number in range(60):
        factories.make_person(f"Triệu Thị {number}", unit=offices.units["agency"])
    for address in (
        reverse("evaluations:cycles"),
        reverse("evaluations:cycle", args=[cycle.pk]),
        reverse("evaluations:organisation", args=[cycle.pk, "SNV"]),
    ):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_anybody_may_ask_who_evaluates_them_and_gets_names_and_articles(client, sign_in, offices):
    opened(make_cycle(2026))
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["clerk"].pk).update(account=user)
    sign_in(client, user)
    text = client.get(reverse("evaluations:who-evaluates-me")).content.decode()
    assert "Hoàng Thị Director, Sở Nội vụ" in text
    assert "điểm b khoản 1 Điều 10 NĐ 335/2025" in text and "điểm b khoản 2 Điều 10 NĐ 335/2025" in text


def test_an_account_without_a_record_is_told_so(client, sign_in):
    sign_in(client, factories.make_user_in(Role.STAFF))
    assert "chưa gắn với hồ sơ" in client.get(reverse("evaluations:who-evaluates-me")).content.decode()


def test_whom_the_provinces_chairman_rates_is_pointed_out_until_somebody_holds_that_role(
    client, sign_in, offices
):
    """The director and the district's chairman; a role that has ended or of another kind signs nothing."""
    cycle = make_cycle()
    sign_in(client, factories.make_user_in(Role.OFFICER))
    factories.make_user_in(Role.UNIT_HEAD, offices.units["agency"])
    page = reverse("evaluations:cycle", args=[cycle.pk])
    text = client.get(page).content.decode()
    assert "Chưa ai giữ vai trò Lãnh đạo tỉnh" in text and "2 người do Chủ tịch" in text
    leader = factories.make_user_in(Role.PROVINCIAL_LEADER)
    assert "Chưa ai giữ vai trò" not in client.get(page).content.decode()
    leader.is_active = False
    leader.save()
    assert "Chưa ai giữ vai trò" in client.get(page).content.decode()


def test_who_acts_for_the_province_by_decision_needs_no_role(client, sign_in, offices):
    cycle = make_cycle()
    delegate(
        unit_id=offices.units["province"].pk, person_id=offices.people["deputy"].pk, number="1/QĐ",
        kind=DelegationKind.ACTING, decision_on=cycle.starts_on, first=cycle.starts_on, last=None,
        by=cycle.made_by,
    )  # fmt: skip
    sign_in(client, cycle.made_by)
    text = client.get(reverse("evaluations:cycle", args=[cycle.pk])).content.decode()
    assert "Chưa ai giữ vai trò" not in text


def who_does_what(user) -> dict[str, str]:
    return {part.what: part.who for part in who_evaluates(user, today()).parts}


def test_who_writes_opinions_and_the_synthesis_down_is_named(offices):
    """The principal's synthesis is the district's; the nearest clerk above does what no clerk of one's own
    does; that of another unit has no part in it, nor one whose role has ended."""
    opened(make_cycle())
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["principal"].pk).update(account=user)
    said = who_does_what(user)
    assert "chưa ai giữ vai trò này" in said["Cho ý kiến"]
    assert said["Tổng hợp, đề xuất"].endswith("UBND huyện Ba Bể: chưa ai giữ vai trò này")
    clerk = factories.make_user_in(Role.UNIT_CLERK, offices.units["district"], full_name="Lý Thị Huyện")
    factories.make_user_in(Role.UNIT_CLERK, offices.units["agency"], full_name="Lý Thị Sở")
    said = who_does_what(user)
    assert said["Cho ý kiến"].endswith("Lý Thị Huyện") and said["Tổng hợp, đề xuất"].endswith("Lý Thị Huyện")
    factories.make_user_in(Role.UNIT_CLERK, offices.units["school"], full_name="Lý Thị Trường")
    said = who_does_what(user)
    assert said["Cho ý kiến"].endswith(": Lý Thị Trường")
    assert said["Tổng hợp, đề xuất"].endswith(": Lý Thị Huyện")
    clerk.grants.update(valid=since(factories.FIRST_DAY, today()))
    assert who_does_what(user)["Tổng hợp, đề xuất"].endswith("chưa ai giữ vai trò này")


def test_for_the_head_of_an_agency_home_affairs_and_the_provinces_leader_are_named(offices):
    opened(make_cycle(made_by=factories.make_user_in(Role.OFFICER, full_name="Nông Thị Chuyên Viên")))
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["director"].pk).update(account=user)
    assert who_does_what(user)["Quyết định xếp loại"].endswith(": chưa ai giữ vai trò này")
    factories.make_user_in(Role.PROVINCIAL_LEADER, full_name="Ma Văn Chủ Tịch Tỉnh")
    said = who_does_what(user)
    assert said["Quyết định xếp loại"] == "Chủ tịch UBND tỉnh Bắc Kạn: Ma Văn Chủ Tịch Tỉnh"
    assert said["Tổng hợp, đề xuất"].endswith("Nông Thị Chuyên Viên")


@pytest.mark.parametrize("clerks", [1, 20])
def test_naming_many_asks_as_little_as_naming_one(offices, django_assert_num_queries, clerks):
    opened(make_cycle())
    user = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=offices.people["principal"].pk).update(account=user)
    for _ in range(clerks):
        factories.make_user_in(Role.UNIT_CLERK, offices.units["district"])
    who_evaluates(user, today())
    with django_assert_num_queries(15):
        who_evaluates(user, today())
