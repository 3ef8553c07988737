import SourceDiagnostics
import Stencilish

/// Parses and compiles any bytes in both modes and prints every stage.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  for mode in TemplateMode.allCases {
    let source = TemplateSource(
      name: TemplateName("main"), source: SourceText(name: "main", bytes: bytes), options: TemplateOptions(mode: mode))
    _ = TemplateInspection.tokens(of: source)
    _ = TemplateInspection.tree(of: source)
    do throws(CompileFailure) {
      _ = TemplateInspection.program(of: try TemplateSet([source]))
    } catch {
      precondition(error.diagnostics.contains { $0.severity == .error }, "a failure without an error")
      for diagnostic in error.diagnostics {
        for label in diagnostic.labels {
          precondition(label.span.end <= bytes.count || label.source.name != "main", "a label outside of its text")
        }
      }
    }
  }
  return 0
}
