"""Many tables made in one operation of a migration.

After each operation Django draws up anew every model that hangs together with the changed one: for a hundred
models in one web that takes a minute, in which no statement runs.
"""

from django.db.migrations.operations.base import Operation, OperationCategory


class Together(Operation):
    """The operations, whose models are drawn up once, when all of them are known.

    Each finds its tables as they are after the last one: only what makes whole tables, and triggers on them,
    may stand here; nothing that changes a table made before it.
    """

    category = OperationCategory.ADDITION
    reduces_to_sql = True

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Make {len(self.operations)} tables and triggers together"
