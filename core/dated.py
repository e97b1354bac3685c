"""What every dated fact shares: a range ``valid`` of days, ``[from, to)``, closed or open at its end."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q


class Lower(Func):
    function = "lower"
    output_field = models.DateField()


class Upper(Func):
    function = "upper"
    output_field = models.DateField()


class DatedQuerySet(models.QuerySet):
    """The vocabulary of dated rows."""

    def as_of(self, day: date):
        """Rows that hold on the day."""
        return self.filter(valid__contains=day)

    def still_open(self):
        """Rows with no end."""
        return self.filter(valid__upper_inf=True)

    def begun_by(self, day: date):
        """Rows that began on the day or before."""
        return self.filter(valid__startswith__lte=day)


class Dated(models.Model):
    """A fact that holds for a range of days."""

    valid = DateRangeField("hiệu lực")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid__isempty=False) & Q(valid__lower_inf=False),
                name="%(app_label)s_%(class)s_valid_begins",
                violation_error_message="Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.",
            )
        ]

    @property
    def begins_on(self) -> date:
        return self.valid.lower

    @property
    def ends_on(self) -> date | None:
        """The first day on which the fact no longer holds."""
        return self.valid.upper


def begins() -> Lower:
    """The first day of ``valid``, for ordering and comparing in queries."""
    return Lower(F("valid"))


def ends() -> Upper:
    """The first day after ``valid``, null where it is open."""
    return Upper(F("valid"))
