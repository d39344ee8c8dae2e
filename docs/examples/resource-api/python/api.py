"""A resource API: pip install "pyjwt[crypto]"; PORT=8090 python3 api.py"""

import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError

import jwt

ISSUER = os.environ["API_ISSUER"]
AUDIENCE = os.environ.get("API_AUDIENCE", "api")
KEYS = jwt.PyJWKClient(f"{ISSUER}/protocol/openid-connect/certs", lifespan=3600)


class Refusal(Exception):
    """What the request is refused with: RFC 6750 section 3."""

    def __init__(self, status, code, description, challenge=""):
        super().__init__(description)
        self.status, self.code, self.description, self.challenge = status, code, description, challenge


class Unavailable(Exception):
    """The realm does not answer."""


def require_scope(authorization, scope):
    """The claims of the request's token, which has this scope."""
    bearer = re.fullmatch(r"Bearer +([\w.~+/-]+=*)", authorization or "", re.IGNORECASE | re.ASCII)
    if not bearer:
        raise Refusal(401, "invalid_token", "The access token is missing")
    claims = verify(bearer[1])
    if scope not in claims.get("scope", "").split(" "):
        raise Refusal(
            403,
            "insufficient_scope",
            f"The access token has not the scope {scope}",
            f', error="insufficient_scope", scope="{scope}"',
        )
    return claims


def verify(token):
    try:
        key = KEYS.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            issuer=ISSUER,
            audience=AUDIENCE,
            leeway=30,
            options={"require": ["exp", "iss", "aud"]},
        )
        if claims.get("typ") == "Bearer":  # and no ID token
            return claims
    except jwt.PyJWTError as failure:
        if isinstance(failure.__context__, URLError):
            raise Unavailable from failure  # our failure, not the token's
    description = "The access token is invalid or has expired"
    raise Refusal(
        401, "invalid_token", description, f', error="invalid_token", error_description="{description}"'
    )


class Api(BaseHTTPRequestHandler):
    def do_GET(self):
        self.serve("read")

    def do_POST(self):
        self.serve("write")

    def serve(self, scope):
        try:
            claims = require_scope(self.headers["Authorization"], scope)
            data = {"client": claims["azp"], "user": claims.get("legacy_id")}
            self.answer(200, {"error": False, "data": data, "message": "Welcome"})
        except Refusal as refusal:
            data = {"error": refusal.code, "error_description": refusal.description}
            self.answer(
                refusal.status,
                {"error": True, "data": data, "message": refusal.description},
                f'Bearer realm="api"{refusal.challenge}',
            )
        except Unavailable:
            data = {"error": "temporarily_unavailable"}
            self.answer(503, {"error": True, "data": data, "message": "Try again later"})

    def answer(self, status, body, challenge=None):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *arguments):
        """Not the requests."""


ThreadingHTTPServer(("localhost", int(os.environ.get("PORT", "8090"))), Api).serve_forever()
