"""Who signed a decision, as it stands under it: powers (“KT. …”), post and name."""

from collections.abc import Collection
from dataclasses import dataclass

from evaluations.models import Decision, RecognitionDecision
from evaluations.papers.offices import Office
from staff.enums import LeaderKind
from staff.models import Person, Post

HEAD = "Thủ trưởng cơ quan, đơn vị"
PROVINCES_HEAD = "Chủ tịch"


@dataclass(frozen=True, slots=True)
class Signed:
    powers: tuple[str, ...]
    post: str
    name: str


def signed_by(
    decisions: Collection[Decision] | Collection[RecognitionDecision], offices: dict[int, Office]
) -> dict[int, Signed]:
    """{decision's id: who signed it}, in a fixed number of queries for decisions of the same day."""
    people = {
        one.account_id: one
        for one in Person.objects.filter(account__in={one.signed_by_id for one in decisions}).order_by("pk")
    }
    signed = {}
    for day in {one.decided_on for one in decisions}:
        those = [one for one in decisions if one.decided_on == day]
        posts = Post.objects.main().as_of(day).select_related("title")
        own = {
            post.person_id: str(post.title or "")
            for post in posts.filter(person__in=people.values()).order_by("pk")
        }
        absent = {one.unit_id for one in those if one.delegation_id}
        leaders = posts.filter(unit__in=absent, title__leader_kind=LeaderKind.HEAD).order_by("pk")
        heads = {post.unit_id: str(post.title) for post in leaders}
        for one in those:
            person = people.get(one.signed_by_id)
            post = own.get(person.pk, "") if person else ""
            head = PROVINCES_HEAD if offices[one.unit_id].is_province else HEAD
            powers = (f"KT. {heads.get(one.unit_id, head)}",) if one.delegation_id else ()
            name = person.full_name if person else one.signed_by.full_name
            signed[one.pk] = Signed(powers, post or (HEAD if one.delegation_id else head), name)
    return signed
