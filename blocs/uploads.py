"""How much of an upload reaches the disk: each file is cut just beyond the limit, a request beyond reason refused.

A file that was cut is larger than the limit still, so whoever judges it says “larger than 20 MB” and reads no further.
"""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_OF_A_FILE = 20 * 1024 * 1024
# Evidence takes twenty files a press, ten of them of full size. What is larger is refused unread; a single file of
# 200 MB is still let pass by, of which 20 MB reach the disk, so that its page comes back with what was typed. What a
# door holds in memory it bounds itself and lower (past years: 60 MB together).
MOST_OF_A_REQUEST = 220 * 1024 * 1024


class BoundedUpload(FileUploadHandler):
    """First of the handlers: passes chunks on up to the limit and swallows the rest."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST_OF_A_REQUEST:
            raise RequestDataTooBig("The upload is too large.")

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= MOST_OF_A_FILE else None

    def file_complete(self, file_size):
        return None
