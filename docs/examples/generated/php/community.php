<?php

declare(strict_types=1);

// php community.php   with COMMUNITY_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_EMAIL and API_PASSWORD

use OpenAPI\Client\Api\TokensApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\PasswordGrant;

require __DIR__ . '/load.php';
load(__DIR__ . '/community');

$tokens = new TokensApi(config: (new Configuration())->setHost(getenv('COMMUNITY_URL')));
$request = [
    'grant_type' => 'password',
    'username' => getenv('API_EMAIL'),
    'password' => getenv('API_PASSWORD'),
    'client_id' => getenv('API_CLIENT_ID'),
    'client_secret' => getenv('API_CLIENT_SECRET'),
];

$token = $tokens->issueToken(new PasswordGrant($request));
echo "{$token->getTokenType()}, {$token->getExpiresIn()} s, scope {$token->getScope()}\n";

try {
    $tokens->issueToken(new PasswordGrant(['client_secret' => 'wrong-secret'] + $request));
} catch (ApiException $refused) {
    $error = $refused->getResponseObject();
    echo "Wrong secret: {$refused->getCode()} {$error->getError()} {$error->getErrorDescription()}\n";
}
