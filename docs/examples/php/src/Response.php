<?php

declare(strict_types=1);

namespace ApiAuthExamples;

/** The parts of an HTTP response that the client needs. */
final class Response
{
    /** @param string $retryAfterHeader empty if there was none */
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        private readonly string $retryAfterHeader,
    ) {
    }

    /** The decoded body, null if it is not JSON. */
    public function json(): mixed
    {
        return json_decode($this->body, true);
    }

    /** Seconds to wait after a 429; 1 where the server names none. */
    public function retryAfter(): int
    {
        return ctype_digit($this->retryAfterHeader) ? (int) $this->retryAfterHeader : 1;
    }
}
