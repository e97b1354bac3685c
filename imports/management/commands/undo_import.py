import json
import sys

from django.core.management.base import BaseCommand, CommandError

from accounts.commands import active_account
from core.errors import DomainError
from imports import decide
from imports.drive import different_people, finish
from imports.models import Batch, State
from imports.rerun import is_stuck, last_job, rerun
from imports.undo import blockers


class Command(BaseCommand):
    help = (
        "Undo an applied batch, or say what stands in the way. Asked for by one person, approved by another."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("batch", type=int)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--by", default="chuyenvien", help="who asks")
        parser.add_argument("--approve-as", required=True, help="who approves; must differ from --by")

    def handle(self, *, batch, reason, by, approve_as, **options) -> None:
        found = Batch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(f"Không có đợt nhập số {batch}.")
        problem = None
        by, approver = active_account(by), active_account(approve_as)
        try:
            different_people(by, approver, "đề nghị")
            self._undo(found, reason, by, approver)
        except DomainError as error:
            problem = {"code": error.code, "sentence": error.sentence}
        found.refresh_from_db()
        said = {"batch": found.pk, "state": found.state, "problem": problem, "in_the_way": []}
        if found.state != State.UNDONE:
            said["in_the_way"] = blockers(found) if found.applied_at else []
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        if found.state != State.UNDONE:
            sys.exit(1)

    def _undo(self, batch, reason, by, approver) -> None:
        """Goes on from where an earlier call, or the page, left off."""
        if batch.state == State.UNDOING:
            if is_stuck(batch, last_job(batch)):
                rerun(batch, by=approver)
        else:
            if batch.state != State.UNDO_ASKED or batch.undo_asked_by != by:
                decide.ask_undo(batch, by=by, reason=reason)
            decide.approve_undo(batch, by=approver)
        finish(batch)
