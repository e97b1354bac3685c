"""Writing the files of an export, by a job that is safe to kill and to run again."""

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from typing import BinaryIO

from core import jobs
from core.jobs import Run, job
from core.models import Job
from evaluations.enums import NationalFormat
from evaluations.models import NationalExport, NationalFile
from evaluations.national_files import Tell, write_json, write_xlsx

KIND = "evaluations.national"
WRITERS: dict[NationalFormat, Callable[[NationalExport, BinaryIO, Tell], None]] = {
    NationalFormat.XLSX: write_xlsx,
    NationalFormat.JSON: write_json,
}


def subject(export: NationalExport) -> str:
    return f"national:{export.pk}"


def start(export: NationalExport, *, by, result_url: str) -> Job:
    """The job that writes what the export lacks; the one at work where there is one."""
    return jobs.enqueue(
        KIND,
        subject=subject(export),
        title=f"Tạo tệp cho cơ sở dữ liệu quốc gia: {export}",
        by=by,
        result_url=result_url,
        export=export.pk,
    )


@job(KIND)
def write_files(run: Run) -> None:
    """All files of the export, or none; those that are there stay as they are."""
    export = NationalExport.objects.get(pk=run.job.params["export"])
    there = set(export.files.values_list("format", flat=True))
    lacking = [one for one in NationalFormat if one not in there]
    run.progress("Đọc kết quả", 0, export.count * len(lacking))
    made = [_written(run, export, one) for one in lacking]
    with run.commit():
        NationalFile.objects.bulk_create(made)


def _written(run: Run, export: NationalExport, format: NationalFormat) -> NationalFile:
    """The file in full is on disk only; what is kept of it is a tenth of its size."""

    def tell() -> None:
        run.progress(f"Ghi tệp {format.label}", run.done + 1)

    with tempfile.TemporaryFile() as plain, tempfile.TemporaryFile() as packed:
        WRITERS[format](export, plain, tell)
        plain.seek(0)
        digest = hashlib.file_digest(plain, "sha256").hexdigest()
        plain.seek(0)
        with gzip.open(packed, "wb") as zipped:
            shutil.copyfileobj(plain, zipped)
        packed.seek(0)
        return NationalFile(export=export, format=format, content=packed.read(), sha256=digest)
