#!/usr/bin/env python3
"""Kills a generated bank service under load, again and again, and checks that no acknowledged event is lost or there twice.

    scripts/test-kill.py PATH-OF-THE-BANK-PROGRAM [TIMES [sqlite|postgres|mongo]]

The database server, where there is one, is started for the test and not killed. Each round starts the program, deposits from several clients with an idempotency key each, kills the program with SIGKILL, and
at the end tries again what was not answered. In the end every key has had its effect exactly once, and so has the subscriber that adds
a bonus of 1 to each deposit of 1; `events verify` finds nothing, and the read model equals one that is built from the first event on.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

WORKERS = 4
PATIENCE = 120
TRANSACTION_SECONDS = 5  # after which MongoDB's server ends the transaction of a program that was killed: a minute by default
SCRIPTS = {"postgres": "postgres.sh", "mongo": "mongodb.sh"}
ADDRESSES = {"postgres": "BANK_POSTGRES_DSN", "mongo": "BANK_MONGO_URI"}
IBAN = "DE89370400440532013000"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """What a script starts: an empty database, with the settings of the service that name it."""

    def __init__(self, kind, folder):
        self.script, self.folder = os.path.join(os.path.dirname(os.path.realpath(__file__)), SCRIPTS.get(kind, "")), os.path.join(folder, "server")
        self.settings = {"BANK_STORAGE_KIND": kind}
        self.started = kind in SCRIPTS
        if self.started:
            os.chmod(folder, 0o755)  # PostgreSQL's server is another user's
            output = os.path.join(folder, "address")
            with open(output, "w") as out:  # not a pipe, which the server would inherit and keep open
                env = dict(os.environ, TRANSACTION_SECONDS=str(TRANSACTION_SECONDS))
                subprocess.run([self.script, "start", self.folder], check=True, env=env, stdout=out, stderr=subprocess.DEVNULL)
            with open(output) as out:
                self.settings[ADDRESSES[kind]] = out.read().strip()
        else:
            self.settings["BANK_SQLITE_PATH"] = os.path.join(folder, "bank.db")

    def __enter__(self):
        return self.settings

    def __exit__(self, *_):
        if self.started:
            subprocess.run([self.script, "stop", self.folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Service:
    def __init__(self, program, settings):
        self.program, self.port = program, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.env = dict(os.environ, BANK_HTTP_ADDR=f"127.0.0.1:{self.port}", BANK_LOG_LEVEL="error", **settings)
        self.process = None

    def start(self):
        self.process = subprocess.Popen([self.program], env=self.env, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                self.request("GET", "/readyz")
                return
            except (OSError, urllib.error.URLError):
                if time.monotonic() > deadline:
                    sys.exit("the service does not start")
                time.sleep(0.02)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def run(self, *args):
        return subprocess.run([self.program, *args], env=self.env, check=True, capture_output=True, text=True).stdout

    def request(self, method, path, body=None, key=None):
        headers = {"Content-Type": "application/json", "If-Match": "*"}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as response:
            return response, response.read()


def deposit(service, account, key):
    """Whether the service has answered that the deposit is made."""
    try:
        service.request("POST", f"{account}/deposit", {"amount": 1}, key)
        return True
    except (OSError, urllib.error.URLError):
        return False


def load(service, account, name, open_keys, done, stop):
    n = 0
    while not stop.is_set():
        key = f"{name}-{n}"
        n += 1
        if deposit(service, account, key):
            done.append(key)
        else:
            open_keys.append(key)
            time.sleep(0.05)


def main():
    program, times = os.path.realpath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    kind = sys.argv[3] if len(sys.argv) > 3 else "sqlite"
    with tempfile.TemporaryDirectory() as folder, Server(kind, folder) as settings:
        service = Service(program, settings)
        service.start()
        response, _ = service.request("POST", "/accounts", {"owner": "Ann", "iban": IBAN}, "account")
        account = response.headers["Location"]
        service.kill()
        open_keys, done = [], []
        for round_ in range(times):
            service.start()
            stop = threading.Event()
            threads = [
                threading.Thread(target=load, args=(service, account, f"{round_}-{w}", open_keys, done, stop)) for w in range(WORKERS)
            ]
            for thread in threads:
                thread.start()
            answered, deadline = len(done), time.monotonic() + PATIENCE
            while len(done) == answered and time.monotonic() < deadline:
                time.sleep(0.02)
            time.sleep(random.uniform(0.05, 0.4))
            service.kill()
            stop.set()
            for thread in threads:
                thread.join()
        service.start()
        for key in done + open_keys:  # what was answered changes nothing any more; what was not is made now, or was made
            deadline = time.monotonic() + PATIENCE
            while not deposit(service, account, key):
                if time.monotonic() > deadline:
                    sys.exit(f"{key} is refused")
        keys = len(done) + len(open_keys)
        wanted, read_model, waiting = 2 * keys, None, True
        deadline = time.monotonic() + PATIENCE
        while (read_model != wanted or waiting) and time.monotonic() < deadline:
            time.sleep(0.1)
            before, read_model = read_model, json.loads(service.request("GET", "/busiest-accounts")[1])["data"][0]["deposited"]
            if read_model != before:  # the subscriber goes on
                deadline = time.monotonic() + PATIENCE
            waiting = read_model != wanted or service.run("outbox", "ls")
        balance = json.loads(service.request("GET", account)[1])["balance"]
        service.kill()
        verified = service.run("events", "verify").strip()
        service.run("projections", "rebuild", "account_activity")
        service.start()
        rebuilt = json.loads(service.request("GET", "/busiest-accounts")[1])["data"][0]["deposited"]
        service.kill()
        print(f"{kind}: killed {times} times; {len(done)} deposits were answered, {len(open_keys)} were not; balance {balance}, read model {read_model}, rebuilt {rebuilt}")
        print(verified)
        if waiting or not balance == read_model == rebuilt == wanted:
            sys.exit(f"expected {wanted}, and an empty outbox: {waiting}")


main()
