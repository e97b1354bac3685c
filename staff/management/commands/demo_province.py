from django.core.management.base import BaseCommand

from staff import demo


class Command(BaseCommand):
    help = "Start bringing the demo province in, or go on with it; nothing where it has come in once."

    def handle(self, **options) -> None:
        job = demo.start()
        self.stdout.write(f"{job.title}: {job.get_state_display()}" if job else "The demo province is there.")
