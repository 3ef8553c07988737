import BenchmarkSupport
import Mustache
import Stencil

/// A name whose transforms are the filters: swift-mustache has no other filters.
struct Name: MustacheTransformable, CustomStringConvertible {
  let description: String

  func transform(_ name: String) -> Any? {
    NameFilters.all[name].map { Name(description: $0(description)) }
  }
}

struct MustacheEngine: BenchmarkedEngine {
  private let library: MustacheLibrary

  init(templates: [String: String]) throws {
    // No escaping, as in every engine here.
    library = MustacheLibrary(
      templates: try templates.mapValues { try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + $0) })
  }

  func render(_ document: [String: Any], into output: inout [UInt8]) {
    output += (library.render(document, withTemplate: "main") ?? "").utf8
  }

  static func documents(_ json: [[String: Any]]) -> [[String: Any]] { json.map { $0.mapValues(prepared) } }

  private static func prepared(_ value: Any) -> Any {
    switch value {
    case let text as String: Name(description: text)
    case let list as [Any]: list.map(prepared)
    case let record as [String: Any]: record.mapValues(prepared)
    default: value
    }
  }
}

struct StencilEngine: BenchmarkedEngine {
  private let environment: Environment
  private let main: Template

  init(templates: [String: String]) throws {
    let filters = Extension()
    for (name, filter) in NameFilters.all {
      filters.registerFilter(name) { (value: Any?) in (value as? String).map(filter) ?? value }
    }
    environment = Environment(loader: DictionaryLoader(templates: templates), extensions: [filters])
    main = try environment.loadTemplate(name: "main")
  }

  func render(_ document: [String: Any], into output: inout [UInt8]) throws {
    output += try main.render(document).utf8
  }

  static func documents(_ json: [[String: Any]]) -> [[String: Any]] { json }
}
