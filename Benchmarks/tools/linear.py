#!/usr/bin/env python3
"""Counts the instructions of parsing and rendering templates of growing size, data and nesting, under valgrind: twice as much must
take at most 2.2 times as many. No clock is involved, so the answer is the same on a busy machine.

Usage: linear.py [shape …]. Needs valgrind and the built runner.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNNER = ROOT / ".build" / "release" / "stencilish-bench"
MOST = 2.2


def repeated(count):
    """A template of many tags of every kind, parsed."""
    piece = (ROOT / "templates" / "child.stencil").read_text()
    child = {"child": "order", "parent": "shop", "columns": []}
    return "parse", {"main": "{{#if false}}" + piece * count + "{{/if}}"}, {"c": child}


def rows(count):
    """A loop over data: filters on names that are all different, conditions, a partial, a separator."""
    main = '{{#each rows as r sep=","}}{{ r.name | plural | snake }}{{#if r.even}}{{ r.number + 1 }}{{/if}}{{> cell r=r}}{{/each}}'
    data = [{"name": f"OrderItem{number}", "number": number, "even": number % 2 == 0} for number in range(count)]
    return "render", {"main": main, "cell": "<{{ r.name | upper }}>"}, {"rows": data}


def lists(count):
    """Filters over a list as a whole."""
    main = "{{ xs | unique | reverse | flatten | join(',') }}"
    return "render", {"main": main}, {"xs": [f"name-{number * 7919 % count:06}" for number in range(count)]}


def aligned(count):
    """Columns, as wide as the widest cell of a section."""
    main = "{{#align}}\n{{#each rows as r}}\n\t{{ r.name }}\t{{ r.type }}\t// {{ r.name }}\n{{/each}}\n{{/align}}\n"
    data = [{"name": "x" * (1 + number % 30), "type": "T" * (1 + number % 17)} for number in range(count)]
    return "render", {"main": main}, {"rows": data}


def blocks(depth):
    """Blocks in blocks, parsed."""
    return "parse", {"main": "{{#with a as b}}" * depth + "{{ b }}" + "{{/with}}" * depth}, {"a": "x"}


def calls(depth):
    """Partials that call each other, down a tree of data."""
    data = None
    for level in range(depth):
        data = {"name": f"n{level}", "next": data}
    return "render", {"main": "{{> node n=root}}", "node": "{{ n.name }}{{#if n.next}}{{> node n=n.next}}{{/if}}"}, {"root": data}


def terms(count):
    """An expression of many operators."""
    return "parse", {"main": "{{ " + " + ".join(["a"] * count) + " }}"}, {"a": 1}


SHAPES = {
    "template size": (repeated, 10), "data size": (rows, 250), "lists": (lists, 500), "align": (aligned, 250),
    "nesting of blocks": (blocks, 250), "nesting of partials": (calls, 45), "size of an expression": (terms, 250),
}


def instructions(workload, path, count):
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", RUNNER]
    command += ["--workload", workload, "--count", str(count), "--data", path]
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(result.stderr[-2000:])
    return int(re.search(r"I +refs: +([\d,]+)", result.stderr).group(1).replace(",", ""))


def cost(shape, size, folder):
    workload, templates, document = shape(size)
    path = pathlib.Path(folder) / "data.json"
    path.write_text(json.dumps({"workload": workload, "syntaxes": {"stencilish": templates}, "documents": [document]}))
    return (instructions(workload, path, 5) - instructions(workload, path, 1)) / 4


def main():
    if shutil.which("valgrind") is None:
        print("skipped: valgrind, which counts instructions, is not installed")
        return
    wanted = sys.argv[1:] or list(SHAPES)
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            shape, size = SHAPES[name]
            costs = [cost(shape, size * factor, folder) for factor in (1, 2, 4)]
            ratios = [costs[1] / costs[0], costs[2] / costs[1]]
            worst = max(worst, *ratios)
            print(f"{name}: {size} takes {costs[0]:,.0f} instructions, twice {ratios[0]:.2f}, four times {ratios[0] * ratios[1]:.2f} as many", flush=True)
    if worst > MOST:
        sys.exit(f"twice the size takes {worst:.2f} times the instructions, more than {MOST}")


main()
