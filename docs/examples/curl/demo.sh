#!/usr/bin/env bash
# ./demo.sh   with API_URL, API_CLIENT_ID, API_CLIENT_SECRET and perhaps API_RESOURCE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# expect WORDS COMMAND...: the command succeeds and its line begins with the words.
expect() {
    local line
    line=$("${@:2}")
    printf '%s\n' "$line"
    if [[ $line != "$1: "* ]]; then
        echo "Unexpected: the message should be \"$1\"" >&2
        exit 1
    fi
}

# expect_refusal TITLE STATUS COMMAND...: the command fails with the status.
expect_refusal() {
    local line
    if line=$("${@:3}" 2>&1); then
        echo "Unexpected: $1, but a token was issued" >&2
        exit 1
    fi
    line=${line#Unexpected: }
    printf '%s\n' "$1: $line"
    if [[ $line != "$2 "* ]]; then
        echo "Unexpected: the status should be $2" >&2
        exit 1
    fi
}

resource=${API_RESOURCE:-}
unset API_RESOURCE API_REFRESH_TOKEN API_SCOPE

expect 'Token issued' ./client-credentials.sh
expect 'Token refreshed' ./refresh.sh
API_CLIENT_SECRET=wrong-secret expect_refusal 'Wrong secret' 401 ./client-credentials.sh
API_SCOPE=nope expect_refusal 'Bad request' 400 ./client-credentials.sh
if [[ -n $resource ]]; then
    API_RESOURCE=$resource ./client-credentials.sh | tail -n 1
fi
