"""Says of every JSON document in a folder whether a JSON Schema accepts it: `NAME ok` or `NAME bad`, one line each."""

import json
import pathlib
import sys

import jsonschema

schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    print(path.stem, "ok" if validator.is_valid(json.loads(path.read_text())) else "bad")
