"""Shows the messages of a webhook that are genuine: ROLEFIT_SECRET=whsec_... python receiver.py [PORT]."""

import base64
import hmac
import os
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ.get("ROLEFIT_SECRET", "")
SECONDS = 300


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether Rolefit sent `body` within the last five minutes."""
    if abs(time.time() - int(headers["webhook-timestamp"])) > SECONDS:
        return False
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return any(hmac.compare_digest(expected, each) for each in headers["webhook-signature"].split())


class Receiver(BaseHTTPRequestHandler):
    """Answers first: what takes longer is done afterwards."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        genuine = is_genuine(SECRET, self.headers, body)
        self.send_response(204 if genuine else 401)
        self.end_headers()
        if genuine:
            print(self.headers["webhook-id"], body.decode(), flush=True)


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 8001), Receiver).serve_forever()
