import ArgumentParser
import HatMaxGenerator
import HatMaxSpec

/// The command `hatmax rename`.
struct Rename: ParsableCommand {
  /// What can be renamed.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case service, aggregate, model, value, field, child, command, event, query, projection

    /// Whether it belongs to something that must be named too.
    var hasOwner: Bool { [.field, .child, .command, .event].contains(self) }
  }

  static let configuration = CommandConfiguration(
    abstract: "Rename something in hatmax.yml, and everything that names it.",
    discussion: """
      Writes `was` with the old name, so that the next generation renames files, types and columns
      instead of removing and adding them. What belongs to something is written OWNER.NAME.

      EXAMPLES:
        hatmax rename aggregate Order Purchase
        hatmax rename field Order.note remark
        hatmax rename event Order.OrderPlaced OrderConfirmed --dry-run
      """)

  @OptionGroup var edit: EditOptions

  @Argument(help: "What it is.")
  var kind: Kind

  @Argument(
    help: ArgumentHelp("Its name, or OWNER.NAME.", valueName: "old"), completion: NameCompletion.renamed)
  var old: String

  @Argument(help: ArgumentHelp("Its new name.", valueName: "new"))
  var new: String

  func validate() throws {
    let parts = old.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == (kind.hasOwner ? 2 : 1), parts.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError(
        kind.hasOwner
          ? "a \(kind.rawValue) is written OWNER.NAME, such as `Order.\(old)`" : "`\(old)` is not a name")
    }
  }

  func run() throws {
    try edit.run(
      .rename(renaming), service: kind == .service ? nil : edit.service, done: "renamed \(old) to \(new)")
  }

  private var renaming: SpecRenaming {
    let parts = old.split(separator: ".").map(String.init)
    let (owner, name) = (parts[0], parts[parts.count - 1])
    return switch kind {
    case .service: .service(old, to: new)
    case .aggregate: .aggregate(old, to: new)
    case .model: .model(old, to: new)
    case .value: .value(old, to: new)
    case .field: .field(owner: owner, name, to: new)
    case .child: .child(owner: owner, name, to: new)
    case .command: .command(aggregate: owner, name, to: new)
    case .event: .event(aggregate: owner, name, to: new)
    case .query: .query(old, to: new)
    case .projection: .projection(old, to: new)
    }
  }
}
