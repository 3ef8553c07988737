/// The JSON Schema of `pack.yml`, for editors: `hatmax pack schema`.
///
/// Words that a key may have come from the types that the reader reads into; a test compares the keys of every mapping with
/// those that the reader asks for. Dialect: JSON Schema 2020-12.
public enum PackManifestSchema {
  /// The schema as JSON text, with a final newline.
  public static let json = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "pack.yml",
      "description": "The manifest of a pack of templates, for hatmax.",
      "type": "object",
      "required": ["name", "version", "description"],
      "additionalProperties": false,
      "properties": {
        "name": {"$ref": "#/$defs/pack"},
        "version": {"description": "A semantic version, 2.0.0", "type": "string", "pattern": "^[0-9]+\\\\.[0-9]+\\\\.[0-9]+"},
        "description": {"description": "One line on what it generates", "type": "string"},
        "license": {"description": "An SPDX expression", "type": "string"},
        "keywords": {"type": ["array", "null"], "items": {"type": "string"}},
        "engine": {"description": "Versions of the template language", "$ref": "#/$defs/range"},
        "requires": {"description": "Packs that it needs", "$ref": "#/$defs/requirements"},
        "extends": {"description": "Packs whose outputs, tables and options it inherits", "$ref": "#/$defs/requirements"},
        "enhances": {
          "description": "Packs whose slots it fills where they are used, without requiring them",
          "$ref": "#/$defs/requirements"
        },
        "replaces": {"type": ["array", "null"], "items": {"$ref": "#/$defs/replacement"}},
        "provides": {
          "description": "What it can do for other packs",
          "type": ["array", "null"],
          "items": {"anyOf": [{"$ref": "#/$defs/identifier"}, {"$ref": "#/$defs/capability"}]}
        },
        "needs": {
          "description": "Capabilities that some active pack must provide",
          "type": ["array", "null"],
          "items": {"$ref": "#/$defs/identifier"}
        },
        "presets": {
          "description": "Defaults for other packs' options",
          "type": ["object", "null"],
          "propertyNames": {"$ref": "#/$defs/pack"},
          "additionalProperties": {"type": ["object", "null"]}
        },
        "options": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/option"}},
        "tables": {
          "type": ["object", "null"],
          "additionalProperties": {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
        },
        "filters": {
          "description": "Filters, each an inline template or an expression",
          "type": ["object", "null"],
          "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/filter"}]}
        },
        "outputs": {"type": ["array", "null"], "items": {"$ref": "#/$defs/output"}},
        "headers": {"type": ["array", "null"], "items": {"$ref": "#/$defs/header"}},
        "slots": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/slot"}},
        "contributes": {
          "type": ["object", "null"],
          "additionalProperties": {
            "anyOf": [{"$ref": "#/$defs/contribution"}, {"type": "array", "items": {"$ref": "#/$defs/contribution"}}]
          }
        }
      },
      "$defs": {
        "pack": {"type": "string", "pattern": "^[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?$"},
        "identifier": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_.-]*$"},
        "range": {"description": "Versions as Cargo reads them: ^1.2, >=1.0, <2", "type": ["string", "number", "null"]},
        "requirements": {
          "type": ["object", "null"],
          "propertyNames": {"$ref": "#/$defs/pack"},
          "additionalProperties": {"$ref": "#/$defs/range"}
        },
        "replacement": {
          "type": "object",
          "required": ["template", "with", "of"],
          "additionalProperties": false,
          "properties": {
            "template": {"description": "The template that is replaced", "type": "string"},
            "with": {"description": "The file that takes its place", "type": "string"},
            "of": {"description": "SHA-256 of the replaced template", "type": "string", "pattern": "^(sha256:)?[0-9a-f]{64}$"}
          }
        },
        "capability": {
          "type": "object",
          "required": ["name"],
          "additionalProperties": false,
          "properties": {"name": {"$ref": "#/$defs/identifier"}, "exclusive": {"type": "boolean"}}
        },
        "option": {
          "type": "object",
          "required": ["type"],
          "additionalProperties": false,
          "properties": {
            "of": {"description": "The words of an enum", "type": "array", "items": {"type": "string"}},
            "default": {},
            "description": {"type": "string"},
            "type": {"enum": \(words(OptionKind.self))}
          }
        },
        "output": {
          "type": "object",
          "required": ["id", "template", "path"],
          "additionalProperties": false,
          "properties": {
            "id": {"description": "Its identity across versions", "$ref": "#/$defs/identifier"},
            "template": {"description": "A file below templates/, or from the top of the pack", "type": "string"},
            "path": {"description": "A template that gives the file's path", "type": "string"},
            "for": {"description": "LIST as name: one file for each element", "type": "string", "pattern": " as [a-z_]+ *$"},
            "when": {"description": "An expression that decides whether there is a file", "type": "string"},
            "packs": {
              "description": "Packs that must be active too where there is a file",
              "type": ["array", "null"],
              "items": {"$ref": "#/$defs/pack"}
            },
            "escape": {"description": "What values are escaped for", "enum": \(words(Output.Escape.self))},
            "delimiters": {"description": "The marks around tags: <% %>", "type": "string", "pattern": "^[^ =]+ [^ =]+$"},
            "mode": {"enum": \(words(Output.Mode.self))},
            "scope": {"enum": \(words(Output.Scope.self))},
            "ledger": {"description": "A template of a path: the file is a migration, and this file what migrations add up to", "type": "string"}
          }
        },
        "header": {
          "description": "What it puts on top of files, of other packs too",
          "type": "object",
          "required": ["files", "template"],
          "additionalProperties": false,
          "properties": {
            "files": {"description": "A pattern of paths, in which * also stands for folders: *.go", "type": "string"},
            "template": {"type": "string"},
            "when": {"description": "An expression that decides whether a file has it", "type": "string"}
          }
        },
        "filter": {
          "type": "object",
          "oneOf": [{"required": ["template"]}, {"required": ["expression"]}],
          "additionalProperties": false,
          "properties": {
            "parameters": {"type": ["array", "null"], "items": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]*$"}},
            "template": {"type": "string"},
            "expression": {"type": "string"}
          }
        },
        "slot": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "type": {"enum": \(words(Slot.Kind.self))},
            "arguments": {"type": ["object", "null"], "additionalProperties": {"type": "string"}}
          }
        },
        "contribution": {
          "type": "object",
          "required": ["template"],
          "additionalProperties": false,
          "properties": {
            "template": {"type": "string"},
            "when": {"description": "An expression that decides whether it is put there", "type": "string"}
          }
        }
      }
    }

    """

  private static func words<Choice: CaseIterable & RawRepresentable<String>>(_ type: Choice.Type) -> String {
    "[" + type.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ") + "]"
  }
}
