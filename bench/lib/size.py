"""How large the program is."""

import os

PEERS = ("gh", "rclone", "m365")


def on_disk(path):
    """Bytes of a file, or of all files in a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.lstat(os.path.join(folder, name)).st_size for folder, _, names in os.walk(path) for name in names)


def measure(bench):
    peers = {}
    for name in ("gh", "rclone", "m365"):
        if bench.peers.have(name):
            path = os.path.realpath(bench.peers.path(name))
            # Its packages, without Node itself.
            peers[name] = on_disk(path.split("/node_modules/")[0] if name == "m365" else path) / 1e6
    bench.result("size", on_disk(bench.bin) / 1e6, **peers)
