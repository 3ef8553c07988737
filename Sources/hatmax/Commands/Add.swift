import ArgumentParser
import HatMaxPacks
import HatMaxSpec

/// The commands of `hatmax add`.
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add something to hatmax.yml, keeping comments, order and layout.",
    discussion: """
      A change that would make the file invalid is refused, and the file stays as it is.

      EXAMPLES:
        hatmax add aggregate Invoice number:string! total:decimal
        hatmax add field Invoice due date
        hatmax add projection Balances account:uuid --fields balance:int --on 'Paid:balance+=$amount'
        hatmax add pack sqlite-repo --service billing --dry-run
      """,
    subcommands: [
      AddService.self, AddAggregate.self, AddModel.self, AddValue.self, AddField.self, AddChild.self, AddCommand.self,
      AddEvent.self, AddQuery.self, AddProjection.self, AddPack.self,
    ])
}

/// The command `hatmax add service`.
struct AddService: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "Add a service.",
    discussion: """
      EXAMPLES:
        hatmax add service billing --repo sqlite --repo postgres
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The service's name: a folder, a program and a Go package are called so.")
  var name: String

  @Option(help: "What kind of service it is: atom, domain, composite or web.")
  var kind: String?

  @Option(help: ArgumentHelp("Where aggregates are kept; the first is the default.", valueName: "name"))
  var repo: [String] = []

  func run() throws {
    try edit.add(.service(name: name, kind: kind, repositories: repo), done: "added the service \(name)")
  }
}

/// The command `hatmax add aggregate`.
struct AddAggregate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregate", abstract: "Add an aggregate.",
    discussion: """
      \(FieldDraft.grammar)

      EXAMPLES:
        hatmax add aggregate Invoice number:string! total:decimal
        hatmax add aggregate Invoice 'tags:[string]' customer:ref:Customer --service billing
      """)

  @OptionGroup var edit: EditOptions
  @OptionGroup var new: NewTypeArguments

  func run() throws {
    try edit.add(.aggregate(name: new.name, fields: new.fields), done: "added the aggregate \(new.name)")
  }
}

/// The command `hatmax add model`.
struct AddModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model", abstract: "Add a model, which collections are made of.",
    discussion: """
      \(FieldDraft.grammar)

      EXAMPLES:
        hatmax add model Line sku:string! quantity:int
      """)

  @OptionGroup var edit: EditOptions
  @OptionGroup var new: NewTypeArguments

  func run() throws {
    try edit.add(.model(name: new.name, fields: new.fields), done: "added the model \(new.name)")
  }
}

/// The command `hatmax add value`.
struct AddValue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value", abstract: "Add a value object.",
    discussion: """
      \(FieldDraft.grammar)

      EXAMPLES:
        hatmax add value Money amount:decimal! currency:string!
      """)

  @OptionGroup var edit: EditOptions
  @OptionGroup var new: NewTypeArguments

  func validate() throws {
    if new.fields.isEmpty { throw ValidationError("a value object has at least one field: NAME:TYPE") }
  }

  func run() throws {
    try edit.add(.value(name: new.name, fields: new.fields), done: "added the value object \(new.name)")
  }
}

/// The command `hatmax add field`.
struct AddField: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "field", abstract: "Add a field to an aggregate, a model or a value object.",
    discussion: """
      EXAMPLES:
        hatmax add field Order note text
        hatmax add field Order status enum --values draft,placed --default draft
        hatmax add field Order customer ref --to Customer --required
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "What gets the field.", completion: NameCompletion.owners)
  var owner: String

  @Argument(help: "The field's name.")
  var name: String

  @Argument(
    help: "Its type: a built-in one, a value object, or a list of either: [string].", completion: NameCompletion.types)
  var type: String

  @Flag(help: "A value must be given.")
  var required = false

  @Flag(help: "No two may have the same value.")
  var unique = false

  @Option(help: ArgumentHelp("For enum: the members.", valueName: "a,b"))
  var values: String?

  @Option(
    help: ArgumentHelp("For ref: the aggregate that is referred to.", valueName: "aggregate"),
    completion: NameCompletion.aggregates)
  var to: String?

  @Option(name: .customLong("default"), help: ArgumentHelp("The value when none is given.", valueName: "value"))
  var defaultValue: String?

  @Option(help: ArgumentHelp("What it means; becomes a comment.", valueName: "text"))
  var description: String?

  func run() throws {
    var draft = FieldDraft(
      name, type: type, isRequired: required, isUnique: unique,
      members: values?.split(separator: ",").map(String.init) ?? [], target: to)
    draft.defaultValue = defaultValue
    draft.description = description
    try edit.add(.field(owner: owner, draft), done: "added \(name) to \(owner)")
  }
}

/// The command `hatmax add child`.
struct AddChild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "child", abstract: "Add a collection to an aggregate or a model.",
    discussion: """
      EXAMPLES:
        hatmax add child Order lines Line
        hatmax add child Product specification Specification --one
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "What gets the collection.", completion: NameCompletion.owners)
  var owner: String

  @Argument(help: "The collection's name, a plural as a rule.")
  var name: String

  @Argument(help: "The model that it is made of.", completion: NameCompletion.models)
  var model: String

  @Flag(help: "There is at most one.")
  var one = false

  func run() throws {
    try edit.add(.child(owner: owner, name: name, of: model, many: !one), done: "added \(name) to \(owner)")
  }
}

/// The command `hatmax add pack`.
struct AddPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Make a pack active in a service, or ask for a version for the whole project.",
    discussion: """
      EXAMPLES:
        hatmax add pack event-sourcing
        hatmax add pack event-sourcing --service orders
        hatmax add pack sqlite-repo --everywhere --version '^1.2'
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The pack's name.")
  var name: String

  @Option(help: ArgumentHelp("The versions that will do.", valueName: "range"))
  var version: String?

  @Flag(help: "Write it under the project's packs, which say versions and options for all services.")
  var everywhere = false

  func validate() throws {
    if PackName(name) == nil { throw ValidationError("`\(name)` is not a name of a pack") }
    if let version, VersionRange(version) == nil { throw ValidationError("`\(version)` is not a range of versions") }
    if everywhere, edit.service != nil { throw ValidationError("--everywhere and --service exclude each other") }
  }

  func run() throws {
    let addition = SpecAddition.pack(name: name, version: version, scope: everywhere ? .project : .service)
    try edit.add(addition, done: everywhere ? "added the pack \(name)" : "the pack \(name) is active now")
  }
}
