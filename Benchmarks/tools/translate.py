"""Writes the benchmark's templates, which are kept in Stencilish, in the syntax of each peer, and as plain Go.

Understood are the tags that the templates use: values with filters, `each` with `sep`, `if` with `else`, partials.
"""

import json
import re

TAG = re.compile(r"\{\{(.*?)\}\}")


def tokens(source):
    """Texts and tags in turn: ("text", s), ("value", path, filters), ("each", path, name, sep), ("if", path), ("else",),
    ("end", kind), ("partial", name)."""
    result, position = [], 0
    for match in TAG.finditer(source):
        if match.start() > position:
            result.append(("text", source[position : match.start()]))
        position = match.end()
        tag = match.group(1).strip()
        if tag.startswith("#each"):
            path, name, _, sep = re.fullmatch(r'#each (\S+) as (\w+)( sep="(.*)")?', tag).groups()
            result.append(("each", path, name, (sep or "").replace("\\n", "\n")))
        elif tag.startswith("#if"):
            result.append(("if", tag.split()[1]))
        elif tag == "else":
            result.append(("else",))
        elif tag.startswith("/"):
            result.append(("end", tag[1:]))
        elif tag.startswith(">"):
            result.append(("partial", tag.split()[1]))
        else:
            path, *filters = [part.strip() for part in tag.split("|")]
            result.append(("value", path, filters))
    result.append(("text", source[position:]))
    return [token for token in result if token != ("text", "")]


def without_standalone_lines(list_of_tokens):
    """The tokens less the white space and the line end around block tags that stand alone on a line."""
    result = [list(token) for token in list_of_tokens]
    for index, token in enumerate(list_of_tokens):
        if token[0] in ("text", "value"):
            continue
        before = result[index - 1] if index else ["text", "\n"]
        after = result[index + 1] if index + 1 < len(result) else ["text", "\n"]
        # Texts before have lost what a tag before them removed, so look at the original.
        original = list_of_tokens[index - 1][1] if index and list_of_tokens[index - 1][0] == "text" else None
        starts_line = index == 0 or (original is not None and re.search(r"\n[ \t]*$", original))
        ends_line = after[0] == "text" and re.match(r"[ \t]*\n", after[1])
        if starts_line and ends_line:
            if index:
                before[1] = re.sub(r"[ \t]*$", "", before[1])
            if index + 1 < len(result):
                after[1] = re.sub(r"^[ \t]*\n", "", after[1], count=1)
    return [tuple(token) for token in result if token != ["text", ""]]


def opened(list_of_tokens):
    """Each token with the opening token of the block that an `else` or an end belongs to."""
    stack = []
    for token in list_of_tokens:
        if token[0] in ("each", "if"):
            stack.append(token)
            yield token, token
        elif token[0] == "else":
            yield token, stack[-1]
        elif token[0] == "end":
            yield token, stack.pop()
        else:
            yield token, None


def jinja(source):
    out = []
    for token, block in opened(tokens(source)):
        kind = token[0]
        if kind == "text":
            out.append(token[1])
        elif kind == "value":
            out.append("{{ " + " | ".join([token[1], *token[2]]) + " }}")
        elif kind == "each":
            out.append(f"{{% for {token[2]} in {token[1]} %}}")
        elif kind == "if":
            out.append(f"{{% if {token[1]} %}}")
        elif kind == "else":
            out.append("{% else %}")
        elif kind == "partial":
            out.append(f'{{% include "{token[1]}" %}}')
        elif block[0] == "each":
            sep = f"{{% if not loop.last %}}{block[3]}{{% endif %}}" if block[3] else ""
            out.append(sep + "{% endfor %}")
        else:
            out.append("{% endif %}")
    return "".join(out)


def stencil(source):
    """Stencil (Swift) has no rule for standalone lines by default."""
    out = []
    for token, block in opened(without_standalone_lines(tokens(source))):
        kind = token[0]
        if kind == "text":
            out.append(token[1])
        elif kind == "value":
            out.append("{{ " + "|".join([token[1], *token[2]]) + " }}")
        elif kind == "each":
            out.append(f"{{% for {token[2]} in {token[1]} %}}")
        elif kind == "if":
            out.append(f"{{% if {token[1]} %}}")
        elif kind == "else":
            out.append("{% else %}")
        elif kind == "partial":
            out.append(f'{{% include "{token[1]}" %}}')
        elif block[0] == "each":
            sep = f"{{% if not forloop.last %}}{block[3]}{{% endif %}}" if block[3] else ""
            out.append(sep + "{% endfor %}")
        else:
            out.append("{% endif %}")
    return "".join(out)


def handlebars(source):
    out, names = [], []

    def path(text):
        first = text.split(".")[0]
        if first in names:
            return text
        # The partial's argument is a key of its context, which each loop within hides.
        return "../" * len(names) + text if first == "c" else "@root." + text

    for token, block in opened(tokens(source)):
        kind = token[0]
        if kind == "text":
            out.append(token[1])
        elif kind == "value":
            expression = path(token[1])
            for number, name in enumerate(token[2]):
                expression = f"{name} {expression}" if number == 0 else f"{name} ({expression})"
            out.append("{{" + expression + "}}")
        elif kind == "each":
            out.append(f"{{{{#each {path(token[1])} as |{token[2]}|}}}}")
            names.append(token[2])
        elif kind == "if":
            out.append(f"{{{{#if {path(token[1])}}}}}")
        elif kind == "else":
            out.append("{{else}}")
        elif kind == "partial":
            out.append(f"{{{{> {token[1]} c=c}}}}")
        elif block[0] == "each":
            names.pop()
            out.append((f"{{{{#unless @last}}}}{block[3]}{{{{/unless}}}}" if block[3] else "") + "{{/each}}")
        else:
            out.append("{{/if}}")
    return "".join(out)


def mustache(source):
    """swift-mustache: keys are looked up from the innermost context outwards, filters are transforms of the values."""
    list_of_tokens, out = tokens(source), []
    names = {token[2] for token in list_of_tokens if token[0] == "each"} | {"c"}

    def path(text):
        first, _, rest = text.partition(".")
        return (rest or ".") if first in names else text

    for index, (token, block) in enumerate(opened(list_of_tokens)):
        kind = token[0]
        if kind == "text":
            out.append(token[1])
        elif kind == "value":
            expression = path(token[1])
            for name in token[2]:
                expression = f"{name}({expression})"
            out.append("{{" + expression + "}}")
        elif kind in ("each", "if"):
            out.append("{{#" + path(token[1]) + "}}")
        elif kind == "else":
            key = path(block[1])
            # Two tags on a line don't stand alone.
            line = "\n" if list_of_tokens[index + 1][1].startswith("\n") else ""
            out.append("{{/" + key + "}}" + line + "{{^" + key + "}}")
        elif kind == "partial":
            out.append("{{> " + token[1] + "}}")
        else:
            sep = f"{{{{^last()}}}}{block[3]}{{{{/last()}}}}" if block[0] == "each" and block[3] else ""
            out.append(sep + "{{/" + path(block[1]) + "}}")
    return "".join(out)


def go_field(name):
    return "".join(word.capitalize() for word in name.split("_"))


def go(source, argument=None):
    """text/template; `argument` is the name of the partial's parameter."""
    out, names = [], []

    def path(text):
        first, *rest = text.split(".")
        if first == argument and first not in names:
            return "$" + "".join("." + go_field(part) for part in rest)
        if first in names:
            return "$" + first + "".join("." + go_field(part) for part in rest)
        return "$" + "".join("." + go_field(part) for part in [first, *rest])

    for token, block in opened(without_standalone_lines(tokens(source))):
        kind = token[0]
        if kind == "text":
            out.append(token[1])
        elif kind == "value":
            out.append("{{" + " | ".join([path(token[1]), *token[2]]) + "}}")
        elif kind == "each":
            name = token[2]
            names_path = path(token[1])
            names.append(name)
            sep = f"{{{{if ${name}_i}}}}{token[3]}{{{{end}}}}" if token[3] else ""
            variables = f"${name}_i, ${name}" if token[3] else f"$_, ${name}"
            out.append(f"{{{{range {variables} := {names_path}}}}}{sep}")
        elif kind == "if":
            out.append(f"{{{{if {path(token[1])}}}}}")
        elif kind == "else":
            out.append("{{else}}")
        elif kind == "partial":
            out.append(f'{{{{template "{token[1]}" $c}}}}')
        else:
            if block[0] == "each":
                names.pop()
            out.append("{{end}}")
    return "".join(out)


def go_function(name, source, argument=None):
    """A Go function that appends what the template writes, with the same filters."""
    out, names = [], []
    list_of_tokens = without_standalone_lines(tokens(source))
    parameter = "c *Child" if argument else "doc *Document"

    def path(text):
        first, *rest = text.split(".")
        if first not in names and first != argument:
            first, rest = "doc", [first, *rest]
        return first + "".join("." + go_field(part) for part in rest)

    out.append(f"func {name}(b []byte, {parameter}) []byte {{\n")
    for index, (token, block) in enumerate(opened(list_of_tokens)):
        kind = token[0]
        if kind == "text":
            out.append(f"b = append(b, {go_string(token[1])}...)\n")
        elif kind == "value":
            expression = path(token[1])
            for filter_name in token[2]:
                expression = f"{go_filter(filter_name)}({expression})"
            if token[1] in ("c", "year", "t.score"):
                out.append(f"b = strconv.AppendInt(b, int64({expression}), 10)\n")
            else:
                out.append(f"b = append(b, {expression}...)\n")
        elif kind == "each":
            path_of_list, variable = path(token[1]), token[2]
            names.append(variable)
            out.append(f"for {variable}Index := range {path_of_list} {{\n")
            if token[3]:
                out.append(f"if {variable}Index > 0 {{\nb = append(b, {go_string(token[3])}...)\n}}\n")
            if uses(body(list_of_tokens, index), variable):
                pointer = "" if path_of_list.endswith("Cells") else "&"
                out.append(f"{variable} := {pointer}{path_of_list}[{variable}Index]\n")
        elif kind == "if":
            out.append(f"if {path(token[1])} {{\n")
        elif kind == "else":
            out.append("} else {\n")
        elif kind == "partial":
            out.append(f"b = {token[1]}(b, c)\n")
        else:
            if block[0] == "each":
                names.pop()
            out.append("}\n")
    out.append("return b\n}\n\n")
    return "".join(out)


def body(list_of_tokens, start):
    """The tokens between the opening tag at `start` and its end."""
    depth = 0
    for index in range(start, len(list_of_tokens)):
        depth += {"each": 1, "if": 1, "end": -1}.get(list_of_tokens[index][0], 0)
        if depth == 0:
            return list_of_tokens[start + 1 : index]
    raise ValueError("a block without an end")


def uses(list_of_tokens, name):
    """Whether any of the tokens reads the loop variable `name`."""
    return any(
        token[0] == "partial" and name == "c"
        or token[0] in ("value", "each", "if") and token[1].split(".")[0] == name
        for token in list_of_tokens
    )


def go_filter(name):
    return {"go_name": "goName"}.get(name, name)


def go_string(text):
    return json.dumps(text)
