import HatMaxSpec
import SourceDiagnostics

/// Any bytes are read as a specification without a crash; one without errors has a model and tables.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSpec(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bag = DiagnosticBag()
  let source = SourceText(name: "hatmax.yml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  let spec = SpecReader.read(source, into: &bag)
  for diagnostic in bag.sorted.prefix(20) { _ = DiagnosticRenderer().render(diagnostic) }
  guard let spec else {
    precondition(bag.hasErrors, "no specification and no error")
    return 0
  }
  if !bag.hasErrors { _ = spec.model().json() }
  return 0
}
