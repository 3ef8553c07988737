"""Makes specifications in which things are called by given words: names.py HATMAX FOLDER COUNT < WORDS

There are three, FOLDER/0 to FOLDER/2, or the first ones of them: each word is an aggregate, a model and a value object in one of them, and a
collection and a field in all.
What `hatmax spec check` refuses is left out, and told.
"""

import os
import re
import subprocess
import sys

PATHS = {"restore"}  # what follows the path of an aggregate that is marked as deleted
LEAST = 0.8  # of the words must be left, or the test tests nothing


def pascal(word):
    return "".join(part[0].upper() + part[1:] for part in word.split("_") if part)


def snake(word):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", word).strip("_").lower()


def share(names, number, owners):
    """The names that one of the owners has."""
    return names[number % len(owners) :: len(owners)]


def specification(words, number, refused):
    types = [[w for w in words[(number + role) % 3 :: 3] if pascal(w) not in refused] for role in range(3)]
    members = [snake(w) for w in words if snake(w) not in refused | PATHS]
    aggregates, models, values = types
    lines = [
        "version: 1", "name: qxproject", "package: example.com/qxproject", "services:", "  qxservice:",
        "    repo_impl: [sqlite, mongo]", "    aggregates:",
    ]
    for i, word in enumerate(aggregates):
        fields = "".join(f', "{name}": {{type: string, required: true}}' for name in share(members, i, aggregates))
        collections = share(members, i + 1, aggregates)
        children = "".join(f', "{name}": {{of: "{pascal(models[n % len(models)])}"}}' for n, name in enumerate(collections, i))
        lines.append(
            f'      "{pascal(word)}": {{soft_delete: true, plural: qx_{snake(word)}_list, '
            f'fields: {{qxlabel: {{type: string, unique: true}}, qxvalue: "{pascal(values[i % len(values)])}"{fields}}}, '
            f'children: {{qxpieces: {{of: "{pascal(models[i % len(models)])}", order: position}}{children}}}}}'
        )
    lines.append("    models:")
    lines += [f'      "{pascal(word)}": {{fields: {{qxlabel: {{type: string, required: true}}}}}}' for word in models]
    lines.append("    values:")
    lines += [
        f'      "{pascal(word)}": {{fields: {{qxlabel: {{type: string, validations: [{{pattern: "^a$"}}]}}, qxday: {{type: date, default: "2020-01-01"}}}}}}'
        for word in values
    ]
    return "\n".join(lines) + "\n"


def main(hatmax, folder, count):
    words = sorted({snake(word): word for word in sys.stdin.read().split()}.values())
    for number in range(int(count)):
        place, refused = os.path.join(folder, str(number)), set()
        os.makedirs(place)
        while True:
            with open(os.path.join(place, "hatmax.yml"), "w") as file:
                file.write(specification(words, number, refused))
            checked = subprocess.run([hatmax, "spec", "check", "--color", "never", "-C", place], capture_output=True, text=True)
            if checked.returncode == 0:
                break
            new = {name for name in re.findall(r"^error\[SP02\d\d\]: [^`\n]*`([^`]+)`", checked.stdout + checked.stderr, re.M)} - refused
            if not new:
                sys.exit(f"what is wrong can't be left out:\n{checked.stdout}{checked.stderr}")
            refused |= new
        if len(refused) > (1 - LEAST) * len(words):
            sys.exit(f"too many of {len(words)} names are refused: {' '.join(sorted(refused))}")
        print(f"{len(words)} names, refused: {' '.join(sorted(refused))}")


main(*sys.argv[1:])
