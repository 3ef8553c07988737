import Foundation
import HatMaxSpec
import SourceDiagnostics

/// The root of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// Reads a specification; what was said comes back too.
func read(_ text: String, name: String = "hatmax.yml") -> (spec: Spec?, said: [Diagnostic]) {
  var bag = DiagnosticBag()
  let spec = SpecReader.read(SourceText(name: name, text: text), into: &bag)
  return (spec, bag.sorted)
}

/// The text of a file of the repository.
func contents(_ path: String) throws -> String {
  try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
}

/// Diagnostics as people see them.
func shown(_ diagnostics: [Diagnostic]) -> String {
  diagnostics.map(DiagnosticRenderer().render).joined(separator: "\n")
}
