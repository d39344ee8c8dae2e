<?php

declare(strict_types=1);

namespace ApiAuthExamples;

use GuzzleHttp\Client;
use GuzzleHttp\Exception\ConnectException;
use GuzzleHttp\Exception\RequestException;
use GuzzleHttp\Psr7\Exception\MalformedUriException;
use GuzzleHttp\RequestOptions;

/** The API client with Guzzle 7. */
final class GuzzleApiClient extends ApiClient
{
    private ?Client $http = null;

    protected function send(
        string $method,
        string $url,
        #[\SensitiveParameter] array $headers,
        #[\SensitiveParameter] ?string $body,
    ): Response {
        $this->http ??= new Client([
            RequestOptions::HTTP_ERRORS => false, // the status is looked at, not thrown
            RequestOptions::ALLOW_REDIRECTS => false,
            RequestOptions::CONNECT_TIMEOUT => self::CONNECT_SECONDS,
            RequestOptions::TIMEOUT => self::ANSWER_SECONDS,
        ]);
        try {
            $response = $this->http->request($method, $url, [
                RequestOptions::HEADERS => $headers,
                RequestOptions::BODY => $body,
            ]);
        } catch (ConnectException | RequestException $failure) {
            // Not passed on as the previous exception: it holds the request, and with it the secret.
            throw ApiException::noAnswer($failure->getHandlerContext()['error'] ?? 'No answer');
        } catch (MalformedUriException $malformed) {
            throw ApiException::noAnswer($malformed->getMessage());
        }

        return new Response(
            $response->getStatusCode(),
            (string) $response->getBody(),
            $response->getHeaderLine('Retry-After'),
        );
    }
}
