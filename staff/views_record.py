"""A person's record: who they are, what holds on the day, how it came to be, who changed it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies.rights import Right
from agencies.scope import covered, has_right
from core import lists
from core.frame import with_day
from core.templatetags.vietnamese import day, masked
from staff.edits import EDITS, may_edit, undoable_in
from staff.enums import Precision
from staff.history import history_of
from staff.models import Person
from staff.record import Record, kinds_held, record_of
from staff.record_tabs import tabs_for
from staff.timeline import salary_words, timeline


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Hồ sơ: identity, what holds on the day, the timeline of all facts."""
    found = find(request, pk)
    return render(
        request,
        "staff/record.html",
        frame_of(request, found, "record")
        | {
            "identity": identity(found),
            "work": work(request, found),
            "qualifications": kinds_held(found),
            "timeline": timeline(found),
            "links_batches": has_right(request.user, Right.UPLOAD)
            or has_right(request.user, Right.APPROVE_IMPORT),
        },
    )


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Lịch sử thay đổi: who, when, what, why."""
    found = find(request, pk)
    return render(
        request, "staff/history.html", frame_of(request, found, "history") | {"changes": history_of(found)}
    )


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Hồ sơ của tôi: leads to one's own record."""
    person = Person.objects.filter(account=request.user).first()
    if person is None:
        messages.info(request, "Tài khoản của bạn chưa gắn với hồ sơ nào. Hãy đề nghị quản trị hệ thống gắn.")
        return redirect("core:home")
    return redirect(with_day(request, reverse("staff:record", args=[person.pk])))


def find(request: HttpRequest, pk: int) -> Record:
    try:
        return record_of(user=request.user, person_id=pk, on=request.day)
    except Person.DoesNotExist:
        raise Http404 from None


def frame_of(request: HttpRequest, found: Record, current: str) -> dict:
    """What the tabs of a record share."""
    root = reverse("staff:record", args=[found.person.pk])
    edits = [edit for edit in EDITS if edit.fits(found)] if _may_edit(request, found) else []
    post = found.last_main_post
    return {
        "record": found,
        "person": found.person,
        "lead": _lead(found),
        "is_gone": post is not None and found.main_post is None,
        "hidden_from": day(found.until) if found.until and found.until <= request.today else "",
        "last_day": day(found.last_visible_day) if found.until else "",
        "crumbs": _crumbs(request, found),
        "edits": [(edit.label, f"{root}{edit.slug}/") for edit in edits],
        "undo": undoable_in(found) if edits else None,
        "undo_url": f"{root}hoan-tac/",
        "tabs": [
            lists.Choice("Hồ sơ", with_day(request, root), None, current == "record"),
            lists.Choice(
                "Nghỉ, khen thưởng, kỷ luật, bồi dưỡng"
                if found.shows_discipline
                else "Nghỉ, khen thưởng, bồi dưỡng",
                with_day(request, f"{root}khen-thuong-ky-luat/"),
                None,
                current == "service",
            ),
            *(
                lists.Choice(
                    tab.label, with_day(request, tab.url(found.person.pk)), None, current == tab.code
                )
                for tab in tabs_for(request, found)
            ),
            lists.Choice(
                "Lịch sử thay đổi", with_day(request, f"{root}lich-su/"), None, current == "history"
            ),
        ],
    }


def _may_edit(request: HttpRequest, found: Record) -> bool:
    return may_edit(request.user, found.person.pk, on=request.today)


def identity(found: Record) -> list[tuple[str, object]]:
    person = found.person
    number = person.citizen_number if found.shows_number else masked(person.citizen_number)
    party = {True: "có", False: "không", None: None}[person.is_party_member]
    if person.party_on:
        party = f"có, từ {day(person.party_on)}"
    return [
        ("Số định danh cá nhân", number),
        ("Ngày sinh", birth_words(person)),
        ("Giới tính", person.get_sex_display() if person.sex else None),
        ("Dân tộc", person.ethnicity and str(person.ethnicity)),
        ("Tôn giáo", person.religion and str(person.religion)),
        ("Quê quán", person.home_place or None),
        ("Đảng viên", party),
        ("Ngày tuyển dụng", day(person.recruited_on) if person.recruited_on else None),
    ]


def birth_words(person: Person) -> str | None:
    """As far as it is known: «14/02/1962», «02/1962», «1962»."""
    if person.born_on is None:
        return None
    forms: dict[str, str] = {Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
    return person.born_on.strftime(forms.get(person.born_precision, "%d/%m/%Y"))


def work(request: HttpRequest, found: Record) -> list[tuple[str, object]]:
    """The post and the salary of the day."""
    post, salary = found.main_post, found.salary
    rows: list[tuple[str, object]] = [
        ("Đơn vị", post and post.unit_name),
        ("Chức vụ, chức danh", post and post.title and str(post.title)),
        ("Nhóm", post and post.get_group_display()),
        ("Ngạch, bậc, hệ số", salary and salary_words(salary)),
    ]
    return rows + [("Kiêm nhiệm", f"{other}, {other.unit_name}") for other in found.other_posts]


def _lead(found: Record) -> str:
    """Birth year · title · unit."""
    post, person = found.last_main_post, found.person
    parts = [
        str(person.birth_year) if person.birth_year else "",
        str(post.title) if post and post.title else "",
    ]
    return " · ".join(part for part in [*parts, post.unit_name if post else ""] if part)


def _crumbs(request: HttpRequest, found: Record) -> list[tuple[str, str | None]]:
    if not has_right(request.user, Right.SEE_PEOPLE):
        return [("Hồ sơ của tôi", None)]
    crumbs: list[tuple[str, str | None]] = [("Nhân sự", with_day(request, reverse("staff:list")))]
    post = found.last_main_post
    if post and post.unit_code and covered(request.user, Right.SEE_UNITS, on=request.day).holds(post.unit_id):
        unit = reverse("agencies:unit", args=[post.unit_code])
        crumbs.append((post.unit_name, with_day(request, unit)))
    return [*crumbs, (found.person.full_name, None)]
