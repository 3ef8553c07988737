#!/usr/bin/env python3
"""Lays out Debian's golang-*-dev packages as a file-system Go module proxy.

    goproxy.py --debs FOLDER --out FOLDER [MODULE@VERSION ...]

Use it with GOPROXY=file://FOLDER GOSUMDB=off and a module cache of its own: the files are Debian's, so their hashes are
not those of the public proxy.

Every go.mod in a package that is not inside another module is served as one module, under the version that the Debian
version stands for, and again under each MODULE@VERSION asked for. A served go.mod requires exactly those served modules
that its files import, at the served versions, so that the minimal version selection always has an answer. Tests, and
files for other systems that import what isn't served, are left out.
"""

import argparse
import collections
import json
import pathlib
import platform
import re
import subprocess
import tempfile
import zipfile

SOURCES = "usr/share/gocode/src"
SYSTEMS = {"aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "netbsd", "openbsd", "plan9",
           "solaris", "wasip1", "windows"}
MACHINES = {"386", "amd64", "arm", "arm64", "loong64", "mips", "mipsle", "mips64", "mips64le", "ppc64", "ppc64le",
            "riscv64", "s390x", "wasm"}
HERE = {"linux", "unix", "gc", "cgo", {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())}
IMPORTS = re.compile(r"^import\s+(?:\(([^)]*)\)|(?:[\w.]+\s+)?\"([^\"]+)\")", re.MULTILINE)
IMPORT_LINE = re.compile(r"^\s*(?:[\w.]+\s+)?\"([^\"]+)\"", re.MULTILINE)
CONSTRAINT = re.compile(r"^//go:build (.*)$", re.MULTILINE)


class Module:
    """One module: its path, version, `go` line and files (path in the module -> bytes)."""

    def __init__(self, path, version, go, files):
        self.path, self.version, self.go, self.files = path, version, go, files
        self.requires = {}


def go_version(debian):
    """The Go version that a Debian version stands for: 1:0.58.0-1 -> v0.58.0, 0.0~git20231201.de7065d -> a pseudo-version."""
    upstream = debian.split(":", 1)[-1].rsplit("-", 1)[0]
    snapshot = re.search(r"git(\d{8})\.([0-9a-f]{7,})", upstream)
    if snapshot:
        return f"v0.0.0-{snapshot[1]}000000-{snapshot[2][:12]:0<12}"
    numbers = (re.match(r"[\d.]+", upstream)[0].strip(".").split(".") + ["0", "0"])[:3]
    return "v" + ".".join(numbers)


def escaped(path):
    """A module path as the proxy protocol spells it: upper-case letters become `!` and the lower-case letter."""
    return re.sub("[A-Z]", lambda letter: "!" + letter[0].lower(), path)


def read_package(deb):
    """The modules of one Debian package."""
    version = subprocess.run(["dpkg-deb", "-f", deb, "Version"], check=True, capture_output=True, text=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
        sources = pathlib.Path(folder) / SOURCES
        roots = sorted(file.parent for file in sources.rglob("go.mod") if not file.is_symlink())
        for root in roots:
            if not any(other in root.parents for other in roots):
                yield read_module(root, go_version(version), nested=[other for other in roots if root in other.parents])


def read_module(root, version, nested):
    text = (root / "go.mod").read_text()
    path = re.search(r"^module\s+\"?([^\s\"]+)", text, re.MULTILINE)[1]
    go = re.search(r"^go\s+(\S+)", text, re.MULTILINE)
    files = {}
    for file in sorted(root.rglob("*")):
        parts = file.relative_to(root).parts
        if not file.is_file() or {"testdata", "vendor"} & set(parts) or file.name.endswith("_test.go"):
            continue
        if any(other in file.parents for other in nested):
            continue
        files["/".join(parts)] = file.read_bytes()
    return Module(path, version, go[1] if go else "1.16", files)


def imports_of(source):
    for block, single in IMPORTS.findall(source):
        yield from IMPORT_LINE.findall(block) if block else [single]


def builds_here(name, source):
    """Whether Go's file name suffixes and `//go:build` line let this system build a file."""
    suffixes = [word for word in name.removesuffix(".go").split("_")[1:] if word in SYSTEMS | MACHINES]
    constraint = CONSTRAINT.search(source)
    if not constraint:
        return set(suffixes) <= HERE
    words = re.sub(r"[\w.]+", lambda word: str(word[0] in HERE or word[0].startswith("go1.")), constraint[1])
    expression = words.replace("&&", " and ").replace("||", " or ").replace("!", " not ")
    return set(suffixes) <= HERE and eval(expression, {"__builtins__": {}})  # of True, False, and, or, not, parentheses


def resolve(modules):
    """Fills in what each module requires, and drops the files that could not be resolved and are not for this system."""
    def owner(package):
        candidates = [path for path in modules if package == path or package.startswith(path + "/")]
        return max(candidates, key=len, default=None)

    for module in modules.values():
        for name in [name for name in module.files if name.endswith(".go")]:
            source = module.files[name].decode("utf-8", "replace")
            owners = {owner(package) for package in imports_of(source) if "." in package.split("/")[0]}
            if None in owners and not builds_here(name.rsplit("/", 1)[-1], source):
                del module.files[name]
            else:
                module.requires.update({path: modules[path].version for path in owners - {None, module.path}})


def write(module, version, out):
    """Serves a module under a version. What is served already stays as it is: Go takes it for immutable."""
    folder = out / escaped(module.path) / "@v"
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{version}.zip"
    if archive.exists():
        return
    text = f"module {module.path}\n\ngo {module.go}\n"
    if module.requires:
        text += "\nrequire (\n" + "".join(f"\t{path} {v}\n" for path, v in sorted(module.requires.items())) + ")\n"
    (folder / f"{version}.mod").write_text(text)
    (folder / f"{version}.info").write_text(json.dumps({"Version": version, "Time": "2000-01-01T00:00:00Z"}))
    unfinished = archive.with_suffix(".new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in {**module.files, "go.mod": text.encode()}.items():
            file.writestr(f"{module.path}@{version}/{name}", data)
    unfinished.rename(archive)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--debs", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("also", nargs="*", metavar="MODULE@VERSION")
    arguments = parser.parse_args()

    modules = {module.path: module for deb in sorted(arguments.debs.glob("*.deb")) for module in read_package(deb)}
    resolve(modules)
    versions = collections.defaultdict(set, {path: {module.version} for path, module in modules.items()})
    for path, version in (pin.split("@") for pin in arguments.also):
        if path in modules:
            versions[path].add(version)
        else:
            print(f"goproxy: {path} is in no package")
    for path, module in sorted(modules.items()):
        for version in sorted(versions[path]):
            write(module, version, arguments.out)
        folder = arguments.out / escaped(path) / "@v"
        listed = sorted(file.stem for file in folder.glob("*.zip") if not re.search(r"-\d{14}-", file.stem))
        (folder / "list").write_text("".join(version + "\n" for version in listed))
        latest = json.dumps({"Version": module.version, "Time": "2000-01-01T00:00:00Z"})
        (arguments.out / escaped(path) / "@latest").write_text(latest)
    print(f"goproxy: {len(modules)} modules")


main()
