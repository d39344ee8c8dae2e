<?php

declare(strict_types=1);

// A resource API: php -S localhost:8090 api.php

require __DIR__ . '/AccessTokenVerifier.php';

function answer(int $status, array $body, string ...$headers): never
{
    header('Content-Type: application/json');
    array_map('header', $headers);
    http_response_code($status); // last, because with WWW-Authenticate PHP says 401
    echo json_encode($body);
    exit;
}

function refuse(int $status, string $code, string $description, string $challenge): never
{
    answer(
        $status,
        ['error' => true, 'data' => ['error' => $code, 'error_description' => $description], 'message' => $description],
        "WWW-Authenticate: Bearer realm=\"api\"$challenge",
    );
}

/** The claims of the request's token, which has this scope; or the answer is 401 or 403 (RFC 6750 §3). */
function requireScope(string $scope): array
{
    if (!preg_match('/^Bearer +([\w.~+\/-]+=*)$/i', $_SERVER['HTTP_AUTHORIZATION'] ?? '', $bearer)) {
        refuse(401, 'invalid_token', 'The access token is missing', '');
    }
    $verifier = new AccessTokenVerifier(
        getenv('API_ISSUER'),
        getenv('API_AUDIENCE') ?: 'api',
        getenv('API_KEY_FILE') ?: sys_get_temp_dir() . '/api-keys.json',
    );
    try {
        $claims = $verifier->verify($bearer[1]);
    } catch (InvalidTokenException) {
        $description = 'The access token is invalid or has expired';
        refuse(401, 'invalid_token', $description, ", error=\"invalid_token\", error_description=\"$description\"");
    } catch (RuntimeException $failure) {
        error_log($failure->getMessage()); // a realm that does not answer is our failure, not the token's
        answer(503, ['error' => true, 'data' => ['error' => 'temporarily_unavailable'], 'message' => 'Try again later']);
    }
    if (!in_array($scope, explode(' ', $claims['scope'] ?? ''), true)) {
        refuse(403, 'insufficient_scope', "The access token has not the scope $scope", ", error=\"insufficient_scope\", scope=\"$scope\"");
    }
    return $claims;
}

$scope = $_SERVER['REQUEST_METHOD'] === 'GET' ? 'read' : 'write';
$claims = requireScope($scope);
answer(200, ['error' => false, 'data' => ['client' => $claims['azp'], 'user' => $claims['legacy_id'] ?? null], 'message' => 'Welcome']);
