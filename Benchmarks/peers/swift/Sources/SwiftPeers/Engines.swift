import Mustache
import Stencil

protocol Engine {
  init(templates: [String: String]) throws
  func render(_ document: [String: Any]) throws -> String
  /// The document as this engine wants it.
  static func prepared(_ document: [String: Any]) -> [String: Any]
}

/// A name whose transforms are the filters: swift-mustache has no other filters.
struct Name: MustacheTransformable, CustomStringConvertible {
  let description: String

  func transform(_ name: String) -> Any? {
    NameFilters.all[name].map { Name(description: $0(description)) }
  }
}

struct MustacheEngine: Engine {
  private let library: MustacheLibrary

  init(templates: [String: String]) throws {
    // No escaping, as in every engine here.
    library = MustacheLibrary(
      templates: try templates.mapValues { try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + $0) })
  }

  func render(_ document: [String: Any]) throws -> String {
    library.render(document, withTemplate: "main") ?? ""
  }

  static func prepared(_ document: [String: Any]) -> [String: Any] {
    document.mapValues(prepared(value:))
  }

  private static func prepared(value: Any) -> Any {
    switch value {
    case let text as String: Name(description: text)
    case let list as [Any]: list.map(prepared(value:))
    case let record as [String: Any]: record.mapValues(prepared(value:))
    default: value
    }
  }
}

struct StencilEngine: Engine {
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

  func render(_ document: [String: Any]) throws -> String { try main.render(document) }

  static func prepared(_ document: [String: Any]) -> [String: Any] { document }
}
