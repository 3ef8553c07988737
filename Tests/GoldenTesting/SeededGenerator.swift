/// A source of random numbers that gives the same ones on every machine for a seed.
///
/// It is SplitMix64: <https://prng.di.unimi.it/splitmix64.c>.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// A generator of the numbers of `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and without, `limit`, which is positive.
  public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// Whether one of `cases` equally likely cases came.
  public mutating func chance(_ cases: Int) -> Bool { below(cases) == 0 }

  /// A text of up to `length` of the given characters.
  public mutating func text(of characters: [String], upTo length: Int) -> String {
    (0..<Int.random(in: 0...length, using: &self)).map { _ in characters[below(characters.count)] }.joined()
  }
}
