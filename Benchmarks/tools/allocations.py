#!/usr/bin/env python3
"""Counts the heap allocations and instructions of one render: the difference between 1 and 101 renders under valgrind.

Usage: allocations.py [workload …]. Needs valgrind and the built runner.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNNER = ROOT / ".build" / "release" / "stencilish-bench"
MORE = 100


def under_valgrind(workload, count, *tool):
    command = ["valgrind", *tool, RUNNER, "--workload", workload, "--count", str(count)]
    command += ["--data", ROOT / ".cache" / "data" / f"{workload}.json"]
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(result.stderr)
    return result.stderr


def allocations(workload, count):
    report = under_valgrind(workload, count, "--tool=memcheck", "--leak-check=no", "--undef-value-errors=no")
    return int(re.search(r"total heap usage: ([\d,]+) allocs", report).group(1).replace(",", ""))


def instructions(workload, count):
    report = under_valgrind(workload, count, "--tool=callgrind", "--callgrind-out-file=/dev/null")
    return int(re.search(r"Collected : (\d+)", report).group(1))


def main():
    for workload in sys.argv[1:] or ["repository", "big-table", "teams", "parse-190"]:
        for name, measure in (("allocations", allocations), ("instructions", instructions)):
            per_render = (measure(workload, 1 + MORE) - measure(workload, 1)) / MORE
            print(f"{workload}: {per_render:,.2f} {name} per render", flush=True)


main()
