public import PositionedYAML
public import SourceDiagnostics

/// An option that a pack takes.
public struct OptionDefinition: Sendable, Hashable {
  /// The name that specs and templates use.
  public let name: Fragment
  /// What values it takes.
  public let type: OptionType
  /// The value when nobody gives one.
  public let fallback: OptionValue
  /// One line for people.
  public let description: String
}

/// What values an option takes.
public enum OptionType: Sendable, Hashable, CustomStringConvertible {
  case string
  case bool
  case int
  case list
  case map
  case choice([String])

  /// The type in words, with its article.
  public var description: String {
    switch self {
    case .string: "a text"
    case .bool: "`true` or `false`"
    case .int: "a whole number"
    case .list: "a list of texts"
    case .map: "a mapping from text to text"
    case .choice(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
    }
  }
}

/// The value of an option.
public enum OptionValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case string(String)
  case list([String])
  case map([LookupTable.Entry])
}

extension OptionType {
  /// Reads a value of this type; reports anything else.
  ///
  /// - Parameter option: The option's name, for the message.
  public func read(_ node: Node, option: String, into bag: inout DiagnosticBag) -> OptionValue? {
    switch self {
    case .bool: if let value = node.bool { return .bool(value) }
    case .int: if let value = node.int { return .int(value) }
    case .string: if let text = Self.text(node) { return .string(text) }
    case .choice(let words):
      if node.kind == .scalar, words.contains(node.text) { return .string(node.text) }
      let help = node.kind == .scalar ? Suggestion.help(for: node.text, among: words) : nil
      bag.add(PackDiagnostics.badOptionValue(node, option: option, type: self, help: help))
      return nil
    case .list:
      let texts = node.items.compactMap(Self.text)
      if node.kind == .sequence, texts.count == node.items.count { return .list(texts) }
    case .map:
      let entries = node.entries.compactMap { entry in
        Self.text(entry.value).map { LookupTable.Entry(key: entry.key.text, value: $0) }
      }
      if node.kind == .mapping, entries.count == node.entries.count { return .map(entries) }
    }
    bag.add(PackDiagnostics.badOptionValue(node, option: option, type: self, help: nil))
    return nil
  }

  private static func text(_ node: Node) -> String? {
    guard node.kind == .scalar, node.scalarType != .bool, !node.isNull else { return nil }
    return node.text
  }
}

extension PackManifest {
  /// Reads the values that a mapping gives to this pack's options.
  ///
  /// - Returns: What was given and is right, in the order of the file; unknown names and wrong values are reported.
  public func readOptions(_ node: Node, into bag: inout DiagnosticBag) -> [GivenOption] {
    node.entries.compactMap { readOption($0.key.text, at: $0.key.label(), $0.value, into: &bag) }
  }

  /// Reads the value that a spec gives to one of this pack's options; reports an unknown name or a wrong value.
  ///
  /// - Parameter place: Where the name is written.
  public func readOption(
    _ option: String, at place: Label, _ value: Node, into bag: inout DiagnosticBag
  ) -> GivenOption? {
    guard let definition = options.first(where: { $0.name.text == option }) else {
      bag.add(PackDiagnostics.unknownOption(option, at: place, of: name, known: options.map(\.name.text)))
      return nil
    }
    return definition.type.read(value, option: option, into: &bag).map {
      GivenOption(name: option, value: $0, span: value.span, source: value.source)
    }
  }

  /// The value of every option, each from the first layer that gives it, else the pack's default.
  ///
  /// - Parameter layers: The strongest first: service, project, the presets of other packs.
  public func resolveOptions(_ layers: [[GivenOption]]) -> [(name: String, value: OptionValue)] {
    options.map { option in
      let given = layers.lazy.compactMap { layer in layer.first { $0.name == option.name.text } }.first
      return (option.name.text, given?.value ?? option.fallback)
    }
  }
}

/// A value that a spec or a preset gives to an option.
public struct GivenOption: Sendable, Hashable {
  /// The option's name.
  public let name: String
  /// The value.
  public let value: OptionValue
  /// Where the value is written.
  public let span: SourceSpan
  /// The text that it is written in.
  public let source: SourceText
}

/// Defaults that a pack sets for another pack's options.
public struct PackPreset: Sendable {
  /// The other pack.
  public let pack: PackName
  /// Where its name is written.
  public let span: SourceSpan
  /// The values, a mapping; `PackManifest.readOptions` of the other pack reads them.
  public let values: Node
}
