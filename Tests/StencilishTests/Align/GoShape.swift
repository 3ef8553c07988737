import GoldenTesting

/// A piece of Go: lines of cells, from which both the input of `align` (cells ended by tabs) and unformatted source for gofmt
/// (cells divided by a blank) are made.
struct GoShape {
  private(set) var lines: [(depth: Int, cells: [String])] = []

  mutating func add(_ depth: Int, _ cells: String...) { add(depth, cells) }

  mutating func add(_ depth: Int, _ cells: [String]) { lines.append((depth, cells)) }

  mutating func addBlank() { lines.append((0, [])) }

  /// What a template would write in an `align` block.
  var celled: String { text(separator: "\t") }

  /// Valid Go, though not as gofmt writes it.
  var source: String { text(separator: " ") }

  private func text(separator: String) -> String {
    lines.map { depth, cells in
      let cells = separator == " " ? cells.filter { !$0.isEmpty } : cells
      return String(repeating: "\t", count: cells.isEmpty ? 0 : depth) + cells.joined(separator: separator) + "\n"
    }.joined()
  }
}

/// Random shapes of the kinds that templates write, the same for the same seed.
struct GoShapes {
  private var random: SeededGenerator
  private var serial = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func shapes(_ count: Int) -> [GoShape] {
    (0..<count).map { index in
      serial = index
      switch index % 10 {
      case 0, 1: return structure()
      case 2: return constants()
      case 3: return variables()
      case 4, 5: return mapLiteral()
      case 6: return structLiteral()
      case 7: return list()
      case 8: return statements()
      default: return interface()
      }
    }
  }

  // MARK: - Declarations

  private mutating func structure() -> GoShape {
    var shape = GoShape()
    shape.add(0, "type T\(serial) struct {")
    for index in 0..<Int.random(in: 1...8, using: &random) {
      gap(in: &shape, depth: 1)
      let name = word() + "\(index)"
      let comment = comment(3)
      if chance(8) {
        shape.add(1, name, "struct {")
        for inner in 0..<Int.random(in: 1...3, using: &random) {
          shape.add(2, [word() + "\(inner)", type()] + comments())
        }
        shape.add(1, ["}"] + (chance(2) ? ["`json:\"\(name)\"`"] : []) + comments())
      } else if chance(8) {
        let tag = chance(3) ? "`json:\"\(name)\"`" : nil
        shape.add(1, [(chance(2) ? "*" : "") + name] + (tag.map { [$0] } ?? (comment.isEmpty ? [] : [""])) + comment)
      } else {
        shape.add(1, [name, type()] + (chance(2) ? ["`json:\"\(name)\"`"] : []) + comment)
      }
    }
    shape.add(0, "}")
    return shape
  }

  private mutating func constants() -> GoShape {
    var shape = GoShape()
    shape.add(0, "const (")
    let isTyped = chance(2)
    let isCounted = chance(3)
    for index in 0..<Int.random(in: 2...7, using: &random) {
      let name = word() + "\(serial)x\(index)"
      let comment = comment(2)
      if isCounted {
        let first = isTyped ? [name, "int", "= iota"] : [name, "= iota"]
        let later = comment.isEmpty ? [name] : isTyped ? [name, "", ""] : [name, ""]
        shape.add(1, (index == 0 ? first : later) + comment)
      } else {
        gap(in: &shape, depth: 1)
        shape.add(1, (isTyped ? [name, "int"] : [name]) + ["= \(number())"] + comment)
      }
    }
    shape.add(0, ")")
    return shape
  }

  private mutating func variables() -> GoShape {
    var shape = GoShape()
    shape.add(0, "var (")
    let form = Int.random(in: 0..<3, using: &random)
    for index in 0..<Int.random(in: 1...6, using: &random) {
      gap(in: &shape, depth: 1)
      let name = word() + "\(serial)x\(index)"
      let comment = comment(3)
      switch form {
      case 0: shape.add(1, [name, type()] + (comment.isEmpty ? [] : [""]) + comment)
      case 1: shape.add(1, [name, index % 2 == 0 ? "int" : "", "= \(number())"] + comment)
      default:
        shape.add(1, [name, "= []int{"])
        shape.add(2, "\(number()),")
        shape.add(1, ["}"] + comment)
      }
    }
    shape.add(0, ")")
    return shape
  }

  private mutating func interface() -> GoShape {
    var shape = GoShape()
    shape.add(0, "type I\(serial) interface {")
    for index in 0..<Int.random(in: 1...6, using: &random) {
      gap(in: &shape, depth: 1)
      shape.add(1, ["\(word())\(index)(\(word()) \(type()))" + (chance(2) ? " error" : "")] + comments())
    }
    shape.add(0, "}")
    return shape
  }

  // MARK: - Expression lists

  private mutating func mapLiteral() -> GoShape {
    var shape = GoShape()
    shape.add(0, "var m\(serial) = map[string]any{")
    pairs(in: &shape, depth: 1, nesting: 2) { $0.key(quoted: true) }
    shape.add(0, "}")
    return shape
  }

  private mutating func structLiteral() -> GoShape {
    var shape = GoShape()
    shape.add(0, "var s\(serial) = T{")
    pairs(in: &shape, depth: 1, nesting: 2) { $0.key(quoted: false) }
    shape.add(0, "}")
    return shape
  }

  private mutating func pairs(
    in shape: inout GoShape, depth: Int, nesting: Int, key: (inout GoShapes) -> String
  ) {
    for _ in 0..<Int.random(in: 1...9, using: &random) {
      gap(in: &shape, depth: depth)
      let name = key(&self)
      if nesting > 0, chance(8) {
        shape.add(depth, name + ":", "map[string]any{")
        pairs(in: &shape, depth: depth + 1, nesting: nesting - 1) { $0.key(quoted: true) }
        shape.add(depth, ["},"] + comments())
      } else if chance(12) {
        shape.add(depth, [name + ":", "\(number()), \"\(word())\": \(number()),"] + comments())
      } else {
        shape.add(depth, [name + ":", value() + ","] + comment(3))
      }
    }
  }

  private mutating func list() -> GoShape {
    var shape = GoShape()
    shape.add(0, "var l\(serial) = []any{")
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      gap(in: &shape, depth: 1)
      let expression = chance(3) ? key(quoted: true) : value()
      shape.add(1, [expression + (chance(8) ? ", \(value()), \(number())," : ",")] + comment(2))
    }
    shape.add(0, "}")
    return shape
  }

  private mutating func statements() -> GoShape {
    var shape = GoShape()
    shape.add(0, "func f\(serial)() {")
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      gap(in: &shape, depth: 1)
      if chance(5) {
        shape.add(1, ["if \(word()) > \(number()) {"] + comments())
        shape.add(2, ["\(word())()"] + comments())
        shape.add(1, ["}"] + comments())
      } else if chance(6) {
        shape.add(1, ["\(word())("] + comments())
        shape.add(2, [value() + ","] + comments())
        shape.add(2, [value() + ","] + comments())
        shape.add(1, [")"] + comments())
      } else {
        shape.add(1, ["\(word()) := \(number())"] + comments())
      }
    }
    shape.add(0, "}")
    return shape
  }

  // MARK: - Parts

  private mutating func chance(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &random) == 0 }

  private mutating func gap(in shape: inout GoShape, depth: Int) {
    guard let last = shape.lines.last, !last.cells.isEmpty, last.depth == depth else { return }
    if chance(9) { shape.addBlank() } else if chance(9) { shape.add(depth, "// \(word()) \(word())") }
  }

  private mutating func comments() -> [String] { comment(4) }

  private mutating func comment(_ n: Int) -> [String] { chance(n) ? ["// \(word()) \(word())"] : [] }

  private mutating func number() -> Int { Int(1) << Int.random(in: 0..<30, using: &random) }

  private mutating func word() -> String {
    let words = ["a", "id", "Name", "größe", "createdAt", "Übergang", "organisationIdentifier", "x", "total", "用户"]
    return words[Int.random(in: 0..<words.count, using: &random)]
  }

  private mutating func type() -> String {
    let types = [
      "int", "string", "*time.Time", "[]byte", "map[string][]int", "func(a int) error", "chan<- bool", "T[K, V]",
    ]
    return types[Int.random(in: 0..<types.count, using: &random)]
  }

  private mutating func value() -> String {
    let values = [
      "1", "\"a, b: c\"", "T{1, 2}", "f(x, ',')", "[]int{1, 2, 3}", "`raw, \"text\"`", "func() int { return 1 }", "nil",
    ]
    return values[Int.random(in: 0..<values.count, using: &random)]
  }

  /// Keys of very different sizes, often around the limits of gofmt's rule.
  private mutating func key(quoted: Bool) -> String {
    let sizes = [1, 3, 8, 15, 16, 17, 38, 39, 40, 41, 42, 60, 97, 99, 100, 101, 104, 110, 150]
    let size = sizes[Int.random(in: 0..<sizes.count, using: &random)]
    let letters = chance(6) ? "é" : "k"
    return quoted
      ? "\"" + String(repeating: letters, count: max(1, size - 2)) + "\""
      : "K" + String(repeating: letters, count: size - 1)
  }
}
