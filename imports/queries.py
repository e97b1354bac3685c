"""Which batches a user may see: the engine asks the kind, which knows the scopes."""

import functools
import operator

from django.db import models


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose kind lets the user see them, by the roles held today."""
        from imports.kinds import all_kinds

        if user is None or not user.is_authenticated:
            return self.none()
        allowed = [
            models.Q(kind=kind.code) & seen
            for kind in all_kinds()
            if (seen := kind.batches_seen_by(user)) is not None
        ]
        return self.filter(functools.reduce(operator.or_, allowed)) if allowed else self.none()
