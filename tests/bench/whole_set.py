"""The whole set of set.json with docxtpl and LibreOffice: each paper rendered from a template, all turned into PDF by one
start of LibreOffice, which is kinder to it than a start a paper. Nothing of it is repeated: it takes its time."""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import docxtpl
from clock import measure

folder = Path(sys.argv[1])
papers = json.loads((folder / "set.json").read_text(encoding="utf-8"))


def flat(blocks):
    for block in blocks:
        if block["kind"] == "table":
            yield from ({"text": "\t".join(row)} for row in block["rows"])
        else:
            yield {"text": block["text"]}


def whole_set():
    with tempfile.TemporaryDirectory() as made:
        files = []
        for number, blocks in enumerate(papers):
            template = docxtpl.DocxTemplate(folder / "docxtpl.docx")
            template.render({"blocks": list(flat(blocks))}, autoescape=True)
            files.append(Path(made) / f"{number}.docx")
            template.save(files[-1])
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", made, *map(str, files)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        return b"".join(file.read_bytes() for file in Path(made).iterdir())


measure("set docxtpl+LibreOffice", 1, whole_set)
