<?php

// Once: the tables, one client, the scopes, and a key of 2048 bits, whose public half is written to jwks.json.

$storage = require __DIR__ . '/storage.php';
$db = new PDO(getenv('OAUTH_DSN'), getenv('OAUTH_DB_USER'), null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);

$db->exec($storage->getBuildSql());
$storage->setClientDetails('web-app', getenv('OAUTH_SECRET'), null, 'client_credentials', 'read write');
$db->exec("INSERT INTO oauth_scopes (scope, is_default) VALUES ('read', true), ('write', false)");

$key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_RSA, 'private_key_bits' => 2048]);
openssl_pkey_export($key, $private);
$public = openssl_pkey_get_details($key);
$db->prepare("INSERT INTO oauth_public_keys (public_key, private_key, encryption_algorithm) VALUES (?, ?, 'RS256')")
    ->execute([$public['key'], $private]);

$base64url = fn (string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
file_put_contents(__DIR__ . '/jwks.json', json_encode(['keys' => [[
    'kty' => 'RSA',
    'use' => 'sig',
    'alg' => 'RS256',
    'n' => $base64url($public['rsa']['n']),
    'e' => $base64url($public['rsa']['e']),
]]]));
