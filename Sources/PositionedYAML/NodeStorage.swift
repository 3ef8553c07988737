internal import SourceDiagnostics

/// The nodes of one document in one place: an array of trivial records and an array of links.
///
/// Nodes share it by reference, so that a node is two words and an alias costs one record.
final class NodeStorage: Sendable {
  /// What a node is and where, in 20 bytes.
  struct Record: BitwiseCopyable {
    var kind: Kind
    var style: Node.Style
    var type: ScalarType
    /// Whether a scalar's text lies in `decoded` (it had escapes or line folds) rather than in the source.
    var isDecoded = false
    var spanStart: UInt32
    var spanEnd: UInt32
    /// A scalar's text start, a collection's first link, an alias's target.
    var first: UInt32 = 0
    /// A scalar's text length in bytes, the number of a sequence's items or of a mapping's entries.
    var count: UInt32 = 0
  }

  enum Kind: UInt8, BitwiseCopyable {
    case scalar
    case sequence
    case mapping
    case alias
  }

  let source: SourceText
  let records: [Record]
  /// The items of sequences; keys and values of mappings in turn.
  let links: [UInt32]
  /// The texts of scalars that aren't written in the source byte by byte.
  let decoded: [UInt8]

  init(source: SourceText, records: [Record], links: [UInt32], decoded: [UInt8]) {
    self.source = source
    self.records = records
    self.links = links
    self.decoded = decoded
  }

  /// The record of a node, an alias followed.
  func content(of index: UInt32) -> Record {
    let record = records[Int(index)]
    return record.kind == .alias ? records[Int(record.first)] : record
  }

  /// Calls `body` with the bytes of a scalar's text.
  func withText<Result>(of record: Record, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    let range = Int(record.first)..<Int(record.first) + Int(record.count)
    let bytes = record.isDecoded ? decoded : source.bytes
    return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}
