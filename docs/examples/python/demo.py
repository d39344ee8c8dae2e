"""python3 demo.py   with API_URL, API_CLIENT_ID, API_CLIENT_SECRET and perhaps API_RESOURCE"""

from __future__ import annotations

import os
import sys
import time

from api_client import ApiClient, ApiError, TokenSet


class Unexpected(Exception):
    pass


def facts(tokens: TokenSet) -> str:
    return f"{tokens.message}: {tokens.token_type}, {tokens.expires_in} s, scope {tokens.scope}"


def refusal(error: ApiError) -> str:
    return f"{error.status} {error.code} {error.message}"


def expect_message(tokens: TokenSet, message: str) -> None:
    if tokens.message != message:
        raise Unexpected(f'the message should be "{message}"')


def expect_refusal(title: str, api: ApiClient, status: int) -> None:
    try:
        api.token()
    except ApiError as error:
        print(f"{title}: {refusal(error)}")
        if error.status != status:
            raise Unexpected(f"the status should be {status}") from None
    else:
        raise Unexpected(f"{title}, but a token was issued")


def demo(url: str, client_id: str, secret: str, resource: str | None) -> None:
    # The demo turns the client's clock forward instead of waiting for the token to expire.
    ahead = 0
    api = ApiClient(url, client_id, secret, "read write", now=lambda: time.time() + ahead)

    issued = api.tokens()
    print(facts(issued))
    expect_message(issued, "Token issued")

    ahead = issued.expires_in
    refreshed = api.tokens()
    print(facts(refreshed))
    expect_message(refreshed, "Token refreshed")

    expect_refusal("Wrong secret", ApiClient(url, client_id, "wrong-secret", "read write"), 401)
    expect_refusal("Bad request", ApiClient(url, client_id, secret, "nope"), 400)

    if resource:
        print(f"Resource: {api.get(resource).status}")


def main() -> str | None:
    """None for exit code 0; a message goes to standard error and means exit code 1."""
    settings = [os.environ.get(name) for name in ("API_URL", "API_CLIENT_ID", "API_CLIENT_SECRET")]
    if not all(settings):
        return "Set API_URL, API_CLIENT_ID and API_CLIENT_SECRET"
    try:
        demo(*settings, os.environ.get("API_RESOURCE"))
    except ApiError as error:
        return f"Unexpected: {refusal(error)}"
    except Unexpected as unexpected:
        return f"Unexpected: {unexpected}"
    return None


if __name__ == "__main__":
    sys.exit(main())
