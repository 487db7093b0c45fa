"""One list call over TLS with the certificates of the system, to which that of a server here is added."""

import os
import subprocess

from bench import PROGRAMS, free_port, netease
from measure import instructions

PEERS = ("valgrind", "curl", "nginx", "openssl", "venv-python")
SYSTEM = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")
ROW = '{"meetingUniqueId":1,"meetingId":"2","subject":"a","startTime":1800000000000,"endTime":1800001800000,"status":1,"type":3}'


def openssl(*args, folder):
    subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)


def certificates(folder):
    """A CA and a server's certificate of it; the CA stands at the end of a copy of the system's bundle."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    usage = ["-addext", "keyUsage=critical,keyCertSign"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "3", "-subj", "/CN=bench CA", *usage, folder=folder)
    openssl("req", *key, "-keyout", "key.pem", "-out", "server.csr", "-subj", "/CN=localhost", folder=folder)
    with open(os.path.join(folder, "extensions"), "w", encoding="ascii") as file:
        file.write("subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-out",
            "server.pem", "-extfile", "extensions", folder=folder)
    bundle = os.path.join(folder, "bundle.pem")
    with open(bundle, "wb") as out:
        for path in [next(filter(os.path.exists, SYSTEM)), os.path.join(folder, "ca.pem")]:
            with open(path, "rb") as file:
                out.write(file.read())
    with open(bundle, "rb") as file:
        return bundle, file.read().count(b"BEGIN CERTIFICATE")


def measure(bench):
    folder, port = bench.folder("tls"), free_port()
    bundle, count = certificates(folder)
    nginx = bench.server(
        "tls-nginx",
        f"server {{ listen 127.0.0.1:{port} ssl; server_name localhost; ssl_protocols TLSv1.3;\n"
        f"ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/key.pem; default_type application/json;\n"
        f"location / {{ return 200 '{{\"code\":200,\"ret\":{{\"list\":[{ROW}],\"totalNum\":1,\"totalPages\":1}}}}'; }} }}",
    )
    url = f"https://localhost:{port}"
    # All three are told of the bundle in their own ways.
    env = bench.home("tls-home", netease(url), SSL_CERT_FILE=bundle, CURL_CA_BUNDLE=bundle, REQUESTS_CA_BUNDLE=bundle)
    call = ["curl", "-sf", "-o", "/dev/null", "--json", "{}", f"{url}/v2/meeting/list"]
    peers = {"curl": instructions(call, env)}
    if not bench.quick and bench.peers.have("venv-python"):
        python = [bench.peers.path("venv-python"), os.path.join(PROGRAMS, "list.py"), f"{url}/v2/meeting/list"]
        peers["python_requests"] = instructions(python, env)
    ours = instructions([bench.bin, "-p", "p", "meeting", "list", "-o", "jsonl"], env)
    bench.result("tls", ours, note=f"{count} certificates", **peers)
    bench.stop(nginx)
