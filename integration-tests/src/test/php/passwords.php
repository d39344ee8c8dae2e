<?php
// Prints users as old PHP applications have them, each as Keycloak takes it: docs/how-to/password-hashes.md

$passwords = [
    'correct horse battery',
    'Pässwörd ßüß €',
    "key \u{1F511} horse \u{1F40E}",
    '  blanks at both ends  ',
    "a\"b'c\\d/e\$f%g+h&i=j?",
    str_repeat('seventy-two ', 6),
    str_repeat('seventy-three', 5) . 'to here ends',
    str_repeat('a long one ', 30),
];

function crypt_credential(string $hash): array
{
    return [['algorithm' => 'crypt', 'hashIterations' => 0], ['value' => $hash, 'salt' => '']];
}

function digest_credential(string $hash, string $salt, string $scheme, array $more = []): array
{
    $parameters = array_map(fn ($value) => [$value], ['scheme' => $scheme] + $more);
    return [
        ['algorithm' => 'digest', 'hashIterations' => 1, 'additionalParameters' => $parameters],
        ['value' => $hash, 'salt' => base64_encode($salt)],
    ];
}

/** Of a string such as $argon2id$v=19$m=65536,t=4,p=1$salt$hash, whose Base64 has no padding. */
function argon2_credential(string $hash): array
{
    [, $type, $version, $costs, $salt, $value] = explode('$', $hash);
    sscanf($costs, 'm=%d,t=%d,p=%d', $memory, $time, $parallelism);
    $value = base64_decode($value);
    return [
        ['algorithm' => 'argon2', 'hashIterations' => $time, 'additionalParameters' => [
            'type' => [substr($type, strlen('argon2'))],
            'version' => [$version === 'v=19' ? '1.3' : '1.0'],
            'memory' => ["$memory"],
            'parallelism' => ["$parallelism"],
            'hashLength' => [(string) strlen($value)],
        ]],
        ['value' => base64_encode($value), 'salt' => base64_encode(base64_decode($salt))],
    ];
}

function phpass(string $password, string $setting): string
{
    $alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    $count = 1 << strpos($alphabet, $setting[3]);
    $hash = md5(substr($setting, 4, 8) . $password, true);
    for ($round = 0; $round < $count; $round++) {
        $hash = md5($hash . $password, true);
    }
    $output = $setting;
    foreach (str_split($hash, 3) as $bytes) {
        $group = array_sum(array_map(fn ($i) => ord($bytes[$i]) << 8 * $i, array_keys(str_split($bytes))));
        for ($i = 0; $i <= strlen($bytes); $i++) {
            $output .= $alphabet[$group >> 6 * $i & 0x3f];
        }
    }
    return $output;
}

$salt = random_bytes(12);
$text = rtrim(base64_encode(random_bytes(12)), '=');
$kinds = [
    'bcrypt' => fn ($p) => crypt_credential(password_hash($p, PASSWORD_BCRYPT, ['cost' => 6])),
    'bcrypt 2a' => fn ($p) => crypt_credential(crypt($p, '$2a$05$abcdefghijklmnopqrstuu')),
    'bcrypt 2b' => fn ($p) => crypt_credential(crypt($p, '$2b$05$abcdefghijklmnopqrstuu')),
    'bcrypt 2x' => fn ($p) => crypt_credential(crypt($p, '$2x$05$abcdefghijklmnopqrstuu')),
    'crypt md5' => fn ($p) => crypt_credential(crypt($p, '$1$' . substr($text, 0, 8) . '$')),
    'crypt sha256' => fn ($p) => crypt_credential(crypt($p, '$5$' . $text . '$')),
    'crypt sha512' => fn ($p) => crypt_credential(crypt($p, '$6$rounds=12345$' . $text . '$')),
    'phpass P' => fn ($p) => crypt_credential(phpass($p, '$P$B12345678')),
    'phpass H' => fn ($p) => crypt_credential(phpass($p, '$H$9./ABCxyz')),
    'md5' => fn ($p) => digest_credential(md5($p), '', 'md5(password)'),
    'md5 nested' => fn ($p) => digest_credential(md5(md5($p) . md5($salt)), $salt, 'md5(md5(password).md5(salt))'),
    'sha1' => fn ($p) => digest_credential(strtoupper(sha1($salt . $p)), $salt, 'sha1(salt.password)'),
    'sha256 base64' => fn ($p) => digest_credential(
        base64_encode(hash('sha256', $p . $salt, true)), $salt, 'sha256(password.salt)', ['encoding' => 'base64']
    ),
    'sha512 raw' => fn ($p) => digest_credential(
        hash('sha512', md5($p, true) . $salt), $salt, 'sha512(raw:md5(password) . salt)'
    ),
];
foreach ([PASSWORD_ARGON2I => 'argon2i', PASSWORD_ARGON2ID => 'argon2id'] as $algorithm => $name) {
    $kinds[$name] = fn ($p) => argon2_credential(
        password_hash($p, $algorithm, ['memory_cost' => 8192, 'time_cost' => 3, 'threads' => 1])
    );
}
$kinds['md5 latin1'] = fn ($p) => digest_credential(
    md5(iconv('utf-8', 'windows-1252//TRANSLIT', $p)), '', 'md5(password)', ['charset' => 'windows-1252']
);

$users = [];
$number = 0;
foreach ($kinds as $kind => $make) {
    foreach ($kind === 'md5 latin1' ? [1, 4] : [$number % 8, ($number + 3) % 8] as $chosen) {
        [$credential, $secret] = $make($passwords[$chosen]);
        $users[] = [
            'name' => "$kind, password $chosen",
            'username' => str_replace(' ', '-', $kind) . "-$chosen",
            'password' => $passwords[$chosen],
            'credentialData' => json_encode($credential),
            'secretData' => json_encode($secret),
        ];
    }
    $number++;
}
echo json_encode($users, JSON_PRETTY_PRINT);
