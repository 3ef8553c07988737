import SourceDiagnostics

/// Everything that Stencilish has to say to people: codes and wording in one place.
enum Problem {
  // Syntax
  case unclosedTag(String)
  case emptyTag
  case unclosedBlock(String)
  case unexpectedClose(String, open: String?)
  case elseOutsideBlock
  case repeatedElse
  case elseIfOutsideIf
  case notABlock(String, String?)
  case invalidDelimiters
  case unclosedTriple
  case tripleWithoutEscape(String)
  case unexpected(String, expected: String)
  case expectedAtEnd(String)
  case unclosedString
  case invalidEscape(String)
  case integerTooLarge(String)
  case decimalTooLarge(String)
  case expressionTooDeep(Int)
  case chainedComparison
  case filterAfterOperator(String)
  case wordAsValue(String)
  case unknownLoopVariable(String)
  case reservedName(String)
  case repeatedArgument(String)
  case invalidSlotType
  case textInParent
  case tooManyErrors(Int)

  // Names
  case unknownFilter(String, String?)
  case tooManyArguments(String, Int)
  case unknownArgument(String, String, [String])
  case missingArgument(String, String)
  case unknownPartial(String, String?)
  case unknownParameter(String, String, [String])
  case missingParameter(String, String)
  case repeatedTemplate(String)
  case repeatedDefinition(String)
  case repeatedFilter(String)
  case rootInFilter
  case loopVariableOutsideLoop(String)

  // Rendering
  case unknownName(String, String?)
  case unknownField(String, String?, of: [String])
  case noFields(String, kind: String)
  case cannotWrite(kind: String)
  case cannotRepeat(kind: String)
  case wrongOperands(String, String, String)
  case wrongOperand(String, String)
  case divisionByZero
  case overflow(String)
  case outOfRange(Int64, count: Int)
  case unknownKey(String, String?)
  case wrongIndex(kind: String, index: String)
  case wrongInput(filter: String, expected: String, found: String)
  case wrongArgument(filter: String, parameter: String, expected: String, found: String)
  case filterFailed(String, String)
  case missingKey(String, table: String, pack: String, String?)
  case failed(String)
  case unknownDynamicPartial(String, String?)
  case partialNameNotText(kind: String)
  case lambdaInStrictMode
  case unknownTemplate(String, String?)

  // Checks
  case unguarded(String)
  case unreachable(String, Bool)
  case alwaysTaken(String, Bool)
  case neverEqual(String, String)
  case wrongSlotArgument(String, String, String, String)

  // Bounds
  case tooDeep(Int)
  case tooManyTurns(Int)
  case tooMuchOutput(Int)
  case tooMuchMemory(Int)
  case templateTooLarge(Int)
}

extension Problem {
  /// The stable code.
  var code: DiagnosticCode {
    switch self {
    case .unclosedTag: "ST0001"
    case .emptyTag: "ST0002"
    case .unclosedBlock: "ST0003"
    case .unexpectedClose: "ST0004"
    case .elseOutsideBlock: "ST0005"
    case .repeatedElse: "ST0006"
    case .elseIfOutsideIf: "ST0007"
    case .notABlock: "ST0008"
    case .invalidDelimiters: "ST0009"
    case .unclosedTriple: "ST0010"
    case .tripleWithoutEscape: "ST0011"
    case .unexpected, .expectedAtEnd: "ST0012"
    case .unclosedString: "ST0013"
    case .invalidEscape: "ST0014"
    case .integerTooLarge, .decimalTooLarge: "ST0015"
    case .expressionTooDeep: "ST0016"
    case .chainedComparison: "ST0017"
    case .filterAfterOperator: "ST0018"
    case .wordAsValue: "ST0019"
    case .unknownLoopVariable: "ST0020"
    case .reservedName: "ST0021"
    case .repeatedArgument: "ST0022"
    case .invalidSlotType: "ST0023"
    case .textInParent: "ST0024"
    case .tooManyErrors: "ST0025"
    case .unknownFilter: "ST0101"
    case .tooManyArguments: "ST0102"
    case .unknownArgument: "ST0103"
    case .missingArgument: "ST0104"
    case .unknownPartial: "ST0105"
    case .unknownParameter: "ST0106"
    case .missingParameter: "ST0107"
    case .repeatedTemplate: "ST0108"
    case .repeatedDefinition: "ST0109"
    case .repeatedFilter: "ST0110"
    case .rootInFilter: "ST0111"
    case .loopVariableOutsideLoop: "ST0112"
    case .unknownName: "ST0201"
    case .unknownField: "ST0202"
    case .noFields: "ST0203"
    case .cannotWrite: "ST0204"
    case .cannotRepeat: "ST0205"
    case .wrongOperands, .wrongOperand: "ST0206"
    case .divisionByZero: "ST0207"
    case .overflow: "ST0208"
    case .outOfRange: "ST0209"
    case .unknownKey: "ST0210"
    case .wrongIndex: "ST0211"
    case .wrongInput: "ST0212"
    case .wrongArgument: "ST0213"
    case .filterFailed: "ST0214"
    case .missingKey: "ST0215"
    case .failed: "ST0216"
    case .unknownDynamicPartial: "ST0217"
    case .partialNameNotText: "ST0218"
    case .lambdaInStrictMode: "ST0219"
    case .unknownTemplate: "ST0220"
    case .unguarded: "ST0401"
    case .unreachable, .alwaysTaken: "ST0402"
    case .neverEqual: "ST0403"
    case .wrongSlotArgument: "ST0404"
    case .tooDeep: "ST0301"
    case .tooManyTurns: "ST0302"
    case .tooMuchOutput: "ST0303"
    case .tooMuchMemory: "ST0304"
    case .templateTooLarge: "ST0305"
    }
  }

  var severity: Severity {
    switch self {
    case .filterAfterOperator, .unreachable, .alwaysTaken, .neverEqual: .warning
    default: .error
    }
  }

  /// What is wrong.
  var message: String {
    switch self {
    case .unclosedTag(let close): "this tag has no closing `\(close)`"
    case .emptyTag: "this tag is empty"
    case .unclosedBlock(let name): "`\(name)` is never closed"
    case .unexpectedClose(let name, nil): "`{{/\(name)}}` closes nothing"
    case .unexpectedClose(let name, let open?): "`{{/\(name)}}` doesn't close `\(open)`"
    case .elseOutsideBlock: "`{{else}}` belongs to no block"
    case .repeatedElse: "this block has an `{{else}}` already"
    case .elseIfOutsideIf: "`{{else if}}` belongs to `{{#if}}` alone"
    case .notABlock(let word, _): "`{{#\(word)}}` is a section, which takes a path and nothing else"
    case .invalidDelimiters: "delimiters are set as `{{=<% %>=}}`: two marks without white space or `=`"
    case .unclosedTriple: "a tag that opens with `{{{` closes with `}}}`"
    case .tripleWithoutEscape: "`{{{` has no meaning where nothing is escaped"
    case .unexpected(let token, let expected): "expected \(expected), found `\(token)`"
    case .expectedAtEnd(let expected): "expected \(expected) before the end of the tag"
    case .unclosedString: "this string has no closing quote"
    case .invalidEscape(let text): "`\(text)` is not an escape"
    case .integerTooLarge(let text): "`\(text)` doesn't fit into 64 bits"
    case .decimalTooLarge(let text): "`\(text)` is too large for a decimal"
    case .expressionTooDeep(let limit): "this expression nests more than \(limit) levels deep"
    case .chainedComparison: "comparisons don't chain"
    case .filterAfterOperator(let filter): "`\(filter)` applies to the right operand alone"
    case .wordAsValue(let word): "`\(word)` is an operator, not a value"
    case .unknownLoopVariable(let name): "unknown name `\(name)`"
    case .reservedName(let name): "`\(name)` can't be the name of a value"
    case .repeatedArgument(let name): "`\(name)` is given twice"
    case .invalidSlotType: "the type of a slot is a word"
    case .textInParent: "text inside of a parent tag belongs into a block"
    case .tooManyErrors(let count): "\(count) more errors in this file aren't shown"
    case .unknownFilter(let name, _): "unknown filter `\(name)`"
    case .tooManyArguments(let filter, 0): "`\(filter)` takes no arguments"
    case .tooManyArguments(let filter, let count): "`\(filter)` takes at most \(count) argument\(count == 1 ? "" : "s")"
    case .unknownArgument(let name, let filter, _): "`\(filter)` has no argument `\(name)`"
    case .missingArgument(let name, let filter): "`\(filter)` needs the argument `\(name)`"
    case .unknownPartial(let name, _): "no template `\(name)`"
    case .unknownParameter(let name, let definition, _): "`\(definition)` has no parameter `\(name)`"
    case .missingParameter(let name, let definition): "`\(definition)` needs the argument `\(name)`"
    case .repeatedTemplate(let name): "there are two templates `\(name)`"
    case .repeatedDefinition(let name): "`\(name)` is defined twice"
    case .repeatedFilter(let name): "the filter `\(name)` is defined twice"
    case .rootInFilter: "a filter sees its value alone, not `@root`"
    case .loopVariableOutsideLoop(let name): "`\(name)` is outside of a loop"
    case .unknownName(let name, _): "unknown name `\(name)`"
    case .unknownField(let name, _, _): "no field `\(name)` here"
    case .noFields(let name, let kind): "\(kind) has no field `\(name)`"
    case .cannotWrite(let kind): "\(kind) can't be written as text"
    case .cannotRepeat(let kind): "`each` takes a list or a map, not \(kind)"
    case .wrongOperands(let symbol, let left, let right): "`\(symbol)` doesn't take \(left) and \(right)"
    case .wrongOperand(let symbol, let kind): "`\(symbol)` doesn't take \(kind)"
    case .divisionByZero: "division by zero"
    case .overflow(let symbol): "the result of `\(symbol)` is too large"
    case .outOfRange(let index, let count): "no element \(index) in a list of \(count)"
    case .unknownKey(let key, _): "no key `\(key)` in this map"
    case .wrongIndex(let kind, let index): "\(kind) can't be indexed by \(index)"
    case .wrongInput(let filter, let expected, let found): "`\(filter)` takes \(expected), not \(found)"
    case .wrongArgument(let filter, let parameter, let expected, let found):
      "the argument `\(parameter)` of `\(filter)` is \(expected), not \(found)"
    case .filterFailed(let filter, let message): "`\(filter)`: \(message)"
    case .missingKey(let key, let table, let pack, _):
      "the table `\(table)`\(pack.isEmpty ? "" : " of `\(pack)`") has no entry `\(key)`"
    case .failed(let message): message
    case .unknownDynamicPartial(let name, _): "no template `\(name)`"
    case .partialNameNotText(let kind): "the name of a template is a string, not \(kind)"
    case .lambdaInStrictMode: "lambdas belong to Mustache mode"
    case .unknownTemplate(let name, _): "no template `\(name)`"
    case .unguarded(let text): "`\(text)` may be null here"
    case .unreachable(let text, let value): "this branch is never reached: `\(text)` is always \(value)"
    case .alwaysTaken(let text, let value): "the other branches are never reached: `\(text)` is always \(value)"
    case .neverEqual(let left, let right): "\(left) never equals \(right)"
    case .wrongSlotArgument(let name, let slot, let expected, let found):
      "the argument `\(name)` of the slot `\(slot)` is \(expected), not \(found)"
    case .tooDeep(let limit): "partials nest more than \(limit) levels deep"
    case .tooManyTurns(let limit): "loops take more than \(limit) turns"
    case .tooMuchOutput(let limit): "the output is larger than \(limit) bytes"
    case .tooMuchMemory(let limit): "filters made values of more than \(limit) bytes"
    case .templateTooLarge(let limit): "a template may have at most \(limit) bytes"
    }
  }

  /// What to say beside the underline.
  var label: String {
    switch self {
    case .unclosedBlock: "opened here"
    case .chainedComparison: "second comparison"
    default: ""
    }
  }

  /// What to do.
  var help: [String] {
    switch self {
    case .notABlock(_, let word?): ["did you mean `{{#\(word)}}`?"]
    case .notABlock: ["blocks with expressions are `{{#if}}`, `{{#each}}`, `{{#with}}`, `{{#unless}}`"]
    case .tripleWithoutEscape(let value):
      ["write `{ {{ \(value) }} }` for a value in braces, or `{{& \(value) }}` for a value that is never escaped"]
    case .invalidEscape: ["escapes are `\\n \\r \\t \\0 \\\\ \\/ \\\" \\'`, `\\uXXXX` and `\\u{X}`"]
    case .chainedComparison: ["join two comparisons with `and`"]
    case .filterAfterOperator: ["put the operation or the filtered operand in parentheses"]
    case .unknownLoopVariable:
      ["known are `@root`, `@index`, `@number`, `@first`, `@last`, `@key`, `@length` and `@outer.…`"]
    case .invalidSlotType: ["write `type=imports` or `type=\"imports\"`"]
    case .wordAsValue(let word) where word == "not": ["put `not` and its operand in parentheses"]
    case .unexpectedClose(_, let open?): ["close it with `{{/\(open)}}`"]
    case .unknownFilter(_, let close?), .unknownPartial(_, let close?), .unknownName(_, let close?),
      .unknownField(_, let close?, _), .unknownKey(_, let close?), .unknownDynamicPartial(_, let close?),
      .unknownTemplate(_, let close?), .missingKey(_, _, _, let close?):
      ["did you mean `\(close)`?"]
    case .unknownField(_, nil, let names) where !names.isEmpty && names.count <= 30:
      ["it has \(names.map { "`\($0)`" }.joined(separator: ", "))"]
    case .unknownArgument(_, _, let names), .unknownParameter(_, _, let names):
      names.isEmpty ? ["it takes none"] : ["it takes \(names.map { "`\($0)`" }.joined(separator: ", "))"]
    case .noFields(_, "null"): ["guard it with `{{#if}}` or `{{#with}}`"]
    case .cannotWrite("a list"): ["use `join(\", \")` or `{{#each}}`"]
    case .cannotWrite("a map"): ["write one of its fields"]
    case .divisionByZero: ["guard the division with `{{#if}}`"]
    case .missingKey: ["add the entry or a `default` to the table"]
    case .unguarded(let text):
      ["guard it with `{{#if \(text)}}` or `{{#with \(text)}}`, or give another value: `\(text) ?? …`"]
    case .tooDeep: ["a partial that calls itself needs a condition that ends it"]
    default: []
    }
  }

  /// The diagnostic at some places, the first of which is where the problem is.
  func diagnostic(_ labels: [Label], notes: [String] = []) -> Diagnostic {
    Diagnostic(code, severity, message, labels: labels, notes: notes, help: help)
  }
}
