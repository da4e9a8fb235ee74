"""For WSGI servers, as in `gunicorn wsgi:app`. Unlike `matcher serve`, leaves the database as it is."""

from matcher.web import app_from_env

app = app_from_env()
