import SourceDiagnostics

/// Prints a syntax tree.
struct TreePrinter {
  let tree: SyntaxTree

  func print() -> String {
    var output = ""
    var depth = 0
    for node in tree.nodes {
      let isInner = node.kind == .close || node.kind == .otherwise || node.kind == .elseIf
      let indent = String(repeating: "  ", count: min(isInner ? max(depth - 1, 0) : depth, 100))
      output += indent + line(node) + "\n"
      if node.kind.isBlock { depth += 1 }
      if node.kind == .close { depth -= 1 }
    }
    return output
  }

  private func line(_ node: SyntaxNode) -> String {
    var parts = [word(node.kind)]
    if node.kind == .text { parts.append(DiagnosticJSON.quote(tree.text(node.extent))) }
    if node.kind == .value, node.flag { parts.append("unescaped") }
    if node.kind == .block, node.flag { parts.append("override") }
    switch node.kind {
    case .define, .partial, .parent, .block, .slot: parts.append(tree.text(node.name))
    default: break
    }
    if !node.expression.isEmpty { parts.append(expression(node.expression)) }
    if !node.itemName.isEmpty { parts.append("as " + tree.text(node.itemName)) }
    if !node.keyName.isEmpty { parts.append("key " + tree.text(node.keyName)) }
    if !node.separator.isEmpty { parts.append("sep " + expression(node.separator)) }
    parts += list(node)
    if node.isStandalone { parts.append("indent " + DiagnosticJSON.quote(tree.text(node.indent))) }
    return parts.joined(separator: " ")
  }

  private func list(_ node: SyntaxNode) -> [String] {
    if node.kind == .define {
      return tree.parameters[node.list.range].map { parameter in
        let value = parameter.expression.isEmpty ? "" : "=" + expression(parameter.expression)
        return tree.text(parameter.name) + value
      }
    }
    return tree.arguments[node.list.range].map { tree.text($0.name) + "=" + expression($0.expression) }
  }

  private func word(_ kind: SyntaxNode.Kind) -> String {
    switch kind {
    case .ifTrue: "if"
    case .elseIf: "else if"
    case .otherwise: "else"
    case .bind: "let"
    case .close: "end"
    case .dynamicPartial: "dynamic partial"
    default: "\(kind)"
    }
  }

  // MARK: - Expressions

  /// An expression in prefix form: `(+ a (| b upper))`.
  func expression(_ range: Extent) -> String {
    // Operations come in evaluation order: operands wait on a stack. The current value is its top.
    var stack: [String] = []
    var shorts: [String] = []
    for operation in tree.operations[range.range] {
      step(operation, &stack, &shorts)
    }
    return stack.last ?? "nothing"
  }

  private func step(_ operation: Operation, _ stack: inout [String], _ shorts: inout [String]) {
    func pop() -> String { stack.popLast() ?? "it" }
    let text = tree.text(operation.extent)
    switch operation.kind {
    case .null, .bool, .int, .decimal, .this, .root, .loop: stack.append(literal(operation))
    case .string(let inside): stack.append(DiagnosticJSON.quote(tree.text(inside)))
    case .decodedString(let index):
      stack.append(DiagnosticJSON.quote(String(decoding: tree.strings[Int(index)], as: UTF8.self)))
    case .name: stack.append(text)
    case .invalid: stack.append("invalid")
    case .field: stack.append(pop() + "." + text)
    case .push, .beginFilters, .endFilters: break
    case .element:
      let index = pop()
      stack.append("\(pop())[\(index)]")
    case .list(let count):
      let elements = stack.suffix(Int(count))
      stack.removeLast(elements.count)
      stack.append("[" + elements.joined(separator: ", ") + "]")
    case .not: stack.append("(not \(pop()))")
    case .negate: stack.append("(- \(pop()))")
    case .binary(let binary):
      let right = pop()
      stack.append("(\(binary.symbol) \(pop()) \(right))")
    case .andThen: shorts.append("and")
    case .orElse: shorts.append("or")
    case .ifNull: shorts.append("??")
    case .endShort:
      let right = pop()
      stack.append("(\(shorts.popLast() ?? "?") \(pop()) \(right))")
    case .filter(let count, let names):
      let arguments = stack.suffix(Int(count))
      stack.removeLast(arguments.count)
      let named = zip(arguments, tree.arguments[Int(names)..<Int(names) + arguments.count]).map { argument, name in
        name.name.isEmpty ? argument : tree.text(name.name) + "=" + argument
      }
      stack.append("(" + (["|", pop(), text] + named).joined(separator: " ") + ")")
    }
  }

  private func literal(_ operation: Operation) -> String {
    switch operation.kind {
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .this: "."
    case .root: "@root"
    case .loop(let variable, let level): "@" + String(repeating: "outer.", count: Int(min(level, 100))) + "\(variable)"
    default: "null"
    }
  }
}
