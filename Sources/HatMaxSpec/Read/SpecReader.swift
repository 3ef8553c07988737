package import PositionedYAML
package import SourceDiagnostics

/// Reads `hatmax.yml`.
package enum SpecReader {
  /// The specification in a text, with every problem of it in `bag`.
  ///
  /// - Returns: nil only when there is nothing to go on with: no YAML, or no mapping. A specification that comes back
  ///   along with errors must not be generated from.
  package static func read(_ source: SourceText, into bag: inout DiagnosticBag) -> Spec? {
    guard let root = YAMLParser.parse(source, into: &bag) else { return nil }
    return read(root, into: &bag)
  }

  /// The specification in a document.
  package static func read(_ root: Node, into bag: inout DiagnosticBag) -> Spec? {
    var reader = Reader(root.source)
    let spec = SpecShapes.spec.shape.read(root, &reader)
    bag.add(contentsOf: reader.bag.diagnostics)
    guard var spec else { return nil }
    spec.adoptOriginalFormat()
    spec.startCounters()
    SpecRules.check(spec, into: &bag)
    return spec
  }
}
