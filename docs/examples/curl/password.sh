#!/usr/bin/env bash
# Gets a token for a user.
#
# Environment: API_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_EMAIL, API_PASSWORD;
#              if you like API_SCOPE and API_RESOURCE
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [[ -z ${API_EMAIL:-} || -z ${API_PASSWORD:-} ]]; then
    fail 'Set API_EMAIL and API_PASSWORD'
fi
request_token < <(jq -n '{
    grant_type: "password",
    client_id: env.API_CLIENT_ID,
    client_secret: env.API_CLIENT_SECRET,
    email: env.API_EMAIL,
    password: env.API_PASSWORD,
    scope: env.API_SCOPE
}')
report "$@"
[[ ${1:-} == --json ]] || use_bearer
