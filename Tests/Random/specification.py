#!/usr/bin/env python3
"""Prints a specification that is made up: the same for the same number.

    specification.py NUMBER

Most of them `hatmax spec check` finds right; the others have names or conditions that it refuses.
"""

import random
import sys

NOUNS = """Account Address Apple Badge Batch Bill Booking Box Branch Child City Country Course Crate Day Depot Driver Engine Entry Exam Flask
    Folder Garden Guest Hammer Hotel House Invoice Island Item Jacket Journal Kettle Key Ladder Lesson Line Match Meter Mirror Needle News
    Note Nurse Offer Office Order Owner Parcel Payment Person Policy Process Quiver Quote Ribbon Room Route Saddle Seat Series Status Stock Tag
    Task Tenant Ticket Umbrella User Valley Visit Wallet Window Yacht Zone""".split()
FIELDS = """a_b active address2 amount api_key blob body city code color count data days done due extra first_name flag hidden html_text id_number
    info interval2 is_ok item1 kind label last_name level limit_of link mail marks memo mode name notes number numbers open owner_name parent
    period place price rank rate score seen since site size state street sum_of tags text title token total uid until url_text user_id
    weight x y z zip""".split()
TYPES = """string text bool int float decimal uuid email url date datetime duration json bytes enum""".split()
MEMBERS = ["blue", "default", "green", "in_use", "large", "new", "none_at_all", "old", "red", "small", "type"]
DEFAULTS = {
    "string": "abc", "text": '"with: signs"', "bool": "true", "int": "-7", "float": "1.5", "decimal": '"1.50"', "date": "2024-02-29",
    "datetime": '"2024-01-01T00:00:00Z"', "duration": "1m30s", "email": "a@example.com", "url": "https://example.com/x",
}
COMPARABLE = {"string", "int", "email", "uuid", "date", "enum", "bool", "decimal", "datetime", "text"}
FILTERED = {"string", "int", "bool", "enum", "date", "email", "uuid", "ref"}
SORTED = {"string", "int", "date", "datetime", "enum"}
ORDERED = {"int", "string", "date", "datetime", "float"}


def yaml(value):
    """A value in YAML's flow style; texts are written as they are."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


class Maker:
    def __init__(self, number):
        self.number = number
        self.random = random.Random(number)
        self.nouns = set()
        self.values, self.models, self.aggregates = {}, {}, {}
        self.packs = self.pick([[], ["cqrs"], ["event-sourcing"], ["cqrs", "event-sourcing"], ["cqrs", "event-sourcing"]])

    # Chance

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, choices):
        return self.random.choice(choices)

    def some(self, choices, most):
        choices = list(choices)
        return self.random.sample(choices, self.random.randint(0, min(most, len(choices))))

    def noun(self):
        while True:
            noun = self.pick(NOUNS) + (self.pick(NOUNS) if self.chance(0.3) else "")
            if noun not in self.nouns:
                self.nouns.add(noun)
                return noun

    # Fields

    def rules(self, kind):
        """Validations of a value of the type."""
        number = self.random.randint
        least, size = number(-50, 50), number(6, 60)
        choices = {
            "int": [[{"min": least}], [{"max": 10 ** size}] if size < 13 else [{"max": size}], [{"min": least}, {"max": least + size}], [{"one_of": [1, 2, 5]}]],
            "float": [[{"min": -1.5}, {"max": 1}], [{"min": 0.25}]],
            "decimal": [[{"min": -1.5}], [{"min": 0.25}, {"max": 2.5}]],
            "date": [[{"min": "2020-01-01"}]],
            "datetime": [[{"max": '"2030-01-01T00:00:00Z"'}]],
            "duration": [[{"min": "1s"}]],
            "bytes": [[{"max_length": size}]],
            "email": [[{"max_length": 30 + size}]],
            "url": [[{"max_length": 30 + size}]],
        }
        choices["string"] = choices["text"] = [
            [{"min_length": number(0, 5)}], [{"max_length": size}], [{"length": number(1, 12)}], [{"one_of": self.random.sample(MEMBERS, 3)}],
            [{"pattern": self.pick(['"^[a-z]+$"', '"^[A-Z]{3}-[0-9]{4}$"', '"[0-9]+"', '"^[a-z0-9_.-]{1,40}$"'])}],
        ]
        return list(self.pick(choices[kind])) if kind in choices and self.chance(0.4) else []

    def field(self, unique):
        kind = self.pick(TYPES)
        field = {"type": kind}
        if kind == "enum":
            field["values"] = self.random.sample(MEMBERS, self.random.randint(1, 5))
        if kind not in ("json", "bytes") and self.chance(0.15):
            field["type"] = [kind]
            rules = [{"max_length": 9}] if self.chance(0.3) else []
            rules += [{"min_length": self.random.randint(1, 2)}] if self.chance(0.2) else []
        else:
            rules = self.rules(kind)
            if unique and kind not in ("json", "bytes") and self.chance(0.12):
                field["unique"] = True
                rules = [] if kind == "float" else rules  # whole steps are no other fractions
            elif not rules and self.chance(0.2) and (kind == "enum" or kind in DEFAULTS):
                field["default"] = self.pick(field["values"]) if kind == "enum" else DEFAULTS[kind]
                return field
        if self.chance(0.4):
            rules.insert(0, "required")
        return field | ({"validations": rules} if rules else {})

    def reference(self, lists):
        action = self.pick(["restrict", "cascade", "set_null", "no_action"])
        if lists and self.chance(0.25):
            return {"type": ["ref"], "to": self.pick(self.names), "on_delete": self.pick(["restrict", "cascade"])}
        required = {"required": True} if action != "set_null" and self.chance(0.3) else {}
        return {"type": "ref", "to": self.pick(self.names), "on_delete": action} | required

    def fields(self, most, unique=True, references=False, lists=False):
        made = {}
        for name in self.random.sample(FIELDS, self.random.randint(1, most)):
            if self.values and self.chance(0.15):
                value = self.pick(list(self.values))
                made[name] = {"type": [value] if self.chance(0.3) else value} | ({"required": True} if self.chance(0.4) else {})
            elif references and self.chance(0.15):
                made[self.pick(["friend", "target", "holder", "source_of"]) + str(len(made))] = self.reference(lists)
            else:
                made[name] = self.field(unique)
        return made

    def group(self, fields):
        """Two fields that can be unique together, or none."""
        able = [name for name, field in fields.items() if not isinstance(field["type"], list) and field["type"] in COMPARABLE]
        return self.random.sample(able, 2) if len(able) > 1 else []

    # Models and collections

    def children(self, models):
        made = {}
        for name in self.some(["parts", "pieces", "entries", "rows_of", "members", "legs", "steps"], 2) if models else []:
            child = {"of": self.pick(models)}
            fields = self.models[child["of"]]["fields"]
            if self.chance(0.2):
                child["many"] = False
            elif self.chance(0.5):
                sortable = [name for name, field in fields.items() if not isinstance(field["type"], list) and field["type"] in ORDERED]
                child["order"] = self.pick(sortable + ["position"])
            if child.get("many", True) and self.chance(0.2):
                child["max"] = self.random.randint(3, 50)
            if child.get("many", True) and self.chance(0.2) and (group := self.group(fields)):
                child["constraints"] = {"unique": [group]}
            if self.chance(0.15):
                child["updatable"] = [self.pick(list(fields))]
            made[name] = child
        return made

    def make_models(self):
        for _ in range(self.random.randint(0, 4)):
            inner = self.children(list(self.models)) if self.chance(0.4) else {}
            model = {"fields": self.fields(5, references="event-sourcing" not in self.packs)}
            self.models[self.noun()] = model | ({"children": inner} if inner else {}) | ({"audit": True} if self.chance(0.2) else {})

    # Aggregates

    def aggregate(self, name, sourced):
        made = {"persistence": "events"} if sourced else {key: True for key in self.some(["audit", "soft_delete"], 2)}
        if self.chance(0.3):
            made["concurrency"] = "strict"
        made["fields"] = self.fields(8, references=not sourced, lists=True)
        # What events add to has no collections of its own, and models are of states or of events.
        kept = {child["of"] for other in self.aggregates.values() for child in other.get("children", {}).values()}
        models = [model for model in self.models if not sourced or "children" not in self.models[model] and model not in kept]
        if children := self.children(models):
            made["children"] = children
        if self.chance(0.25) and (group := self.group(made["fields"])):
            made["constraints"] = {"unique": [group]}
        if self.packs and (sourced or self.chance(0.6)):
            made["commands"], made["events"] = self.behaviour(name, made, sourced)
        return made

    def behaviour(self, name, aggregate, sourced):
        """Commands, and the event of each."""
        plain = {key: field for key, field in aggregate["fields"].items() if field["type"] not in ("ref", ["ref"])}
        commands, events = {}, {}

        def add(verb, event, fields, **command):
            told = {key: {rule: value for rule, value in plain[key].items() if rule not in ("unique", "default")} for key in fields}
            carried = {key: {rule: value for rule, value in plain[key].items() if rule in ("type", "values")} for key in fields}
            commands[verb] = command | {"input": told, "emits": name + event}
            events[name + event] = {"fields": carried, "sets": {key: "$" + key for key in fields}}
            return commands[verb], events[name + event]

        if sourced:
            add("Make", "Made", [key for key, field in plain.items() if "default" not in field], creates=True)
        for count in range(self.random.randint(1, 3)):
            command, event = add(f"Change{count}", f"Changed{count}", self.some(plain, 3))
            numbers = [key for key, field in plain.items() if field["type"] == "int" and key not in event["fields"]]
            if numbers and self.chance(0.5):
                command["input"]["step_by"] = event["fields"]["step_by"] = "int"
                event["increments"] = {numbers[0]: "$step_by"}
            lists = [key for key, child in aggregate.get("children", {}).items() if child.get("many", True)]
            if lists and sourced and self.chance(0.4):
                command["input"]["added_part"] = event["fields"]["added_part"] = aggregate["children"][lists[0]]["of"]
                event["appends"] = {lists[0]: "$added_part"}
            conditions = self.conditions(plain, aggregate.get("children", {}))
            if conditions and self.chance(0.5):
                command["when"] = "'" + self.pick([conditions[0], " or ".join(conditions[:2]), f"not ({conditions[0]})"]) + "'"
            if conditions and self.chance(0.3):
                command["guards"] = [{"when": f"'{conditions[-1]}'", "message": "that is not possible"}]
        return commands, events

    def conditions(self, fields, children):
        by_type = {
            "int": ["{} > 3", "{} is set", "{} <= 100"], "bool": ["{} == true", "{} != true"], "string": ['{} != "zzz"', "{} is set"],
            "date": ["{} is not set"], "datetime": ["{} < $now", "{} is set"], "decimal": ["{} >= 1.5"],
        }
        made = [self.pick(by_type[field["type"]]).format(name) for name, field in fields.items() if str(field["type"]) in by_type]
        made += [f"{name} {self.pick(['==', '!='])} {self.pick(field['values'])}" for name, field in fields.items() if field["type"] == "enum"]
        made += [f"{name} is set" for name in children]
        self.random.shuffle(made)
        return made

    # The service

    def queries(self):
        made = {}
        for name, aggregate in self.aggregates.items():
            if "persistence" in aggregate and "cqrs" not in self.packs or self.chance(0.5):
                continue
            single = {key: field["type"] for key, field in aggregate["fields"].items() if not isinstance(field["type"], list)}
            query = {"of": name}
            if filters := self.some([key for key, kind in single.items() if kind in FILTERED], 4):
                query["filter"] = filters
            if sort := self.some([key for key, kind in single.items() if kind in SORTED], 2):
                query["sort"] = [("-" if self.chance(0.4) else "") + key for key in sort]
            made[self.pick(["Recent", "Some"]) + name + "List"] = query | {"page": self.pick(["cursor", "offset", "none"])}
        return made

    def projections(self):
        made = {}
        for name, aggregate in self.aggregates.items() if "cqrs" in self.packs else []:
            for event, content in aggregate.get("events", {}).items():
                carried = {key: field for key, field in content["fields"].items() if isinstance(field, dict)}
                keys = [key for key, field in carried.items() if str(field["type"]) in FILTERED - {"email"}]
                if keys and self.chance(0.6):
                    rest = {key: field for key, field in carried.items() if key != keys[0]}
                    change = {"increment": {"seen_times": 1}} | ({"set": {key: "$" + key for key in rest}} if rest else {})
                    made[name + "Counts"] = {"key": {keys[0]: carried[keys[0]]}, "fields": {"seen_times": "int"} | rest, "on": {event: change}}
        return made

    def specification(self):
        self.names = [self.noun() for _ in range(self.random.randint(1, 4))]
        for _ in range(self.random.randint(0, 3)):
            self.values[self.noun()] = {"fields": self.fields(4, unique=False)}
        self.make_models()
        sourced = {name: "event-sourcing" in self.packs and self.chance(0.5) for name in self.names}
        for name in sorted(self.names, key=lambda name: sourced[name]):
            self.aggregates[name] = self.aggregate(name, sourced[name])
        service = {"repo_impl": self.pick([["sqlite"], ["postgres"], ["mongo"], ["sqlite", "mongo"], ["sqlite", "postgres", "mongo"]])}
        parts = {"packs": self.packs, "values": self.values, "models": self.models, "aggregates": self.aggregates}
        service |= parts | {"queries": self.queries(), "projections": self.projections()}
        lines = ["version: 1", f"package: example.com/random{self.number}", "services:", "  " + self.pick(["shop", "main-app", "orders"]) + ":"]
        for key, part in service.items():
            if isinstance(part, dict):
                lines += [f"    {key}:"] * bool(part) + [f"      {name}: {yaml(content)}" for name, content in part.items()]
            elif part:
                lines.append(f"    {key}: {yaml(part)}")
        return "\n".join(lines)


print(Maker(int(sys.argv[1])).specification())
