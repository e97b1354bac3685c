"""The WSGI application, served by granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
application = get_wsgi_application()
# What was made by now lives as long as the process: no collection needs to walk it again, and a page that
# makes many short-lived objects doesn't set off one after the other.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
