import SourceDiagnostics

/// Parents, blocks and their lines. The rules for white space are those of the Mustache specification's inheritance
/// module: a parent tag stands alone with everything in it, an override loses the indentation of its first line and gets
/// that of the block it replaces.
extension TemplateParser {
  mutating func parseParent(_ tag: Tag, _ rest: Extent) {
    separate(tag, standalone: false)
    var node = SyntaxNode(.parent, tag.extent)
    if options.mode == .mustache {
      node.name = text.trimmed(rest)
    } else {
      expressions.begin(from: Int(rest.start), to: Int(rest.end))
      node.name = parseFreeName("the name of a parent")
      node.list = parseArguments()
      expectEnd()
    }
    if options.mode == .mustache, text.firstByte(of: node.name) == UInt8(ascii: "*") {
      node.expression = parseDynamicName(node.name)
    }
    open(node, closedBy: node.name)
  }

  mutating func parseBlockTag(_ tag: Tag, _ rest: Extent) {
    var node = SyntaxNode(.block, tag.extent)
    node.flag = blocks.last?.kind == .parent
    if node.flag {
      separate(tag, standalone: false)
      if !tag.trimsRight, let next = text.lineEnd(after: Int(tag.extent.end)) { skip(to: next) }
    } else if let indent = separate(tag, standalone: true) {
      node.isStandalone = true
      node.indent = indent
    } else if let start = text.lineStart(before: Int(tag.extent.start)) {
      node.indent = Extent(start, Int(tag.extent.start))
    }
    if options.mode == .mustache {
      node.name = text.trimmed(rest)
    } else {
      expressions.begin(from: Int(rest.start), to: Int(rest.end))
      node.name = parseFreeName("the name of a block")
      expectEnd()
    }
    open(node, closedBy: node.name)
  }

  func isInheritance(_ block: OpenBlock) -> Bool { block.kind == .parent || block.kind == .block }

  mutating func closeInheritance(_ tag: Tag) {
    let block = blocks[blocks.count - 1]
    let node = expressions.tree.nodes[block.node]
    let end = Int(tag.extent.start)
    switch block.kind {
    case .parent: closeParent(tag, node, at: block.node)
    case .block where node.flag:
      // What follows the override inside of the parent is left out anyway.
      if !tag.trimsLeft, let start = text.lineStart(before: end), start >= textStart { addText(to: start) }
      separate(tag, standalone: false)
    case .block:
      separate(tag, standalone: true)
      if node.isStandalone { adoptIntrinsicIndent(of: block.node, end: end) }
    default: separate(tag, standalone: true)
    }
    closeInnermost(tag.extent, end: end)
  }

  private mutating func closeParent(_ tag: Tag, _ node: SyntaxNode, at index: Int) {
    separate(tag, standalone: false)
    guard let start = text.lineStart(before: Int(node.extent.start)),
      let next = text.lineEnd(after: Int(tag.extent.end))
    else {
      return
    }
    removeIndent(from: start, before: index)
    expressions.tree.nodes[index].isStandalone = true
    expressions.tree.nodes[index].indent = Extent(start, Int(node.extent.start))
    skip(to: max(next, textStart))
  }

  /// The lines of an override are indented like the first line of the default that they replace, if there is one.
  private mutating func adoptIntrinsicIndent(of index: Int, end: Int) {
    let start = Int(expressions.tree.nodes[index].inner.start)
    var at = start
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    guard at < end, bytes[at] != 0x0A, bytes[at] != 0x0D else { return }
    expressions.tree.nodes[index].indent = Extent(start, at)
  }
}
