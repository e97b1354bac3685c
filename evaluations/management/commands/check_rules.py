import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.days import parse_day, today
from core.errors import DomainError
from evaluations.law.check import check
from evaluations.law.rule_sets import load_file


class Command(BaseCommand):
    help = (
        "Hold facts (JSON; see docs/check-rules.md) against the law of a day and print the verdict; of a "
        "list of cases, each with its “facts”, print one verdict each beside what was expected."
    )
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("facts", help="a JSON file; - reads standard input")
        parser.add_argument("--on", help="the day of the rating or of the act; today where it isn't given")
        parser.add_argument("--with", action="append", default=[], dest="besides", metavar="FILE.yaml",
                            help="a stricter rule set on top; may be repeated")  # fmt: skip

    def handle(self, *, facts, on, besides, **options) -> None:
        try:
            text = sys.stdin.read() if facts == "-" else Path(facts).read_text(encoding="utf-8")
            said = json.loads(text)
            day = parse_day(on) if on else today()
            laws = tuple(load_file(Path(name)) for name in besides)
            if isinstance(said, list) and said:
                found = [_case(one) | {"verdict": check(one["facts"], on=day, besides=laws)} for one in said]
            else:
                found = check(said, on=day, besides=laws)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp: {error.filename}.") from None
        except (ValueError, RecursionError) as error:
            raise CommandError(f"Tệp dữ kiện không phải là JSON đúng: {error}.") from None
        except DomainError as error:
            raise CommandError(error.sentence) from None
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))


def _case(one) -> dict:
    """What a file of cases says of one besides its facts."""
    if not isinstance(one, dict) or not isinstance(one.get("facts"), dict):
        raise CommandError("Tệp gồm nhiều trường hợp thì mỗi trường hợp là một bảng có “facts”.")
    return {key: one[key] for key in ("note", "expect") if key in one}
