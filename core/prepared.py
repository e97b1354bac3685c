"""Querysets that Django writes as SQL once: a page asks the same few questions thousands of times a day.

Building and compiling a queryset costs more than the database takes to answer it. ``Prepared`` keeps what
Django compiled and fills in the arguments; models, joins and annotations stay in the words of the ORM.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection, connections, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Prepared:
    """A question with named arguments, each of which stands in the SQL as a parameter of its own.

    ``build`` makes the queryset; it is called once, with ``samples``: a value for each argument, of its type
    and found nowhere else in the query. Arguments may change values only, never the form of the query: none
    is None or decides which filters apply, and a list is asked for by ``__any``, not by ``__in``.
    """

    def __init__(self, build: Callable[..., models.QuerySet], **samples: Any) -> None:
        self._build, self._samples = build, samples
        self._compiled: _Compiled | None = None

    def __call__(self, **arguments: Any) -> list:
        """The model instances."""
        if self._compiled is None:
            self._compiled = _Compiled(self._build(**self._samples), self._samples)
        return self._compiled.read(arguments)

    def one(self, **arguments: Any) -> Any:
        """The first instance, or None."""
        return next(iter(self(**arguments)), None)


@models.Field.register_lookup
class AnyOf(models.Lookup):
    """``field__any=[…]``: like ``__in``, with the whole list as one parameter."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, list(self.rhs))


def _named(value: Any, samples: dict[str, Any]) -> str | None:
    """The argument whose sample this parameter is."""
    return next((name for name, one in samples.items() if type(one) is type(value) and one == value), None)


class _Compiled:
    """SQL, the places of its arguments, and how a row becomes a model instance."""

    def __init__(self, queryset: models.QuerySet, samples: dict[str, Any]) -> None:
        compiler: SQLCompiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.places = [(_named(value, samples), value) for value in params]
        if lost := samples.keys() - {name for name, _ in self.places}:
            raise ValueError(f"Not a parameter of the query: {', '.join(lost)}")
        select, info = compiler.select, compiler.klass_info
        fields = info["select_fields"]
        self.first, self.last = fields[0], fields[-1] + 1
        self.model = info["model"]
        self.names = [select[place][0].target.attname for place in fields]
        self.related = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]
        self.annotations = list(compiler.annotation_col_map.items())
        self.converters = compiler.get_converters([one[0] for one in select])

    def read(self, arguments: dict[str, Any]) -> list:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [arguments[name] if name else value for name, value in self.places])
            rows = cursor.fetchall()
        return [self._instance(row) for row in self._converted(rows)]

    def _converted(self, rows: list[tuple]) -> list:
        if not self.converters:
            return rows
        here = connections[connection.alias]
        changed = [list(row) for row in rows]
        for row in changed:
            for place, (converters, expression) in self.converters.items():
                for convert in converters:
                    row[place] = convert(row[place], expression, here)
        return changed

    def _instance(self, row: Any) -> models.Model:
        found = self.model.from_db(connection.alias, self.names, row[self.first : self.last])
        for populator in self.related:
            populator.populate(row, found)
        for name, place in self.annotations:
            setattr(found, name, row[place])
        return found
