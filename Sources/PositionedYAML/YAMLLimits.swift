/// Bounds on what a document may ask of the reader, so that a hostile file costs little.
public struct YAMLLimits: Sendable, Hashable {
  /// The largest text, in bytes.
  public var maximumBytes: Int
  /// The deepest nesting of collections, aliases expanded.
  public var maximumDepth: Int
  /// The largest number of nodes, aliases and merge keys expanded.
  public var maximumNodes: Int

  /// Creates limits: 16 MiB, 100 levels and two million nodes unless told otherwise.
  public init(maximumBytes: Int = 16 << 20, maximumDepth: Int = 100, maximumNodes: Int = 2_000_000) {
    self.maximumBytes = min(maximumBytes, 1 << 30)
    self.maximumDepth = min(maximumDepth, 1000)
    self.maximumNodes = min(maximumNodes, 1 << 28)
  }

  /// How many problems of one text are reported; the rest is only counted.
  static let maximumReports = 100
}
