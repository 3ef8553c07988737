/// Bounds of one render; passing one is an ordinary error with a place.
public struct RenderLimits: Sendable, Hashable {
  /// How deep partials, parents, blocks, filter templates and slots may nest.
  public var depth: Int
  /// How many turns all loops together may take.
  public var turns: Int
  /// How many bytes the output may have, and everything captured on the way.
  public var outputBytes: Int
  /// How many bytes the values that filters and operators make may take.
  public var valueBytes: Int

  /// Creates limits; the defaults are 200 levels, ten million turns, 256 MiB of output and 1 GiB of values.
  public init(
    depth: Int = 200, turns: Int = 10_000_000, outputBytes: Int = 256 << 20, valueBytes: Int = 1 << 30
  ) {
    self.depth = depth
    self.turns = turns
    self.outputBytes = outputBytes
    self.valueBytes = valueBytes
  }
}
