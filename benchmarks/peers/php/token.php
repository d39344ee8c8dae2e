<?php

// The token endpoint as in the library's step-by-step guide, with JWTs as access tokens.

$server = new OAuth2\Server(require __DIR__ . '/storage.php', [
    'use_jwt_access_tokens' => true,
    // Its tables have room for a token's id, not for a JWT.
    'store_encrypted_token_string' => false,
]);
$server->addGrantType(new OAuth2\GrantType\ClientCredentials($server->getStorage('client_credentials')));
$server->handleTokenRequest(OAuth2\Request::createFromGlobals())->send();
