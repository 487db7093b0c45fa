<?php
// Mints join tokens in a row, as the vendor's sample in PHP does: mint.php KEY IV MEETING COUNT
// prints the last token and how long all of them are together.
[, $key, $iv, $meeting, $count] = $argv;
$key = hex2bin($key);
$iv = hex2bin($iv);
$names = [];
for ($n = 0; $n < 1000; $n++) {
    $names[] = [(string) (1000000 + $n), "张三 $n"];
}
$length = 0;
for ($i = 0; $i < (int) $count; $i++) {
    [$user, $name] = $names[$i % 1000];
    $inner = json_encode(['serial' => $meeting, 'userid' => $user, 'username' => $name, 'joinRole' => 'presenter']);
    $token = base64_encode(openssl_encrypt(json_encode($inner), 'aes-256-cbc', $key, OPENSSL_RAW_DATA, $iv));
    $length += strlen($token);
}
echo "$token $length\n";
