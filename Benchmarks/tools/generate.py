"""Measures `hatmax generate` as whole processes, beside what a file system takes for the same tree.

    python3 tools/generate.py PATH-OF-HATMAX [--rounds N] [--aggregates N…]

Aggregates of ten fields, stored in SQLite and in MongoDB. Runs are interleaved; figures are medians. Ratios mean more than times.
Nothing is removed before the end: ext4 is slow at making files where others were removed a short time ago.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

KINDS = ["string", "int", "bool", "text", "date", "decimal", "datetime", "uuid", "float", "email"]


def specification(aggregates, changed=""):
    lines = ["version: 1", "name: big", "package: example.com/big", "services:", "  big:", "    repo_impl: [sqlite, mongo]", "    aggregates:"]
    for number in range(aggregates):
        lines += [f"      Thing{number}:", "        audit: true", "        fields:"]
        lines += [f"          field{index}: {{type: {kind}}}" for index, kind in enumerate(KINDS)]
        if number == aggregates // 2 and changed:
            lines.append(f"          {changed}: {{type: string}}")
    return "\n".join(lines) + "\n"


class Run:
    """A process that ended: its seconds, the seconds of the processor in them, and its peak of memory in MiB."""

    def __init__(self, seconds, usage):
        self.seconds = seconds
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    def __add__(self, other):
        both = Run.__new__(Run)
        both.seconds, both.cpu = self.seconds + other.seconds, self.cpu + other.cpu
        both.memory = max(self.memory, other.memory)
        return both


def run(*command, folder=None):
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{' '.join(command)}: {errors.decode()}")
    return Run(time.monotonic() - started, usage)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def median(values):
    return statistics.median(values)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hatmax")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--aggregates", type=int, nargs="+", default=[10, 100, 1000])
    options = parser.parse_args()
    hatmax = os.path.abspath(options.hatmax)
    work = tempfile.mkdtemp(prefix="hatmax-bench-")
    os.environ["HATMAX_HOME"] = work + "/home"
    try:
        measure(hatmax, options, work)
    finally:
        subprocess.run(["chmod", "-R", "u+w", work])
        shutil.rmtree(work)


def measure(hatmax, options, work):
    def project(name, text):
        folder = tempfile.mkdtemp(prefix=name, dir=work)
        write(folder + "/hatmax.yml", text)
        return folder

    # Packs are installed before anything is measured.
    run(hatmax, "generate", "--quiet", "-C", project("warm", specification(1)))
    for aggregates in options.aggregates:
        measure_project(hatmax, options.rounds, work, project, aggregates)
    measure_linearity(hatmax, options, project)
    measure_start(hatmax, options, project)


def measure_project(hatmax, rounds, work, project, aggregates):
    first, copies = [], []
    plain = f"{work}/plain{aggregates}"
    for number in range(rounds):
        folder = project("tree", specification(aggregates))
        os.sync()
        first.append(run(hatmax, "generate", "--quiet", "-C", folder))
        if number == 0:
            shutil.copytree(folder, plain, ignore=shutil.ignore_patterns("local"))
        os.sync()
        copies.append(run("cp", "-r", plain, folder + "-copy") + run("sync"))
    files = sum(len(names) for _, _, names in os.walk(plain))
    report(f"first run, {aggregates} aggregates, {files} files", first, "cp -r and sync", copies, 2)
    print(f"    peak of memory {max(one.memory for one in first):.0f} MiB (at most 400)")

    write(folder + "/.gitignore", "local/\n")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "-m", "x"]):
        run("git", *command, folder=folder)
    run(hatmax, "generate", "--quiet", "-C", folder)
    run("git", "status", folder=folder)
    nothing, status = [], []
    for _ in range(rounds * 4):
        nothing.append(run(hatmax, "generate", "--quiet", "-C", folder))
        status.append(run("git", "status", folder=folder))
    report("nothing to do", nothing, "git status", status, 2)

    changed, whole = [], []
    for number in range(rounds):
        write(folder + "/hatmax.yml", specification(aggregates, changed=f"extra{number}"))
        whole.append(run(hatmax, "generate", "--quiet", "--dry-run", "--allow-destructive", "-C", folder))
        changed.append(run(hatmax, "generate", "--quiet", "--allow-destructive", "-C", folder))
    report("one changed field", changed, "reading, rendering and comparing all (--dry-run)", whole, 1.2)


def measure_linearity(hatmax, options, project):
    seconds = {aggregates: [] for aggregates in options.aggregates}
    for _ in range(options.rounds):
        for aggregates in options.aggregates:
            folder = project("line", specification(aggregates))
            seconds[aggregates].append(run(hatmax, "generate", "--quiet", "--dry-run", "-C", folder))
    print("linearity, seconds per 100 aggregates (--dry-run), and of the processor:")
    for aggregates in options.aggregates:
        wall, cpu = (median(getattr(one, which) for one in seconds[aggregates]) for which in ("seconds", "cpu"))
        print(f"    {aggregates:5} {wall / aggregates * 100:.3f} {cpu / aggregates * 100:.3f}")


def measure_start(hatmax, options, project):
    todo = os.path.dirname(os.path.abspath(__file__)) + "/../../examples/todo/hatmax.yml"
    with open(todo) as file:
        text = file.read()
    small, version = [], []
    for _ in range(options.rounds * 4):
        small.append(run(hatmax, "generate", "--quiet", "-C", project("todo", text)))
        version.append(run(hatmax, "--version"))
    report("examples/todo, first run", small, "hatmax --version", version, 10)


def report(what, ours, peer, theirs, limit):
    """One line: medians of both, their ratio, and the ratio of the processor's time, which other work disturbs less."""
    (own, own_cpu), (other, other_cpu) = (
        (median(one.seconds for one in runs), median(one.cpu for one in runs)) for runs in (ours, theirs))
    verdict = "ok" if own / other <= limit else "MISSED"
    print(f"{what}: {own:.3f} s, {peer}: {other:.3f} s, ratio {own / other:.2f} (at most {limit}) {verdict}; "
          f"processor {own_cpu:.3f} s and {other_cpu:.3f} s, ratio {own_cpu / max(other_cpu, 0.001):.2f}", flush=True)


main()
