public import SourceDiagnostics

/// What `pack.yml` says: a pack's identity, what it needs, and what it generates.
///
/// Templates, expressions and paths are kept as text with their place; whoever renders compiles them.
public struct PackManifest: Sendable {
  /// The text it was read from, for diagnostics that point into it.
  public let source: SourceText
  /// The pack's name.
  public var name: PackName
  /// Where the name is written.
  public var nameSpan: SourceSpan
  /// The pack's version.
  public var version: Version
  /// One line on what it generates.
  public var description: String
  /// An SPDX expression, or empty.
  public var license: String
  /// Words to find it by.
  public var keywords: [String]
  /// The versions of the template language that it was written for.
  public var engine: Located<VersionRange>?
  /// The packs that it needs beside it.
  public var requires: [PackDependency]
  /// The packs whose outputs, tables and options it inherits; each counts as required too.
  public var extends: [PackDependency]
  /// Packs that it adds something to where they are used; it does not require them.
  public var enhances: [PackDependency]
  /// Templates of an extended pack that it replaces.
  public var replaces: [TemplateReplacement]
  /// What it can do for others.
  public var provides: [Capability]
  /// Capabilities that some active pack must provide.
  public var needs: [Fragment]
  /// Defaults for other packs' options.
  public var presets: [PackPreset]
  /// Its own options.
  public var options: [OptionDefinition]
  /// Its lookup tables, which templates use as filters.
  public var tables: [LookupTable]
  /// Its filters, each an inline template or an expression.
  public var filters: [WrittenFilter]
  /// The files that it generates.
  public var outputs: [Output]
  /// What it puts on top of files, of other packs too.
  public var headers: [FileHeader]
  /// The places in its outputs that other packs may fill.
  public var slots: [Slot]
  /// What it puts into other packs' slots.
  public var contributes: [Contribution]

  /// The pack at its version.
  public var identity: PackVersion { PackVersion(name, version) }

  /// Everything that it requires of other packs, extended ones included.
  public var requirements: [Requirement] { (requires + extends).map(\.requirement) }

  /// The packs whose slots, options and names it may refer to.
  public var neighbours: [PackName] { requirements.map(\.name) + enhances.map(\.requirement.name) }

  /// A label that points at a place in the manifest.
  public func label(_ span: SourceSpan, _ text: String = "") -> Label { Label(source, span, text) }
}

/// A piece of text in a manifest: a template, an expression, a name.
public struct Fragment: Sendable, Hashable {
  /// The text with YAML's quotes and escapes resolved.
  public let text: String
  /// The text that it is part of.
  public let source: SourceText
  /// Where it is written; without the quotes when `isVerbatim`.
  public let span: SourceSpan
  /// Whether the bytes at `span` are exactly `text`, so that an offset into one is an offset into the other.
  public let isVerbatim: Bool

  /// A label that points at it.
  public func label(_ words: String = "") -> Label { Label(source, span, words) }
}

/// A value and where it is written.
public struct Located<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value.
  public let value: Value
  /// Where it is written.
  public let span: SourceSpan
}

/// A pack that another needs, and where that is written.
public struct PackDependency: Sendable, Hashable {
  /// The pack and the versions that will do.
  public let requirement: Requirement
  /// Where the name is written.
  public let span: SourceSpan
}

/// A template of an extended pack that is replaced.
public struct TemplateReplacement: Sendable, Hashable {
  /// The template's name, `base-repo::repo.go.stencil` where several extended packs have one of that name.
  public let template: Fragment
  /// The file that takes its place.
  public let with: Fragment
  /// The digest of the template that was replaced, so that a change of it is noticed.
  public let of: ContentDigest
}

/// Something that a pack can do, such as `repository`.
public struct Capability: Sendable, Hashable {
  /// The name.
  public let name: Fragment
  /// Whether at most one active pack may provide it.
  public let isExclusive: Bool
}

/// A table from text to text.
public struct LookupTable: Sendable, Hashable {
  /// The name that templates use it by.
  public let name: Fragment
  /// Keys and values in the order of the file.
  public let entries: [Entry]
  /// The value for any other key; nil makes such a key an error.
  public let fallback: String?

  /// A key and its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public let key: String
    /// The value.
    public let value: String
  }
}

/// A text under a name.
public struct NamedFragment: Sendable, Hashable {
  /// The name.
  public let name: Fragment
  /// The text.
  public let body: Fragment
}

/// A filter that a pack writes.
public struct WrittenFilter: Sendable, Hashable {
  /// The name.
  public let name: Fragment
  /// The names of its parameters, all of which its uses give.
  public let parameters: [Fragment]
  /// The template or the expression.
  public let body: Fragment
  /// Whether the body is an expression, whose value is the result; a template gives text.
  public let isExpression: Bool
}

/// A file, or a file for each of many things, that a pack generates.
public struct Output: Sendable, Hashable {
  /// The identity of the output across versions.
  public let id: Fragment
  /// The template's name: a file of the pack, as a rule below `templates/`.
  public let template: Fragment
  /// What there is a file of for each; nil for one file.
  public let each: Each?
  /// An expression that decides whether there is a file.
  public let when: Fragment?
  /// What values in it are escaped for; nil for what the template's language does by itself.
  public let escape: Escape?
  /// The marks around tags, with a space between them; nil for `{{ }}`.
  public let delimiters: Fragment?
  /// Packs that must be active too where there is a file.
  public let packs: [Located<PackName>]
  /// A template that gives the file's path.
  public let path: Fragment
  /// Who owns the file.
  public let mode: Mode
  /// What a file belongs to.
  public let scope: Scope
  /// A template that gives the path of the ledger beside which the file is a migration; nil for any other file.
  public let ledger: Fragment?

  /// `for: service.aggregates as aggregate`.
  public struct Each: Sendable, Hashable {
    /// The expression that gives the elements.
    public let expression: Fragment
    /// The name that the template sees the element by.
    public let binding: String
  }

  /// Who owns a generated file.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// The tool; edits are merged.
    case generated
    /// The user, from the first time it was written on.
    case scaffold
  }

  /// What values are escaped for.
  public enum Escape: String, Sendable, Hashable, CaseIterable {
    /// Nothing: they are written as they are.
    case none
    /// HTML text and attributes.
    case html
    /// The inside of a JSON string.
    case json
    /// The inside of a double-quoted YAML scalar.
    case yaml
  }

  /// What a file belongs to.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Each service in which the pack is active.
    case service
    /// The project as a whole.
    case project
  }
}

/// A place in a pack's outputs that other packs may fill.
public struct Slot: Sendable, Hashable {
  /// The name, such as `main.wiring`.
  public let name: Fragment
  /// How contributions are put together.
  public let type: Kind
  /// What a contribution sees, with the names of their types.
  public let arguments: [NamedFragment]

  /// How contributions are put together.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Blocks, in the order of dependency.
    case text
    /// Go imports, one a line.
    case imports
    /// Go modules with versions.
    case requires
    /// Unique lines.
    case set
  }
}

/// What a pack puts on top of generated files.
public struct FileHeader: Sendable, Hashable {
  /// The paths, as a pattern of the shell in which `*` also stands for folders.
  public let files: Fragment
  /// The template that gives the text.
  public let template: Fragment
  /// An expression that decides whether a file has it.
  public let when: Fragment?
}

/// What a pack puts into another pack's slot.
public struct Contribution: Sendable, Hashable {
  /// The slot's name, `go-service::main.imports` where several required packs have one of that name.
  public let slot: Fragment
  /// The template that gives the text.
  public let template: Fragment
  /// An expression that decides whether it is put there.
  public let when: Fragment?
}
