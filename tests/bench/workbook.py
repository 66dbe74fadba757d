"""openpyxl on flats.xlsx: reading every value and nothing more, neither types of columns nor findings."""

import io
import sys
from pathlib import Path

import openpyxl
from clock import measure

folder, times = Path(sys.argv[1]), int(sys.argv[2])


def read(read_only):
    data = (folder / "flats.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=read_only).active
    assert sum(1 for row in sheet.iter_rows(values_only=True) if row[0] is not None) > 10_000
    return data


measure("import openpyxl", times, lambda: read(False))
measure("import openpyxl-read-only", times, lambda: read(True))
