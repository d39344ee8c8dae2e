<?php

declare(strict_types=1);

namespace ApiAuthExamples;

/** What the token endpoint answered. */
final class TokenSet
{
    /** Refresh this early, so that a token does not expire on its way to the API. */
    private const EARLY_SECONDS = 60;

    /** RFC 6750 §2.1. Anything else would not go into a header, and the library's complaint would quote it. */
    private const BEARER_TOKEN = '~^[A-Za-z0-9._\~+/-]+=*$~D';

    private function __construct(
        #[\SensitiveParameter] public readonly string $accessToken,
        #[\SensitiveParameter] public readonly ?string $refreshToken,
        public readonly string $tokenType,
        public readonly int $expiresIn,
        public readonly string $scope,
        public readonly string $message,
        private readonly int $requestedAt,
    ) {
    }

    /**
     * @param string|null $firstRefreshToken the one to keep, null to take the answer's
     * @throws ApiException if the response holds no token
     */
    public static function fromResponse(
        Response $response,
        int $requestedAt,
        #[\SensitiveParameter] ?string $firstRefreshToken,
    ): self {
        $envelope = $response->status === 200 ? $response->json() : null;
        $data = $envelope['data'] ?? null;
        $accessToken = $data['access_token'] ?? null;
        $isToken = is_string($accessToken) && preg_match(self::BEARER_TOKEN, $accessToken) === 1;
        if (!$isToken || !is_int($data['expires_in'] ?? null)) {
            throw ApiException::refused($response);
        }

        return new self(
            $accessToken,
            $firstRefreshToken ?? $data['refresh_token'] ?? null,
            $data['token_type'] ?? '',
            $data['expires_in'],
            $data['scope'] ?? '',
            $envelope['message'] ?? '',
            $requestedAt,
        );
    }

    public function isFresh(int $now): bool
    {
        return $now < $this->requestedAt + $this->expiresIn - self::EARLY_SECONDS;
    }
}
