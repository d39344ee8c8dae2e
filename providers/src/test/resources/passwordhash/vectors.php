<?php
// Makes crypt.tsv and digest.tsv of this directory: php vectors.php (8.2 made those that are here)

function phpass(string $password, string $setting): string
{
    $alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    $count = 1 << strpos($alphabet, $setting[3]);
    $hash = md5(substr($setting, 4, 8) . $password, true);
    do {
        $hash = md5($hash . $password, true);
    } while (--$count);
    $output = '';
    $i = 0;
    do {
        $value = ord($hash[$i++]);
        $output .= $alphabet[$value & 0x3f];
        if ($i < 16) {
            $value |= ord($hash[$i]) << 8;
        }
        $output .= $alphabet[($value >> 6) & 0x3f];
        if ($i++ >= 16) {
            break;
        }
        if ($i < 16) {
            $value |= ord($hash[$i]) << 16;
        }
        $output .= $alphabet[($value >> 12) & 0x3f];
        if ($i++ >= 16) {
            break;
        }
        $output .= $alphabet[($value >> 18) & 0x3f];
    } while ($i < 16);
    return substr($setting, 0, 12) . $output;
}

$passwords = [
    'plain' => 'correct horse',
    'empty' => '',
    'umlauts' => 'pässwörd ßüß',
    'emoji' => "\u{1F511} and \u{1F40E}",
    'blank ends' => ' secret ',
    'quotes' => "a\"b'c\\d/e\$f%g+h&i",
    'NUL inside' => "before\0after",
    'NUL first' => "\0after",
    'line end' => "with\r\nlines\t",
    'of 71 bytes' => str_repeat('7', 71),
    'of 72 bytes' => str_repeat('7', 72),
    'of 73 bytes' => str_repeat('7', 73),
    'cut inside ä' => str_repeat('7', 71) . 'ä',
    'of 300 bytes' => str_repeat('long', 75),
];

$crypt = fopen(__DIR__ . '/crypt.tsv', 'w');
foreach ($passwords as $name => $password) {
    $hashes = [
        crypt($password, '$2a$04$abcdefghijklmnopqrstuu'),
        crypt($password, '$2b$04$abcdefghijklmnopqrstuu'),
        crypt($password, '$2x$04$abcdefghijklmnopqrstuu'),
        crypt($password, '$2y$04$./ABCDEFGHIJKLMNOPQRSu'),
        crypt($password, '$1$saltsalt$'),
        crypt($password, '$1$b64+b=$'),
        crypt($password, '$1$$'),
        crypt($password, '$5$saltsaltsaltsalt$'),
        crypt($password, '$5$rounds=1000$s+lt!$'),
        crypt($password, '$6$saltsaltsaltsalt$'),
        crypt($password, '$6$rounds=1234$toolongtoolongtoolong$'),
        phpass($password, '$P$7saltsalt'),
        phpass($password, '$H$BZ./az09Y'),
    ];
    foreach ($hashes as $hash) {
        fwrite($crypt, "$name\t" . base64_encode($password) . "\t$hash\n");
    }
}

$schemes = [
    'md5(password)' => fn ($p, $s) => md5($p),
    'md5(salt.password)' => fn ($p, $s) => md5($s . $p),
    'md5(md5(password).md5(salt))' => fn ($p, $s) => md5(md5($p) . md5($s)),
    'md5(md5(md5(password)).salt)' => fn ($p, $s) => md5(md5(md5($p)) . $s),
    'sha1(salt.password)' => fn ($p, $s) => sha1($s . $p),
    'sha1(salt.sha1(salt.sha1(password)))' => fn ($p, $s) => sha1($s . sha1($s . sha1($p))),
    'sha256(password.salt)' => fn ($p, $s) => hash('sha256', $p . $s),
    'sha512(salt.password.salt)' => fn ($p, $s) => hash('sha512', $s . $p . $s),
    'sha1(raw:md5(password).salt)' => fn ($p, $s) => sha1(md5($p, true) . $s),
    'sha256( raw:sha512(password . salt) . md5( raw:md5(salt) ) )' =>
        fn ($p, $s) => hash('sha256', hash('sha512', $p . $s, true) . md5(md5($s, true))),
];

$digest = fopen(__DIR__ . '/digest.tsv', 'w');
foreach ($passwords as $name => $password) {
    foreach ($schemes as $scheme => $make) {
        foreach (['utf-8', 'latin1'] as $charset) {
            if ($name === 'emoji' && $charset === 'latin1') {
                continue;
            }
            $bytes = iconv('utf-8', $charset, $password);
            $salt = "s\xc3\xa4l\0t\xff";
            $hex = $make($bytes, $salt);
            $row = [$name, base64_encode($password), base64_encode($salt), $scheme, $charset];
            fwrite($digest, implode("\t", [...$row, 'hex', $hex]) . "\n");
            if ($name === 'plain') {
                fwrite($digest, implode("\t", [...$row, 'hex', strtoupper($hex)]) . "\n");
                fwrite($digest, implode("\t", [...$row, 'base64', base64_encode(hex2bin($hex))]) . "\n");
            }
        }
    }
}
