"""Starting: instructions of what needs no network, and CPU time beside programs that valgrind cannot run."""

from bench import IV, KEY
from measure import instructions, rounds, run

PEERS = ("valgrind", "curl", "hcloud", "gh", "aws", "m365")


def measure(bench):
    weiyi = '[profiles.w]\nvendor = "weiyi"\nbase_url = "https://meet.example.com"\nkey = "k"\n'
    env = bench.home("start", weiyi + f'token_key = "{KEY}"\ntoken_iv = "{IV}"\n')
    curl = instructions(["curl", "--version"])
    link = ["-p", "w", "join-url", "111111", "--user", "1001", "--name", "张三"]
    for key, args in (("version", ["--version"]), ("profiles", ["profile", "list"]), ("link", link)):
        bench.result(key, instructions([bench.bin, *args], env), curl=curl)

    commands = {"ours": [bench.bin, "--version"], "curl": ["curl", "--version"], "hcloud": ["hcloud", "version"],
                "gh": ["gh", "--version"], "aws": [bench.peers.path("aws"), "--version"],
                "python": [bench.peers.path("python"), "-c", "pass"], "m365": [bench.peers.path("m365"), "version"]}
    taken = {}
    for name, command in commands.items():
        if name == "ours" or bench.peers.have(name):
            # A median of many for those that take a millisecond, of a few for those that take seconds.
            taken[name] = lambda command=command, once=name in ("aws", "m365"): sum(
                run(command, env).cpu * 1e3 for _ in range(1 if once else 5)) / (1 if once else 5)
    medians = rounds(bench.rounds(3, 2), **taken)
    bench.result("start", medians.pop("ours"), **medians)

    sizes = [1, 10, 100]
    grown = []
    for size in sizes:
        profiles = "".join(f'[profiles.p{n}]\nvendor = "netease"\napp_key = "k{n}"\napp_secret = "s{n}"\n' for n in range(size))
        env = bench.home(f"start{size}", profiles)
        grown.append((size, f"{instructions([bench.bin, 'profile', 'list'], env) / 1e6:.2f} M instructions"))
    bench.grew("`profile list`, profiles in the file", grown)
