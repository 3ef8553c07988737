public import ArgumentParser
public import HatMaxPacks

/// How packs may be reached, as cargo has it.
struct PackAccessOptions: ParsableArguments {
  @Flag(help: "Fail if hatmax.lock would change.")
  var locked = false

  @Flag(help: "Use only packs that are installed.")
  var offline = false

  @Flag(help: "Both --locked and --offline.")
  var frozen = false

  var mode: PackAccessMode { PackAccessMode(locked: locked || frozen, offline: offline || frozen) }
}

extension PackName: ExpressibleByArgument {
  /// Reads a name.
  public init?(argument: String) { self.init(argument) }
}

/// A pack that is meant: `NAME` or `NAME@VERSION`.
struct PackReference: ExpressibleByArgument {
  let name: PackName
  let version: Version?

  init?(argument: String) {
    let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let name = PackName(parts[0]) else { return nil }
    self.name = name
    version = parts.count > 1 ? Version(parts[1]) : nil
    if parts.count > 1, version == nil { return nil }
  }

  static let help = ArgumentHelp("The pack, with its version after @ if need be.", valueName: "name[@version]")
}
