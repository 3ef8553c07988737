/// A step of a compiled template: sixteen bytes at most, numbers only.
///
/// The machine has a current value, a stack for operators and arguments, local variables (parameters and bound names),
/// a stack of `.` values, one of loops and one of frames. Numbers are indices into the tables of `Program`, or addresses
/// of instructions.
enum Instruction: BitwiseCopyable {
  // Output
  /// Writes a part of the literal pool, indenting its lines.
  case text(offset: UInt32, length: UInt32)
  /// Writes the current value.
  case write
  case writeEscaped(EscapeMode)
  /// Writes the current text, indenting its lines.
  case writeLines
  /// The text before a value tag, and its value with the filters in one step: see `NameSite`.
  case writeName(site: UInt32)
  case writeLocal(slot: UInt32, site: UInt32)
  case writeLocalField(slot: UInt32, site: UInt32)

  // Values
  case constant(UInt32)
  case local(UInt32)
  /// A name that may be an argument and otherwise is looked up in `.` and the enclosing `.`s.
  case name(site: UInt32)
  case this
  case root
  case loopValue(LoopVariable, level: UInt32)
  case field(site: UInt32)
  /// `local` and `field` in one step.
  case localField(slot: UInt32, site: UInt32)
  case element
  case list(UInt32)

  // Operators
  case push
  case not
  case negate
  case binary(BinaryOperator)
  case filter(call: UInt32)
  /// Enters a filter written in Stencilish with its input as `.`; of a template the output is captured.
  case writtenFilter(call: UInt32, isCaptured: Bool)

  /// Takes the result that a sequence of filters gave for the same string before, and goes to `end`.
  case recall(memo: UInt32, end: UInt32)
  case remember(memo: UInt32)

  // Jumps
  case jump(UInt32)
  case jumpIfFalse(UInt32)
  /// Jumps to the `end` of the site if the field of a local variable is false.
  case jumpIfFieldFalse(slot: UInt32, site: UInt32)
  case jumpIfTrue(UInt32)
  case jumpIfNotNull(UInt32)
  /// Jumps if a local variable has a value.
  case jumpIfBound(slot: UInt32, target: UInt32)

  // Scopes and loops
  case store(slot: UInt32)
  case pushThis
  case popThis
  case each(loop: UInt32, exit: UInt32)
  case section(exit: UInt32, inner: UInt32)
  /// Goes to the next turn at `body`, or ends the loop.
  case next(body: UInt32)
  /// Writes the separator of a loop and goes to the next turn at `body`, or ends the loop.
  case nextAfterText(body: UInt32, loop: UInt32)
  /// Goes on to the separator before the next turn, or ends the loop at `exit`.
  case nextOrExit(exit: UInt32)

  // Calls
  case call(site: UInt32)
  /// Finds the template whose name is the current value, for the call that follows.
  case dynamicName(site: UInt32)
  case parent(site: UInt32)
  case block(site: UInt32)
  case `return`

  // Captures
  case beginCapture
  case endCapture
  case beginAlign
  case endAlign
  /// Asks the host; skips the default at `end` if it gave something.
  case slot(site: UInt32, end: UInt32)

  case fail
  case halt
}

extension Instruction {
  /// Sets where a jump, loop, section or slot leads.
  mutating func setTarget(_ target: UInt32) {
    switch self {
    case .jump: self = .jump(target)
    case .jumpIfFalse: self = .jumpIfFalse(target)
    case .jumpIfTrue: self = .jumpIfTrue(target)
    case .jumpIfNotNull: self = .jumpIfNotNull(target)
    case .jumpIfBound(let slot, _): self = .jumpIfBound(slot: slot, target: target)
    case .each(let loop, _): self = .each(loop: loop, exit: target)
    case .section(_, let inner): self = .section(exit: target, inner: inner)
    case .nextOrExit: self = .nextOrExit(exit: target)
    case .slot(let site, _): self = .slot(site: site, end: target)
    default: break
    }
  }
}

/// A name looked up at one place of a template.
struct NameSite: BitwiseCopyable {
  /// The name, in the table of symbols.
  var symbol: UInt32
  /// The first of two entries of the machine's field caches.
  var cache: UInt32
  /// The local variable that holds the argument of this name, or -1.
  var slot: Int32

  // For instructions that do more than look up:
  /// The sequence of filters between the lookup and the output; 0 for none.
  var memo: UInt32 = 0
  /// Where to go on when the result of the filters is known, or the field is false.
  var end: UInt32 = 0
  /// What to write first, in the literal pool.
  var text = Extent.none
}

/// Where a loop puts its item and key; -1: the item becomes `.`, the key goes nowhere.
struct LoopInfo: BitwiseCopyable {
  var itemSlot: Int32
  var keySlot: Int32
  /// What stands between turns, in the literal pool, if it is a constant.
  var separator = Extent.none
}
