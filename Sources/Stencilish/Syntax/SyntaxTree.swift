import SourceDiagnostics

/// A range of indices or byte offsets in four bytes a side.
struct Extent: BitwiseCopyable, Hashable {
  var start: UInt32
  var end: UInt32

  static let none = Extent(0, 0)

  init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always) init(from start: UInt32, length: UInt32) {
    self.start = start
    end = start &+ length
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var isEmpty: Bool { start == end }
  var span: SourceSpan { SourceSpan(start: Int(start), end: Int(end)) }
}

/// A parsed template: tags and texts in the order of the file, blocks as pairs of an opening and a `close`.
///
/// Flat, so that nothing that walks it can overflow the stack, however deep a template nests. The parser guarantees that
/// every block is closed, whatever the file looked like.
struct SyntaxTree {
  let source: SourceText
  /// The part of the source that is the template.
  let span: SourceSpan
  let options: TemplateOptions
  /// The bytes of the source where `Bytes` may be: followed by padding, in memory that never moves.
  let bytes: Bytes
  private let memory: Arena
  var nodes: [SyntaxNode] = []
  var operations: [Operation] = []
  var arguments: [Argument] = []
  var parameters: [Parameter] = []
  /// String literals with escapes, decoded; others are read from the source.
  var strings: [[UInt8]] = []
  /// The delimiters of the file, in the order in which they were set.
  var delimiters: [Delimiters] = []

  /// A tree without nodes.
  init(_ template: TemplateSource) {
    source = template.source
    span = template.span
    options = template.options
    memory = Arena(chunkSize: source.bytes.count + 2 * Bytes.padding)
    bytes = memory.copy(source.bytes)
  }

  static var empty: SyntaxTree {
    SyntaxTree(TemplateSource(name: TemplateName(""), source: SourceText(name: "", text: "")))
  }

  /// Makes room for what a template of usual density needs.
  mutating func reserveCapacity(bytes count: Int) {
    nodes.reserveCapacity(count / 18)
    operations.reserveCapacity(count / 8)
  }

  /// The bytes of an extent of the source.
  func text(_ extent: Extent) -> String { bytes.slice(extent.range).text }
}

/// One text, tag or end of a block.
struct SyntaxNode: BitwiseCopyable {
  enum Kind: UInt8 {
    case text
    case value
    case section
    case inverted
    case each
    case ifTrue
    case elseIf
    case otherwise
    case unless
    case with
    case bind
    case define
    case partial
    case dynamicPartial
    case parent
    case block
    case slot
    case apply
    case align
    case fail
    /// An expression that stands alone, outside of a template.
    case expression
    case close
  }

  var kind: Kind
  /// `value`: never escaped.
  ///
  /// `block`: an override, that is directly inside a parent tag.
  var flag = false
  /// Whether the tag's text takes part in indenting: see `indent`.
  var isStandalone = false
  /// The whole tag, or the text to write.
  var extent: Extent
  /// The operations of the tag's expression.
  var expression = Extent.none
  /// Where the name of a partial, block, slot, definition or Mustache path is.
  var name = Extent.none
  /// Range of `arguments` (partial, bind, slot) or `parameters` (define).
  var list = Extent.none
  /// `each`: the item and the key name; `with`: the name.
  var itemName = Extent.none
  var keyName = Extent.none
  /// `each`: the operations of `sep`.
  var separator = Extent.none
  /// White space before a standalone partial, parent, slot or block.
  var indent = Extent.none
  /// The node of the matching end, or of the matching start for a `close`.
  var match: UInt32 = 0
  /// Which of the tree's delimiters are in force.
  var delimiters: UInt16 = 0
  /// What lies between the start and the end of a block, in the source.
  var inner = Extent.none

  init(_ kind: Kind, _ extent: Extent) {
    self.kind = kind
    self.extent = extent
  }
}

extension SyntaxNode {
  /// The expression of a tag, for messages about its value.
  func expressionExtent(in operations: [Operation]) -> Extent {
    var (start, end) = (UInt32.max, UInt32.min)
    for index in expression.range {
      start = min(start, operations[index].extent.start)
      end = max(end, operations[index].extent.end)
    }
    return start < end ? Extent(Int(start), Int(end)) : extent
  }
}

/// `name=expression` in a partial, `let` or slot tag.
struct Argument: BitwiseCopyable {
  var name: Extent
  var expression: Extent
}

/// `name` or `name=default` in a definition; without a default the expression is empty.
struct Parameter: BitwiseCopyable {
  var name: Extent
  var expression: Extent
}

/// A step of an expression in evaluation order, for a machine with one current value and a stack.
struct Operation: BitwiseCopyable {
  enum Kind: BitwiseCopyable {
    case null
    case bool(Bool)
    case int(Int64)
    case decimal(Double)
    /// A literal: the source between two offsets, or an entry of `strings`.
    case string(Extent)
    case decodedString(UInt32)
    /// A bare name; the operation's extent is the name.
    case name
    case this
    case root
    /// `@index` and its kin, `level` loops further out.
    case loop(LoopVariable, level: UInt32)
    /// A field of the current value; the operation's extent is the field's name.
    case field
    /// Saves the current value for the operation that takes two.
    case push
    /// `stack[current]`.
    case element
    /// Makes a list of this many values, of which the last is the current one.
    case list(UInt32)
    case not
    case negate
    case binary(BinaryOperator)
    /// Skips to the matching `endShort` if the current value decides.
    case andThen
    case orElse
    case ifNull
    case endShort
    /// A filter; its arguments were pushed after the input. `names` is where the argument names begin in `arguments`.
    case filter(arguments: UInt32, names: UInt32)
    /// Around the filters that follow a value; whether all of their arguments are constants.
    case beginFilters(isConstant: Bool)
    case endFilters
    /// What could not be parsed; an error was reported.
    case invalid
  }

  var kind: Kind
  var extent: Extent
}

/// What can be asked about a loop.
enum LoopVariable: UInt8, BitwiseCopyable, CaseIterable {
  case index
  case number
  case first
  case last
  case key
  case length

  init?(_ name: String) {
    switch name {
    case "index": self = .index
    case "number": self = .number
    case "first": self = .first
    case "last": self = .last
    case "key": self = .key
    case "length": self = .length
    default: return nil
    }
  }
}

/// An operator between two values.
enum BinaryOperator: UInt8, BitwiseCopyable {
  case multiply
  case divide
  case remainder
  case add
  case subtract
  case equal
  case notEqual
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual
  case isIn

  /// The operator as it is written.
  var symbol: String {
    switch self {
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .add: "+"
    case .subtract: "-"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .isIn: "in"
    }
  }
}
