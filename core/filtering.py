"""Filter sets for busy lists: the form is put together once for the class, not anew on every page."""

import copy

import django_filters
from django.forms import Form


class QuickFilterSet(django_filters.FilterSet):
    """Its fields follow from the class alone; what differs between pages is set on the form's own fields."""

    _form_class: type[Form]

    def __init__(self, data, queryset) -> None:
        self.is_bound = data is not None
        self.data, self.queryset = data, queryset
        self.request = self.form_prefix = None
        self.filters = {name: self._own(one) for name, one in self.base_filters.items()}

    @classmethod
    def get_form_class(cls) -> type[Form]:
        if "_form_class" not in cls.__dict__:
            fields = {name: one.field for name, one in copy.deepcopy(cls.base_filters).items()}
            cls._form_class = type(f"{cls.__name__}Form", (cls._meta.form,), fields | {"is_lasting": True})
        return cls._form_class

    def _own(self, shared: django_filters.Filter) -> django_filters.Filter:
        """A filter that asks this set; given anew, its method is bound to the copy."""
        own = copy.copy(shared)
        own.method = shared.method
        own.model, own.parent = self.queryset.model, self
        return own
