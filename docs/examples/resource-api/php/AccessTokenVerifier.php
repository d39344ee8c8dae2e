<?php

declare(strict_types=1);

/** A token that is none of the realm's, or not for this API, or too old (RFC 6750 §3.1, invalid_token). */
final class InvalidTokenException extends Exception
{
}

/**
 * Verifies access tokens of a Keycloak realm with PHP's openssl extension alone. The realm's keys are kept in a file for an hour, and fetched before that if a
 * token names a new one, but not more often than once a minute.
 */
final class AccessTokenVerifier
{
    private const ALGORITHM = 'RS256';
    private const CLOCK_SKEW = 30;
    private const KEEP_KEYS = 3600;
    private const NEW_KEYS = 60;

    public function __construct(
        private readonly string $issuer,
        private readonly string $audience,
        private readonly string $keyFile,
    ) {
    }

    /** The claims of a valid token. */
    public function verify(string $token): array
    {
        $parts = explode('.', $token);
        if (count($parts) !== 3) {
            throw new InvalidTokenException('The token is no JWT');
        }
        $header = self::json($parts[0]);
        // Never what the token says alone: "none", or an HMAC with the public key, would be anybody's signature.
        if (($header['alg'] ?? null) !== self::ALGORITHM || !is_string($header['kid'] ?? null)) {
            throw new InvalidTokenException('The token is signed in another way');
        }
        $signature = self::bytes($parts[2]);
        if (openssl_verify("$parts[0].$parts[1]", $signature, $this->key($header['kid']), OPENSSL_ALGO_SHA256) !== 1) {
            throw new InvalidTokenException('The signature is wrong');
        }
        $claims = self::json($parts[1]);
        $valid = ($claims['iss'] ?? null) === $this->issuer
            && in_array($this->audience, (array) ($claims['aud'] ?? []), true)
            && ($claims['typ'] ?? null) === 'Bearer' // and no ID token
            && is_int($claims['exp'] ?? null)
            && $claims['exp'] > time() - self::CLOCK_SKEW;
        if (!$valid) {
            throw new InvalidTokenException('The token is not for this API, or has expired');
        }
        return $claims;
    }

    private function key(string $kid): OpenSSLAsymmetricKey
    {
        clearstatcache(true, $this->keyFile);
        $age = is_file($this->keyFile) ? time() - filemtime($this->keyFile) : PHP_INT_MAX;
        $certificates = $age < self::KEEP_KEYS ? json_decode(file_get_contents($this->keyFile), true) : [];
        if (!isset($certificates[$kid]) && $age >= self::NEW_KEYS) {
            $certificates = $this->fetch();
        }
        $key = isset($certificates[$kid]) ? openssl_pkey_get_public($certificates[$kid]) : false;
        if ($key === false) {
            throw new InvalidTokenException('The realm has no such key');
        }
        return $key;
    }

    /** The certificates of the realm's signature keys, by key id. */
    private function fetch(): array
    {
        $answer = @file_get_contents("$this->issuer/protocol/openid-connect/certs");
        if ($answer === false) {
            throw new RuntimeException('The keys of the realm cannot be had');
        }
        $certificates = [];
        foreach (json_decode($answer, true)['keys'] as $key) {
            if (($key['use'] ?? null) === 'sig' && isset($key['x5c'][0])) {
                $certificates[$key['kid']] =
                    "-----BEGIN CERTIFICATE-----\n" . chunk_split($key['x5c'][0], 64, "\n") . "-----END CERTIFICATE-----\n";
            }
        }
        $written = tempnam(dirname($this->keyFile), 'keys');
        file_put_contents($written, json_encode($certificates));
        rename($written, $this->keyFile); // at once: others read it
        return $certificates;
    }

    private static function json(string $part): array
    {
        $json = json_decode(self::bytes($part), true, 16);
        return is_array($json) ? $json : throw new InvalidTokenException('The token is no JWT');
    }

    private static function bytes(string $part): string
    {
        $bytes = base64_decode(strtr($part, '-_', '+/'), true);
        return $bytes !== false ? $bytes : throw new InvalidTokenException('The token is no JWT');
    }
}
