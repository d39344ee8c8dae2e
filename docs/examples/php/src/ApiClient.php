<?php

declare(strict_types=1);

namespace ApiAuthExamples;

/** Everything but the HTTP library: GuzzleApiClient and CurlApiClient each add theirs in send(). */
abstract class ApiClient
{
    protected const CONNECT_SECONDS = 5;
    protected const ANSWER_SECONDS = 30;

    private const MAX_TRIES = 3;

    private readonly string $url;
    private readonly \Closure $sleep;
    private readonly \Closure $now;
    private ?TokenSet $tokens = null;

    /**
     * @param string $url the API's base address, without /oauth/token
     * @param string $scope such as "read write"
     * @param callable(int): mixed|null $sleep waits that many seconds after a 429; sleep() by default
     * @param callable(): int|null $now the time in seconds; time() by default
     */
    final public function __construct(
        string $url,
        private readonly string $clientId,
        #[\SensitiveParameter] private readonly string $clientSecret,
        private readonly string $scope,
        ?callable $sleep = null,
        ?callable $now = null,
    ) {
        $this->url = rtrim($url, '/');
        $this->sleep = \Closure::fromCallable($sleep ?? 'sleep');
        $this->now = \Closure::fromCallable($now ?? 'time');
    }

    /**
     * A bearer token that is good for another minute at least.
     *
     * @throws ApiException
     */
    final public function token(): string
    {
        return $this->tokens()->accessToken;
    }

    /**
     * The same with its type, lifetime and scope.
     *
     * @throws ApiException
     */
    final public function tokens(): TokenSet
    {
        if ($this->tokens?->isFresh(($this->now)())) {
            return $this->tokens;
        }

        return $this->tokens = $this->refresh() ?? $this->issue();
    }

    /**
     * Requests a resource. The URL gets the bearer token, so pass only your API's.
     *
     * @return array{status: int, body: mixed} the body decoded if it is JSON, else the text
     * @throws ApiException on 400, on a second 401, on a third 429, and if there is no answer
     */
    final public function get(string $url): array
    {
        $response = $this->getWithBearer($url);
        if ($response->status === 401) {
            // Expired by the server's clock, or revoked: one new token, then give up.
            $this->tokens = null;
            $response = $this->getWithBearer($url);
        }
        if (in_array($response->status, [400, 401, 429], true)) {
            throw ApiException::refused($response);
        }

        return ['status' => $response->status, 'body' => $response->json() ?? $response->body];
    }

    /**
     * Sends one request, follows no redirect (it would carry the secret along) and returns whatever the status is.
     *
     * @param array<string, string> $headers
     * @throws ApiException::noAnswer() if there is no answer
     */
    abstract protected function send(
        string $method,
        string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] ?string $body,
    ): Response;

    private function issue(): TokenSet
    {
        return $this->requestToken(['grant_type' => 'client_credentials', 'scope' => $this->scope]);
    }

    /** Null if there is nothing to refresh or the server no longer takes the refresh token. */
    private function refresh(): ?TokenSet
    {
        // The refresh token is reusable: keep the first one and ignore those in later answers.
        $first = $this->tokens?->refreshToken;
        if ($first === null) {
            return null;
        }
        try {
            return $this->requestToken(['grant_type' => 'refresh_token', 'refresh_token' => $first], $first);
        } catch (ApiException $refused) {
            if ($refused->status !== 401) {
                throw $refused;
            }

            return null;
        }
    }

    private function requestToken(
        #[\SensitiveParameter] array $parameters,
        #[\SensitiveParameter] ?string $firstRefreshToken = null,
    ): TokenSet {
        $requestedAt = ($this->now)();
        // json_encode() turns an unset variable into null, which the server takes for "left out", and an empty
        // array into [] instead of {}, which it refuses. Here every member is a declared string, so neither happens.
        $body = json_encode(
            $parameters + ['client_id' => $this->clientId, 'client_secret' => $this->clientSecret],
            JSON_THROW_ON_ERROR,
        );
        $headers = ['Content-Type' => 'application/json', 'Accept' => 'application/json'];
        $response = $this->sendPatiently('POST', $this->url . '/oauth/token', $headers, $body);

        return TokenSet::fromResponse($response, $requestedAt, $firstRefreshToken);
    }

    private function getWithBearer(string $url): Response
    {
        $headers = ['Authorization' => 'Bearer ' . $this->token(), 'Accept' => 'application/json'];

        return $this->sendPatiently('GET', $url, $headers, null);
    }

    /** Sends again after a 429, but not for ever: the third one is returned. */
    private function sendPatiently(
        string $method,
        string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] ?string $body,
    ): Response {
        $response = $this->send($method, $url, $headers, $body);
        for ($try = 1; $response->status === 429 && $try < self::MAX_TRIES; $try++) {
            ($this->sleep)($response->retryAfter());
            $response = $this->send($method, $url, $headers, $body);
        }

        return $response;
    }
}
