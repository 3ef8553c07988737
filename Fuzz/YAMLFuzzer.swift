import PositionedYAML
import SourceDiagnostics

/// Any bytes are read without a crash, and every node of what is read lies inside the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzYAML(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bag = DiagnosticBag()
  let source = SourceText(name: "fuzz.yml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  guard let root = YAMLParser.parse(source, into: &bag) else {
    precondition(bag.hasErrors, "no tree and no error")
    return 0
  }
  var open = [root]
  while let node = open.popLast() {
    precondition(node.span.start >= 0 && node.span.end <= count, "a span outside the text")
    _ = (node.text.utf8.count, node.int, node.double, node.bool, node.summary, node.headSpan)
    for entry in node.entries { open += [entry.key, entry.value] }
    open += node.items
  }
  return 0
}
