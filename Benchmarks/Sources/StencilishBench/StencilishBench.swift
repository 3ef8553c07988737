import BenchmarkSupport
import SourceDiagnostics
import Stencilish

/// Stencilish with the runners' protocol.
@main
struct StencilishBench: BenchmarkedEngine {
  private let set: TemplateSet

  init(templates: [String: String]) throws {
    set = try TemplateSet(
      templates.map { name, text in
        TemplateSource(name: TemplateName(name), source: SourceText(name: name, text: text))
      })
  }

  static func document(_ json: [String: Any]) -> Context {
    Context(data(json))
  }

  private static func data(_ json: Any) -> DataValue {
    switch json {
    case let record as [String: Any]: .record(record.sorted { $0.key < $1.key }.map { ($0.key, data($0.value)) })
    case let list as [Any]: .list(list.map(data))
    case let bool as Bool: .bool(bool)
    case let int as Int: .int(Int64(int))
    case let text as String: .string(text)
    default: .null
    }
  }

  func render(_ document: Context, into output: inout [UInt8]) throws {
    try set.render(TemplateName("main"), in: document, into: &output)
  }

  static func main() throws {
    try runBenchmark(StencilishBench.self, name: "Stencilish", syntax: "stencilish")
  }
}
