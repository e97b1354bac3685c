from django.core.management.base import BaseCommand

from staff.tally_upkeep import count_anew


class Command(BaseCommand):
    help = "Count the tallies behind the figures anew from the facts (they are kept up by themselves)."

    def handle(self, **options) -> None:
        self.stdout.write(f"Đã đếm lại số liệu của {count_anew()} đơn vị.")
