import SourceDiagnostics

/// Finds the templates that partials mean.
struct Linker {
  /// Numbers of templates by full name.
  var templates: [String: Int] = [:]
  /// Numbers of the filters written in Stencilish by the registry's keys.
  var writtenFilters: [String: Int] = [:]

  static let suffixes = ["", ".stencil", ".mustache"]

  /// The template that `name` means in `namespace`: one of the same namespace, there or in its `partials/`, with or
  /// without the suffix of template files; or one of another namespace, written `namespace::name`.
  func resolve(_ name: String, in namespace: String) -> Int? {
    Self.resolve(name, in: namespace) { templates[$0] }
  }

  static func resolve(_ name: String, in namespace: String, _ find: (String) -> Int?) -> Int? {
    let wanted = TemplateName(name)
    let (home, path) = wanted.namespace.isEmpty ? (namespace, name) : (wanted.namespace, wanted.path)
    for folder in ["", "partials/"] {
      for suffix in suffixes {
        let full = (home.isEmpty ? "" : home + "::") + folder + path + suffix
        if let found = find(full) { return found }
      }
    }
    return nil
  }

  /// The names that a template of a namespace might have meant.
  func candidates(in namespace: String) -> [String] {
    templates.keys.sorted().map { key in
      let name = TemplateName(key)
      let path = Self.shortened(name.path)
      return name.namespace == namespace ? path : name.namespace + "::" + path
    }
  }

  /// A path as partials usually name it.
  private static func shortened(_ path: String) -> String {
    for suffix in suffixes where !suffix.isEmpty && path.hasSuffix(suffix) {
      return String(path.dropLast(suffix.count))
    }
    return path
  }
}
