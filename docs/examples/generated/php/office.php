<?php

declare(strict_types=1);

// php office.php   with API_URL, API_CLIENT_ID and API_CLIENT_SECRET

use OpenAPI\Client\Api\PluginsApi;
use OpenAPI\Client\Api\TokensApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\ClientCredentialsGrant;
use OpenAPI\Client\Model\RefreshTokenGrant;
use OpenAPI\Client\Model\Token;

require __DIR__ . '/load.php';
load(__DIR__ . '/office');

function facts(Token $token): string
{
    $data = $token->getData();

    return "{$token->getMessage()}: {$data->getTokenType()}, {$data->getExpiresIn()} s, scope {$data->getScope()}\n";
}

$configuration = (new Configuration())->setHost(getenv('API_URL'));
$tokens = new TokensApi(config: $configuration);
$client = ['client_id' => getenv('API_CLIENT_ID'), 'client_secret' => getenv('API_CLIENT_SECRET')];

$issued = $tokens->issueToken(new ClientCredentialsGrant(
    $client + ['grant_type' => 'client_credentials', 'scope' => 'read write'],
));
echo facts($issued);

$refreshed = $tokens->issueToken(new RefreshTokenGrant(
    $client + ['grant_type' => 'refresh_token', 'refresh_token' => $issued->getData()->getRefreshToken()],
));
echo facts($refreshed);

$plugins = new PluginsApi(config: $configuration->setAccessToken($refreshed->getData()->getAccessToken()));
echo 'Plugins: ', $plugins->listPlugins()->getMessage(), "\n";

try {
    $tokens->issueToken(new ClientCredentialsGrant(
        ['client_secret' => 'wrong-secret'] + $client + ['grant_type' => 'client_credentials'],
    ));
} catch (ApiException $refused) {
    $error = $refused->getResponseObject();
    echo "Wrong secret: {$refused->getCode()} {$error->getData()->getError()} {$error->getMessage()}\n";
}
