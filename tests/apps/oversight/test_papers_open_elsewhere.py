"""The Word file and the workbook of a pack open in LibreOffice and say there what the page says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.oversight.snapshots import keep
from jiaxin.domain.figures.pack import Pack
from tests.portals.office.officers import district
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WAIT_SECONDS = 180

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: .ci/run installs it where it may")]


def converted(source: Path, kind: str) -> Path:
    """What LibreOffice makes of a file, with a profile of its own."""
    out = source.parent / "out"
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    told = subprocess.run(
        [str(OFFICE), profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(out), str(source)],
        capture_output=True, text=True, timeout=WAIT_SECONDS, check=False, env={**os.environ, "HOME": str(source.parent)},
    )  # fmt: skip
    made = out / f"{source.stem}.{kind}"
    assert made.exists(), told.stdout + told.stderr
    return made


def made_pack() -> Pack:
    district()
    return oversight.pack_of(keep())


def test_the_word_file_opens_with_every_table_whole(tmp_path: Path) -> None:
    one = made_pack()
    source = tmp_path / "meeting.docx"
    source.write_bytes(oversight.as_docx(one))
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(converted(source, "pdf").read_bytes()))
    text = re.sub(r"\s|\ufffe", "", text)
    said = [one.title, *(part.heading for part in one.sections), *(table.name for part in one.sections for table in part.tables), one.digest[:16]]
    said += [row[0] for table in one.sections[-1].tables for row in table.rows]
    assert len(said) > 50 and not [word for word in said if re.sub(r"\s", "", word) not in text]


def test_the_workbook_opens_with_every_sheet_and_row(tmp_path: Path) -> None:
    one = made_pack()
    source = tmp_path / "meeting.xlsx"
    source.write_bytes(oversight.as_xlsx(one))
    book = load_workbook(converted(source, "xlsx"), read_only=True)
    for part in one.sections:
        for table in part.tables:
            rows = [tuple(str(cell or "") for cell in row) for row in book[table.name].iter_rows(min_row=2, values_only=True)]
            assert [row[: len(table.headings)] for row in rows if any(row)] == list(table.rows), table.name
    assert book.sheetnames[0] == "说明"
