"""Open one workbook inside the small process that ``imports.workbook`` starts for it.

Runs by its file name with nothing but the standard library and calamine, so that it starts in some
30 ms, holds no connection and no secret, and can be killed at any moment. Arguments: the workbook's
path, the folder that holds ``python_calamine``, the parent's process number, memory in MB, CPU
seconds, cells. Writes one pickle to standard output: ``("sheets", [(name, rows, hidden, merged), …])``
or ``("refused", code)``.
"""

import ctypes
import gc
import os
import pickle
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
MAX_RESULT = 128 * 1024 * 1024


def main() -> None:
    path, library, parent, memory_mb, seconds, max_cells = sys.argv[1:]
    die_with(int(parent))
    limit(memory=int(memory_mb) * 1024 * 1024, seconds=int(seconds))
    sys.path.append(library)
    gc.disable()
    try:
        result = ("sheets", sheets(path, max_cells=int(max_cells)))
        data = pickle.dumps(result, 5)
        if len(data) > MAX_RESULT:
            data = pickle.dumps(("refused", "too_many_cells"))
    except TooManyCells:
        data = pickle.dumps(("refused", "too_many_cells"))
    except MemoryError:
        data = pickle.dumps(("refused", "out_of_memory"))
    with open(1, "wb", closefd=False) as out:
        out.write(data)
    # Nothing here needs tidying up, and freeing a million cells takes longer than leaving.
    os._exit(0)


class TooManyCells(Exception):
    """A sheet's area, blank cells included, is beyond what is worth carrying over."""


def die_with(parent: int) -> None:
    """Let the kernel kill this process when its parent goes, whatever the way it goes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit(*, memory: int, seconds: int) -> None:
    """Bound what this process may use: bytes of address space, seconds of processor, no file, no core."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # A process gets SIGXCPU at the soft limit and SIGKILL at the hard one: keep the two apart.
        resource.setrlimit(what, (most, hard if what == resource.RLIMIT_CPU else most))


def sheets(path: str, *, max_cells: int) -> list[tuple[str, list[list], bool, list]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # By its content, not its name: an .xlsx that somebody called .xls is read all the same.
    with open(path, "rb") as file:  # noqa: PTH123
        workbook = CalamineWorkbook.from_filelike(file)
    found = []
    known: dict[str, str] = {}
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        max_cells -= area(sheet)
        if max_cells < 0:
            raise TooManyCells
        rows = shared(sheet.to_python(skip_empty_area=False), known)
        hidden = about.visible != SheetVisibleEnum.Visible
        found.append((about.name, rows, hidden, sheet.merged_cell_ranges or []))
    return found


def area(sheet) -> int:
    if sheet.end is None:
        return 0
    row, column = sheet.end
    return (row + 1) * (column + 1)


def shared(rows: list[list], known: dict[str, str]) -> list[list]:
    """The same rows with equal texts as one object: half the bytes through the pipe and in the parent."""
    one = known.setdefault
    return [[one(cell, cell) if type(cell) is str else cell for cell in row] for row in rows]


if __name__ == "__main__":
    main()
