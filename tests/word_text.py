"""Prints the body text of Word files as python-docx sees it, each ended by a NUL; tables of contents left out."""

import sys

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph


def texts(parent):
    for block in parent.iter_inner_content():
        if isinstance(block, Paragraph):
            if not block.style.style_id.startswith("TOC"):
                yield block.text
        elif isinstance(block, Table):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    # A merged cell is listed once for each place that it covers.
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from texts(cell)


sys.stdout.reconfigure(encoding="utf-8")
for name in sys.argv[1:]:
    sys.stdout.write("\n".join(texts(docx.Document(name))))
    sys.stdout.write("\0")
