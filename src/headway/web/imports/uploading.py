"""An upload that is far too large is stopped by its announced size, before it is taken in."""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from headway.domain.errors import HeadwayError

ALLOWANCE = 1_000_000
"""Bytes for the rest of the form; a file that is only a little too large gets its form back."""


class TooLargeError(HeadwayError):
    """More is being sent than the service takes in."""


class BoundedUploadHandler(FileUploadHandler):
    """
    Looks at the size that a request announces, and lets the next handler do the rest.

    Servers refuse a body that is longer than it announced, so nothing need be counted.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, "UploadedFile[Any]"]] | None:
        """
        Nothing, when the size is within bounds.

        Raises:
            RequestDataTooBig: It is not; its cause has the words for a person.
        """
        limit = settings.UPLOAD_LIMIT_MB
        if content_length > limit * 1_000_000 + ALLOWANCE:
            words = TooLargeError(
                f"The file is {content_length / 1_000_000:,.0f} MB; the service reads up to "
                f"{limit} MB, so it was not taken in. Send a part of it, or save a document "
                "without its pictures."
            )
            raise RequestDataTooBig(str(words)) from words
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand it on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handler that took it in."""
