"""The programs of others: where they are, and how those that are missing are installed.

Debian's packages with apt-get, as root; PyPI's into a virtual environment and npm's into a folder, both in
~/.cache/meetctl-bench. What cannot be installed is said once, and its cells stay empty.
"""

import os
import re
import shutil
import subprocess
import sys

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "meetctl-bench")
VENV, NPM = os.path.join(CACHE, "venv"), os.path.join(CACHE, "npm")

# Program: Debian's package.
DEBIAN = {
    "aria2c": "aria2", "curl": "curl", "gh": "gh", "h2load": "nghttp2-client", "hcloud": "hcloud-cli", "java": "default-jdk-headless",
    "javac": "default-jdk-headless", "jq": "jq", "nginx": "nginx-light", "node": "nodejs", "npm": "npm", "openssl": "openssl",
    "php": "php-cli", "rclone": "rclone", "time": "time", "valgrind": "valgrind", "webhook": "webhook", "wrk": "wrk",
    "xargs": "findutils", "sha256sum": "coreutils", "aws": "python3-venv", "venv-python": "python3-venv",
}
PYPI = ("awscli", "requests", "cryptography")
M365 = "@pnp/cli-microsoft365"

SHOW_VERSION = {
    "aria2c": "--version", "curl": "--version", "gh": "--version", "h2load": "--version", "hcloud": "version", "java": "-version",
    "jq": "--version", "nginx": "-v", "node": "--version", "openssl": "version", "php": "--version", "rclone": "version",
    "valgrind": "--version", "webhook": "-version", "wrk": "-v", "aws": "--version", "m365": "version", "python": "--version",
}


def say(text):
    print(f"bench/run: {text}", file=sys.stderr, flush=True)


class Peers:
    """Finds programs. `install` says whether those that are missing may be installed."""

    def __init__(self, wanted, install):
        os.environ["PATH"] += ":/usr/sbin:/sbin"
        self.wanted, self.missing = wanted, set()
        if install:
            self.install({*wanted, *(["npm", "node"] if "m365" in wanted else [])})

    def path(self, name):
        """Where a program is, or `None`."""
        own = {"aws": os.path.join(VENV, "bin/aws"), "m365": os.path.join(NPM, "node_modules/.bin/m365"),
               "venv-python": os.path.join(VENV, "bin/python3")}.get(name)
        if own:
            return own if os.access(own, os.X_OK) else None
        # Not a wrapper that chooses among several.
        return sys.executable if name == "python" else shutil.which(name)

    def have(self, *names):
        """Whether all of these are there. Says once which are not."""
        for name in names:
            if not self.path(name) and name not in self.missing:
                self.missing.add(name)
                say(f"{name} is not installed: its cells stay empty")
        return all(map(self.path, names))

    def versions(self):
        """Which programs there are, and of which versions."""
        found = {name: self.version(name) for name in sorted({*self.wanted, "python"}) if name in SHOW_VERSION}
        return {name: version for name, version in found.items() if version}

    def version(self, name):
        """The version that a program says it is of, or else that of its package."""
        path = self.path(name)
        if not path:
            return None
        for command in ([path, SHOW_VERSION[name]], ["dpkg-query", "-W", "-f", "${Version}", DEBIAN.get(name, name)]):
            try:
                said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            except OSError:
                continue
            found = re.search(r"\d+\.\d[\w.+~-]*", said.stdout + said.stderr)
            if found:
                return found[0]
        return "unknown"

    def install(self, wanted):
        """Installs what is missing of these; whatever fails is said, and the rest goes on."""
        packages = sorted({DEBIAN[name] for name in wanted if name in DEBIAN and not self.path(name)})
        if packages and os.geteuid() == 0 and shutil.which("apt-get"):
            say("installing " + " ".join(packages))
            env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            attempt(["apt-get", "update", "-qq"], env)
            get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
            # One that there is not must not keep the others away.
            if not attempt([*get, *packages], env):
                for package in packages:
                    attempt([*get, package], env)
        elif packages:
            say("not root on a Debian, so these are not installed: " + " ".join(packages))
        if {"aws", "venv-python"} & wanted and not (self.path("aws") and self.path("venv-python")):
            say("installing from PyPI: " + " ".join(PYPI))
            if attempt([sys.executable, "-m", "venv", "--clear", VENV]):
                attempt([os.path.join(VENV, "bin/pip"), "install", "-q", "--disable-pip-version-check", *PYPI])
        if "m365" in wanted and not self.path("m365") and self.path("npm"):
            say(f"installing from npm: {M365}")
            attempt(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", NPM, M365])


def attempt(command, env=None):
    """Runs a command that may fail; what it says goes to stderr."""
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode == 0
    if not done:
        say(f"failed: {' '.join(command)}")
    return done
