@testable import Stencilish

/// What a filter makes of `text`.
func applied(_ text: String, _ filter: (Span<UInt8>, inout [UInt8]) -> Void) -> String {
  let bytes = Array(text.utf8)
  // What was there before must stay.
  var output = Array("·".utf8)
  filter(bytes.span, &output)
  return String(decoding: output.dropFirst("·".utf8.count), as: UTF8.self)
}

/// A reproducible source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A text of up to `length` of the given characters.
  mutating func text(of characters: [String], upTo length: Int) -> String {
    (0..<Int.random(in: 0...length, using: &self)).map { _ in
      characters[Int.random(in: 0..<characters.count, using: &self)]
    }.joined()
  }
}
