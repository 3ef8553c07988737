"""A token server for tests: anybody may pull, `user:secret` and the identity token `identity` may push too.

It listens on a free port of 127.0.0.1, prints the port, and ends when its standard input is closed. Tokens are signed by
the program openssl with the key of the certificate that the registry was given.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import time
import urllib.parse

KEY, CERTIFICATE = sys.argv[1:3]


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def chain():
    lines = open(CERTIFICATE).read().split("-----")[2]
    return ["".join(lines.split())]


def token(access):
    now = int(time.time())
    header = {"typ": "JWT", "alg": "RS256", "x5c": chain()}
    claims = {"iss": "tests", "sub": "", "aud": "packs", "exp": now + 300, "nbf": now - 10, "iat": now, "jti": "1"}
    claims["access"] = access
    text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    signature = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", KEY], input=text.encode(), capture_output=True, check=True
    ).stdout
    return text + "." + encoded(signature)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        authorization = self.headers.get("Authorization")
        if authorization not in (None, "Basic dXNlcjpzZWNyZXQ="):
            return self.answer(401, {"errors": [{"code": "UNAUTHORIZED"}]})
        self.grant(query, "token", is_known=authorization is not None)

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if form.get("grant_type") != ["refresh_token"] or form.get("refresh_token") != ["identity"]:
            return self.answer(401, {"errors": [{"code": "UNAUTHORIZED"}]})
        self.grant(form, "access_token", is_known=True)

    def grant(self, query, key, is_known):
        access = []
        for scope in query.get("scope", []):
            kind, _, rest = scope.partition(":")
            name, _, actions = rest.rpartition(":")
            granted = [action for action in actions.split(",") if is_known or action == "pull"]
            access.append({"type": kind, "name": name, "actions": granted})
        self.answer(200, {key: token(access)})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
