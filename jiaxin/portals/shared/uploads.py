"""大文件上传 — a file too large for memory lies on disk without a name while it is received.

Django's own handler gives it one; killed, the server would leave somebody's roster among the temporary files.
"""

import tempfile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Nameless(FileUploadHandler):
    """Gone with the process that receives it, however that ends."""

    def new_file(self, *words: Any, **named: Any) -> None:
        super().new_file(*words, **named)
        self.file = UploadedFile(
            tempfile.TemporaryFile(),  # noqa: SIM115  closed with the request
            self.file_name,
            self.content_type,
            0,
            self.charset,
            self.content_type_extra,
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
