<?php

declare(strict_types=1);

/** Loads the client that was generated into this directory. */
function load(string $directory): void
{
    if (is_file("$directory/vendor/autoload.php")) {
        require "$directory/vendor/autoload.php";

        return;
    }
    // Without Composer: Debian's package php-guzzlehttp-guzzle, which lies on PHP's include_path.
    require 'GuzzleHttp/autoload.php';
    spl_autoload_register(static function (string $class) use ($directory): void {
        $prefix = 'OpenAPI\\Client\\';
        if (str_starts_with($class, $prefix)) {
            require $directory . '/lib/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        }
    });
}
