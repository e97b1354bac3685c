"""Filters of the list of batches."""

import django_filters

from imports.kinds import all_kinds
from imports.models import Batch, State

STATE, KIND = "trang-thai", "loai"


class BatchFilter(django_filters.FilterSet):
    """``?trang-thai=submitted&loai=people``."""

    class Meta:
        model = Batch
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in all_kinds()]
        self.filters[STATE] = django_filters.ChoiceFilter("state", label="Trạng thái", choices=State.choices)
        self.filters[KIND] = django_filters.ChoiceFilter("kind", label="Loại danh sách", choices=kinds)
        for name in (STATE, KIND):
            self.filters[name].parent = self
            self.filters[name].model = Batch
