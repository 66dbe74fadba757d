"""The long table of table-1000.json: docxtpl in Word, typst and reportlab in PDF with the header on every page.

Arguments: folder, times, fonts, rows; with `memory`, typst sets it once and the memory of the process is printed.
"""

import io
import json
import sys
from pathlib import Path

import typst
from clock import measure, told_memory

folder, times, fonts, rows = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
texts = json.loads((folder / f"table-{rows}.json").read_text(encoding="utf-8"))
WIDTHS = [4, 8, 8, 8, 5, 5, 8, 16]


def quoted(text):
    return "[" + "".join("\\" + letter if letter in "#*_`$<>@\\[]~-+=/" else letter for letter in text) + "]"


def typst_source():
    header = ", ".join(quoted(text) for text in texts[0])
    cells = ", ".join(quoted(text) for row in texts[1:] for text in row)
    widths = ", ".join(f"{width}fr" for width in WIDTHS)
    return (
        '#set page(paper: "a4", margin: (x: 26mm, y: 32mm))\n'
        '#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")\n'
        f"#table(columns: ({widths}), table.header({header}), {cells})\n"
    )


source = folder / f"table-{rows}.typ"
source.write_text(typst_source(), encoding="utf-8")


def typst_pdf():
    return typst.compile(str(source), font_paths=[str(fonts)])


if "memory" in sys.argv:
    assert typst_pdf()
    told_memory(f"memory-{rows} typst")
    sys.exit()

import docx
import docxtpl
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

keys = [f"c{column}" for column in range(len(WIDTHS))]
records = [dict(zip(keys, row)) for row in texts[1:]]
(folder / f"records-{rows}.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def template(name, *lines):
    """A header, and below it rows in the marks of one engine."""
    document = docx.Document()
    table = document.add_table(1, len(keys))
    for row, line in [(table.rows[0], texts[0]), *((table.add_row(), line) for line in lines)]:
        for cell, text in zip(row.cells, line):
            cell.text = text
    document.save(folder / name)


empty = [""] * (len(keys) - 1)
template(
    "docxtpl-table.docx",
    ["{%tr for row in rows %}", *empty],
    ["{{ row." + key + " }}" for key in keys],
    ["{%tr endfor %}", *empty],
)
looped = ["{#rows}{c0}", *("{" + key + "}" for key in keys[1:-1]), "{c7}{/rows}"]
template("docxtemplater-table.docx", looped)
template("easy-template-table.docx", looped)
template("carbone-table.docx", *(["{d.rows[" + at + "]." + key + "}" for key in keys] for at in ("i", "i+1")))


def docxtpl_render():
    made = docxtpl.DocxTemplate(folder / "docxtpl-table.docx")
    made.render({"rows": records}, autoescape=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


pdfmetrics.registerFont(TTFont("Song", fonts / "NotoSerifSC-Regular.ttf"))
style = ParagraphStyle("cell", fontName="Song", fontSize=10.5, leading=14, wordWrap="CJK")


def reportlab_pdf():
    out = io.BytesIO()
    total = A4[0] - 52 * mm
    widths = [total * width / sum(WIDTHS) for width in WIDTHS]
    cells = [[Paragraph(text, style) for text in row] for row in texts]
    table = LongTable(cells, widths, repeatRows=1, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    margins = {"leftMargin": 26 * mm, "rightMargin": 26 * mm, "topMargin": 32 * mm, "bottomMargin": 32 * mm}
    SimpleDocTemplate(out, pagesize=A4, **margins).build([table])
    return out.getvalue()


measure(f"table-{rows}.docx docxtpl", times if rows < 5000 else 1, docxtpl_render)
measure(f"table-{rows}.pdf typst", times, typst_pdf)
measure(f"table-{rows}.pdf reportlab", times if rows < 5000 else 1, reportlab_pdf)
