"""A whole unit as one file, by a job: a page break for each person, one file however often it is killed."""

import io

import docx
import pytest
from django.db import transaction
from pypdf import PdfReader

from core.jobs import Overtaken, Run
from core.models import Job
from evaluations.enums import Printed, PrintFormat
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Organisation, Printout
from evaluations.papers.gather import gather
from evaluations.papers.make import paper_of
from evaluations.papers.print_unit import people_of, print_unit, start
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.papers.printed import AFTER, School, ran
from tests.evaluations.papers.reading import words

pytestmark = pytest.mark.django_db
PEOPLE = 12


def asked(school: School, paper: str = Printed.FORM, format: str = PrintFormat.DOCX, by=None) -> Job:
    return start(
        cycle=school.cycle, unit_id=school.unit.pk, paper=paper, format=format, by=by or school.head,
        result_url="/",
    )  # fmt: skip


def printed(school: School, *args, **kwargs) -> Printout:
    job = ran(asked(school, *args, **kwargs))
    assert job.state == Job.State.DONE
    return Printout.objects.get()


def test_a_unit_is_one_docx_with_a_new_page_for_each_person():
    school = School(PEOPLE)
    file = printed(school)
    assert (file.people, file.made_by) == (PEOPLE + 1, school.head)
    document = docx.Document(io.BytesIO(bytes(file.content)))
    assert len(document.sections) == PEOPLE + 1
    starts = {section.start_type for section in document.sections[1:]}
    assert starts == {docx.enum.section.WD_SECTION.NEW_PAGE}
    text = words(bytes(file.content))
    assert text.count("Họ và tên:") == PEOPLE + 1
    names = [line.removeprefix("Họ và tên: ") for line in text.splitlines() if line.startswith("Họ và tên:")]
    by_name = people_of(school.cycle, school.unit.pk, school.head).values_list("person__full_name", flat=True)
    assert names == list(by_name)


def test_a_unit_is_one_pdf_in_which_each_person_begins_on_a_page_of_their_own():
    school = School(3)
    file = printed(school, format=PrintFormat.PDF)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(bytes(file.content))).pages]
    starts = [text for text in pages if "Họ và tên:" in text]
    assert len(starts) == 4 and all(text.count("Họ và tên:") == 1 for text in starts)
    assert all(text.lstrip().startswith("Mẫu số 03") for text in starts)


def test_notices_are_printed_for_those_whose_decision_is_signed():
    school = School(3, signed=2)
    file = printed(school, Printed.NOTICE)
    assert file.people == 2 and words(bytes(file.content)).count("Kính gửi:") == 2


def test_what_was_printed_before_is_replaced_and_other_files_stay():
    school = School(2)
    first = printed(school)
    school.sign(school.found[1:], "09/QĐ")
    second = printed(school)
    assert second.pk != first.pk and second.sha256 != first.sha256
    ran(asked(school, format=PrintFormat.PDF))
    assert Printout.objects.count() == 2


def test_a_runner_that_was_overtaken_leaves_no_file_and_the_next_one_leaves_one():
    school = School(2)
    job = asked(school)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=2)
    with pytest.raises(Overtaken):
        print_unit(Run(job=Job.objects.get(pk=job.pk), attempt=1))
    assert not Printout.objects.exists()
    ran(job)
    ran(job)
    assert Printout.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.kill
def test_a_worker_killed_while_it_prints_is_followed_by_one_that_brings_the_file(worker):
    with transaction.atomic():
        school = School(40)
    job = asked(school, format=PrintFormat.PDF)
    worker.wait(lambda: Job.objects.get(pk=job.pk).state != Job.State.QUEUED, "the job to begin")
    worker.kill()
    worker.start()
    worker.wait(lambda: Job.objects.get(pk=job.pk).is_over, "the job to end")
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert Printout.objects.get().people == 41


def test_two_who_ask_get_each_their_own_file_with_whom_they_may_see():
    school = School(2)
    district = factories.make_user_in("unit_head", Organisation.objects.get(unit=school.unit).unit)
    one, other = asked(school), asked(school, by=district)
    assert one.pk != other.pk
    for job in (one, other):
        ran(job)
    assert Printout.objects.visible_to(school.head).count() == 1
    assert Printout.objects.visible_to(district).count() == 1


def test_a_file_is_no_longer_seen_once_the_right_to_see_the_unit_is_gone():
    school = School(1)
    printed(school)
    school.head.grants.all().delete()
    fresh = type(school.head).objects.get(pk=school.head.pk)
    assert not Printout.objects.visible_to(fresh).exists()


@pytest.mark.parametrize(("paper", "format"), [("khong-co", "docx"), ("phieu", "exe")])
def test_what_is_no_paper_is_refused(paper, format):
    with pytest.raises(EvaluationRefused, match="Chọn loại giấy tờ"):
        asked(School(1), paper, format)


def test_a_unit_that_is_not_open_and_one_without_decisions_say_so():
    school = School(1, signed=0)
    empty = make_cycle(2021)
    with pytest.raises(EvaluationRefused, match="Kỳ chưa mở"):
        start(
            cycle=empty, unit_id=school.unit.pk, paper="phieu", format="docx", by=school.head, result_url="/"
        )
    with pytest.raises(EvaluationRefused, match="Chưa có quyết định"):
        ran(asked(school, Printed.NOTICE))


@pytest.mark.parametrize("people", [2, 20])
def test_the_number_of_queries_does_not_grow_with_the_people(people, django_assert_max_num_queries):
    school = School(people, signed=people)
    found = people_of(school.cycle, school.unit.pk, school.head)
    assert Evaluation.objects.filter(unit=school.unit).count() == people + 1
    with django_assert_max_num_queries(16):
        for one in gather(found, user=school.head, today=AFTER):
            for which in Printed.of_year():
                paper_of(one, which)
