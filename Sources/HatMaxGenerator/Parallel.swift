import Dispatch
import Synchronization

/// Work on many things at once, on all cores.
enum Parallel {
  /// What a function gives for each item, in the order of the items.
  ///
  /// - Parameter chunk: how many neighbours are worked on one after the other.
  static func map<Item: Sendable, Value: Sendable>(
    _ items: [Item], chunk: Int, _ transform: @Sendable (Item) -> Value
  ) -> [Value] {
    let results = Mutex([Value?](repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: (items.count + chunk - 1) / chunk) { number in
      let range = number * chunk..<min(items.count, (number + 1) * chunk)
      let values = range.map { Optional(transform(items[$0])) }
      results.withLock { $0.replaceSubrange(range, with: values) }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// What two functions give that run at the same time.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { number in
      if number == 0 {
        let value = first()
        results.withLock { $0.0 = value }
      } else {
        let value = second()
        results.withLock { $0.1 = value }
      }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else {
      preconditionFailure("both have run when the loop is over")
    }
    return (first, second)
  }
}
