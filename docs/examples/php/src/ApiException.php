<?php

declare(strict_types=1);

namespace ApiAuthExamples;

/**
 * The API refused the request or did not answer.
 *
 * 400: the request is wrong; show the message, do not retry.
 * 401: the credentials are wrong.
 * 429: too many requests; $retryAfter says how many seconds to wait.
 */
final class ApiException extends \RuntimeException
{
    /**
     * @param int $status the HTTP status, 0 if there was no answer
     * @param string $errorCode such as "invalid_client" (Exception::$code is already taken: it is the status)
     */
    public function __construct(
        public readonly int $status,
        public readonly string $errorCode,
        string $message,
        public readonly ?int $retryAfter = null,
    ) {
        parent::__construct($message, $status);
    }

    public static function refused(Response $response): self
    {
        $envelope = $response->json();
        $errorCode = $envelope['data']['error'] ?? null;
        $message = $envelope['message'] ?? null;
        if (!is_string($errorCode) || !is_string($message)) {
            // The raw body stays out of the message: it could hold anything, tokens included.
            $errorCode = 'unexpected_answer';
            $message = 'The answer is not what the API sends';
        }

        return new self(
            $response->status,
            $errorCode,
            $message,
            $response->status === 429 ? $response->retryAfter() : null,
        );
    }

    public static function noAnswer(string $reason): self
    {
        return new self(0, 'no_answer', $reason);
    }
}
