<?php

// The library's own storage, for the tables that its getBuildSql() makes, on PostgreSQL. Connections stay open between requests.

require __DIR__ . '/vendor/autoload.php';

return new OAuth2\Storage\Pdo([
    'dsn' => getenv('OAUTH_DSN'),
    'username' => getenv('OAUTH_DB_USER'),
    'options' => [PDO::ATTR_PERSISTENT => true],
]);
