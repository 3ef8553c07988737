import Synchronization

/// Where the lines of a text begin, found when somebody first asks.
final class LineTable: Sendable {
  private let starts = Mutex<[Int]?>(nil)

  /// The number of the line that holds an offset, from 1, and the offset at which it begins.
  func line(containing offset: Int, of bytes: [UInt8]) -> (number: Int, start: Int) {
    starts.withLock { known in
      let starts = known ?? Self.starts(of: bytes)
      known = starts
      var (low, high) = (0, starts.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= offset { low = middle } else { high = middle }
      }
      return (low + 1, starts[low])
    }
  }

  private static func starts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    return starts
  }
}
