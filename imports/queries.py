"""Which batches a user may see: the engine asks the kind, which knows the scopes."""

from django.db import models


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The user's own batches and those whose kind lets the user see them."""
        from imports.kinds import all_kinds

        if user is None or not user.is_authenticated:
            return self.none()
        allowed = models.Q(uploaded_by=user)
        for kind in all_kinds():
            if (extra := kind.batches_seen_by(user)) is not None:
                allowed |= models.Q(kind=kind.code) & extra
        return self.filter(allowed)
