import ArgumentParser
import HatMaxSpec

/// The command `hatmax add command`.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "command", abstract: "Add a command to an aggregate.",
    discussion: """
      The events that it emits must be there: add them first.

      \(FieldDraft.grammar)

      EXAMPLES:
        hatmax add event Order OrderCancelled reason:string
        hatmax add command Order Cancel reason:string! --when 'status == placed' --emits OrderCancelled
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The aggregate.", completion: NameCompletion.aggregates)
  var aggregate: String

  @Argument(help: "The command's name, an imperative.")
  var name: String

  @Argument(help: ArgumentHelp("The fields of its input.", valueName: "field"))
  var input: [FieldDraft] = []

  @Flag(help: "It makes a new aggregate.")
  var creates = false

  @Option(help: ArgumentHelp("The condition under which it is accepted.", valueName: "condition"))
  var when: String?

  @Option(
    help: ArgumentHelp("An event that it emits; may be given several times.", valueName: "event"),
    completion: NameCompletion.events)
  var emits: [String] = []

  func run() throws {
    try edit.add(
      .command(aggregate: aggregate, name: name, creates: creates, input: input, when: when, emits: emits),
      done: "added the command \(name) to \(aggregate)")
  }
}

/// The command `hatmax add event`.
struct AddEvent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Add an event to an aggregate.",
    discussion: """
      \(FieldDraft.grammar)

      EXAMPLES:
        hatmax add event Order OrderCancelled reason:string
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The aggregate.", completion: NameCompletion.aggregates)
  var aggregate: String

  @Argument(help: "The event's name, in the past tense.")
  var name: String

  @Argument(help: ArgumentHelp("What it carries.", valueName: "field"))
  var fields: [FieldDraft] = []

  func run() throws {
    try edit.add(
      .event(aggregate: aggregate, name: name, fields: fields), done: "added the event \(name) to \(aggregate)")
  }
}

/// The command `hatmax add query`.
struct AddQuery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Add a query of an aggregate or a projection.",
    discussion: """
      EXAMPLES:
        hatmax add query OrdersByCustomer Order --filter customer,status --sort=-placed_at
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The query's name.")
  var name: String

  @Argument(help: "The aggregate or projection that is searched.", completion: NameCompletion.subjects)
  var of: String

  @Option(help: ArgumentHelp("The fields that the answer can be narrowed by.", valueName: "a,b"))
  var filter: String?

  @Option(help: ArgumentHelp("The fields that order it; `-` before one that falls.", valueName: "a,-b"))
  var sort: String?

  func run() throws {
    func names(_ list: String?) -> [String] { list?.split(separator: ",").map(String.init) ?? [] }
    try edit.add(
      .query(name: name, of: of, filter: names(filter), sort: names(sort)), done: "added the query \(name)")
  }
}

/// The command `hatmax add projection`.
struct AddProjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projection", abstract: "Add a read model that events keep up to date.",
    discussion: """
      The events that it follows must be there, and carry the fields of the key: they say which row changes.

      \(FieldDraft.grammar)

      EVENTS:
        What an event does to a row is EVENT:CHANGE,CHANGE with changes of fields, or EVENT:delete:
          OrderPlaced:orders+=1,last=$placed_at  OrderCancelled:orders-=1  AccountClosed:delete

      EXAMPLES:
        hatmax add projection Balances account:uuid --fields balance:int --on 'Paid:balance+=$amount'
        hatmax add projection CustomerTotals customer:uuid --fields orders:int last:datetime \
          --on 'OrderPlaced:orders+=1,last=$placed_at'
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "The projection's name.")
  var name: String

  @Argument(help: ArgumentHelp("The fields of its key.", valueName: "field"))
  var key: [FieldDraft]

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Its other fields.", valueName: "field"))
  var fields: [FieldDraft] = []

  @Option(
    help: ArgumentHelp("What an event does to a row; may be given several times.", valueName: "event:changes"),
    completion: NameCompletion.events)
  var on: [ProjectionDraft.Handler]

  func run() throws {
    try edit.add(
      .projection(ProjectionDraft(name: name, key: key, fields: fields, handlers: on)),
      done: "added the projection \(name)")
  }
}
