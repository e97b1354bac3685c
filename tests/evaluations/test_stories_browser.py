"""A year's evaluation as people live it, in a real browser with a real worker: a school and a commune under
Decree 90, a department under Decree 335; from the cycle's preparation to its closing."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from agencies.enums import Role, UnitType
from agencies.models import Unit
from core.days import today
from evaluations import self_evaluate
from evaluations.enums import OrganisationState, PetitionState
from evaluations.models import (
    Cycle,
    Organisation,
    OrganisationEvaluation,
    PeriodScore,
    Petition,
    Rating,
)
from evaluations.organisation_propose import put_level
from evaluations.recognise import Choice as Recognised
from evaluations.recognise import Told, recognise
from evaluations.scores import write
from staff.models import Person, Title
from tests import factories
from tests.evaluations.organisations import report
from tests.evaluations.rated import scored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REMARK = "Tận tụy, sáng kiến đã áp dụng trong toàn đơn vị."


@dataclass
class Office:
    """A unit below another whose head rates its own; everybody with an account, by short names."""

    unit: Unit
    name: str
    code: str
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @classmethod
    def below(cls, above: Unit, name: str, code: str, *type_: str) -> "Office":
        return cls(factories.make_unit(name, code, above, *type_), name, code)

    def join(
        self, name: str, full_name: str, unit: Unit, *, group: str, role: str = Role.STAFF, **post
    ) -> None:
        user = self.users[name] = factories.make_user_in(role, None if role == Role.STAFF else unit)
        self.people[name] = factories.make_person(full_name, account=user)
        factories.make_post(self.people[name], unit, group=group, **post)


class Browser:
    """The browser of the one who is at it."""

    def __init__(self, page, sign_in) -> None:
        self.page, self.sign_in = page, sign_in

    def as_(self, user: User, address: str):
        self.sign_in(self.page, user)
        self.page.goto(address)
        return self.page

    def open_cycle(self, office: Office, year: int) -> Cycle:
        """The officer prepares it and sees who evaluates whom; the department's leader opens it."""
        page = self.as_(factories.make_user_in(Role.OFFICER), "/danh-gia/")
        page.get_by_role("link", name="Lập kỳ đánh giá").first.click()
        page.get_by_label("Năm").fill(str(year))
        page.get_by_label("Ngày xếp loại").fill(f"10/12/{year}")
        page.get_by_role("button", name="Lập kỳ đánh giá").click()
        expect(page.get_by_text("lãnh đạo Sở Nội vụ mở kỳ")).to_be_visible()
        cycle = Cycle.objects.get()
        page.get_by_role("link", name=office.name, exact=True).click()
        for person in office.people.values():
            expect(page.get_by_role("row").filter(has_text=person.full_name).first).to_be_visible()
        self.leader = factories.make_user_in(Role.HOME_AFFAIRS_LEADER)
        page = self.as_(self.leader, f"/danh-gia/{cycle.pk}/")
        page.get_by_role("button", name="Mở kỳ cho").click()
        expect(page.locator(".page-lead").get_by_text("Đang mở")).to_be_visible(timeout=60_000)
        return cycle

    def remark(self, by: User, cycle: Cycle, office: Office, name: str) -> None:
        """The head says what they think of one of theirs, on the page that tells how the law sees them."""
        page = self.as_(by, f"/danh-gia/{cycle.pk}/don-vi/{office.code}/cham/")
        page.get_by_role("link", name=office.people[name].full_name).first.click()
        page.get_by_label("Nhận xét của người đứng đầu").fill(REMARK)
        page.get_by_role("button", name="Ghi").click()
        expect(page.get_by_role("heading", name="Phiếu xếp loại của đơn vị")).to_be_visible()

    def step(self, by: User, cycle: Cycle, office: Office, slug: str, *, present: int = 0) -> None:
        page = self.as_(by, f"/danh-gia/{cycle.pk}/don-vi/{office.code}/buoc/{slug}/")
        page.locator("#id_held_on").fill(f"{today():%d/%m/%Y}")
        if slug == "cap-uy":
            page.locator("#id_number").fill("12-NX/CB")
        if present:
            page.locator("#id_present").fill(str(present))
            page.locator("#id_invited").fill(str(present))
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_role("button", name="Ghi").click()
        expect(page.get_by_text("đã ghi").first).to_be_visible()

    def steps_about(self, by: User, cycle: Cycle, code: str, person: Person) -> None:
        """Of who is rated from above: the Party's opinion that they didn't write themself, the synthesis."""
        for name in ("Ý kiến cấp ủy", "Tổng hợp, đề xuất"):
            page = self.as_(by, f"/danh-gia/{cycle.pk}/don-vi/{code}/cham/")
            page.get_by_role("link", name=person.full_name, exact=True).first.click()
            expect(page.get_by_role("heading", level=1, name=person.full_name)).to_be_visible()
            page.get_by_role("link", name=name).click()
            page.locator("#id_held_on").fill(f"{today():%d/%m/%Y}")
            page.locator("#id_number").fill("12/UB")
            page.get_by_role("button", name="Ghi").click()
            expect(page.get_by_text(f"Đã ghi: {name}, về {person.full_name}.")).to_be_visible()

    def sign(self, by: User, cycle: Cycle, code: str, number: str, people: int) -> None:
        """Everybody by the suggestion, then the decision."""
        page = self.as_(by, f"/danh-gia/{cycle.pk}/don-vi/{code}/cham/")
        for done in range(1, people + 1):
            page.keyboard.press("Enter")
            expect(page.locator(".sheet-key-chosen")).to_have_count(done)
        self.decide(page, number, people)

    def decide(self, page, number: str, people: int) -> None:
        page.get_by_role("link", name="Ký quyết định").click()
        page.get_by_label("Số quyết định").fill(number)
        page.get_by_label("Ngày quyết định").fill(f"{today():%d/%m/%Y}")
        page.get_by_role("button", name=f"Ký cho {people} người").click()
        expect(page.get_by_text(f"đã ký {people}")).to_be_visible()

    def read_result(self, by: User):
        """From the notice on the home page to the result: what was said of them, and the grounds."""
        page = self.as_(by, "/")
        told = page.get_by_role("listitem").filter(has_text="Đã có kết quả xếp loại")
        told.get_by_role("link").first.click()
        expect(page.get_by_text(REMARK)).to_be_visible()
        expect(page.get_by_role("heading", name="Căn cứ")).to_be_visible()
        return page

    def petition(self, page, text: str) -> Petition:
        """With a file, from the page of the result or of the score."""
        page.get_by_role("link", name="Gửi kiến nghị").click()
        page.get_by_label("Nội dung và căn cứ").fill(text)
        page.get_by_label("Tệp kèm theo").set_input_files(
            {"name": "so-viec.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
        )
        page.get_by_role("button", name="Gửi kiến nghị").click()
        expect(page.get_by_text("Đã gửi kiến nghị. Hạn trả lời")).to_be_visible()
        return Petition.objects.get()

    def find_petition(self, by: User):
        """Among one's own work; the file is at hand."""
        page = self.as_(by, "/")
        page.get_by_role("link", name="Trả lời kiến nghị").first.click()
        with page.expect_download() as download:
            page.get_by_role("link", name="so-viec.pdf").click()
        assert download.value.suggested_filename == "so-viec.pdf"
        return page

    def answer(self, page, text: str) -> None:
        page.get_by_label("Nội dung trả lời").fill(text)
        page.locator("#id_on").fill(f"{today():%d/%m/%Y}")
        page.get_by_role("button", name="Trả lời").click()
        expect(page.get_by_text("Đã trả lời kiến nghị.")).to_be_visible()

    def close(self, cycle: Cycle, unit: Unit) -> None:
        """The unit is done and closes; the one above it, whose head isn't rated, stays open."""
        page = self.as_(self.leader, f"/danh-gia/{cycle.pk}/dong/")
        page.get_by_role("button", name="Đóng kỳ cho 1 đơn vị").click()
        organisation = Organisation.objects.get(cycle=cycle, unit=unit)
        closed = page.locator(".figure", has_text="đơn vị đã đóng")
        expect(closed).to_contain_text("1", timeout=60_000)
        organisation.refresh_from_db()
        assert organisation.state == OrganisationState.CLOSED


@pytest.fixture
def browser(page, sign_in, worker):
    return Browser(page, sign_in)


@transaction.atomic
def below_a_district(kind: str) -> Office:
    """A school or a commune of three, under a district whose chairman heads it."""
    province = factories.make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)
    district = factories.make_unit("UBND huyện Ba Bể", "H061", province, UnitType.DISTRICT)
    if kind == "school":
        made = Office.below(district, "Trường THCS Yên Hân", "TH01", UnitType.SERVICE)
        made.join("head", "Ma Thị Hiệu Trưởng", made.unit, group="public_employee", role=Role.UNIT_HEAD,
                  leader_kind="head")  # fmt: skip
        group = "public_employee"
    else:
        made = Office.below(district, "UBND xã Yên Hân", "02116", UnitType.COMMUNE)
        made.join("head", "Ma Văn Chủ Tịch", made.unit, group="commune_official", role=Role.UNIT_HEAD)
        post = made.people["head"].posts.get()
        post.title = Title.objects.get(code="CTUB")
        post.save()
        group = "commune_civil_servant"
    for name, full_name in {"one": "Nông Thị Một", "two": "Lý Văn Hai"}.items():
        made.join(name, full_name, made.unit, group=group)
    chairman = factories.make_user_in(Role.UNIT_HEAD, district)
    person = factories.make_person("Hà Văn Chủ Tịch Huyện", account=chairman)
    factories.make_post(person, district, leader_kind="head")
    made.users["above"] = chairman
    return made


def write_self(browser: Browser, office: Office, cycle: Cycle, name: str) -> None:
    """The person's own form: work, words by criterion, the level."""
    page = browser.as_(office.users[name], f"/danh-gia/{cycle.pk}/tu-danh-gia/")
    row = page.locator(".work-table tbody tr").first
    for place, text in enumerate(("Công việc chuyên môn", "20", "20", "20", "12")):
        row.locator("input").nth(place).fill(text)
    for field_ in page.locator("textarea").all():
        field_.fill("Thực hiện tốt.")
    page.get_by_label("Hoàn thành tốt nhiệm vụ", exact=True).check()
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã gửi").first).to_be_visible()


@transaction.atomic
def wrote_self(office: Office, cycle: Cycle, name: str) -> None:
    """The same of a colleague, not by the pages."""
    one, by = cycle.evaluations.get(person=office.people[name]), office.users[name]
    row = {"name": "Công việc chuyên môn", "assigned": 20, "done": 20, "on_time": 20, "beyond": 12}
    answers = {code: "Thực hiện tốt." for code, _ in self_evaluate.criteria_of(one)}
    self_evaluate.save(evaluation=one, words={"level": "GOOD"}, answers=answers, rows=[row], by=by)
    self_evaluate.submit(evaluation=one, by=by)


@pytest.mark.parametrize("kind", ["school", "commune"])
def test_a_year_under_decree_90_from_its_preparation_to_its_closing(browser, kind):
    office = below_a_district(kind)
    cycle = browser.open_cycle(office, 2022)
    write_self(browser, office, cycle, "one")
    for name in ("two", "head"):
        wrote_self(office, cycle, name)
    head = office.users["head"]
    browser.remark(head, cycle, office, "one")
    for slug in ("hop", "cap-uy", "tong-hop"):
        browser.step(head, cycle, office, slug, present=3 if slug == "hop" else 0)
    browser.sign(head, cycle, office.code, "01/QĐ-XL", 2)

    browser.steps_about(office.users["above"], cycle, "H061", office.people["head"])
    page = browser.as_(office.users["above"], f"/danh-gia/{cycle.pk}/don-vi/H061/cham/")
    page.keyboard.press("l")
    page.keyboard.type("Theo kết quả của đơn vị trong năm.")
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    browser.decide(page, "07/QĐ-UBND", 1)

    page = browser.read_result(office.users["one"])
    petition = browser.petition(page, "Đề nghị xem lại số việc vượt mức.")
    browser.answer(browser.find_petition(head), "Đã đối chiếu sổ việc, giữ nguyên.")
    page = browser.as_(office.users["one"], f"/danh-gia/{cycle.pk}/kien-nghi/{petition.pk}/")
    expect(page.get_by_text("Đã đối chiếu sổ việc, giữ nguyên.")).to_be_visible()
    petition.refresh_from_db()
    assert petition.state == PetitionState.KEPT
    browser.close(cycle, office.unit)
    levels = dict(Rating.objects.values_list("evaluation__person__full_name", "level"))
    assert levels == {"Nông Thị Một": "EXCELLENT", "Lý Văn Hai": "EXCELLENT"} | {
        office.people["head"].full_name: "GOOD"
    }


@transaction.atomic
def department() -> Office:
    """A department of four under the province, whose chairman has no record."""
    province = factories.make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)
    made = Office.below(province, "Sở Nội vụ", "SNV")
    servant = {"group": "civil_servant"}
    made.join("head", "Hà Văn Giám Đốc", made.unit, role=Role.UNIT_HEAD, leader_kind="head", **servant)
    for name, full_name in {"one": "Nông Thị Một", "two": "Lý Văn Hai", "three": "Ma Thị Ba"}.items():
        made.join(name, full_name, made.unit, **servant)
    made.users["above"] = factories.make_user_in(Role.PROVINCIAL_LEADER)
    return made


def score_march(browser: Browser, office: Office, cycle: Cycle) -> None:
    """The officer opens March; one writes their form, their colleagues have theirs; the head confirms."""
    page = browser.as_(User.objects.get(grants__role=Role.OFFICER), f"/danh-gia/{cycle.pk}/diem/")
    page.get_by_role("row").filter(has_text="Tháng 3").get_by_role("button").click()
    expect(page.get_by_role("row").filter(has_text="Tháng 3")).to_contain_text("4", timeout=60_000)
    for name in ("two", "three", "head"):
        wrote_march(office, name)
    page = browser.as_(office.users["one"], f"/danh-gia/{cycle.pk}/diem/")
    page.get_by_role("row").filter(has_text="Tháng 3").get_by_role("link").first.click()
    row = page.locator("table tbody tr").first
    for place, text in enumerate(("Thẩm định hồ sơ", "1,00", "10", "10", "0", "1")):
        row.locator("input:visible").nth(place).fill(text)
    for line in page.get_by_role("row").filter(has=page.locator("input[name^=diem-]")).all():
        line.locator("input").fill(line.locator("td.num").first.inner_text())
    page.locator("#id_strengths").fill("Đúng hạn.")
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã gửi").first).to_be_visible()
    page = browser.as_(office.users["head"], f"/danh-gia/{cycle.pk}/don-vi/SNV/diem/2026-03/")
    for number in range(1, 4):
        page.keyboard.press("Enter")
        expect(page.locator("#ben-canh")).to_contain_text(f"Đã xác nhận {number}/")
    page = browser.as_(office.users["one"], f"/danh-gia/{cycle.pk}/diem/")
    page.get_by_role("row").filter(has_text="Tháng 3").get_by_role("link").first.click()
    expect(page.get_by_text("c = 97,5 % (tiến độ)")).to_be_visible()


@transaction.atomic
def wrote_march(office: Office, name: str) -> None:
    """A colleague's form, not by the pages: full points, all done."""
    score, by = PeriodScore.objects.get(person=office.people[name]), office.users[name]
    full = {code: str(most) for code, most in write.parts_of(score).items()}
    row = {"name": "Thẩm định hồ sơ", "coefficient": 1, "assigned": 10, "done": 10, "faults": 0, "delays": 0}
    write.save(score=score, parts=full, words={"strengths": "Đúng hạn."}, rows=[row], by=by)
    write.submit(score=score, by=by)


def petition_about_march(browser: Browser, office: Office) -> None:
    """One product was late for another's sake: the head scores anew, and that is the answer."""
    petition = browser.petition(browser.page, "Hồ sơ chậm do chờ ý kiến của sở khác.")
    page = browser.find_petition(office.users["head"])
    page.get_by_role("link", name="Điểm tháng 3 năm 2026").click()
    page.get_by_label("Vì sao phải thay điểm").fill("Theo kiến nghị.")
    page.get_by_role("button", name="Lập điểm mới").click()
    page.get_by_label("Chậm").fill("1")
    page.get_by_label("Nguyên nhân").fill("Chờ ý kiến của sở khác.")
    page.get_by_role("button", name="Xác nhận điểm").click()
    expect(page.get_by_text("c = 100 % (tiến độ)")).to_be_visible()
    page.get_by_role("link", name="Chờ trả lời").click()
    browser.answer(page, "Đã xác nhận nguyên nhân khách quan và chấm lại.")
    petition.refresh_from_db()
    assert petition.state == PetitionState.UPHELD and petition.new_score.version == 2


@transaction.atomic
def the_rest_of_the_year(office: Office, cycle: Cycle) -> None:
    """The other months scored, and the department recognised as good, as others did it."""
    above = office.users["above"]
    for one in cycle.evaluations.filter(unit=office.unit):
        done = set(PeriodScore.objects.filter(person=one.person).values_list("period_on", flat=True))
        scored(one, by=above, points="96", but=done)
    head = PeriodScore.objects.get(person=office.people["head"], confirmed_at=None)
    PeriodScore.objects.filter(pk=head.pk).update(
        confirmed_at=timezone.now(), confirmed_by=above, exact="96", level="EXCELLENT"
    )
    organisation = OrganisationEvaluation.objects.get(unit=office.unit)
    report(organisation, by=office.users["head"], points="85")
    put_level(evaluation=organisation, level="GOOD", by=above)
    recognise(
        cycle=cycle, unit_id=organisation.recogniser_unit_id, number="01/QĐ-TC",
        choices=[Recognised(organisation.pk, "GOOD", "")], decided_on=today(), by=above, today=today(),
        told=[Told("Sở Nội vụ"), Told("Ban Tổ chức Tỉnh ủy")],
    )  # fmt: skip


def test_a_year_of_a_department_under_decree_335(browser):
    office = department()
    cycle = browser.open_cycle(office, 2026)
    score_march(browser, office, cycle)
    petition_about_march(browser, office)
    the_rest_of_the_year(office, cycle)
    for name in ("two", "three", "head"):
        wrote_self(office, cycle, name)
    page = browser.as_(office.users["one"], f"/danh-gia/{cycle.pk}/tu-danh-gia/")
    page.get_by_label("Hoàn thành tốt nhiệm vụ", exact=True).check()
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_text("Đã gửi").first).to_be_visible()
    head, above = office.users["head"], office.users["above"]
    browser.remark(head, cycle, office, "one")
    for slug in ("hop", "cap-uy", "tong-hop"):
        browser.step(head, cycle, office, slug, present=4 if slug == "hop" else 0)
    page = browser.as_(head, f"/danh-gia/{cycle.pk}/don-vi/SNV/cham/")
    expect(page.locator(".sheet-row").first).to_contain_text("hết chỗ thì được xếp hoàn thành tốt")
    browser.sign(head, cycle, "SNV", "01/QĐ-XL", 3)
    browser.steps_about(above, cycle, "UBT", office.people["head"])
    browser.sign(above, cycle, "UBT", "09/QĐ-UBND", 1)
    page = browser.read_result(office.users["one"])
    expect(page.get_by_role("heading", name="Cách tính điểm")).to_be_visible()
    browser.close(cycle, office.unit)
    assert set(Rating.objects.values_list("level", flat=True)) == {"GOOD"}
