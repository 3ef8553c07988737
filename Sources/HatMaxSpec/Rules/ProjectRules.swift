import SourceDiagnostics

/// Rules about the project as a whole.
enum ProjectRules {
  static let all = [
    version, modulePath, noServices, sameService, serviceKeyword, signers, repository, packTwice, overrideTwice,
  ]

  static let version = SpecRule(
    "SP0101", "unknown version of the format",
    "`version` says which format the file is in: `1`, or `0.1` for files of the original HatMax. A file in a format of the "
      + "future needs a newer hatmax.", in: .project,
    wrong: "version: 2\npackage: example.com/shop\nservices: {shop: {}}",
    right: "version: 1\npackage: example.com/shop\nservices: {shop: {}}"
  ) { context in
    let version = context.spec.version
    if ["1", "1.0", "0.1"].contains(version.value) { return }
    context.report("version `\(version.value)` of the format is not known", at: version.span, "expected `1`")
  }

  static let modulePath = SpecRule(
    "SP0102", "missing or impossible Go module path",
    "Every generated file is imported by the path of the project's Go module, such as `github.com/acme/shop`: elements of "
      + "letters, digits, `-`, `.`, `_` and `~`, separated by `/`.", in: .project,
    wrong: "version: 1\npackage: github.com/acme/my shop\nservices: {shop: {}}",
    right: "version: 1\npackage: github.com/acme/my-shop\nservices: {shop: {}}"
  ) { context in
    let spec = context.spec
    let name = spec.package.value.isEmpty ? spec.modulePath : spec.package
    guard let name else {
      context.report(
        "the Go module's path is missing", at: spec.span,
        help: ["add `package: github.com/you/\(spec.projectName.isEmpty ? "project" : spec.projectName)`"])
      return
    }
    if !isModulePath(name.value) {
      context.report(
        "`\(name.value)` can't be the path of a Go module", at: name.span,
        "expected elements of letters, digits, `-`, `.`, `_`, `~`, separated by `/`")
    }
  }

  private static func isModulePath(_ path: String) -> Bool {
    let elements = path.split(separator: "/", omittingEmptySubsequences: false)
    return elements.allSatisfy { element in
      !element.isEmpty && !element.hasPrefix(".") && !element.hasSuffix(".") && !element.hasPrefix("-")
        && element.utf8.allSatisfy { $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 || "-._~".utf8.contains($0) }
    }
  }

  static let noServices = SpecRule(
    "SP0103", .warning, "no services", "Without a service there is nothing to generate.", in: .project,
    wrong: "version: 1\npackage: example.com/shop\nservices:",
    right: "version: 1\npackage: example.com/shop\nservices: {shop: {}}"
  ) { context in
    if context.spec.services.isEmpty { context.report("the file has no services", at: context.spec.span) }
  }

  static let sameService = SpecRule(
    "SP0104", "two services with one folder",
    "A service's name becomes a folder, a Go package and a binary. Names that differ only in `-` and `_` become the same.",
    in: .services, wrong: "my-shop: {}\nmy_shop: {}", right: "my-shop: {}\nmy-bank: {}"
  ) { context in
    var first: [String: Name] = [:]
    for service in context.spec.services {
      let key = Words.snake(service.name.value)
      if let other = first[key] {
        context.report(
          "the services `\(other.value)` and `\(service.name.value)` become the same folder", at: service.name.span,
          "the second", and: [(other.span, "the first")], help: ["rename one of them"])
      } else {
        first[key] = service.name
      }
    }
  }

  static let serviceKeyword = SpecRule(
    "SP0105", "a service's name can't be a Go package",
    "A service's domain package has its name. Keywords can't be packages, and a package called like one that every file "
      + "needs (`context`, `errors`) or like a predeclared name (`string`) would hide it.", in: .services,
    wrong: "type: {}", right: "types: {}"
  ) { context in
    for service in context.spec.services {
      let name = Words.split(service.name.value).joined()
      guard Reserved.goKeywords.contains(name) || Reserved.goPackages.contains(name) else { continue }
      context.report(
        "`\(service.name.value)` can't be the name of a Go package", at: service.name.span,
        Reserved.goKeywords.contains(name) ? "a keyword of Go" : "it would hide Go's own `\(name)`",
        help: ["call it `\(service.name.value)s` or `\(service.name.value)-service`"])
    }
  }

  static let signers = SpecRule(
    "SP0106", "signed packs without signers",
    "`require: signed` refuses packs that none of the allowed signers has signed, so the file with these must be named.",
    in: .project, wrong: "version: 1\npackage: example.com/shop\ntrust: {require: signed}\nservices: {shop: {}}",
    right: "version: 1\npackage: example.com/shop\ntrust: {require: signed, signers: signers.txt}\nservices: {shop: {}}"
  ) { context in
    let trust = context.spec.trust
    if trust.require.value == .signed, trust.signers == nil {
      context.report(
        "signed packs are required but no signers are named", at: trust.require.span, help: ["add `signers: FILE`"])
    }
  }

  static let repository = SpecRule(
    "SP0107", .warning, "a repository that no official pack provides",
    "`repo_impl` brings in the pack `NAME-repo`. The official ones are `sqlite`, `postgres` and `mongo`; another name needs a "
      + "pack of your own.", in: .service, wrong: "repo_impl: [sqlight]", right: "repo_impl: [sqlite]"
  ) { context in
    let known = ["sqlite", "postgres", "mongo"]
    for service in context.spec.services {
      for name in service.repoImpl where !known.contains(name.value) {
        context.report(
          "`\(name.value)` is none of the official repositories", at: name.span,
          "brings in the pack `\(name.value)-repo`",
          help: [Suggestion.help(for: name.value, among: known), "official are `sqlite`, `postgres` and `mongo`"])
      }
    }
  }

  static let packTwice = SpecRule(
    "SP0108", "a name twice in one list",
    "Packs and repositories are named once in each place; the second would change nothing.", in: .service,
    wrong: "packs: [cqrs, cqrs]", right: "packs: [cqrs, event-sourcing]"
  ) { context in
    for service in context.spec.services {
      reportTwice(service.packs.map(\.name), "the pack", &context)
      reportTwice(service.repoImpl, "the repository", &context)
    }
    reportTwice(context.spec.packs.map(\.name), "the pack", &context)
  }

  private static func reportTwice(_ names: [Name], _ what: String, _ context: inout RuleContext) {
    var first: [String: Name] = [:]
    for name in names {
      if let other = first[name.value] {
        context.report(
          "\(what) `\(name.value)` is named twice", at: name.span, "again here", and: [(other.span, "first here")],
          help: ["remove one of them"])
      } else {
        first[name.value] = name
      }
    }
  }

  static let overrideTwice = SpecRule(
    "SP0109", "a template overridden twice", "Only one template can stand in for another.", in: .project,
    wrong:
      "version: 1\npackage: example.com/shop\nservices: {shop: {}}\noverrides:\n  - {pack: go-service, template: main.go.stencil, with: a.stencil}\n  - {pack: go-service, template: main.go.stencil, with: b.stencil}",
    right:
      "version: 1\npackage: example.com/shop\nservices: {shop: {}}\noverrides:\n  - {pack: go-service, template: main.go.stencil, with: a.stencil}"
  ) { context in
    var first: [String: Name] = [:]
    for override in context.spec.overrides {
      let key = "\(override.pack.value)::\(override.template.value)"
      if let other = first[key] {
        context.report(
          "the template `\(key)` is overridden twice", at: override.template.span, "again here",
          and: [(other.span, "first here")])
      } else {
        first[key] = override.template
      }
    }
  }
}
