extension [Table] {
  /// The tables in an order in which they can be created: each after those that it refers to, otherwise as they stand.
  ///
  /// Tables that refer to each other in a circle stand as they are; a database that minds adds one of the references later.
  ///
  /// - Complexity: O(*t* + *f*) in the number of tables and foreign keys; without recursion, however long the chains.
  var inOrderOfCreation: [Table] {
    let positions = Dictionary(enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    var ordered: [Table] = []
    ordered.reserveCapacity(count)
    var isSeen = [Bool](repeating: false, count: count)
    for start in indices where !isSeen[start] {
      isSeen[start] = true
      var path = [(table: start, next: 0)]
      while let (table, next) = path.last {
        let keys = self[table].foreignKeys
        guard next < keys.count else {
          ordered.append(self[table])
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        if let target = positions[keys[next].table], !isSeen[target] {
          isSeen[target] = true
          path.append((target, 0))
        }
      }
    }
    return ordered
  }
}
