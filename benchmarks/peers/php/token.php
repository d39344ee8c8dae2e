<?php

// The token endpoint as in the library's step-by-step guide, with JWTs as access tokens.

$storage = require __DIR__ . '/storage.php';
$server = new OAuth2\Server($storage, [
    'use_jwt_access_tokens' => true,
    // Its tables have room for a token's id, not for a JWT.
    'store_encrypted_token_string' => false,
]);
$server->addGrantType(new OAuth2\GrantType\ClientCredentials($storage));
$server->handleTokenRequest(OAuth2\Request::createFromGlobals())->send();
