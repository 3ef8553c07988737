"""The benchmark's name filters, for ASCII names."""

INITIALISMS = set(
    """ACL API ASCII CPU CSS DNS EOF GUID HTML HTTP HTTPS ID IP JSON LHS QPS RAM RHS RPC SLA SMTP SQL SSH TCP TLS TTL UDP UI
UID UUID URI URL UTF8 VM XML XMPP XSRF XSS GID SIP RTP AMQP DB TS""".split()
)
IRREGULAR = {"person": "people", "child": "children"}


def words(name):
    """Words begin after a separator, at a capital after a small letter or digit, and at an acronym's last capital."""
    result, start = [], -1
    for index, char in enumerate(name):
        if not char.isalnum():
            if start >= 0:
                result.append(name[start:index])
            start = -1
        elif start < 0:
            start = index
        elif char.isupper():
            follows = name[index + 1].islower() if index + 1 < len(name) else False
            if not name[index - 1].isupper() or follows:
                result.append(name[start:index])
                start = index
    if start >= 0:
        result.append(name[start:])
    return result


def snake(name):
    return "_".join(word.lower() for word in words(name))


def kebab(name):
    return "-".join(word.lower() for word in words(name))


def pascal(name):
    return "".join(word.capitalize() for word in words(name))


def camel(name):
    first, *rest = words(name)
    return first.lower() + "".join(word.capitalize() for word in rest)


def title(name):
    return " ".join(word if word.isupper() and not name.isupper() else word.capitalize() for word in words(name))


def go_name(name):
    return "".join(
        word.upper() if word.upper() in INITIALISMS else compound(word) for word in words(name)
    )


def compound(word):
    return "OAuth" + word[5:] if word.lower().startswith("oauth") else word.capitalize()


def plural(name):
    last = words(name)[-1]
    stem, word = name[: len(name) - len(last)], last
    lower = word.lower()
    if lower in IRREGULAR:
        return stem + word[0] + IRREGULAR[lower][1:]
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return name + "es"
    if lower.endswith("y") and lower[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"


FILTERS = {
    "snake": snake,
    "kebab": kebab,
    "pascal": pascal,
    "camel": camel,
    "title": title,
    "go_name": go_name,
    "plural": plural,
}
