<?php

declare(strict_types=1);

// Tokens and revocations by bshaffer/oauth2-server-php itself, in place of old-server.php's own: OLD_LIBRARY is a checkout of it.

require getenv('OLD_LIBRARY') . '/src/OAuth2/Autoloader.php';
OAuth2\Autoloader::register();

/** The library's storage, with the users of the table users. */
final class Storage extends OAuth2\Storage\Pdo
{
    public function getUser($username)
    {
        $user = query('SELECT id AS user_id, password FROM users WHERE email = ? AND is_active', $username)->fetch();
        return $user ? ['user_id' => (string) $user['user_id']] + $user : false;
    }

    protected function checkPassword($user, $password)
    {
        return password_verify($password, $user['password']);
    }
}

function library(): OAuth2\Server
{
    $storage = new Storage(['dsn' => getenv('OLD_DSN'), 'username' => getenv('OLD_USER'), 'password' => getenv('OLD_PASSWORD')]);
    $server = new OAuth2\Server($storage, [
        'access_lifetime' => ACCESS_TOKEN_LIFETIME,
        'refresh_token_lifetime' => REFRESH_TOKEN_LIFETIME,
        'always_issue_new_refresh_token' => true,
    ]);
    $server->addGrantType(new OAuth2\GrantType\ClientCredentials($storage));
    $server->addGrantType(new OAuth2\GrantType\UserCredentials($storage));
    $server->addGrantType(new OAuth2\GrantType\RefreshToken($storage, ['always_issue_new_refresh_token' => true]));
    $server->addGrantType(new OAuth2\GrantType\AuthorizationCode($storage));
    return $server;
}

function libraryRequest(): OAuth2\Request
{
    $request = OAuth2\Request::createFromGlobals();
    $request->request['username'] ??= $request->request['email'] ?? null;
    return $request;
}

function libraryToken(): never
{
    library()->handleTokenRequest(libraryRequest())->send();
    exit;
}

function libraryRevoke(): never
{
    library()->handleRevokeRequest(libraryRequest())->send();
    exit;
}
