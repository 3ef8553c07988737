#!/usr/bin/env python3
"""Peer: Jinja2, or minijinja through its Python binding. `--engine jinja2|minijinja-py` and the runners' protocol."""

import argparse
import hashlib
import json
import os
import resource
import sys
import time

from name_filters import FILTERS

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


def jinja2_environment(templates):
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.DictLoader(templates), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters.update(FILTERS)
    return environment


def minijinja_environment(templates):
    import minijinja

    environment = minijinja.Environment(templates=templates)
    environment.trim_blocks = environment.lstrip_blocks = environment.keep_trailing_newline = True
    environment.auto_escape_callback = lambda name: False
    for name, function in FILTERS.items():
        environment.add_filter(name, function)
    return environment


def steps(engine, workload, templates, documents):
    """A function that renders all documents (or parses once), and one that gives the text that shows it was right."""
    make = jinja2_environment if engine == "jinja2" else minijinja_environment
    environment = make(templates)
    if engine == "jinja2":
        template = environment.get_template("main")
        render = lambda: [template.render(document) for document in documents]

        def parse():
            for name, text in templates.items():
                environment.from_string(text)

    else:
        render = lambda: [environment.render_template("main", **document) for document in documents]

        def parse():
            for name, text in templates.items():
                environment.add_template(name, text)

    return (parse if workload.startswith("parse") else render), render


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", required=True)
    parser.add_argument("--workload", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--data", required=True)
    options = parser.parse_args()
    with open(options.data) as file:
        data = json.load(file)
    templates, documents = data["syntaxes"]["jinja"], data["documents"]
    step, render = steps(options.engine, options.workload, templates, documents)
    text = "".join(render()).encode()
    is_parse = options.workload.startswith("parse")
    size = sum(len(t.encode()) for t in templates.values()) if is_parse else len(text)
    per_step = 1 if is_parse else len(documents)

    warm_up = time.perf_counter() + options.seconds / 5
    while time.perf_counter() < warm_up:
        step()
    count, start, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - start < options.seconds:
        step()
        count += 1
    elapsed, used = time.perf_counter() - start, time.process_time() - cpu
    print(
        json.dumps(
            {
                "engine": options.engine,
                "workload": options.workload,
                "us_per_render": round(elapsed * 1e6 / (count * per_step), 3),
                "cpu_us": round(used * 1e6 / (count * per_step), 3),
                "mb_per_s": round(size * count / elapsed / 1e6, 2),
                "sha256": hashlib.sha256(text).hexdigest(),
                "rss_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )
    if os.environ.get("BENCH_OUTPUT"):
        with open(os.environ["BENCH_OUTPUT"], "wb") as file:
            file.write(text)


main()
