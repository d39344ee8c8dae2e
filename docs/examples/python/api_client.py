"""A client of the API for Python 3.9+; it needs nothing but the standard library."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Callable, NamedTuple

EARLY_SECONDS = 60  # refresh this early, so that a token does not expire on its way to the API
MAX_TRIES = 3
ANSWER_SECONDS = 30
# RFC 6750 §2.1. Anything else would not go into a header, and the library's complaint would quote it.
BEARER_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")


class ApiError(Exception):
    """The API refused the request or did not answer.

    400: the request is wrong; show the message, do not retry.
    401: the credentials are wrong.
    429: too many requests; retry_after says how many seconds to wait.

    The status is 0 if there was no answer; code is such as "invalid_client".
    """

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


class Response(NamedTuple):
    status: int
    body: Any  # parsed if it is JSON, else the text


@dataclass(frozen=True)
class TokenSet:
    """What the token endpoint answered. Its repr() leaves the tokens out, for the sake of logs."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    token_type: str
    expires_in: int
    scope: str
    message: str
    fresh_until: float


class ApiClient:
    def __init__(
        self,
        url: str,
        client_id: str,
        client_secret: str,
        scope: str,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ):
        """url is the API's base address, without /oauth/token; scope is such as "read write"."""
        self._url = url.rstrip("/")
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._scope = scope
        self._sleep = sleep
        self._now = now
        self._tokens: TokenSet | None = None
        self._lock = threading.Lock()  # threads that need a token at the same time share one request

    def token(self) -> str:
        """A bearer token that is good for another minute at least."""
        return self.tokens().access_token

    def tokens(self) -> TokenSet:
        """The same with its type, lifetime and scope."""
        with self._lock:
            if self._tokens is None or self._now() >= self._tokens.fresh_until:
                self._tokens = self._refresh() or self._issue()
            return self._tokens

    def get(self, url: str) -> Response:
        """Requests a resource. The URL gets the bearer token, so pass only your API's.

        Raises an ApiError on 400, on a second 401, on a third 429, and if there is no answer.
        """
        token = self.token()
        response, retry_after = self._get_with_bearer(url, token)
        if response.status == 401:
            # Expired by the server's clock, or revoked: one new token, then give up.
            self._forget(token)
            response, retry_after = self._get_with_bearer(url, self.token())
        if response.status in (400, 401, 429):
            raise _refused(response, retry_after)
        return response

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._tokens is not None and self._tokens.access_token == token:
                self._tokens = None

    def _issue(self) -> TokenSet:
        return self._request_token({"grant_type": "client_credentials", "scope": self._scope})

    def _refresh(self) -> TokenSet | None:
        """None if there is nothing to refresh or the server no longer takes the refresh token."""
        # The refresh token is reusable: keep the first one and ignore those in later answers.
        first = self._tokens.refresh_token if self._tokens else None
        if first is None:
            return None
        try:
            return self._request_token({"grant_type": "refresh_token", "refresh_token": first}, first)
        except ApiError as error:
            if error.status != 401:
                raise
            return None

    def _request_token(self, parameters: dict[str, str], first_refresh_token: str | None = None) -> TokenSet:
        requested_at = self._now()
        request = urllib.request.Request(
            self._url + "/oauth/token",
            data=json.dumps({**parameters, **self._credentials}).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            method="POST",
        )
        response, retry_after = self._send_patiently(request)
        data = _data(response)
        access_token, expires_in = str(data.get("access_token", "")), data.get("expires_in")
        is_token = BEARER_TOKEN.fullmatch(access_token) and isinstance(expires_in, int)
        if response.status != 200 or not is_token:
            raise _refused(response, retry_after)
        return TokenSet(
            access_token=access_token,
            refresh_token=first_refresh_token or data.get("refresh_token"),
            token_type=data.get("token_type", ""),
            expires_in=expires_in,
            scope=data.get("scope", ""),
            message=_envelope(response).get("message", ""),
            fresh_until=requested_at + expires_in - EARLY_SECONDS,
        )

    def _get_with_bearer(self, url: str, token: str) -> tuple[Response, int]:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        return self._send_patiently(urllib.request.Request(url, headers=headers))

    def _send_patiently(self, request: urllib.request.Request) -> tuple[Response, int]:
        """Sends again after a 429, but not for ever: the third one is returned."""
        response, retry_after = _send(request)
        tries = 1
        while response.status == 429 and tries < MAX_TRIES:
            self._sleep(retry_after)
            response, retry_after = _send(request)
            tries += 1
        return response, retry_after


def _opener() -> urllib.request.OpenerDirector:
    # Not build_opener(): its handlers follow redirects, with the secret or the token in tow, open file:// addresses
    # and raise on every status from 300 on.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _send(request: urllib.request.Request) -> tuple[Response, int]:
    """Sends one request and returns whatever the status is, and how long a 429 asks to wait."""
    try:
        with _opener().open(request, timeout=ANSWER_SECONDS) as answer:
            retry_after = answer.headers.get("Retry-After", "")
            response = Response(answer.status, _parse(answer.read()))
    except (OSError, http.client.HTTPException) as failure:
        raise ApiError(0, "no_answer", str(getattr(failure, "reason", failure)) or "No answer") from None
    return response, int(retry_after) if retry_after.isdecimal() else 1


def _parse(content: bytes) -> Any:
    text = content.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


def _refused(response: Response, retry_after: int) -> ApiError:
    code, message = _data(response).get("error"), _envelope(response).get("message")
    if not isinstance(code, str) or not isinstance(message, str):
        # The raw body stays out of the message: it could hold anything, tokens included.
        code, message = "unexpected_answer", "The answer is not what the API sends"
    return ApiError(response.status, code, message, retry_after if response.status == 429 else None)


def _envelope(response: Response) -> dict[str, Any]:
    return response.body if isinstance(response.body, dict) else {}


def _data(response: Response) -> dict[str, Any]:
    data = _envelope(response).get("data")
    return data if isinstance(data, dict) else {}
