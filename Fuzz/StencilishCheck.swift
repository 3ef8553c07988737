import SourceDiagnostics
import Stencilish

/// Compiles any bytes and checks them against a schema: no crash, an end, and the same answer twice.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = TemplateSource(name: TemplateName("main"), source: SourceText(name: "main", bytes: bytes))
  let partial = TemplateSource(name: TemplateName("p"), source: SourceText(name: "p", text: "{{ title ?? name }}"))
  guard let set = try? TemplateSet([source, partial]) else { return 0 }
  let entry = CheckedTemplate(TemplateName("main"), bindings: [("service", .record("Service"))])
  let diagnostics = set.check([entry], against: schema, slots: ["s": [("service", .record("Service"))]])
  precondition(diagnostics == set.check([entry], against: schema, slots: ["s": [("service", .record("Service"))]]))
  return 0
}

private let schema = Schema(
  root: .record("root"),
  records: [
    "root": [
      .init("services", .list(.record("Service"))), .init("title", .optional(.string)), .init("name", .string),
      .init("counts", .map(.int)), .init("anything", .any), .init("ratio", .decimal), .init("xs", .list(.list(.int))),
    ],
    "Service": [
      .init("name", .string), .init("kind", .oneOf(["atom", "composite"])), .init("parent", .optional(.record("Service"))),
      .init("flag", .bool), .init("n", .optional(.int)), .init("children", .list(.record("Service"))),
    ],
  ])
