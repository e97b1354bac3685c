"""From a sheet of earlier years' ratings to rows of the staging table, with what is wrong."""

from core.names import person_sort_key
from core.templatetags.vietnamese import day
from evaluations.past_fields import LEVEL_WORDS, NOT_RATED
from staff.service_stage import Stager

_COLUMNS = ("citizen_number", "full_name", "year", "level", "number", "decided_on", "rated_by", "note")


class PastStager(Stager):
    """Finds people as lists of service do; a row is one person's rating of one year."""

    def _row(self, place: int) -> dict:
        said = {name: self.sheet.column(name)[place] for name in _COLUMNS}
        person = self._person(place, said)
        self._check(place, said)
        name = said["full_name"] or ""
        level = said["level"]
        return {
            "label": name,
            "detail": f"Năm {said['year']}: {LEVEL_WORDS[level].lower()}" if said["year"] and level else "",
            "sort_key": person_sort_key(name),
            "person_id": person.pk if person else None,
            "year": said["year"],
            "level": level,
            "number": (said["number"] or "")[:60],
            "decided_on": said["decided_on"],
            "rated_by": (said["rated_by"] or "")[:250],
            "note": (said["note"] or "")[:300],
            "fact_id": None,
        }

    def _check(self, place: int, said: dict) -> None:
        for name, words in (("year", "năm"), ("level", "mức xếp loại")):
            if said[name] is None and not self._has(place, name):
                self._error(place, name, f"no_{name}", f"Thiếu {words}. Bổ sung vào ô này.")
        if said["level"] and said["level"] != NOT_RATED:
            for name, words in (("number", "số quyết định"), ("decided_on", "ngày quyết định")):
                if said[name] is None and not self._has(place, name):
                    self._error(place, name, f"no_{name}", f"Thiếu {words}. Bổ sung vào ô này.")
        year, decided = said["year"], said["decided_on"]
        if year and year > self.on.year:
            self._error(place, "year", "future_year", f"Năm {year} sau ngày của danh sách ({day(self.on)}).")
        if decided and decided > self.on:
            self._error(
                place, "decided_on", "future_day",
                f"Ngày quyết định ({day(decided)}) sau ngày của danh sách ({day(self.on)}).",
            )  # fmt: skip
        if year and decided and decided.year < year:
            self._error(
                place, "decided_on", "before_year",
                f"Quyết định xếp loại năm {year} không thể có từ ngày {day(decided)}. "
                "Kiểm tra lại năm hoặc ngày.",
            )  # fmt: skip
