"""For `gunicorn wsgi:app`, which reads this file by its name; `matcher serve` reads the same settings."""

from matcher.web.gunicorn_settings import *  # noqa: F403  # every name is one of gunicorn's settings
