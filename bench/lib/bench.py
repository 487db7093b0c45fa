"""What every measurement is given: the binary, the peers, a folder, profiles of its own, and where results go."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import measure
from table import BY_KEY, Found

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(os.path.dirname(HERE), "peers")
KEY = "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33"
IV = "e116172f58fe068ba347992514110c83"


class Bench:
    """One run of measurements. Nothing of the user's profiles and state takes part in it."""

    def __init__(self, binary, mint, peers, quick, folder):
        self.bin, self.mint, self.peers, self.quick = binary, mint, peers, quick
        # On a disk: in memory, a sync would cost nothing.
        self.work = tempfile.mkdtemp(prefix="bench.", dir=folder)
        self.found, self.growth = {}, []
        self.running = []

    def end(self):
        """Stops what a measurement has left running."""
        for child in self.running:
            stop(child)
        self.running.clear()

    def close(self):
        self.end()
        shutil.rmtree(self.work, ignore_errors=True)

    def result(self, key, ours=None, note="", **peers):
        """Notes what was measured for a row of the table. Names of peers may have `_` for a blank."""
        self.found[BY_KEY[key].key] = Found(ours, {name.replace("_", " "): value for name, value in peers.items()}, note)

    def grew(self, what, sizes):
        """Notes how something grows: pairs of a size and what it cost there, already as text."""
        self.growth.append((what, sizes))

    def rounds(self, full, quick=1):
        return quick if self.quick else full

    def sizes(self, largest, quick):
        """Three sizes, each ten times the one before."""
        top = quick if self.quick else largest
        return [top // 100, top // 10, top]

    def path(self, *names):
        return os.path.join(self.work, *names)

    def folder(self, *names):
        os.makedirs(self.path(*names), exist_ok=True)
        return self.path(*names)

    def write(self, name, text):
        with open(self.path(name), "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return self.path(name)

    def home(self, name, profiles="", **more):
        """The environment of a home of its own, with these profiles."""
        folder = self.folder(name)
        path = os.path.join(folder, "profiles.toml")
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(profiles)
        env = {"HOME": folder, "MEETCTL_STATE": os.path.join(folder, "state"), "MEETCTL_CONFIG": path, "PATH": os.environ["PATH"],
               "LC_ALL": "C.UTF-8", "TMPDIR": self.work}
        return {**env, **more}

    def server(self, name, conf):
        """Starts nginx with these blocks in its `http`, and waits for its port."""
        folder = self.folder(name)
        temporary = "".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.write(
            f"{name}/nginx.conf",
            f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
            f"http {{ access_log off; keepalive_requests 100000000; sendfile on; types {{}} {temporary}\n{conf} }}\n",
        )
        child = subprocess.Popen(
            ["nginx", "-e", f"{folder}/error.log", "-p", folder, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL
        )
        self.running.append(child)
        for _ in range(200):
            if os.path.exists(f"{folder}/pid"):
                return child
            time.sleep(0.02)
        raise measure.Failed(f"nginx does not start: {name}")

    def stop(self, child):
        """Stops a program that was started here."""
        if child in self.running:
            self.running.remove(child)
        stop(child)


def stop(child):
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
    try:
        child.wait(30)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def netease(url, more=""):
    """A profile `p` of NetEase's at this address."""
    return f'[profiles.p]\nvendor = "netease"\nbase_url = "{url}"\napp_key = "bench"\napp_secret = "bench-secret"\n{more}\n'


def free_port():
    """A port that was free a moment ago, for programs that cannot choose one."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
