"""Join links: a file of rows, and minting tokens alone beside the same in other languages."""

import os
import re
import subprocess

from bench import IV, KEY, PROGRAMS
from measure import Failed, rounds, run

PEERS = ("time", "php", "java", "javac", "node", "venv-python", "openssl")
MEETING = "111111"


def measure(bench):
    profile = f'[profiles.w]\nvendor = "weiyi"\nbase_url = "https://meet.example.com"\nkey = "k"\ntoken_key = "{KEY}"\n'
    env = bench.home("links", profile + f'token_iv = "{IV}"\n')
    many = [bench.bin, "-p", "w", "join-url", MEETING, "--from"]
    grown = []
    for size in bench.sizes(1_000_000, 100_000):
        people = "".join(f"{1_000_000 + n},张三 {n},presenter\n" for n in range(size))
        path = bench.write("people.csv", "user,name,role\n" + people)
        taken = rounds(bench.rounds(3), cpu=lambda: run([*many, path], env).cpu * 1e6 / size,
                       peak=lambda: run([*many, path], env, memory=True).peak)
        grown.append((size, f"{taken['cpu']:.2f} µs a row, {taken['peak']:.1f} MiB"))
    bench.grew("`join-url --from`, rows", grown)
    bench.result("links", taken["cpu"])
    mint(bench, env)


def mint(bench, env):
    """A token each: the time of many less that of few, so that nobody's start counts."""
    commands = {"ours": [bench.mint] if bench.mint else None,
                "openssl": None,
                "php": ["php", f"{PROGRAMS}/mint.php"] if bench.peers.have("php") else None,
                "java": java(bench) if bench.peers.have("java", "javac") else None,
                "node": ["node", f"{PROGRAMS}/mint.js"] if bench.peers.have("node") else None,
                "python": [bench.peers.path("venv-python"), f"{PROGRAMS}/mint.py"] if bench.peers.have("venv-python") else None}
    commands = {name: [*command, KEY, IV, MEETING] for name, command in commands.items() if command}
    person = bench.write("person.csv", "user,name\n1000002,张三 2\n")
    link = run([bench.bin, "-p", "w", "join-url", MEETING, "--from", person], env, out=bytes).out.decode()
    token = link.strip().split("token=")[1].replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    for name, command in commands.items():
        said = run([*command, "3"], env, out=bytes).out.decode().split()
        if said != [token, str(3 * len(token))]:
            raise Failed(f"{name} mints other tokens than meetctl: {said}")
    few = {"ours": 1_000_000, "php": 200_000, "java": 300_000, "node": 100_000, "python": 20_000}

    def each(name):
        least = few[name] // (10 if bench.quick else 1)
        cpu = lambda count: run([*commands[name], str(count)], env).cpu
        return (cpu(3 * least) - cpu(least)) * 1e6 / (2 * least)

    taken = rounds(bench.rounds(3), **{name: lambda name=name: each(name) for name in commands})
    bound = bound_of_openssl() if bench.peers.have("openssl") else {}
    bench.result("mint", taken.pop("ours", None), "" if bench.mint else "no `mint` was built", **taken, **bound)


def java(bench):
    subprocess.run(["javac", "-encoding", "UTF-8", "-d", bench.folder("java"), f"{PROGRAMS}/Mint.java"], check=True)
    # As few threads as its own work needs; otherwise its compilers and collectors count.
    return ["java", "-XX:+UseSerialGC", "-cp", bench.path("java"), "Mint"]


def bound_of_openssl():
    """Microseconds that OpenSSL needs for the cipher of one token (160 bytes), without text, base64 or start."""
    said = subprocess.run(["openssl", "speed", "-seconds", "1", "-bytes", "160", "-evp", "aes-256-cbc"],
                          capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"})
    found = re.search(r"^(?:AES-256-CBC|aes-256-cbc)\s+([\d.]+)k", said.stdout, re.MULTILINE)
    return {"openssl_speed,_AES_alone": 160 / (float(found[1]) * 1000) * 1e6} if found else {}
