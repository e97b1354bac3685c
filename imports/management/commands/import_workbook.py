import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.commands import active_account
from core.days import parse_day
from core.errors import DomainError
from imports.drive import ASK, Wish, drive
from imports.errors import ImportRefused
from imports.kinds import all_kinds, get_kind
from imports.summary import nothing, summary


class Command(BaseCommand):
    help = "Check a workbook, compare it with the portal, and with --approve-as USER --apply bring it in."

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", choices=[kind.code for kind in all_kinds()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--as-of", help="the workbook's day, where its title doesn't name it")
        parser.add_argument("--by", default="chuyenvien", help="who uploads")
        parser.add_argument("--left", help=f"why people are no longer listed: a reason's code, or {ASK!r}")
        parser.add_argument("--report", type=Path, help="write the JSON here instead of to the output")
        parser.add_argument("--approve-as", help="who approves; must differ from --by")
        parser.add_argument("--apply", action="store_true")

    def handle(self, *, kind, file, as_of, by, left, report, approve_as, apply, **options) -> None:
        if apply != bool(approve_as):
            raise CommandError("--approve-as USER and --apply go together.")
        left = _reason(kind, left)
        if not file.is_file():
            raise CommandError(f"Không có tệp {file}.")
        wish = Wish(
            kind=kind, path=file, by=active_account(by), scope={}, left=left,
            approver=active_account(approve_as) if apply else None,
            as_of=self._day(as_of),
        )  # fmt: skip
        problem = None
        try:
            batch = drive(wish)
        except ImportRefused as error:
            problem, batch = error, error.batch
        self._write(summary(batch) if batch else nothing(kind, file), problem, report)
        if problem or batch.counts["errors"]:
            sys.exit(1)

    def _day(self, text):
        try:
            return parse_day(text) if text else None
        except DomainError as error:
            raise CommandError(error.sentence) from None

    def _write(self, said, problem, report) -> None:
        if problem:
            said |= {"problem": {"code": problem.code, "sentence": problem.sentence}}
        text = json.dumps(said, ensure_ascii=False, indent=1)
        if report:
            report.write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)


def _reason(kind: str, left: str | None) -> str | None:
    """The code of a reason that may be given by its code or its Vietnamese name."""
    if left is None or left == ASK:
        return left
    reasons = get_kind(kind).left_reasons
    known = {name.casefold(): code for code, name in reasons} | {code: code for code, _ in reasons}
    if left.casefold() not in known:
        raise CommandError(f"--left is {ASK!r} or one of: {', '.join(code for code, _ in reasons)}.")
    return known[left.casefold()]
