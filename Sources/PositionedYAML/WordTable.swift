/// A few words that scalars are looked up among by their bytes, without making strings of them.
public struct WordTable: Sendable {
  /// The first eight bytes of each word, which with its length tell most words apart.
  private let heads: [UInt64]
  private let counts: [Int]
  /// The bytes after those.
  private let tails: [[UInt8]]

  /// Creates a table; of two equal words the first counts.
  public init(_ words: [String]) {
    let bytes = words.map { Array($0.utf8) }
    heads = bytes.map { $0.withUnsafeBufferPointer(Self.head) }
    counts = bytes.map(\.count)
    tails = bytes.map { Array($0.dropFirst(8)) }
  }

  /// The position of the word that a scalar's content is, or nil; nil for a collection.
  ///
  /// - Complexity: O(*n*) comparisons of two machine words each in the number of words.
  public func index(of node: Node) -> Int? {
    node.withBytes { bytes in
      guard let bytes else { return nil }
      let head = Self.head(bytes)
      for index in heads.indices where heads[index] == head && counts[index] == bytes.count {
        if bytes.count <= 8 || tails[index].elementsEqual(bytes[8...]) { return index }
      }
      return nil
    }
  }

  private static func head(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if bytes.count >= 8 {
      return UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self))
    }
    var head: UInt64 = 0
    for index in bytes.indices { head |= UInt64(bytes[index]) << UInt64(8 * index) }
    return head
  }
}
