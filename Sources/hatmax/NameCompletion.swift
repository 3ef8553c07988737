import ArgumentParser
import HatMaxGenerator
import HatMaxSpec
import PositionedYAML
import SourceDiagnostics
import SystemFiles

/// Names of `hatmax.yml` for shells to complete.
///
/// A shell starts `hatmax` with the words of the line so far. A file that can't be read offers nothing: a shell has no place
/// for a message.
struct NameCompletion {
  static let services = names { $0.services.map(\.name.value) }
  static let aggregates = names { $0.parts(\.aggregates).map(\.name.value) }
  static let models = names { $0.parts(\.models).map(\.name.value) }
  static let events = names { $0.events }
  /// What can get fields and collections.
  static let owners = names { $0.owners.map(\.name) }
  /// What a query can be of.
  static let subjects = names { $0.parts(\.aggregates).map(\.name.value) + $0.parts(\.projections).map(\.name.value) }
  /// What the type of a field can be.
  static let types = names { FieldKind.allCases.map(\.rawValue) + $0.parts(\.values).map(\.name.value) }
  /// What `hatmax rename KIND` can be followed by.
  static let renamed = CompletionKind.custom { words, _, _ in
    let kind = words.lazy.compactMap(Rename.Kind.init(rawValue:)).first
    return kind.flatMap { kind in NameCompletion(words)?.names(of: kind) } ?? []
  }

  private static func names(_ list: @escaping @Sendable (NameCompletion) -> [String]) -> CompletionKind {
    .custom { words, _, _ in NameCompletion(words).map(list) ?? [] }
  }

  /// The services that the line is about.
  private let services: [Service]

  /// Reads the specification that a line is about, by its `--directory` and `--service`.
  private init?(_ words: [String]) {
    let folder = Self.value(of: ["-C", "--directory"], in: words) ?? "."
    guard let bytes = try? FileSystem.read(folder + "/hatmax.yml") else { return nil }
    var unseen = DiagnosticBag()
    guard let spec = SpecReader.read(SourceText(name: "hatmax.yml", bytes: bytes), into: &unseen) else { return nil }
    let wanted = Self.value(of: ["-s", "--service"], in: words)
    let meant = spec.services.filter { $0.name.value == wanted }
    services = meant.isEmpty ? spec.services : meant
  }

  private static func value(of options: [String], in words: [String]) -> String? {
    for (position, word) in words.enumerated() {
      if options.contains(word), position + 1 < words.count { return words[position + 1] }
      if let option = options.first(where: { $0.hasPrefix("--") && word.hasPrefix($0 + "=") }) {
        return String(word.dropFirst(option.count + 1))
      }
    }
    return nil
  }

  private func parts<Part>(_ list: (Service) -> [Part]) -> [Part] { services.flatMap(list) }

  private var events: [String] { parts(\.aggregates).flatMap { $0.events.map(\.name.value) } }

  /// What has fields, with the names of its fields and collections.
  private var owners: [(name: String, fields: [String], children: [String])] {
    let aggregates = parts(\.aggregates).map { ($0.name, $0.fields, $0.children) }
    let models = parts { $0.models + $0.values }.map { ($0.name, $0.fields, $0.children) }
    return (aggregates + models).map { ($0.value, $1.map(\.name.value), $2.map(\.name.value)) }
  }

  private func names(of kind: Rename.Kind) -> [String] {
    switch kind {
    case .service: services.map(\.name.value)
    case .aggregate: parts(\.aggregates).map(\.name.value)
    case .model: parts(\.models).map(\.name.value)
    case .value: parts(\.values).map(\.name.value)
    case .query: parts(\.queries).map(\.name.value)
    case .projection: parts(\.projections).map(\.name.value)
    case .field: owners.flatMap { owner in owner.fields.map { "\(owner.name).\($0)" } }
    case .child: owners.flatMap { owner in owner.children.map { "\(owner.name).\($0)" } }
    case .command:
      parts(\.aggregates).flatMap { owner in owner.commands.map { "\(owner.name.value).\($0.name.value)" } }
    case .event: parts(\.aggregates).flatMap { owner in owner.events.map { "\(owner.name.value).\($0.name.value)" } }
    }
  }
}
