"""The assembled service behind the running application."""

from flask import current_app

from matcher.assembly import Rolefit


def rolefit() -> Rolefit:
    service: Rolefit = current_app.extensions["rolefit"]
    return service
