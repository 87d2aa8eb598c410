"""The site's application as tests of the hall serve it: killed on demand between the commit and the answer.

Served with WSGI_APP=tests.hall_faults:application. Passwords are hashed quickly, as here nobody guesses them and
thirteen at once are to meet at the signing table and not at the hash.
"""

import os
import signal
from pathlib import Path

from django.conf import settings

from config.wsgi import application as site

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KILL = Path(settings.VAR_DIR) / "kill-at-the-next-signature"


def application(environ, start_response):
    """The view has returned, so its transaction is committed; of the answer nothing has been sent."""
    answer = site(environ, start_response)
    if KILL.exists() and environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"].startswith("/ky/"):
        KILL.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
