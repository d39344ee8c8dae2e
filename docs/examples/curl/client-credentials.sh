#!/usr/bin/env bash
# Gets a token for the client itself.
#
# Environment: API_URL, API_CLIENT_ID, API_CLIENT_SECRET; if you like API_SCOPE and API_RESOURCE
# In a script: access_token=$(./client-credentials.sh --json | jq -r .data.access_token)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

request_token < <(jq -n '{
    grant_type: "client_credentials",
    client_id: env.API_CLIENT_ID,
    client_secret: env.API_CLIENT_SECRET,
    scope: env.API_SCOPE
}')
report "$@"
[[ ${1:-} == --json ]] || use_bearer
