import Glibc

extension String {
  /// Whether it comes before another text by the order of their bytes.
  func precedesByBytes(_ other: String) -> Bool {
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { left.order(by: $0) < 0 }
    }
    return (fast ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension ArraySlice<UInt8> {
  /// Below zero when it comes before others by the order of bytes, zero for the same bytes.
  func order(by other: ArraySlice<UInt8>) -> Int {
    withUnsafeBufferPointer { left in other.withUnsafeBufferPointer { left.order(by: $0) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func order(by other: UnsafeBufferPointer<UInt8>) -> Int {
    guard let left = baseAddress, let right = other.baseAddress else { return count - other.count }
    let order = memcmp(left, right, Swift.min(count, other.count))
    return order == 0 ? count - other.count : Int(order)
  }
}
