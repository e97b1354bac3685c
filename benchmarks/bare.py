"""The floor of a page: Django with one view, one query of 50 rows with one join, one template.

No middleware, no session, no account, no context processor, no inheritance of templates; the connection
stays open and the template is compiled once, as in production.
"""

import os

import django
from django.conf import settings

from backend.embedded import paths

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Nhân sự</title></head><body><h1>Nhân sự</h1>
<table><thead>
<tr><th>Họ và tên</th><th>Ngày sinh</th><th>Giới tính</th><th>Quê quán</th><th>Nhóm</th></tr>
</thead><tbody>{% for post in posts %}
<tr><td><a href="/{{ post.person.pk }}/">{{ post.person.full_name }}</a></td>
<td>{{ post.person.born_on|date:"d/m/Y" }}</td><td>{{ post.person.sex }}</td>
<td>{{ post.person.home_place }}</td><td>{{ post.group }}</td></tr>{% endfor %}
</tbody></table></body></html>
"""

settings.configure(
    DEBUG=False,
    SECRET_KEY="of the benchmarks only",  # noqa: S106
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[],
    MIDDLEWARE=[],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
                    )
                ]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(paths.socket_dir()),
            "USER": "portal",
            "NAME": os.environ["BENCH_DATABASE"],
            "CONN_MAX_AGE": 600,
        }
    },
    LANGUAGE_CODE="vi",
    TIME_ZONE="Asia/Ho_Chi_Minh",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Person(models.Model):
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)
    sex = models.CharField(max_length=6)
    born_on = models.DateField()
    home_place = models.CharField(max_length=200)

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "staff_person"

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    group = models.CharField(max_length=22)

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "staff_post"

    def __str__(self) -> str:
        return self.group


def page(request):
    posts = Post.objects.select_related("person").order_by("person__sort_key", "person_id")[:50]
    return render(request, "page.html", {"posts": posts})


urlpatterns = [path("", page)]
application = get_wsgi_application()
