<?php

declare(strict_types=1);

// php demo.php [guzzle|curl]   with API_URL, API_CLIENT_ID, API_CLIENT_SECRET and perhaps API_RESOURCE

use ApiAuthExamples\ApiClient;
use ApiAuthExamples\ApiException;
use ApiAuthExamples\CurlApiClient;
use ApiAuthExamples\GuzzleApiClient;
use ApiAuthExamples\TokenSet;

if (is_file(__DIR__ . '/vendor/autoload.php')) {
    require __DIR__ . '/vendor/autoload.php';
} else {
    spl_autoload_register(static function (string $class): void {
        $file = __DIR__ . '/src/' . basename(strtr($class, '\\', '/')) . '.php';
        if (str_starts_with($class, 'ApiAuthExamples\\') && is_file($file)) {
            require $file;
        }
    });
    // Without Composer: Debian's package php-guzzlehttp-guzzle, which lies on PHP's include_path.
    if (stream_resolve_include_path('GuzzleHttp/autoload.php') !== false) {
        require 'GuzzleHttp/autoload.php';
    }
}

function stop(string $message): never
{
    fwrite(STDERR, $message . PHP_EOL);
    exit(1);
}

function facts(TokenSet $tokens): string
{
    return "$tokens->message: $tokens->tokenType, $tokens->expiresIn s, scope $tokens->scope\n";
}

function refusal(ApiException $exception): string
{
    return "$exception->status $exception->errorCode {$exception->getMessage()}";
}

function expectRefusal(string $title, ApiClient $api, int $status): void
{
    try {
        $api->token();
    } catch (ApiException $refused) {
        echo "$title: ", refusal($refused), "\n";
        if ($refused->status !== $status) {
            stop("Unexpected: the status should be $status");
        }

        return;
    }
    stop("Unexpected: $title, but a token was issued");
}

$class = match ($argv[1] ?? 'guzzle') {
    'guzzle' => GuzzleApiClient::class,
    'curl' => CurlApiClient::class,
    default => stop('Usage: php demo.php [guzzle|curl]'),
};
if ($class === GuzzleApiClient::class && !class_exists(\GuzzleHttp\Client::class)) {
    stop('Guzzle is missing: run "composer install", or "php demo.php curl"');
}
// getenv() answers false, not null, for a variable that is not set.
[$url, $id, $secret] = array_map(
    static fn (string $name): string => getenv($name) ?: stop('Set API_URL, API_CLIENT_ID and API_CLIENT_SECRET'),
    ['API_URL', 'API_CLIENT_ID', 'API_CLIENT_SECRET'],
);

try {
    // The demo turns the client's clock forward instead of waiting for the token to expire.
    $ahead = 0;
    $now = static function () use (&$ahead): int {
        return time() + $ahead;
    };
    $api = new $class($url, $id, $secret, 'read write', now: $now);

    $issued = $api->tokens();
    echo facts($issued);
    $issued->message === 'Token issued' || stop('Unexpected: the message should be "Token issued"');

    $ahead = $issued->expiresIn;
    $refreshed = $api->tokens();
    echo facts($refreshed);
    $refreshed->message === 'Token refreshed' || stop('Unexpected: the message should be "Token refreshed"');

    expectRefusal('Wrong secret', new $class($url, $id, 'wrong-secret', 'read write'), 401);
    expectRefusal('Bad request', new $class($url, $id, $secret, 'nope'), 400);

    $resource = getenv('API_RESOURCE');
    if ($resource !== false && $resource !== '') {
        echo 'Resource: ', $api->get($resource)['status'], "\n";
    }
} catch (ApiException $exception) {
    stop('Unexpected: ' . refusal($exception));
}
