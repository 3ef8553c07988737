/// Packs with one mistake each: the new pack with one change.
enum SeededMistakes {
  typealias Mistake = LintTests.Mistake

  static let all: [Mistake] = [
    Mistake("a name with a capital", "pack.yml", "name: audit", "name: Audit", "PK0101 pack.yml:1"),
    Mistake("a version with a v", "pack.yml", "0.1.0", "v0.1.0", "PK0102 pack.yml:2"),
    Mistake("a range that is none", "pack.yml", "go-service: ^1.0", "go-service: one", "PK0103 pack.yml:5"),
    Mistake("no description", "pack.yml", "description: A", "descriptoin: A", "YA0101 pack.yml:3"),
    Mistake("a misspelt key", "pack.yml", "tables:", "tabels:", "YA0101 pack.yml:10"),
    Mistake("a key twice", "pack.yml", "license: MIT", "license: MIT\nlicense: MIT", "YA0020 pack.yml:5"),
    Mistake("broken YAML", "pack.yml", "license: MIT", "license: [MIT", "YA0013 pack.yml:5"),
    Mistake("an option of no type that there is", "pack.yml", "type: string", "type: strnig", "YA0104 pack.yml:8"),
    Mistake("an option without a type", "pack.yml", "type: string, default", "default", "PK0106 pack.yml:8"),
    Mistake("a choice without words", "pack.yml", "type: string", "type: enum", "PK0106 pack.yml:8"),
    Mistake("a default of another type", "pack.yml", "type: string", "type: int", "PK0113 pack.yml:8"),
    Mistake(
      "a template that is not there", "pack.yml", "middleware.go.stencil", "midleware.go.stencil", "PK0104 pack.yml:18"),
    Mistake("a contribution that is not there", "pack.yml", "partials/chain", "partials/chian", "PK0104 pack.yml:23"),
    Mistake(
      "an output without identity", "pack.yml", "  - id: middleware\n    template", "  - template", "YA0102 pack.yml:17"
    ),
    Mistake("an output without a path", "pack.yml", "    path:", "    # path:", "YA0102 pack.yml:17"),
    Mistake(
      "an output twice", "pack.yml", "contributes:",
      "  - {id: middleware, template: middleware.go.stencil, path: 'services/{{ service.name }}/x.go'}\ncontributes:",
      "PK0105 pack.yml:21"),
    Mistake(
      "a list without a name for its elements", "pack.yml", "    path:", "    for: service.aggregates\n    path:",
      "PK0110 pack.yml:19"),
    Mistake("a mode that there is not", "pack.yml", "    path:", "    mode: generate\n    path:", "YA0104 pack.yml:19"),
    Mistake("marks that are none", "pack.yml", "    path:", "    delimiters: <%%>\n    path:", "PK0115 pack.yml:19"),
    Mistake(
      "a pack that requires itself", "pack.yml", "{go-service: ^1.0}", "{go-service: ^1.0, audit: ^0.1}",
      "PK0105 pack.yml:5"),
    Mistake(
      "a requirement that nobody has", "pack.yml", "{go-service: ^1.0}", "{go-service: ^1.0, cqrs: ^1.0}",
      "GE0517 pack.yml:5"),
    Mistake("a version that nobody has", "pack.yml", "go-service: ^1.0", "go-service: ^2.0", "GE0517 pack.yml:5"),
    Mistake(
      "another template language", "pack.yml", "license: MIT", "license: MIT\nengine: \">=9\"", "PK0114 pack.yml:5"),
    Mistake(
      "a preset of a pack that is not required", "pack.yml", "license: MIT",
      "license: MIT\npresets: {go-servise: {style: long}}", "PK0107 pack.yml:5"),
    Mistake(
      "a preset of an option that there is not", "pack.yml", "license: MIT",
      "license: MIT\npresets: {go-service: {stile: long}}", "PK0112 pack.yml:5"),
    Mistake(
      "a preset of a wrong value", "pack.yml", "license: MIT", "license: MIT\npresets: {go-service: {style: lang}}",
      "PK0113 pack.yml:5"),
    Mistake(
      "a replacement without a pack to extend", "pack.yml", "license: MIT",
      "license: MIT\nreplaces: [{template: a.stencil, with: middleware.go.stencil, of: 0000000000000000000000000000000000000000000000000000000000000000}]",
      "PK0107 pack.yml:5"),
    Mistake(
      "a replacement of nothing", "pack.yml", "requires: {go-service: ^1.0}",
      "extends: {go-service: ^1.0}\nreplaces: [{template: a.stencil, with: middleware.go.stencil, of: 0000000000000000000000000000000000000000000000000000000000000000}]",
      "GE0210 pack.yml:6"),
    Mistake(
      "an option that an extended pack has", "pack.yml", "requires: {go-service: ^1.0}\n\noptions:",
      "extends: {go-service: ^1.0}\n\noptions:\n  style: {type: string, description: how}", "GE0512 pack.yml:8"),
    Mistake("a misspelt slot", "pack.yml", "api.imports:", "api.import:", "GE0204 pack.yml:22"),
    Mistake(
      "a misspelt name in a condition", "pack.yml", "    path:",
      "    when: '\"sqlite\" in service.repo_imp'\n    path:", "ST0202 pack.yml:19"),
    Mistake(
      "a misspelt list", "pack.yml", "    path:", "    for: service.agregates as aggregate\n    path:",
      "ST0202 pack.yml:19"),
    Mistake(
      "a misspelt name in a path", "pack.yml", "service.name }}/internal", "service.nam }}/internal",
      "ST0202 pack.yml:19"),
    Mistake(
      "a path that is the same for every element", "pack.yml", "    path:",
      "    for: service.aggregates as aggregate\n    path:", "GE0505 pack.yml:20"),
    Mistake(
      "a path that is the same for every service", "pack.yml", "services/{{ service.name }}/internal",
      "services/internal", "GE0505 pack.yml:19"),
    Mistake("a path that Windows has not", "pack.yml", "/middleware.go\"", "/aux.go\"", "GE0506 pack.yml:19"),
    Mistake("a path out of the project", "pack.yml", "\"services/", "\"../services/", "GE0506 pack.yml:19"),
    Mistake(
      "two outputs of one path", "pack.yml", "\ncontributes:",
      "  - {id: other, template: middleware.go.stencil, path: 'Services/{{ service.name }}/internal/audit/middleware.go'}\ncontributes:",
      "GE0504 pack.yml:20"),
    Mistake(
      "a misspelt name in a template", "templates/middleware.go.stencil", "service.aggregates", "service.agregates",
      "ST0202 templates/middleware.go.stencil:11"),
    Mistake(
      "a misspelt option in a template", "templates/middleware.go.stencil", "sets the header {{ options.header }}",
      "sets the header {{ options.heder }}", "ST0202 templates/middleware.go.stencil:8"),
    Mistake(
      "a misspelt partial", "templates/middleware.go.stencil", "> header", "> heder",
      "ST0105 templates/middleware.go.stencil:11"),
    Mistake(
      "an open tag", "templates/middleware.go.stencil", "{{ options.header }}", "{{ options.header",
      "ST0001 templates/middleware.go.stencil:8"),
    Mistake("a misspelt filter", "partials/header.stencil", "| label", "| lable", "ST0101 partials/header.stencil:1"),
    Mistake("an open block", "partials/header.stencil", "{{/each}}", "", "ST0003 partials/header.stencil:1"),
    Mistake(
      "a key that a table lacks", "templates/middleware.go.stencil", "sets the header", "sets {{ \"stat\" | kept }}",
      "ST0215 templates/middleware.go.stencil:8"),
    Mistake(
      "a slot that is not declared", "templates/middleware.go.stencil", "// Middleware",
      "{{#slot audit.more}}\n{{/slot}}\n// Middleware", "GE0208 templates/middleware.go.stencil:8"),
    Mistake(
      "a slot that no template has", "pack.yml", "outputs:", "slots: {audit.more: {type: text}}\noutputs:",
      "GE0502 pack.yml:16"),
    Mistake("a table that nothing uses", "pack.yml", "  kept:", "  spare: {a: b}\n  kept:", "GE0502 pack.yml:11"),
    Mistake("a filter that nothing uses", "pack.yml", "  label:", "  spare: '{{ . }}'\n  label:", "GE0502 pack.yml:14"),
    Mistake(
      "an option that nothing uses", "pack.yml", "  header:", "  spare: {type: bool, description: none}\n  header:",
      "GE0502 pack.yml:8"),
    Mistake(
      "an option without a description", "pack.yml", ", description: the name of the header", "", "GE0503 pack.yml:8"),
    Mistake("an option that the README does not know", "README.md", "`header`", "`haeder`", "GE0503 pack.yml:8"),
    Mistake(
      "a partial that nothing calls", "partials/spare.stencil", nil, "spare\n", "GE0501 partials/spare.stencil:1"),
    Mistake(
      "a template that nothing uses", "templates/spare.stencil", nil, "spare\n", "GE0508 templates/spare.stencil:1"),
    Mistake(
      "a secret", "templates/middleware.go.stencil", "// Middleware",
      "// " + "AKIA" + "IOSFODNN7EXAMPLE\n// Middleware", "GE0507 templates/middleware.go.stencil:8"),
    Mistake(
      "a private key", "README.md", "# audit", "# audit\n\n-----BEGIN OPENSSH " + "PRIVATE KEY-----",
      "GE0507 README.md:3"),
    Mistake("no README", "README.md", "", nil, "GE0509 pack.yml:1"),
    Mistake("no CHANGELOG", "CHANGELOG.md", "", nil, "GE0509 pack.yml:1"),
    Mistake(
      "a version that the CHANGELOG does not know", "pack.yml", "version: 0.1.0", "version: 0.2.0",
      "GE0510 CHANGELOG.md:1"),
    Mistake("no license", "pack.yml", "license: MIT\n", "", "GE0511 pack.yml:1"),
  ]
}
