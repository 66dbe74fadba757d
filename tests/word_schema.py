"""Holds Word files against the schemas of Office Open XML (those of Microsoft's SDK, which openxml-audit carries).

Prints one line a fault: file, part, place, what is wrong. No line, no fault.
"""

import sys

from openxml_audit import FileFormat, OpenXmlValidator

# The SDK asks for a theme; ISO/IEC 29500-1 (14.2.7) permits a package without one, and our papers name every font.
PERMITTED = "relationships/theme' is missing"

validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
for name in sys.argv[1:]:
    for fault in validator.validate(name).errors:
        if PERMITTED not in fault.description:
            print(name, fault.part_uri, fault.path, fault.description, sep="\t")
