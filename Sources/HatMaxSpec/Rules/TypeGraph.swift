/// What contains what, by name; asks of it are answered without recursion, however long the chains.
struct TypeGraph {
  private let edges: [String: [String]]
  /// The names in a fixed order.
  private let names: [String]

  /// - Parameter edges: what each name contains; names that nothing is known about contain nothing.
  init(_ nodes: [(name: String, contains: [String])]) {
    names = nodes.map(\.name)
    edges = Dictionary(nodes.map { ($0.name, $0.contains) }) { first, _ in first }
  }

  /// How many levels each is high, itself included, counted up to `limit`.
  ///
  /// - Complexity: O(*limit* · *edges*).
  func heights(upTo limit: Int) -> [String: Int] {
    var heights = edges.mapValues { _ in 1 }
    for _ in 1..<max(limit, 1) {
      heights = edges.mapValues { below in 1 + (below.compactMap { heights[$0] }.max() ?? 0) }
    }
    return heights.mapValues { min($0, limit) }
  }

  /// Every circle once: the names on the way round, the first again at the end.
  ///
  /// - Complexity: O(*edges*).
  var cycles: [[String]] {
    let endless = endless
    var seen = Set<String>()
    var cycles: [[String]] = []
    for name in names where endless.contains(name) && !seen.contains(name) {
      var path: [String] = []
      var places: [String: Int] = [:]
      var current = name
      while seen.insert(current).inserted {
        places[current] = path.count
        path.append(current)
        guard let next = edges[current]?.first(where: endless.contains) else { break }
        current = next
      }
      if let start = places[current] { cycles.append(Array(path[start...]) + [current]) }
    }
    return cycles
  }

  /// What lies on a circle or leads to one: what is left when everything that contains nothing else is taken away, again
  /// and again (Kahn, 1962).
  var endless: Set<String> {
    var open = edges.mapValues { below in below.filter { edges[$0] != nil }.count }
    var above: [String: [String]] = [:]
    for (name, below) in edges {
      for inner in below { above[inner, default: []].append(name) }
    }
    var free = open.filter { $0.value == 0 }.map(\.key)
    while let name = free.popLast() {
      open[name] = nil
      for outer in above[name] ?? [] {
        guard let count = open[outer] else { continue }
        open[outer] = count - 1
        if count == 1 { free.append(outer) }
      }
    }
    return Set(open.keys)
  }
}

extension ServiceIndex {
  /// Value objects and the value objects that they contain.
  var valueGraph: TypeGraph {
    TypeGraph(
      service.values.map { value in
        (value.name.value, value.fields.filter { $0.type.kind == nil }.map(\.type.name.value))
      })
  }

  /// Models and the models of their collections.
  var modelGraph: TypeGraph {
    TypeGraph(service.models.map { ($0.name.value, $0.children.map(\.of.value)) })
  }
}
