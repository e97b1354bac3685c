"""Where tests are stricter than production: what passes there by luck fails here."""

import sys
from pathlib import Path

import pytest
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler
from django.template import Template
from django.template.base import FilterExpression

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


class UnknownVariable(str):
    """For ``string_if_invalid``: a variable that doesn't exist fails the test, in our own templates.

    ``{% if variable %}`` and ``{{ variable|default:… }}`` may ask for one that isn't there.
    """

    def __new__(cls):
        return super().__new__(cls, "%s")

    def __mod__(self, variable) -> str:
        origin = _template_being_rendered()
        if origin and Path(origin).is_relative_to(TEMPLATES):
            pytest.fail(f"{origin}: no such template variable: {variable}")
        return ""


def apply() -> None:
    """Change Django and xlsxwriter for the whole test run."""
    _allow_default_filter()
    _shuffle_what_has_no_order()
    _demand_of_in_select_for_update()
    _refuse_cells_that_do_not_fit()


def _template_being_rendered() -> str:
    frame = sys._getframe(2)
    while frame:
        found = frame.f_locals.get("self")
        if frame.f_code.co_name in {"render", "_render"} and isinstance(found, Template):
            return found.origin.name
        frame = frame.f_back
    return ""


def _allow_default_filter() -> None:
    resolve = FilterExpression.resolve

    def resolve_with_default(self, context, ignore_failures=False):
        has_default = any(function.__name__ == "default" for function, _ in self.filters)
        found = resolve(self, context, ignore_failures or has_default)
        if not isinstance(found, UnknownVariable):
            return found
        # For a related row that is not there Django gives the mark itself, and ``{% if %}`` takes it as true.
        return None if ignore_failures or has_default else found % self.var

    FilterExpression.resolve = resolve_with_default


def _shuffle_what_has_no_order() -> None:
    """Rows without an order may come in any order: here they do."""
    order_by_pairs = SQLCompiler._order_by_pairs

    def shuffled(self):
        pairs = list(order_by_pairs(self))
        query = self.query
        plain = not (query.combinator or query.distinct or query.subquery or query.group_by is not None)
        if not pairs and plain and (query.default_cols or query.select):
            pairs = [(OrderBy(Random()), False)]
        yield from pairs

    SQLCompiler._order_by_pairs = shuffled


def _demand_of_in_select_for_update() -> None:
    """``select_for_update`` over joined tables locks rows of all of them unless ``of=`` says which."""
    arguments = SQLCompiler.get_select_for_update_of_arguments

    def checked(self):
        tables = [alias for alias, count in self.query.alias_refcount.items() if count]
        if len(tables) > 1 and not self.query.select_for_update_of:
            pytest.fail(f"select_for_update over {', '.join(tables)} without of=")
        return arguments(self)

    SQLCompiler.get_select_for_update_of_arguments = checked


def _refuse_cells_that_do_not_fit() -> None:
    """xlsxwriter drops what is too long or outside the sheet and only returns a negative number."""
    from xlsxwriter.worksheet import Worksheet

    write = Worksheet._write

    def checked(self, row, col, *args):
        result = write(self, row, col, *args)
        if isinstance(result, int) and result < 0:
            pytest.fail(f"cell {row}, {col} does not take {args!r:.80} (xlsxwriter says {result})")
        return result

    Worksheet._write = checked
