"""The peers that Python has, on the contract of `contract.json`: name, median in microseconds, bytes; one line each.

Every peer sets the same text in process, warm, with the same fonts; templates are made before the clock starts.
"""

import html
import io
import json
import sys
from pathlib import Path

import docx
import docxtpl
import typst
import weasyprint
from clock import measure
from weasyprint.text.fonts import FontConfiguration

folder, times, fonts = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
blocks = json.loads((folder / "contract.json").read_text(encoding="utf-8"))


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def python_docx():
    document = docx.Document()
    for block in blocks:
        if block["kind"] == "table":
            rows = block["rows"]
            table = document.add_table(len(rows), max(map(len, rows)))
            for row, texts in zip(table.rows, rows):
                for cell, text in zip(row.cells, texts):
                    cell.text = text
        elif block["kind"] == "body":
            document.add_paragraph(block["text"])
        else:
            document.add_heading(block["text"], 1)
    return saved(document)


def write_template(path, begin, end):
    """One template for docxtpl and docxtemplater alike: the paragraphs between two marks, each one text."""
    document = docx.Document()
    document.add_paragraph(begin)
    document.add_paragraph("{{ block.text }}" if begin.startswith("{%") else "{text}")
    document.add_paragraph(end)
    document.save(path)


def flat():
    for block in blocks:
        if block["kind"] == "table":
            yield from ({"text": "\t".join(row)} for row in block["rows"])
        else:
            yield {"text": block["text"]}


paragraphs = list(flat())
(folder / "paragraphs.json").write_text(json.dumps(paragraphs, ensure_ascii=False), encoding="utf-8")
write_template(folder / "docxtpl.docx", "{%p for block in blocks %}", "{%p endfor %}")
write_template(folder / "docxtemplater.docx", "{#blocks}", "{/blocks}")


def docxtpl_render():
    template = docxtpl.DocxTemplate(folder / "docxtpl.docx")
    template.render({"blocks": paragraphs}, autoescape=True)
    return saved(template)


def page():
    css = (
        f"@font-face {{ font-family: Song; src: url('{(fonts / 'NotoSerifSC-Regular.ttf').as_uri()}') }}"
        "@page { size: A4; margin: 32mm 26mm } body { font: 14pt/1.6 Song } p { margin: 0; text-indent: 2em }"
        "table { border-collapse: collapse; width: 100% } td { border: .5pt solid; font-size: 10.5pt }"
    )
    parts = []
    for block in blocks:
        if block["kind"] == "table":
            rows = "".join("<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) for row in block["rows"])
            parts.append(f"<table>{rows}</table>")
        else:
            tag = "p" if block["kind"] == "body" else "h1"
            parts.append(f"<{tag}>{html.escape(block['text'])}</{tag}>")
    return f"<!doctype html><html lang=zh><style>{css}</style><body>{''.join(parts)}"


def typst_source():
    def text(words):
        return '#"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    parts = [
        '#set page(paper: "a4", margin: (x: 26mm, y: 32mm))\n#set text(font: "Noto Serif SC", size: 14pt, lang: "zh")\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)"
    ]
    for block in blocks:
        if block["kind"] == "table":
            rows = block["rows"]
            cells = ", ".join(f"[{text(cell)}]" for row in rows for cell in row)
            parts.append(f"#table(columns: {max(map(len, rows))}, {cells})")
        else:
            parts.append(("= " if block["kind"] != "body" else "") + text(block["text"]))
    return "\n\n".join(parts)


(folder / "contract.typ").write_text(typst_source(), encoding="utf-8")
source = page()
configuration = FontConfiguration()

measure("contract.docx python-docx", times, python_docx)
measure("contract.docx docxtpl", times, docxtpl_render)
compiler = typst.Compiler(str(folder / "contract.typ"), font_paths=[str(fonts)])
# A fresh compiler each time would read the fonts anew; a warm one keeps them, and is told of a changed source.
measure("contract.pdf typst", times, lambda: typst.compile(str(folder / "contract.typ"), font_paths=[str(fonts)]))
measure("contract.pdf typst (warm)", times, lambda: compiler.compile())
measure("contract.pdf WeasyPrint", times, lambda: weasyprint.HTML(string=source).write_pdf(font_config=configuration))
