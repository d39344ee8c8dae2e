# Shared by the scripts beside it, which source it. Bash, curl 7.55+ and jq.
#
# No secret and no token becomes an argument of a program: arguments show in the process list. So curl reads them from
# standard input, and jq reads them from the environment (env.NAME) and not from --arg. printf is part of bash.

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

if [[ -z ${API_URL:-} || -z ${API_CLIENT_ID:-} || -z ${API_CLIENT_SECRET:-} ]]; then
    fail 'Set API_URL, API_CLIENT_ID and API_CLIENT_SECRET'
fi
export API_SCOPE=${API_SCOPE:-read write}

headers=$(mktemp) # holds no token: the answers carry theirs in the body
trap 'rm -f "$headers"' EXIT

# request CURL-ARGUMENT...: curl gets standard input; sets $status and $answer. A 429 is waited out, but not for ever:
# the third one is left to the caller.
request() {
    local input output try
    input=$(cat)
    for try in 1 2 3; do
        output=$(printf '%s' "$input" | curl --silent --show-error --proto '=http,https' --globoff \
            --connect-timeout 5 --max-time 30 --header 'Accept: application/json' \
            --dump-header "$headers" --write-out '\n%{http_code}' "$@") ||
            fail "Unexpected: 0 no_answer (exit code $? of curl)"
        status=${output##*$'\n'}
        answer=${output%$'\n'*}
        if [[ $status != 429 || $try == 3 ]]; then
            return
        fi
        sleep "$(retry_after)"
    done
}

# Seconds to wait after a 429; 1 where the server names none.
retry_after() {
    awk 'tolower($1) == "retry-after:" && $2 ~ /^[0-9]+\r?$/ { seconds = $2 + 0 }
        END { print seconds == "" ? 1 : seconds }' "$headers"
}

# Ends the script with what the API says is wrong. The raw answer stays out of it: it could hold anything.
refused() {
    local reason
    reason=$(printf '%s' "$answer" | jq -r '"\(.data.error | strings) \(.message | strings)"' 2>/dev/null) || reason=
    fail "Unexpected: $status ${reason:-unexpected_answer The answer is not what the API sends}"
}

# Posts the JSON on standard input to the token endpoint.
request_token() {
    request --header 'Content-Type: application/json' --data-binary @- "${API_URL%/}/oauth/token"
    # RFC 6750 §2.1: no line break, which would smuggle another header into the request that carries the token.
    local is_token
    is_token=$(printf '%s' "$answer" |
        jq '.data.access_token | test("^[A-Za-z0-9._~+/-]+=*$")' 2>/dev/null) || is_token=
    [[ $status == 200 && $is_token == true ]] || refused
}

# report [--json]: prints the token's facts, or with --json the whole answer, tokens included, for another program.
report() {
    if [[ ${1:-} == --json ]]; then
        printf '%s\n' "$answer"
    else
        printf '%s' "$answer" | jq -r '"\(.message): \(.data.token_type), \(.data.expires_in) s, scope \(.data.scope)"'
    fi
}

# Requests the resource API_RESOURCE, if it is set, with the token that was answered.
use_bearer() {
    if [[ -z ${API_RESOURCE:-} ]]; then
        return
    fi
    local access_token
    access_token=$(printf '%s' "$answer" | jq -r .data.access_token)
    request --header @- "$API_RESOURCE" < <(printf 'Authorization: Bearer %s\n' "$access_token")
    case $status in
        400 | 401 | 429) refused ;;
        *) printf 'Resource: %s\n' "$status" ;;
    esac
}
