import SourceDiagnostics

/// What `hatmax explain` says about the findings of `hatmax pack lint` and `hatmax pack test`.
enum AuthoringExplanations {
  static let all: [CodeExplanation] = [
    CodeExplanation(
      "GE0501", "a partial is called by no template",
      "Partials are found by their names in the pack's templates. One that nothing calls is read by everybody who keeps the pack.",
      wrong: "partials/spare.stencil", right: "{{> spare}} in a template, or no such file"),
    CodeExplanation(
      "GE0502", "nothing uses a table, filter, option or slot",
      "A name that only the manifest has was forgotten when its use went away, or is misspelt where it is used.",
      wrong: "tables: {sql_type: {…}}, and templates say `| sql_tpye`", right: "templates say `| sql_type`"),
    CodeExplanation(
      "GE0503", "an option is not explained",
      "`description` is what editors and `hatmax pack show` say of it, README.md what people read first.",
      wrong: "driver: {type: string}", right: "driver: {type: string, description: the SQL driver}"),
    CodeExplanation(
      "GE0504", "two outputs make the same files",
      "Their paths are written alike, or differ in case alone, which not every file system tells apart, and no conditions "
        + "keep them from being made side by side.",
      wrong: "path: a.go, and path: A.go", right: "path: a.go, and path: b.go"),
    CodeExplanation(
      "GE0505", "many things make one file",
      "An output `for` many elements needs a path with something of the element in it, one of a service something of the service.",
      wrong: "for: service.aggregates as aggregate, path: \"x/repo.go\"",
      right: "path: \"x/{{ aggregate.name | snake }}_repo.go\""),
    CodeExplanation(
      "GE0506", "a path can't be on every system",
      "Generated trees are checked out on Linux, macOS and Windows: no absolute path, no `..`, none of `: * ? \" < > |`, no "
        + "device name such as `aux`, no part that ends in a dot or a space.",
      wrong: "path: services/aux.go", right: "path: services/auxiliary.go"),
    CodeExplanation(
      "GE0507", "a secret is in the pack",
      "Packs are published. What looks like a private key or an access token does not belong into one, not even as an example.",
      wrong: "a private key in tests/", right: "a key that the test makes when it runs"),
    CodeExplanation(
      "GE0508", "a template is used by nothing",
      "A file in `templates/` belongs to an output, a contribution or a replacement.",
      wrong: "templates/old.stencil", right: "no such file"),
    CodeExplanation(
      "GE0509", "a file that people look for is missing",
      "README.md says what the pack generates and what its options do; CHANGELOG.md what an update brings.",
      wrong: "pack.yml alone", right: "pack.yml, README.md, CHANGELOG.md"),
    CodeExplanation(
      "GE0510", "the CHANGELOG does not know the version", "Whoever updates wants to know what changes in their code.",
      wrong: "version: 1.3.0, and CHANGELOG.md ends with 1.2.0", right: "## 1.3.0"),
    CodeExplanation(
      "GE0511", "the pack has no license", "Without one nobody may use it.", wrong: "(no license)",
      right: "license: MIT"),
    CodeExplanation(
      "GE0512", "an option hides one of an extended pack",
      "Templates see the options of both packs under one name; two of one name can't be told apart.",
      wrong: "extends: {base: ^1}, options: {style: …}, and base has style", right: "presets: {base: {style: long}}"),
    CodeExplanation(
      "GE0513", "the pack has no test case",
      "`tests/NAME/spec.yml` and what it gives show a change of the output before users see it.",
      wrong: "no folder tests", right: "tests/basic/spec.yml, then `hatmax pack test --update`"),
    CodeExplanation(
      "GE0514", "there is no such test case", "Cases are the folders of `tests/` that have a `spec.yml`.",
      wrong: "hatmax pack test . --case baisc", right: "hatmax pack test . --case basic"),
    CodeExplanation(
      "GE0515", "an edit of a test case can't be made",
      "`before` and `edits` of a `case.yml` replace a text that the file must have, or append to a file that must be there.",
      wrong: "{file: a.go, replace: no such text, with: x}", right: "{file: a.go, append: \"// mine\"}"),
    CodeExplanation(
      "GE0516", "the folder of a new pack is there already", "`hatmax pack new` never writes into somebody's folder.",
      wrong: "hatmax pack new audit, twice", right: "hatmax pack new audit -o other"),
    CodeExplanation(
      "GE0517", "a pack that is needed is nowhere",
      "Requirements of a pack are looked for beside its folder, then where projects of yours find packs.",
      wrong: "requires: {go-servcie: ^1.0}", right: "requires: {go-service: ^1.0}"),
  ]
}
