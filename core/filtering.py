"""Filter sets for busy lists: the form is put together once for the class, not anew on every page."""

import copy
from collections.abc import Mapping
from typing import Any

import django_filters
from django.forms import Form


class QuickFilterSet(django_filters.FilterSet):
    """Its fields follow from the class and ``words()``; a page may only change ``own_fields`` on its form."""

    own_fields: tuple[str, ...] = ()
    _form_class: type[Form]
    _form_words: Mapping[str, list]

    def __init__(self, data, queryset) -> None:
        self.is_bound = data is not None
        self.data, self.queryset = data, queryset
        self.request = self.form_prefix = None
        self.filters = {name: self._own(one) for name, one in self.base_filters.items()}

    @classmethod
    def words(cls) -> Mapping[str, list]:
        """The choices kept in the database, by field; the same object as long as nothing in it changes."""
        return _NONE

    @classmethod
    def get_form_class(cls) -> type[Form]:
        words = cls.words()
        if cls.__dict__.get("_form_words") is not words:
            fields: dict[str, Any] = {
                name: one.field for name, one in copy.deepcopy(cls.base_filters).items()
            }
            for name, choices in words.items():
                fields[name].choices = choices
            made = type(f"{cls.__name__}Form", (cls._meta.form,), fields | {"own_fields": cls.own_fields})
            made.base_fields = _Shared(made.base_fields, cls.own_fields)
            cls._form_class, cls._form_words = made, words
        return cls._form_class

    def _own(self, shared: django_filters.Filter) -> django_filters.Filter:
        """A filter that asks this set; given anew, its method is bound to the copy."""
        own = copy.copy(shared)
        own.method = shared.method
        own.model, own.parent = self.queryset.model, self
        return own


class _Shared(dict):
    """The fields of a form, of which a page's form copies only its own."""

    def __init__(self, fields: Mapping[str, Any], own: tuple[str, ...]) -> None:
        super().__init__(fields)
        self.own = own

    def __deepcopy__(self, memo: dict) -> dict[str, Any]:
        return {**self, **{name: copy.deepcopy(self[name], memo) for name in self.own}}


_NONE: Mapping[str, list] = {}
