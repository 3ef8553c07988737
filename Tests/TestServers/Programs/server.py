"""A web server with faults, for tests: it serves the folder given to it and does what the first part of a path says.

It listens on a free port of 127.0.0.1, prints the port, writes each request as a line of JSON into requests.log in the
folder above, and ends when its standard input is closed. With a certificate and its key after the folder it speaks TLS.
"""

import http.server
import json
import os
import ssl
import sys
import threading
import time
import urllib.parse

ROOT = sys.argv[1]
LOG = os.path.join(ROOT, "..", "requests.log")
seen = set()
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.record()
        path = urllib.parse.unquote(self.path.split("?")[0])
        if "://" in path:  # asked as a proxy
            return self.status(418, b"proxied " + path.encode())
        fault, _, rest = path.lstrip("/").partition("/")
        getattr(self, "do_" + fault.replace("-", "_"), self.do_plain)(rest)

    def record(self):
        entry = {"method": self.command, "path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}}
        with lock, open(LOG, "a") as log:
            log.write(json.dumps(entry) + "\n")

    def first_time(self):
        with lock:
            is_first = self.path not in seen
            seen.add(self.path)
            return is_first

    def content(self, rest):
        with open(os.path.join(ROOT, rest), "rb") as file:
            return file.read()

    def status(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # What a good server does.

    def do_plain(self, rest):
        try:
            body = self.content(rest)
        except OSError:
            return self.status(404, b"no such file\n", [("Content-Type", "text/plain")])
        tag = '"%d-%x"' % (len(body), hash(body) & 0xFFFFFFFF)
        if self.headers.get("If-None-Match") == tag:
            return self.status(304, headers=[("ETag", tag)])
        asked = self.headers.get("Range", "")
        if asked.startswith("bytes="):
            start = int(asked[6:].split("-")[0])
            if start >= len(body):
                return self.status(416)
            part = "bytes %d-%d/%d" % (start, len(body) - 1, len(body))
            return self.status(206, body[start:], [("Content-Range", part), ("ETag", tag)])
        self.status(200, body, [("ETag", tag)])

    def do_no_ranges(self, rest):
        self.status(200, self.content(rest))

    def do_auth(self, rest):
        if self.headers.get("Authorization") != "Basic dXNlcjpzZWNyZXQ=":
            return self.status(401, b"who are you?\n", [("WWW-Authenticate", 'Basic realm="packs"')])
        self.do_plain(rest)

    def do_redirect(self, rest):
        self.status(302, b"moved", [("Location", "/plain/" + rest)])

    def do_away(self, rest):
        port, _, rest = rest.partition("/")
        self.status(307, b"", [("Location", "http://127.0.0.1:%s/plain/%s" % (port, rest))])

    # An OCI registry with faults.

    def do_v2(self, rest):
        query = self.path.partition("?")[2]
        if rest == "paged/base/tags/list":
            pages = {"": ["1.0.0", "latest"], "last=2": ["1.1.0", "v2"], "last=3": ["2.0.0-rc.1_build.5"]}
            link = {"": "</v2/paged/base/tags/list?last=2>", "last=2": "<base/tags/list?last=3>".replace("base/tags/", "")}
            headers = [("Link", link[query] + '; rel="next"')] if query in link else []
            return self.json({"name": "paged/base", "tags": pages[query]}, headers)
        if rest == "away/base/tags/list":
            return self.json({"tags": ["1.0.0"]}, [("Link", '<http://127.0.0.1:1/v2/x>; rel="next"')])
        if rest == "endless/base/tags/list":
            return self.json({"tags": ["1.0.0"]}, [("Link", '</v2/endless/base/tags/list>; rel="next"')])
        if rest == "denied/base/tags/list":
            errors = {"errors": [{"code": "DENIED", "message": "requested access to the resource is denied"}]}
            return self.json(errors, status=403)
        if rest.endswith("/tags/list"):
            return self.json({"tags": ["1.0.0"]})
        if "/manifests/" in rest:
            with open(os.path.join(ROOT, rest.split("/")[0] + ".json"), "rb") as file:
                return self.status(200, file.read(), [("Content-Type", "application/vnd.oci.image.manifest.v1+json")])
        self.status(200, b"not what the digest says")

    def json(self, value, headers=(), status=200):
        self.status(status, json.dumps(value).encode(), [("Content-Type", "application/json"), *headers])

    # Faults.

    def partly(self, body, claimed):
        self.send_response(200)
        self.send_header("Content-Length", str(claimed))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        self.close_connection = True

    def do_cut(self, rest):
        body = self.content(rest)
        self.partly(body[: len(body) // 2], len(body))

    def do_cut_once(self, rest):
        if self.first_time():
            return self.do_cut(rest)
        self.do_plain(rest)

    def do_cut_no_ranges(self, rest):
        if self.first_time():
            return self.do_cut(rest)
        self.do_no_ranges(rest)

    def do_wrong_range(self, rest):
        if self.first_time():
            return self.do_cut(rest)
        body = self.content(rest)
        if "Range" not in self.headers:
            return self.do_plain(rest)
        self.status(206, body[3:], [("Content-Range", "bytes 3-%d/%d" % (len(body) - 1, len(body)))])

    def do_wrong_length(self, rest):
        body = self.content(rest)
        self.partly(body, len(body) + 10)

    def do_wrong_digest(self, rest):
        body = bytearray(self.content(rest))
        body[len(body) // 2] ^= 1
        self.status(200, bytes(body))

    def do_longer(self, rest):
        self.status(200, self.content(rest) + b"more")

    def do_shorter(self, rest):
        self.status(200, self.content(rest)[:-4])

    def do_endless(self, rest):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        piece = b"10000\r\n" + bytes(65536) + b"\r\n"
        try:
            while True:
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True

    def do_slow(self, rest):
        body = self.content(rest)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(0.2)
        except OSError:
            pass
        self.close_connection = True

    def do_silent(self, rest):
        time.sleep(6)
        self.close_connection = True

    def do_garbage(self, rest):
        self.wfile.write(b"220 this is a mail server\r\n")
        self.close_connection = True

    def do_nothing(self, rest):
        self.close_connection = True

    def do_loop(self, rest):
        self.status(302, b"", [("Location", self.path)])

    def do_elsewhere(self, rest):
        self.status(302, b"", [("Location", "file:///etc/passwd")])

    def do_status(self, rest):
        status, _, rest = rest.partition("/")
        self.status(int(status), b"refused \x1b[31mfor\x1b[0m a reason\n", [("Content-Type", "text/plain")])

    def do_once(self, rest):
        status, _, rest = rest.partition("/")
        if self.first_time():
            return self.status(int(status), b"", [("Retry-After", "0")])
        self.do_plain(rest)

    def do_wait(self, rest):
        self.status(429, b"", [("Retry-After", "3600")])


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
