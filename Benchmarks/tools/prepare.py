#!/usr/bin/env python3
"""Writes one data file per workload into the folder given (default: .cache/data), and the plain Go code for the direct
peer into .cache/go.

A data file holds the workload's name, its templates in each syntax and the documents to render:
{"workload", "syntaxes": {syntax: {"main", partial…}}, "documents": […]}. The same bytes on every machine.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import documents
import translate

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".cache"


def source(name):
    return (ROOT / "templates" / f"{name}.stencil").read_text()


def syntaxes(sources):
    """The templates by syntax; `main` is the one to render."""
    return {
        "stencilish": sources,
        "jinja": {name: translate.jinja(text) for name, text in sources.items()},
        "stencil": {name: translate.stencil(text) for name, text in sources.items()},
        "handlebars": {name: translate.handlebars(text) for name, text in sources.items()},
        "mustache": {name: translate.mustache(text) for name, text in sources.items()},
        "go": {name: translate.go(text, "c" if name == "child" else None) for name, text in sources.items()},
    }


def write(workload, sources, list_of_documents):
    path = CACHE / "data" / f"{workload}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"workload": workload, "syntaxes": syntaxes(sources), "documents": list_of_documents}
    path.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n")


def write_direct():
    path = CACHE / "go" / "direct.go"
    path.parent.mkdir(parents=True, exist_ok=True)
    code = "// Written by tools/prepare.py from the templates.\n\npackage main\n\nimport \"strconv\"\n\n"
    code += translate.go_function("repository", source("repository"))
    code += translate.go_function("child", source("child"), argument="c")
    code += translate.go_function("bigTable", source("big-table"))
    code += translate.go_function("teams", source("teams"))
    path.write_text(code)


def main():
    repository = {"main": source("repository"), "child": source("child")}
    entities = documents.entities(1000)
    write("repository", repository, entities[:1])
    write("repository-1000", repository, entities)
    write("big-table", {"main": source("big-table")}, [documents.big_table()])
    write("teams", {"main": source("teams")}, [documents.teams()])
    write("parse-190", repository, entities[:1])
    write("parse-2000", {"main": source("repository") * 13, "child": source("child")}, entities[:1])
    write_direct()


main()
