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

  /// A document is a node of one context, as HatMax builds one of the whole specification.
  struct Document {
    let context: Context
    let node: Node
  }

  static func documents(_ json: [[String: Any]]) -> [Document] {
    let context = Context(data(json))
    return context.root.elements.map { Document(context: context, node: $0) }
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

  func render(_ document: Document, into output: inout [UInt8]) throws {
    try set.render(TemplateName("main"), in: document.context, at: document.node, into: &output)
  }

  static func main() throws {
    try runBenchmark(StencilishBench.self, name: "Stencilish", syntax: "stencilish")
  }
}
