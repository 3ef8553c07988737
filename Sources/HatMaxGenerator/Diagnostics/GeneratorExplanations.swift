import SourceDiagnostics

/// The long form of the codes of planning and writing, for `hatmax explain CODE`.
enum GeneratorExplanations {
  static let all = project + packs + plan + replacements + conflicts + writing + migrations

  private static let project = [
    CodeExplanation(
      "GE0001", "no specification",
      "Every project has a `hatmax.yml` in its folder. `hatmax init` writes a first one; `-C DIR` runs a command as if started in another folder.",
      wrong: "hatmax generate             # in a folder without hatmax.yml",
      right: "hatmax init && hatmax generate"),
    CodeExplanation(
      "GE0002", "a file that can't be read",
      "The system's reason is in the message: no permission, a folder where a file is expected, a broken disk."),
    CodeExplanation(
      "GE0003", "a specification that is there already",
      "`hatmax init` starts a project and never touches one that has begun.",
      wrong: "hatmax init                 # in a folder with hatmax.yml", right: "hatmax init another-folder"),
    CodeExplanation(
      "GE0006", "no schema", "The schema given to `hatmax template check` must describe a map of fields at its root.",
      wrong: "string", right: "{name: string, items: [{title: string}]}"),
    CodeExplanation(
      "GE0007", "an unknown code", "`hatmax explain` without a code lists those that there are.",
      wrong: "hatmax explain GE9999", right: "hatmax explain GE0301"),
    CodeExplanation(
      "GE0009", "a part that the model doesn't have",
      "A path goes through keys, and through lists by position or by the name of an element. `hatmax docs model` lists the keys.",
      wrong: "hatmax template context services.shop.agregates",
      right: "hatmax template context services.shop.aggregates"),
  ]

  private static let packs = [
    CodeExplanation(
      "GE0101", "a name that no pack can have",
      "A pack's name is made of lower-case letters, digits and hyphens, with the alias of a registry before it where it comes from one.",
      wrong: "packs: [Event Sourcing]", right: "packs: [event-sourcing, acme/base]"),
    CodeExplanation(
      "GE0102", "a range of versions that can't be read",
      "Ranges are written as cargo reads them: `^1.2`, `~1.2.3`, `>=1.0, <2`, `=1.4.0`, `*`.",
      wrong: "packs: {sqlite-repo: {version: latest}}", right: "packs: {sqlite-repo: {version: ^1.0}}"),
    CodeExplanation(
      "GE0104", "a pack that needs another kind of pack",
      "Packs can ask for a capability (a repository, a router) rather than for a pack of a certain name. The service needs a pack that provides it.",
      wrong: "services: {shop: {packs: [event-sourcing]}}",
      right: "services: {shop: {packs: [event-sourcing], repo_impl: sqlite}}"),
    CodeExplanation(
      "GE0105", "two packs for one place",
      "Some capabilities can only be had once in a service. Name one of the packs that provide it."),
    CodeExplanation(
      "GE0106", "an installed pack without a service",
      "What is installed and what is active are two things: a pack makes files for the services that name it.",
      wrong: "hatmax pack install event-sourcing", right: "hatmax add pack event-sourcing --service shop"),
    CodeExplanation(
      "GE0107", "a pack of another version than is added to",
      "A pack that adds to another one says to which versions. The version in this project is not among them: update one of the two.",
      wrong: "enhances: {sqlite-repo: ^2.0}   # with sqlite-repo 1.4", right: "enhances: {sqlite-repo: ^1.0}"),
    CodeExplanation(
      "GE0108", "no digest",
      "A digest is `sha256:` and sixty-four digits of base sixteen, as `hatmax pack verify` prints it.",
      wrong: "of: 1234", right: "of: sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
    CodeExplanation(
      "GE0120", "an alias that is taken",
      "`hatmax.lock` uses this word for packs that come from no registry of the project.",
      wrong: "registries: {builtin: oci://registry.example/packs}",
      right: "registries: {acme: oci://registry.example/packs}"),
    CodeExplanation(
      "GE0121", "a pack that is still needed", "`hatmax.yml` asks for the pack, itself or through another pack.",
      wrong: "hatmax pack remove sqlite-repo   # with repo_impl: sqlite",
      right: "take `sqlite` out of `repo_impl`, then remove the pack"),
  ]

  private static let plan = [
    CodeExplanation(
      "GE0201", "a template that isn't in the pack", "The manifest names a file that the pack's folder doesn't have.",
      wrong: "outputs:\n  - {id: main, template: mian.go.stencil, path: main.go}",
      right: "outputs:\n  - {id: main, template: main.go.stencil, path: main.go}"),
    CodeExplanation(
      "GE0202", "a path that can't be",
      "The paths of outputs are relative, stay inside the output folder, and hold no characters that Windows or macOS refuse.",
      wrong: "path: '../{{ service.name }}.go'", right: "path: 'services/{{ service.name }}/main.go'"),
    CodeExplanation(
      "GE0203", "two outputs for one file",
      "Each file has one owner. Paths that differ in the case of letters alone are one file on Windows and macOS.",
      wrong:
        "outputs:\n  - {id: a, template: a.stencil, path: main.go}\n  - {id: b, template: b.stencil, path: main.go}",
      right:
        "outputs:\n  - {id: a, template: a.stencil, path: main.go}\n  - {id: b, template: b.stencil, path: extra.go}"),
    CodeExplanation(
      "GE0204", "a slot that no required pack declares",
      "A pack contributes to slots of packs that it requires or enhances. The name may be misspelt, or the requirement missing.",
      wrong: "contributes: {main.import: {template: imports.stencil}}",
      right: "requires: {go-service: ^1.0}\ncontributes: {json.imports: {template: imports.stencil}}"),
    CodeExplanation(
      "GE0205", "a slot that several packs declare", "Say whose slot is meant, with the pack's name before it.",
      wrong: "contributes: {imports: {template: imports.stencil}}",
      right: "contributes: {\"go-service::imports\": {template: imports.stencil}}"),
    CodeExplanation(
      "GE0206", "contributions that don't fit together",
      "Lines from several packs meet in a slot: an import under two names, or a line that is no import or no requirement. The message shows the slot and the line of each pack that contributes one."
    ),
    CodeExplanation(
      "GE0207", "`for` over something that is no list", "An output with `for` makes a file for each element of a list.",
      wrong: "for: service.name as name", right: "for: service.aggregates as aggregate"),
    CodeExplanation(
      "GE0208", "a slot that the manifest doesn't declare",
      "What other packs may add to is part of a pack's interface, and so stands in its manifest with its type.",
      wrong: "{{#slot wiring}}{{/slot}}   # and no `slots:`", right: "slots: {wiring: {type: text}}"),
    CodeExplanation(
      "GE0209", "a template of a pack that is absent",
      "A template includes a partial of a pack that the project need not use. Such an output says so, and is only made where the pack is active.",
      wrong: "- {id: events, template: events.go.stencil, path: events.go}",
      right: "- {id: events, template: events.go.stencil, path: events.go, packs: [event-sourcing]}"),
  ]

  private static let replacements = [
    CodeExplanation(
      "GE0210", "a replacement of nothing",
      "A pack replaces templates of the pack that it extends, by their paths there.",
      wrong: "extends: go-service\nreplaces: [{template: logger.go.stencil, with: log.stencil}]",
      right: "extends: go-service\nreplaces: [{template: cmd/run.go.stencil, with: run.go.stencil}]"),
    CodeExplanation(
      "GE0211", "a template that several packs have", "Say which one, with the pack's name before the path.",
      wrong: "template: cmd/run.go.stencil", right: "template: go-service::cmd/run.go.stencil"),
    CodeExplanation(
      "GE0212", "two replacements of one template",
      "Only one template can stand in for another. Use one of the packs, or let one extend the other."),
    CodeExplanation(
      "GE0213", "a replaced template that changed",
      "The pack's own template is not the one any more that the replacement was written for. Look at the difference, take over what matters, "
        + "and write the new digest.",
      wrong: "of: sha256:…   # of the template as it was", right: "of: sha256:…   # of the template as it is"),
    CodeExplanation(
      "GE0214", "a replacement that hears of no change",
      "With the digest of the template that it replaces, a replacement is told when the pack changes that template.",
      wrong: "overrides: [{pack: go-service, template: cmd/run.go.stencil, with: run.stencil}]",
      right: "overrides: [{pack: go-service, template: cmd/run.go.stencil, with: run.stencil, of: sha256:…}]"),
  ]

  private static let conflicts = [
    CodeExplanation(
      "GE0301", "an edit and a change on the same lines",
      "Generated files are merged: what you changed since the last run, and what the templates or the specification change now. Where both "
        + "touch the same lines nothing is written, unless you say who wins: `--conflict=markers` writes both sides between markers, `ours` keeps "
        + "yours, `theirs` takes the templates'.",
      wrong: "hatmax generate", right: "hatmax generate --conflict=markers, then resolve what is between the markers"),
    CodeExplanation(
      "GE0302", "an edited file without a base",
      "A merge needs what the last run wrote. It is looked for in the store, in git's objects, and by generating from the recorded specification; "
        + "none of them had it."),
    CodeExplanation(
      "GE0303", "a file that hatmax didn't make",
      "Something stands where a file is to be written. `--adopt` takes it over: its content counts as your edits.",
      wrong: "hatmax generate", right: "hatmax generate --adopt"),
    CodeExplanation(
      "GE0304", "a folder or link where a file is to be", "Move it away and run again."),
    CodeExplanation(
      "GE0305", "a move onto another file",
      "Something was renamed, so a file of yours moves with your edits in it; but the place is taken. Move the other file away."
    ),
  ]

  private static let writing = [
    CodeExplanation(
      "GE0310", "files that changed during the run",
      "Between reading and writing, an editor or another program changed a file. Nothing was written; run the command again."
    ),
    CodeExplanation(
      "GE0311", "an interrupted run that can't be finished",
      "A run was killed while it wrote, and files that it was going to write changed since. What it was going to write is safe in "
        + "`.hatmax/local/stage`; removing that folder gives the run up."),
    CodeExplanation(
      "GE0312", "an interrupted run that was finished",
      "A run was killed while it wrote. Its remaining files were safe in `.hatmax/local/stage`, and are in their places now."
    ),
    CodeExplanation(
      "GE0313", "a symbolic link out of the output folder",
      "A folder on the way to a file is a link that leads elsewhere. hatmax writes inside the output folder only."),
    CodeExplanation(
      "GE0314", "files that can't be written",
      "No permission, a full disk, a read-only file system. Nothing was written."),
    CodeExplanation(
      "GE0315", "a run that stopped in the middle",
      "A file couldn't be put in its place. The run is written down and its files are safe; the next one finishes it when the cause is gone."
    ),
    CodeExplanation(
      "GE0316", "a record of a newer hatmax",
      "The project was generated by a newer hatmax, whose record this one can't read."),
    CodeExplanation(
      "GE0317", "a damaged record",
      "`.hatmax/manifest` says which files were generated and with which content. A merge left it in a state that can't be read as a whole; "
        + "what can be read is used."),
    CodeExplanation(
      "GE0318", "a merge that git couldn't do",
      "Your edits are merged by `git merge-file`, so git must be there and able to write into `.hatmax/local`."),
    CodeExplanation("GE0319", "nothing to undo", "`hatmax undo` takes back the last run, once. There is none here."),
    CodeExplanation(
      "GE0321", "a line that a file doesn't have",
      "`why PATH:LINE` counts lines from 1, in the file as it is on the disk, or as it would be written if it isn't there yet.",
      wrong: "hatmax why services/shop/internal/shop/order.go:4000",
      right: "hatmax why services/shop/internal/shop/order.go:12"),
    CodeExplanation(
      "GE0320", "a path that nothing generates",
      "`--only`, `diff` and `why` take files that are generated, migrations and their ledgers among them, or folders of such files.",
      wrong: "hatmax why services/shop/notes.txt", right: "hatmax why services/shop/internal/shop/order.go:12"),
    CodeExplanation(
      "GE0322", "a run that can't be undone any more",
      "`hatmax undo` brings back the tree as it was before the last run. Files of that run that you changed or removed since would lose "
        + "your change, so nothing is undone. Put the change aside, undo, and take it back.",
      wrong: "rm services/shop/README.md && hatmax undo",
      right: "git checkout services/shop/README.md && hatmax undo"),
  ]

  private static let migrations = [
    CodeExplanation(
      "GE0401", "two migrations with one number",
      "Two branches each made the next migration. The one that no database has run yet gets the next free number.",
      wrong: "0004_add_note.sql and 0004_add_total.sql", right: "hatmax migration renumber 0004_add_total.sql"),
    CodeExplanation(
      "GE0402", "a migration that loses data",
      "A column or table would be dropped, or become what its values can't be. If something was only renamed, `was` says so and the data is "
        + "kept; if it may go, `--allow-destructive` writes the migration.",
      wrong: "fields: {remark: text}              # it was called note",
      right: "fields: {remark: {type: text, was: note}}"),
    CodeExplanation(
      "GE0403", "a ledger with conflict markers",
      "`schema.yml` beside the migrations has one line for each table, column and index, so that both sides of a merge can stay."
    ),
    CodeExplanation(
      "GE0404", "migrations without a ledger",
      "The project has migrations from before there were ledgers. They are taken to give what `hatmax.yml` said at the last run; compare the "
        + "new ledger with your database, once."),
    CodeExplanation(
      "GE0405", "a migration without values for rows",
      "A column that must have a value is added, and rows that are there would have none.",
      wrong: "priority: {type: int, required: true}", right: "priority: {type: int, required: true, default: 0}"),
    CodeExplanation(
      "GE0406", "a ledger without migrations",
      "The ledger says what the migrations beside it add up to, and there are none. Bring them back, or remove the ledger to begin anew."
    ),
    CodeExplanation(
      "GE0407", "no migration",
      "A migration is a file beside a ledger, whose name begins with a number.",
      wrong: "hatmax migration renumber schema.yml", right: "hatmax migration renumber 0004_add_total.sql"),
    CodeExplanation(
      "GE0408", "migrations of a renamed service",
      "Migrations are never written again, so they don't follow a service that gets another name: databases know them by their content. Move the folder yourself; everything else that is generated for the service moves along with its edits.",
      wrong: "services: {sales: {was: orders}}   # and services/orders/internal/sqlite/migrations is still there",
      right: "git mv services/orders/internal/sqlite/migrations services/sales/internal/sqlite/migrations"),
  ]
}
