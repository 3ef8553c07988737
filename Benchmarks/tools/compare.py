#!/usr/bin/env python3
"""Runs Stencilish and the peers in turn, several rounds, and prints the medians and their ratios.

Usage: compare.py [--seconds 1] [--rounds 5] [--engines a,b] [--workloads x,y] [--json FILE]

Every engine of a workload must write the same bytes (equal sha256), or the comparison stops.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
OURS = "Stencilish"
WORKLOADS = ["repository", "repository-1000", "big-table", "teams", "parse-190", "parse-2000"]


def engines():
    found = {OURS: {"command": [str(ROOT / ".build" / "release" / "stencilish-bench")]}}
    if not pathlib.Path(found[OURS]["command"][0]).exists():
        found[OURS] = {"skipped": "build it: swift build -c release --package-path Benchmarks"}
    peers = CACHE / "peers.json"
    if not peers.exists():
        sys.exit("no peers yet: run tools/setup.py")
    found.update(json.loads(peers.read_text()))
    return found


def measured(engine, workload, seconds):
    """One run of an engine's runner; `None` if it has no such workload (exit status 2)."""
    command = [*engine["command"], "--workload", workload, "--seconds", str(seconds)]
    command += ["--data", str(CACHE / "data" / f"{workload}.json")]
    result = subprocess.run(
        command, env={**os.environ, **engine.get("environment", {})}, capture_output=True, text=True, check=False
    )
    if result.returncode == 2:
        return None
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return json.loads(result.stdout)


def compare(workload, available, options):
    runs, slow = {}, set()
    # In turn, so that what disturbs the machine disturbs all.
    for _ in range(options.rounds):
        for name, engine in available.items():
            if name in slow:
                continue
            start = time.monotonic()
            run = measured(engine, workload, options.seconds)
            # One run of these says enough: their slowness is no matter of a few percent.
            if time.monotonic() - start > 10 + 2 * options.seconds:
                slow.add(name)
            if run is not None:
                runs.setdefault(name, []).append(run)
    hashes = {run["sha256"] for list_of_runs in runs.values() for run in list_of_runs}
    if len(hashes) > 1:
        for name, list_of_runs in runs.items():
            print(f"{name:16} {list_of_runs[0]['sha256']}", file=sys.stderr)
        sys.exit(f"{workload}: the engines wrote different bytes")
    return {
        name: {key: statistics.median(run[key] for run in list_of_runs) for key in ("us_per_render", "cpu_us", "mb_per_s", "rss_kb")}
        for name, list_of_runs in runs.items()
    }


def show(workload, medians):
    reference = medians.get("text/template")
    ours = medians.get(OURS)
    print(f"\n### {workload}\n")
    print("| engine | µs, wall | µs, CPU | MB/s | RSS, MB | × text/template | Stencilish is × faster |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for name, row in sorted(medians.items(), key=lambda item: item[1]["cpu_us"]):
        to_reference = f"{reference['cpu_us'] / row['cpu_us']:.2f}" if reference else "–"
        to_ours = f"{row['cpu_us'] / ours['cpu_us']:.1f}" if ours else "–"
        print(
            f"| {name} | {row['us_per_render']:.4g} | {row['cpu_us']:.4g} | {row['mb_per_s']:.4g} "
            f"| {row['rss_kb'] / 1024:.0f} | {to_reference} | {to_ours} |"
        )
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", default="")
    parser.add_argument("--workloads", default=",".join(WORKLOADS))
    parser.add_argument("--json")
    options = parser.parse_args()
    wanted = set(filter(None, options.engines.split(",")))
    available = {}
    for name, engine in engines().items():
        if wanted and name not in wanted:
            continue
        if "skipped" in engine:
            print(f"skipped: {name}: {engine['skipped']}")
        else:
            available[name] = engine
    medians = {}
    for workload in options.workloads.split(","):
        medians[workload] = compare(workload, available, options)
        show(workload, medians[workload])
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(medians, indent=1) + "\n")


main()
