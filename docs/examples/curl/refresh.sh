#!/usr/bin/env bash
# Gets a new token for a refresh token: the one in API_REFRESH_TOKEN, else a fresh one of the client's own.
#
# A client with reusable refresh tokens keeps its first one and ignores those in later answers. Every other client has
# to keep the newest: each works once. On 401, get a new token with client-credentials.sh or password.sh.
#
# Environment: API_URL, API_CLIENT_ID, API_CLIENT_SECRET; if you like API_REFRESH_TOKEN and API_RESOURCE
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [[ -z ${API_REFRESH_TOKEN:-} ]]; then
    API_REFRESH_TOKEN=$("$(dirname "${BASH_SOURCE[0]}")/client-credentials.sh" --json |
        jq -r '.data.refresh_token // empty')
fi
export API_REFRESH_TOKEN
request_token < <(jq -n '{
    grant_type: "refresh_token",
    refresh_token: env.API_REFRESH_TOKEN,
    client_id: env.API_CLIENT_ID,
    client_secret: env.API_CLIENT_SECRET
}')
report "$@"
[[ ${1:-} == --json ]] || use_bearer
