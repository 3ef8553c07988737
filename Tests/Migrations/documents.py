"""Runs a service that keeps documents and sends it requests: documents.py PROGRAM URI FILE.

Each line of FILE is a method, a path and perhaps a body; `EACH path body` sends PATCH for everything that a list has. The answers are printed,
with what is new in every run (identifiers, times) by number.
"""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r'"\d{4}-\d\d-\d\dT[^"]*"')


def start(program, uri):
    settings = {"STORAGE_KIND": "mongo", "MONGO_URI": uri, "MONGO_DATABASE": "documents", "HTTP_ADDR": "127.0.0.1:0"}
    environment = os.environ | {f"SHOP_{name}": value for name, value in settings.items()}
    subprocess.run([program, "migrate", "up"], env=environment, check=True, stdout=subprocess.DEVNULL)
    service = subprocess.Popen([program, "serve"], env=environment, stderr=subprocess.PIPE, text=True)
    for line in service.stderr:
        entry = json.loads(line)
        if entry["msg"] == "started":
            return service, "http://" + entry["addr"]
    sys.exit(f"{program} ends before it has started")


def send(method, url, body=""):
    headers = {"Content-Type": "application/json"} if body else {}
    request = urllib.request.Request(url, method=method, data=body.encode() or None, headers=headers)
    with urllib.request.urlopen(request) as response:
        return response.read().decode().strip()


def answers(base, line):
    method, path, *body = line.split(" ", 2)
    if method != "EACH":
        yield send(method, base + path, *body)
        return
    for element in json.loads(send("GET", base + path))["data"]:
        yield send("PATCH", f"{base}{path}/{element['id']}", *body)


def main(program, uri, file):
    numbers = {}
    service, base = start(program, uri)
    try:
        with open(file) as lines:
            for line in lines.read().splitlines():
                for answer in answers(base, line):
                    text = UUID.sub(lambda found: f"id{numbers.setdefault(found.group(), len(numbers) + 1)}", answer)
                    print(line.split(" ", 2)[0], TIME.sub('"TIME"', text))
    except urllib.error.HTTPError as error:
        print(f"{line}: {error} {error.read().decode()}", file=sys.stderr)
        raise
    finally:
        service.send_signal(signal.SIGTERM)
        log = service.communicate()[1]
        if sys.exc_info()[0]:
            print(log, file=sys.stderr)
    if service.returncode:
        sys.exit(f"{program} ends with {service.returncode}")


main(*sys.argv[1:])
