"""Settings of Bugsink beside a desk: one process on loopback, which keeps what it is sent in BUGSINK_FOLDER."""

import os
from pathlib import Path

from bugsink.settings.default import *

FOLDER = Path(os.environ["BUGSINK_FOLDER"])
SECRET_KEY = os.environ["BUGSINK_SECRET"]
TIME_ZONE = "UTC"
SENTRY_DSN = None  # it reports nothing of itself
DATABASES["default"]["NAME"] = str(FOLDER / "errors.sqlite3")
DATABASES["snappea"]["NAME"] = str(FOLDER / "tasks.sqlite3")
# What comes in is there for the next question: no second process that works it off.
SNAPPEA = {"TASK_ALWAYS_EAGER": True}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
BUGSINK = {
    "BASE_URL": os.environ["BUGSINK_URL"],
    "SITE_TITLE": "Fixline · errors",
    "SINGLE_USER": True,
    "SINGLE_TEAM": True,
    "USER_REGISTRATION": "CB_NOBODY",
    "TEAM_CREATION": "CB_NOBODY",
    "INGEST_STORE_BASE_DIR": str(FOLDER / "ingestion"),
    "PHONEHOME": False,
}
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
