"""The list of people: one row a person, their main post as of a day with what holds beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count

from agencies.rights import Right
from agencies.scope import covered
from staff.catalogue_words import read_last
from staff.enums import Group
from staff.models import Post
from staff.queries import PostQuerySet

ORDERS = {
    "ten": ("person__sort_key", "person_id"),
    "tuoi": ("-person__born_on", "person__sort_key", "person_id"),
}
_GROUPS = dict(Group.choices)

# The page is found first, by an index; the rest is joined to its fifty rows only. Catalogues aren't joined:
# with each join the planner takes longer than the query itself, and the page has read them for its filters.
_COLUMNS = ("person_id", "person__full_name", "person__born_on", "title_id", "unit_id", "group")
_ROWS = """
SELECT page.id, page.name, extract(year FROM page.born_on)::int::text,
       page.title_id, u.name, u.code, page."group", sa.rank_id, sa.step, sa.coefficient, q.level_id
FROM (
    SELECT q.*, row_number() OVER () AS place FROM ({page}) q(id, name, born_on, title_id, unit_id, "group")
) page
LEFT JOIN agencies_unitperiod u ON u.unit_id = page.unit_id AND u.valid @> %s::date
LEFT JOIN staff_salary sa ON sa.person_id = page.id AND sa.valid @> %s::date
LEFT JOIN staff_qualification q ON q.person_id = page.id AND q.kind = 'education' AND q.valid @> %s::date
ORDER BY page.place
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A person as the list shows them; None is not known."""

    person_id: int
    name: str
    birth_year: str | None
    title: str | None
    unit: str | None
    unit_code: str | None
    group: str
    rank: str | None
    step: int | None
    coefficient: Decimal | None
    degree: str | None

    @property
    def path(self) -> str:
        """The record's place below the list's address."""
        return f"{self.person_id}/"

    @property
    def step_words(self) -> str:
        """«bậc 3 · 3,00»."""
        parts = [f"bậc {self.step}"] if self.step is not None else []
        if self.coefficient is not None:
            parts.append(f"{self.coefficient:.2f}".replace(".", ","))
        return " · ".join(parts)


class People(Sequence):
    """The lines of a list of main posts, each page read when asked for. ``total`` is their exact count."""

    def __init__(self, posts: PostQuerySet, *, on: date, total: int) -> None:
        self.posts, self.on, self.total = posts, on, total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, at):
        if isinstance(at, slice):
            return lines(self.posts[at], on=self.on)
        return lines(self.posts[at : at + 1], on=self.on)[0]


def in_service(user, *, on: date, right: Right = Right.SEE_PEOPLE) -> PostQuerySet:
    """The main posts of the day in the units that the user's right covers."""
    cover = covered(user, right, on=on)
    posts = Post.objects.visible_to(user, on=on, right=right).as_of(on).main()
    return posts if cover.everywhere else posts.filter(unit_id__in=cover.unit_ids)


def counts_by_group(posts: PostQuerySet) -> dict[str, int]:
    """{group: people}, in one query; the sum is the number of all."""
    return dict(posts.order_by().values_list("group").annotate(number=Count("pk")))


def counts_by_unit(posts: PostQuerySet) -> dict[int, int]:
    """{unit id: people with their main post there}."""
    return dict(posts.order_by().values_list("unit_id").annotate(number=Count("pk")))


def lines(posts: PostQuerySet, *, on: date) -> list[Line]:
    """The posts in their order, in one query; the page's filters have read the catalogues."""
    rows = read_rows(posts, _ROWS, [on, on, on], columns=_COLUMNS)
    names = read_last().names
    titles, ranks, levels = names["title"], names["rank"], names["level"]
    return [
        Line(
            person_id, name, born, titles.get(title), unit, code, _GROUPS.get(group, group), ranks.get(rank),
            step, coefficient, levels.get(level),
        )
        for person_id, name, born, title, unit, code, group, rank, step, coefficient, level in rows
    ]  # fmt: skip


def read_rows(
    posts: PostQuerySet, query: str, args: list, *, columns: Sequence[str] = ("pk",)
) -> list[tuple]:
    """The rows of a query that joins to ``{page}``: the ids of the posts in their order, or other columns."""
    try:
        page, page_args = posts.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(page=page), [*page_args, *args])
        return cursor.fetchall()
