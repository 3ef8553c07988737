/// The places that packs come from, in order of precedence, each under an alias.
///
/// The first registry that has a name owns it, so that nobody can put a pack of the same name before an organization's own.
public struct Registries: Sendable {
  /// A source under its alias.
  public struct Registry: Sendable {
    /// What specs and locks call it.
    public let alias: String
    /// Where it is.
    public let source: any PackSource

    /// Creates a registry; `path` is no alias, as locks use the word for folders that a spec names.
    public init(alias: String, source: any PackSource) {
      self.alias = alias
      self.source = source
    }
  }

  /// The registries, the first in precedence first.
  public let all: [Registry]

  /// Creates the list.
  public init(_ all: [Registry]) { self.all = all }

  /// The registry of an alias, or nil.
  public subscript(alias: String) -> Registry? { all.first { $0.alias == alias } }

  /// The alias under which locks keep a folder that a spec names.
  public static let pathAlias = "path"
}
