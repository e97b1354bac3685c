"""The pages of a month's score, as the server sees them."""

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.models import PeriodScore
from evaluations.scores.confirm import confirm, replace_score
from evaluations.scores.write import parts_of, work_of
from tests import factories
from tests.evaluations.scores.month import MARCH, TODAY, make_department, open_month, products, wrote

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def office():
    made = make_department(2)
    open_month(made)
    return made


def account_of(office, name: str):
    person = office.people[name]
    if person.account is None:
        person.account = factories.make_user_in(Role.STAFF)
        person.save()
    return person.account


def form_url(office, name: str) -> str:
    return reverse("evaluations:score-form", args=[office.cycle.pk, office.score(name).pk])


def score_url(office, name: str) -> str:
    return reverse("evaluations:score", args=[office.cycle.pk, office.score(name).pk])


def sheet_url(office, code: str = "SNV", name: str = "score-sheet") -> str:
    return reverse(f"evaluations:{name}", args=[office.cycle.pk, code, MARCH])


def filled(office, name: str, **more: str) -> dict[str, str]:
    """The form with full points and one line of work."""
    points = {f"diem-{code}": str(most) for code, most in parts_of(office.score(name)).items()}
    points = {name: "2,5" if value == "5/2" else value for name, value in points.items()}
    line = {"name": "Thẩm định", "coefficient": "1,5", "assigned": "10", "done": "9", "faults": "1"}
    return (
        points
        | {f"viec-0-{field}": value for field, value in line.items()}
        | {"viec-TOTAL_FORMS": "1", "viec-INITIAL_FORMS": "0", "strengths": "Đúng hạn", "weaknesses": ""}
        | more
    )


def test_a_person_writes_and_sends_their_own_sheet(client, sign_in, office):
    sign_in(client, account_of(office, "staff-0"))
    page = client.get(reverse("evaluations:scores", args=[office.cycle.pk])).content.decode()
    assert "Tháng 3 năm 2026" in page and form_url(office, "staff-0") in page
    saved = client.post(form_url(office, "staff-0"), filled(office, "staff-0"), **HTMX).content.decode()
    assert "Đã lưu lúc" in saved
    (item,) = work_of(office.score("staff-0"))
    assert (item.name, str(item.coefficient), item.done, item.faults) == ("Thẩm định", "1.50", 9, 1)
    answer = client.post(form_url(office, "staff-0"), filled(office, "staff-0", gui="1"), follow=True)
    text = answer.content.decode()
    assert "Đã gửi phiếu" in text
    assert "a = 90 % (số lượng)" in text, "the derivation is shown to the person at once"


def test_what_is_wrong_is_said_at_its_place_and_the_rest_is_kept(client, sign_in, office):
    sign_in(client, account_of(office, "staff-0"))
    wrong = filled(office, "staff-0", gui="1") | {"diem-I.1": "9", "viec-0-assigned": ""}
    text = client.post(form_url(office, "staff-0"), wrong).content.decode()
    assert "Từ 0 đến 5 điểm." in text and "Ghi số được giao, lớn hơn 0." in text
    score = office.score("staff-0")
    assert score.submitted_at is None
    assert score.own_parts["I.2"] == "5" and "I.1" not in score.own_parts
    assert score.strengths == "Đúng hạn"


def test_last_months_work_is_taken_over_by_a_press(client, sign_in, office):
    sign_in(client, account_of(office, "staff-0"))
    empty = {"viec-TOTAL_FORMS": "0", "viec-INITIAL_FORMS": "0", "ky-truoc": "1"}
    text = client.post(form_url(office, "staff-0"), empty).content.decode()
    assert "Chưa có công việc của kỳ trước để lấy." in text
    wrote(office, "staff-0")
    open_month(office, "2026-04")
    april = reverse("evaluations:score-form", args=[office.cycle.pk, office.score("staff-0", "2026-04").pk])
    text = client.post(april, empty, follow=True).content.decode()
    assert "Đã lấy 1 công việc của kỳ trước" in text and "Thẩm định hồ sơ" in text


def test_another_persons_sheet_is_not_there(client, sign_in, office):
    wrote(office, "staff-1")
    sign_in(client, account_of(office, "staff-0"))
    assert client.get(form_url(office, "staff-1")).status_code == 404
    assert client.get(score_url(office, "staff-1")).status_code == 404
    assert client.get(sheet_url(office)).status_code == 404


def test_the_director_judges_confirms_and_replaces(client, sign_in, office):
    wrote(office, "staff-0", faults=1, delays=2)
    (item,) = products(office.score("staff-0"))
    sign_in(client, office.director)
    page = client.get(score_url(office, "staff-0")).content.decode()
    assert f"khach-quan-{item.pk}-cham" in page
    said = {
        "diem-I.1": "4",
        "remarks": "Cần đúng hạn hơn.",
        f"khach-quan-{item.pk}-sai": "0",
        f"khach-quan-{item.pk}-cham": "1",
        f"khach-quan-{item.pk}-ly-do": "Mất điện",
    }
    text = client.post(score_url(office, "staff-0"), said, follow=True).content.decode()
    assert "Đã lưu." in text and "97,83" in text, "29 of 30 points, 98.33 % of 70"
    said["diem-I.1"] = ""
    text = client.post(score_url(office, "staff-0"), said | {"xac-nhan": "1"}, follow=True).content.decode()
    assert "Đã xác nhận điểm của Nông Thị Chuyên Viên 00" in text and "98,83" in text
    assert f'1 lần chậm: Mất điện <span class="detail">({office.director.full_name} xác nhận)' in text
    text = client.post(
        score_url(office, "staff-0"), {"thay": "1", "reason": "Chấm nhầm"}, follow=True
    ).content.decode()
    assert "Đã lập điểm mới" in text and "Lần 1" in text
    assert PeriodScore.objects.count() == 5


def test_a_refusal_is_a_sentence_on_the_page(client, sign_in, office):
    wrote(office, "deputy")
    sign_in(client, office.director)
    url = score_url(office, "deputy")
    between = {"lanh-dao-đ": "100-ly-do"}
    assert "thì phải ghi lý do" in client.post(url, between).content.decode()
    text = client.post(url, {"lanh-dao-đ": "100", "lanh-dao-e": "100", "xac-nhan": "1"}).content.decode()
    assert "còn 2 người thuộc quyền chưa có điểm" in text
    assert "Ghi lý do trả lại" in client.post(url, {"tra-lai": "1", "reason": ""}).content.decode()
    client.post(url, {"tra-lai": "1", "reason": "Ghi thiếu"})
    assert office.score("deputy").returned_reason == "Ghi thiếu"


def test_a_clerk_prepares_and_cannot_confirm(client, sign_in, office):
    wrote(office, "staff-0")
    sign_in(client, factories.make_user_in(Role.UNIT_CLERK, office.unit))
    press = reverse(
        "evaluations:press-score", args=[office.cycle.pk, "SNV", MARCH, office.score("staff-0").pk]
    )
    assert client.post(press, {"press": "xac-nhan"}).status_code == 403
    assert client.get(sheet_url(office, name="confirm-scores")).status_code == 403
    assert client.post(score_url(office, "staff-0"), {"remarks": "Tốt"}).status_code == 302
    assert office.score("staff-0").remarks == "Tốt"


def test_all_are_confirmed_at_once_or_none(client, sign_in, office):
    for name in ("staff-0", "staff-1", "deputy"):
        wrote(office, name)
    sign_in(client, office.director)
    page = client.get(sheet_url(office, name="confirm-scores")).content.decode()
    assert "Xác nhận cho 3 người" in page
    text = client.post(sheet_url(office, name="confirm-scores")).content.decode()
    assert "Chưa xác nhận được, chưa ghi gì" in text and not PeriodScore.objects.confirmed().exists()
    press = reverse(
        "evaluations:press-score", args=[office.cycle.pk, "SNV", MARCH, office.score("deputy").pk]
    )
    client.post(press, {"press": "100-100"}, **HTMX)
    text = client.post(sheet_url(office, name="confirm-scores"), follow=True).content.decode()
    assert "Đã xác nhận điểm của 3 người." in text
    assert PeriodScore.objects.confirmed().count() == 3


def test_what_was_changed_after_the_sheet_was_opened_is_not_confirmed_unseen(client, sign_in, office):
    for name in ("staff-0", "staff-1"):
        wrote(office, name)
    one, sheet, every = office.score("staff-0"), sheet_url(office), sheet_url(office, name="confirm-scores")
    press = reverse("evaluations:press-score", args=[office.cycle.pk, "SNV", MARCH, one.pk])

    def seen() -> str:
        rows = client.get(sheet).context["sheet"].rows
        return next(row.seen for row in rows if row.score.pk == one.pk)

    sign_in(client, office.director)
    mark, marks = seen(), client.get(every).context["seen"]
    PeriodScore.objects.filter(pk=one.pk).update(remarks="Chưa đạt.")
    told = client.post(press, {"press": "xac-nhan", "seen": mark}, follow=True).content.decode()
    assert "Phiếu đã đổi sau khi bạn mở trang này" in told and not PeriodScore.objects.confirmed().exists()
    again = client.post(every, {"seen": marks})
    assert "Phiếu đã đổi" in again.content.decode() and not PeriodScore.objects.confirmed().exists()
    item = work_of(one).get()
    mark = seen()
    work_of(one).filter(pk=item.pk).update(done=7)
    client.post(press, {"press": "xac-nhan", "seen": mark})
    assert not PeriodScore.objects.confirmed().exists(), "the work behind the points counts, too"
    client.post(press, {"press": "xac-nhan", "seen": seen()})
    assert PeriodScore.objects.confirmed().get() == one
    client.post(every, {"seen": client.get(every).context["seen"]})
    assert PeriodScore.objects.confirmed().count() == 2


def test_an_officer_opens_a_month_and_a_head_cannot(client, sign_in, office):
    url = reverse("evaluations:open-period", args=[office.cycle.pk, "2026-05"])
    sign_in(client, office.director)
    assert client.post(url).status_code == 403
    sign_in(client, office.cycle.made_by)
    text = client.post(url, follow=True).content.decode()
    assert "Đang lập phiếu theo dõi tháng 5 năm 2026" in text
    gone = reverse("evaluations:open-period", args=[office.cycle.pk, "2027-05"])
    assert client.post(gone).status_code == 404


@pytest.mark.parametrize("staff", [1, 8])
def test_the_months_sheet_asks_as_little_for_many(client, sign_in, django_assert_max_num_queries, staff):
    office = make_department(staff)
    open_month(office)
    for number in range(staff):
        wrote(office, f"staff-{number}", delays=number % 2)
    sign_in(client, office.director)
    with django_assert_max_num_queries(20):
        text = client.get(sheet_url(office)).content.decode()
    assert f"Nông Thị Chuyên Viên {staff - 1:02d}" in text


def test_a_leader_whose_d_stood_on_a_replaced_score_is_shown_as_such(client, sign_in, office):
    for name in ("staff-0", "staff-1", "deputy"):
        wrote(office, name)
    sign_in(client, office.director)
    press = reverse(
        "evaluations:press-score", args=[office.cycle.pk, "SNV", MARCH, office.score("deputy").pk]
    )
    client.post(press, {"press": "100-100"})
    client.post(sheet_url(office, name="confirm-scores"))
    new = replace_score(score=office.score("staff-0"), reason="Nhầm", by=office.director, today=TODAY)
    confirm(unit_id=office.unit.pk, score_ids=[new.pk], by=office.director, today=TODAY)
    assert "d cần xem lại" in client.get(sheet_url(office)).content.decode()
    assert "chấm lại nếu cần" in client.get(score_url(office, "deputy")).content.decode()


def test_what_waits_is_on_the_home_page(client, sign_in, office):
    sign_in(client, account_of(office, "staff-0"))
    assert "Tự chấm điểm tháng 3 năm 2026" in client.get("/").content.decode()
    wrote(office, "staff-0")
    assert "Tự chấm điểm" not in client.get("/").content.decode()
    sign_in(client, office.director)
    text = client.get("/").content.decode()
    assert "Xác nhận điểm tháng 3 năm 2026 của 1 người" in text


class TestTwoWhoJudge:
    """Whoever judges a form loses nothing, to a mistake or to another who writes at the same time."""

    @pytest.fixture
    def judged(self, client, sign_in, office):
        score = wrote(office, "staff-0", faults=1, delays=1)
        (office.item,) = products(score)
        sign_in(client, office.director)
        office.address = score_url(office, "staff-0")
        return office

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"diem-I.1": "99"}, "Từ 0 đến 5 điểm."),
            ({"cham": "5", "ly-do": "Chờ"}, "chỉ có 1 lần sai sót lớn và 1 lần chậm."),
            ({"cham": "một", "ly-do": "Chờ sở khác"}, "Ghi một số nguyên, ví dụ 2."),
            ({"cham": "1", "ly-do": ""}, "Ghi nguyên nhân khách quan."),
        ],
    )
    def test_what_was_typed_stays_when_something_is_wrong(self, client, judged, wrong, sentence):
        cause = f"khach-quan-{judged.item.pk}-"
        given = {name if "diem" in name else f"{cause}{name}": text for name, text in wrong.items()}
        page = client.post(judged.address, given | {"remarks": "Việc nhanh, chắc."}).content.decode()
        assert sentence in page and "chỗ cần sửa" in page
        assert "Việc nhanh, chắc." in page
        for name, text in given.items():
            assert not text or f'name="{name}" value="{text}"' in page
        judged.item.refresh_from_db()
        assert (judged.item.objective_delays, judged.score("staff-0").remarks) == (0, "")

    def test_the_second_is_told_what_the_first_wrote(self, client, judged):
        seen = client.get(judged.address).context["judging"]["seen"].value()
        client.post(judged.address, {"remarks": "Việc nhanh.", "diem-I.1": "4"})
        late = {"seen": seen, "remarks": "Việc chậm.", "xac-nhan": "1"}
        page = client.post(judged.address, late)
        text = page.content.decode()
        assert "Người khác vừa ghi" in text and "“Việc nhanh.”" in text and "“I.1: 4”" in text
        assert "Việc chậm." in text
        kept = judged.score("staff-0")
        assert (kept.remarks, kept.confirmed_at) == ("Việc nhanh.", None)
        client.post(judged.address, late | {"seen": page.context["judging"]["seen"].value()})
        kept.refresh_from_db()
        assert kept.remarks == "Việc chậm." and kept.confirmed_at
