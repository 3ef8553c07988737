import SourceDiagnostics

/// One thing that must hold in a specification beyond its structure: a function, a code, and what to say about it.
struct SpecRule: Sendable {
  /// Which part of a file the examples of a rule are.
  enum Level: Sendable {
    case project, services, service, aggregate, fields
  }

  let explanation: CodeExplanation
  let severity: Severity
  let level: Level
  let check: @Sendable (inout RuleContext) -> Void

  init(
    _ code: DiagnosticCode, _ title: String, _ text: String, in level: Level, wrong: String, right: String,
    _ check: @escaping @Sendable (inout RuleContext) -> Void
  ) {
    self.init(code, .error, title, text, in: level, wrong: wrong, right: right, check)
  }

  init(
    _ code: DiagnosticCode, _ severity: Severity, _ title: String, _ text: String, in level: Level, wrong: String,
    right: String, _ check: @escaping @Sendable (inout RuleContext) -> Void
  ) {
    explanation = CodeExplanation(code, title, text, wrong: wrong, right: right)
    self.severity = severity
    self.level = level
    self.check = check
  }

  /// A whole file around one of its examples.
  func document(_ example: String) -> String {
    let head = "version: 1\npackage: example.com/shop\n"
    let (before, indent): (String, Int) =
      switch level {
      case .project: ("", 0)
      case .services: (head + "services:\n", 2)
      case .service: (head + "services:\n  shop:\n", 4)
      case .aggregate: (head + "services:\n  shop:\n    aggregates:\n      Order:\n", 8)
      case .fields: (head + "services:\n  shop:\n    aggregates:\n      Order:\n        fields:\n", 10)
      }
    let margin = String(repeating: " ", count: indent)
    return before + example.split(separator: "\n").map { margin + $0 + "\n" }.joined()
  }
}

/// What a rule looks at and reports to.
struct RuleContext {
  let spec: Spec
  let services: [ServiceIndex]
  private(set) var bag = DiagnosticBag()
  private var rule: (code: DiagnosticCode, severity: Severity) = ("SP0000", .error)
  private var reported = 0
  /// Enough for a person; a hostile file could otherwise cost a message per line and rule.
  private static let maximumReports = 500

  init(_ spec: Spec) {
    self.spec = spec
    services = spec.services.map { ServiceIndex($0, spec) }
  }

  mutating func run(_ rules: [SpecRule]) {
    for rule in rules {
      self.rule = (rule.explanation.code, rule.severity)
      rule.check(&self)
    }
  }

  /// Reports a problem under the code of the rule at hand.
  mutating func report(
    _ message: String, at span: SourceSpan, _ label: String = "", and others: [(SourceSpan, String)] = [],
    help: [String?] = []
  ) {
    reported += 1
    guard reported <= Self.maximumReports else { return }
    let labels = [Label(spec.source, span, label)] + others.map { Label(spec.source, $0.0, $0.1) }
    bag.add(Diagnostic(rule.code, rule.severity, message, labels: labels, help: help.compactMap(\.self)))
  }
}

/// All rules, and running them.
enum SpecRules {
  /// In the order in which the codes go.
  static let all: [SpecRule] =
    ProjectRules.all + NameRules.all + StorageNameRules.all + TypeRules.all + ValueRules.all + AggregateRules.all
    + BehaviourRules.all + ProjectionRules.all + RouteRules.all + EffectRules.all

  static func check(_ spec: Spec, into bag: inout DiagnosticBag) {
    var context = RuleContext(spec)
    context.run(all)
    bag.add(contentsOf: context.bag.diagnostics)
  }
}
