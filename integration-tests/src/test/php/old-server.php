<?php

declare(strict_types=1);

// An old OAuth server and its API in one, over the tables of bshaffer/oauth2-server-php 1.11 and a table of users, with that library's answers:
// OLD_DSN=mysql:… OLD_USER=… OLD_PASSWORD=… API_ISSUER=… API_KEY_FILE=… php -S localhost:8090 old-server.php
// Access and refresh tokens are 40 hexadecimal digits, a refresh token is used once. The API, /me, takes Keycloak's access tokens too. With OLD_LIBRARY the
// library itself answers (library.php).

const ACCESS_TOKEN_LIFETIME = 86400;
const REFRESH_TOKEN_LIFETIME = 1209600;
const AUTHORIZATION_CODE_LIFETIME = 60;

require __DIR__ . '/../../../../docs/examples/resource-api/php/AccessTokenVerifier.php';

function answer(int $status, array $body): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    header('Pragma: no-cache');
    echo json_encode($body);
    exit;
}

function refuse(int $status, string $error, string $description): never
{
    answer($status, ['error' => $error, 'error_description' => $description]);
}

function query(string $sql, mixed ...$values): PDOStatement
{
    static $database;
    $database ??= new PDO(getenv('OLD_DSN'), getenv('OLD_USER'), getenv('OLD_PASSWORD'), [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
    ]);
    $statement = $database->prepare($sql);
    $statement->execute($values);
    return $statement;
}

/** Keeps a new token or code in one of the library's tables. */
function issue(string $table, string $column, string $client, ?string $user, string $scope, int $lifetime): string
{
    $value = bin2hex(random_bytes(20));
    $expires = gmdate('Y-m-d H:i:s', time() + $lifetime);
    query("INSERT INTO $table ($column, client_id, user_id, expires, scope) VALUES (?, ?, ?, ?, ?)", $value, $client, $user, $expires, $scope);
    return $value;
}

/** Uses up a token or code of the client: of all who ask for it, one gets it. */
function take(string $table, string $column, string $value, string $client): ?array
{
    $row = query("SELECT user_id, scope FROM $table WHERE $column = ? AND client_id = ? AND expires > UTC_TIMESTAMP()", $value, $client)->fetch();
    return $row && query("DELETE FROM $table WHERE $column = ?", $value)->rowCount() === 1 ? $row : null;
}

/** The id of the user with this address and password. */
function user(array $parameters): ?string
{
    $user = query('SELECT id, password, is_active FROM users WHERE email = ?', $parameters['email'] ?? $parameters['username'] ?? '')->fetch();
    return $user && $user['is_active'] && password_verify($parameters['password'] ?? '', $user['password']) ? (string) $user['id'] : null;
}

/** The id of the client that sends its secret, with HTTP Basic or in the body. */
function client(array $parameters): string
{
    $id = $_SERVER['PHP_AUTH_USER'] ?? $parameters['client_id'] ?? '';
    $secret = $_SERVER['PHP_AUTH_PW'] ?? $parameters['client_secret'] ?? '';
    $stored = query('SELECT client_secret FROM oauth_clients WHERE client_id = ?', $id)->fetchColumn();
    return is_string($stored) && hash_equals($stored, $secret)
        ? $id
        : refuse(400, 'invalid_client', 'The client credentials are invalid');
}

function token(array $parameters): never
{
    $client = client($parameters);
    $grant = $parameters['grant_type'] ?? '';
    $asked = $parameters['scope'] ?? 'read';
    [$user, $scope] = match ($grant) {
        'client_credentials' => [null, $asked],
        'password' => [user($parameters) ?? refuse(401, 'invalid_grant', 'Invalid username and password combination'), $asked],
        'refresh_token' => array_values(
            take('oauth_refresh_tokens', 'refresh_token', $parameters['refresh_token'] ?? '', $client)
                ?? refuse(400, 'invalid_grant', 'Invalid refresh token'),
        ),
        'authorization_code' => array_values(
            take('oauth_authorization_codes', 'authorization_code', $parameters['code'] ?? '', $client)
                ?? refuse(400, 'invalid_grant', "Authorization code doesn't exist or is invalid for the client"),
        ),
        default => refuse(400, 'unsupported_grant_type', "Grant type \"$grant\" not supported"),
    };
    $issued = [
        'access_token' => issue('oauth_access_tokens', 'access_token', $client, $user, $scope, ACCESS_TOKEN_LIFETIME),
        'expires_in' => ACCESS_TOKEN_LIFETIME,
        'token_type' => 'Bearer',
        'scope' => $scope,
    ];
    if ($user !== null) {
        $issued['refresh_token'] = issue('oauth_refresh_tokens', 'refresh_token', $client, $user, $scope, REFRESH_TOKEN_LIFETIME);
    }
    answer(200, $issued);
}

function revoke(array $parameters): never
{
    $client = client($parameters);
    foreach (['access_token', 'refresh_token'] as $kind) {
        query("DELETE FROM oauth_{$kind}s WHERE $kind = ? AND client_id = ?", $parameters['token'] ?? '', $client);
    }
    answer(200, ['revoked' => true]);
}

/** A login page, which posts to its own address. */
function authorize(array $parameters): never
{
    $client = query('SELECT client_id, redirect_uri FROM oauth_clients WHERE client_id = ?', $_GET['client_id'] ?? '')->fetch();
    if (!$client) {
        refuse(400, 'invalid_client', 'The client id supplied is invalid');
    }
    $user = user($parameters);
    if ($user === null) {
        echo '<!DOCTYPE html><title>The old server</title><form method="post" action="', htmlspecialchars($_SERVER['REQUEST_URI']), '">',
            '<input name="username"><input name="password" type="password"><button>Log in</button></form>';
        exit;
    }
    $code = issue('oauth_authorization_codes', 'authorization_code', $client['client_id'], $user, $_GET['scope'] ?? 'read', AUTHORIZATION_CODE_LIFETIME);
    header("Location: $client[redirect_uri]?" . http_build_query(['code' => $code, 'state' => $_GET['state'] ?? null]));
    http_response_code(302);
    exit;
}

/** The API: who the access token stands for. */
function me(): never
{
    $token = preg_replace('/^Bearer /', '', $_SERVER['HTTP_AUTHORIZATION'] ?? '');
    $row = query('SELECT client_id, user_id FROM oauth_access_tokens WHERE access_token = ? AND expires > UTC_TIMESTAMP()', $token)->fetch();
    if ($row) {
        answer(200, ['client' => $row['client_id'], 'user' => $row['user_id']]);
    }
    try {
        $claims = (new AccessTokenVerifier(getenv('API_ISSUER'), 'api', getenv('API_KEY_FILE')))->verify($token);
    } catch (InvalidTokenException $invalid) {
        refuse(401, 'invalid_token', $invalid->getMessage());
    }
    answer(200, ['client' => $claims['azp'], 'user' => $claims['legacy_id'] ?? null]);
}

$parameters = str_starts_with($_SERVER['CONTENT_TYPE'] ?? '', 'application/json')
    ? json_decode(file_get_contents('php://input'), true)
    : $_POST;
$library = (bool) getenv('OLD_LIBRARY');
if ($library) {
    require __DIR__ . '/library.php';
}
match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    '/restful_api/token' => $library ? libraryToken() : token($parameters),
    '/restful_api/revoke' => $library ? libraryRevoke() : revoke($parameters),
    '/restful_api/authorize' => authorize($parameters),
    '/me' => me(),
    default => refuse(404, 'not_found', 'There is nothing here'),
};
