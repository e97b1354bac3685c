"""Giving out kept files."""

from django.http import FileResponse, Http404

from staff.service_models import Evidence


def download(evidence: Evidence) -> FileResponse:
    """The file, always as a download: nothing in it is shown as the portal's own. Raises Http404 for one that
    is no longer on the disk."""
    try:
        stream = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        stream,
        as_attachment=True,
        filename=evidence.name,
        content_type=evidence.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
