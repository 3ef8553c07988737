import SourceDiagnostics

/// The tags of the Mustache specification, whose names may be anything without white space around it.
extension TemplateParser {
  mutating func parseMustache(_ tag: Tag) {
    let inside = text.trimmed(tag.inside)
    let rest = Extent(min(Int(inside.start) + 1, Int(inside.end)), Int(inside.end))
    switch inside.isEmpty ? 0 : bytes[Int(inside.start)] {
    case UInt8(ascii: "!"): separate(tag, standalone: true)
    case UInt8(ascii: "="): parseDelimiters(tag)
    case UInt8(ascii: "#"): openMustacheSection(.section, tag, rest)
    case UInt8(ascii: "^"): openMustacheSection(.inverted, tag, rest)
    case UInt8(ascii: "/"): parseClose(tag, rest)
    case UInt8(ascii: ">"): parseMustachePartial(tag, rest)
    case UInt8(ascii: "<"): parseParent(tag, rest)
    case UInt8(ascii: "$"): parseBlockTag(tag, rest)
    case UInt8(ascii: "&"): parseMustacheValue(tag, rest, isRaw: true)
    case UInt8(ascii: "{"): parseMustacheTriple(tag, rest)
    case 0 where inside.isEmpty:
      separate(tag, standalone: false)
      report(.emptyTag, tag.extent)
    default: parseMustacheValue(tag, inside, isRaw: false)
    }
  }

  private mutating func parseMustacheValue(_ tag: Tag, _ inside: Extent, isRaw: Bool) {
    separate(tag, standalone: false)
    var node = SyntaxNode(.value, tag.extent)
    node.flag = isRaw
    node.expression = parseName(text.trimmed(inside))
    add(node)
  }

  private mutating func parseMustacheTriple(_ tag: Tag, _ rest: Extent) {
    guard !rest.isEmpty, bytes[Int(rest.end) - 1] == UInt8(ascii: "}") else {
      separate(tag, standalone: false)
      return report(.unclosedTriple, tag.extent)
    }
    parseMustacheValue(tag, Extent(Int(rest.start), Int(rest.end) - 1), isRaw: true)
  }

  private mutating func openMustacheSection(_ kind: SyntaxNode.Kind, _ tag: Tag, _ rest: Extent) {
    separate(tag, standalone: true)
    var node = SyntaxNode(kind, tag.extent)
    node.name = text.trimmed(rest)
    node.expression = parseName(node.name)
    open(node, closedBy: node.name)
  }

  private mutating func parseMustachePartial(_ tag: Tag, _ rest: Extent) {
    let indent = separate(tag, standalone: true)
    var node = SyntaxNode(.partial, tag.extent)
    node.isStandalone = indent != nil
    node.indent = indent ?? .none
    node.name = text.trimmed(rest)
    if text.firstByte(of: node.name) == UInt8(ascii: "*") {
      node.kind = .dynamicPartial
      node.expression = parseDynamicName(node.name)
    }
    add(node)
  }

  mutating func parseDynamicName(_ name: Extent) -> Extent {
    parseName(text.trimmed(Extent(Int(name.start) + 1, Int(name.end))))
  }

  /// A dotted name: the first part is looked up in the context stack, the others in what the one before gave.
  private mutating func parseName(_ name: Extent) -> Extent {
    let first = expressions.tree.operations.count
    if name.end - name.start == 1, bytes[Int(name.start)] == UInt8(ascii: ".") {
      expressions.emit(.this, name)
    } else {
      var start = Int(name.start)
      for at in name.range where bytes[at] == UInt8(ascii: ".") {
        emitPart(Extent(start, at), isFirst: start == Int(name.start))
        start = at + 1
      }
      emitPart(Extent(start, Int(name.end)), isFirst: start == Int(name.start))
    }
    return Extent(first, expressions.tree.operations.count)
  }

  private mutating func emitPart(_ part: Extent, isFirst: Bool) {
    expressions.emit(isFirst ? .name : .field, part)
  }
}
