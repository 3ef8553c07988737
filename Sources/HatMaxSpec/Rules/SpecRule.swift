import SourceDiagnostics

/// One thing that must hold in a specification beyond its structure: a function, a code, and what to say about it.
struct SpecRule: Sendable {
  /// Which part of a file the examples of a rule are.
  enum Level: Sendable {
    case project, services, service, aggregate, fields
  }

  /// How a rule looks: at the whole file, or at one field after the other.
  enum Check: Sendable {
    case whole(@Sendable (inout RuleContext) -> Void)
    case field(FieldAspects, FieldCheck)
  }

  /// A look at one field.
  typealias FieldCheck = @Sendable (Field, FieldGroup, ServiceIndex, inout RuleContext) -> Void

  let explanation: CodeExplanation
  let severity: Severity
  let level: Level
  let check: Check

  private init(
    _ explanation: CodeExplanation, _ severity: Severity, _ level: Level, _ check: Check
  ) {
    self.explanation = explanation
    self.severity = severity
    self.level = level
    self.check = check
  }

  /// A rule about the file as a whole.
  init(
    _ code: DiagnosticCode, _ title: String, _ text: String, in level: Level, wrong: String, right: String,
    _ check: @escaping @Sendable (inout RuleContext) -> Void
  ) {
    self.init(CodeExplanation(code, title, text, wrong: wrong, right: right), .error, level, .whole(check))
  }

  /// A rule of another severity about the file as a whole.
  init(
    _ code: DiagnosticCode, _ severity: Severity, _ title: String, _ text: String, in level: Level, wrong: String,
    right: String, _ check: @escaping @Sendable (inout RuleContext) -> Void
  ) {
    self.init(CodeExplanation(code, title, text, wrong: wrong, right: right), severity, level, .whole(check))
  }

  /// A rule about every field that has one of some aspects.
  init(
    _ code: DiagnosticCode, _ title: String, _ text: String, in level: Level, about aspects: FieldAspects,
    wrong: String, right: String, _ check: @escaping FieldCheck
  ) {
    self.init(CodeExplanation(code, title, text, wrong: wrong, right: right), .error, level, .field(aspects, check))
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

/// What a field has that a rule can be about: most fields have little, and most rules needn't be asked about them.
struct FieldAspects: OptionSet {
  let rawValue: UInt8

  /// A type that isn't built in.
  static let named = FieldAspects(rawValue: 1)
  /// A reference, or what only references have.
  static let reference = FieldAspects(rawValue: 2)
  static let defaultValue = FieldAspects(rawValue: 4)
  static let validations = FieldAspects(rawValue: 8)
  static let unique = FieldAspects(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of field: Field) {
    self = []
    if field.type.kind == nil { insert(.named) }
    if field.type.kind == .reference || field.target != nil || field.onDelete != nil { insert(.reference) }
    if field.defaultValue != nil { insert(.defaultValue) }
    if !field.validations.isEmpty { insert(.validations) }
    if field.isUniqueByKey { insert(.unique) }
  }
}

/// What a rule looks at and reports to.
struct RuleContext {
  let spec: Spec
  let services: [ServiceIndex]
  private(set) var bag = DiagnosticBag()
  private var rules: [SpecRule] = []
  /// The rule at hand, by its position.
  private var current = 0
  private var reported = 0
  /// Enough for a person; a hostile file could otherwise cost a message per line and rule.
  private static let maximumReports = 500

  init(_ spec: Spec) {
    self.spec = spec
    services = spec.services.map { ServiceIndex($0, spec) }
  }

  /// Runs the rules: those about fields in one walk over all fields, which is faster than a walk for each.
  mutating func run(_ rules: [SpecRule]) {
    self.rules = rules
    var fieldRules: [(position: Int, aspects: FieldAspects, check: SpecRule.FieldCheck)] = []
    for (position, rule) in rules.enumerated() {
      switch rule.check {
      case .field(let aspects, let check): fieldRules.append((position, aspects, check))
      case .whole(let check):
        current = position
        check(&self)
      }
    }
    for index in services {
      for group in index.groups {
        for field in group.fields {
          let aspects = FieldAspects(of: field)
          if aspects.isEmpty { continue }
          for at in fieldRules.indices where !fieldRules[at].aspects.isDisjoint(with: aspects) {
            current = fieldRules[at].position
            fieldRules[at].check(field, group, index, &self)
          }
        }
      }
    }
  }

  /// Reports a problem under the code of the rule at hand.
  mutating func report(
    _ message: String, at span: SourceSpan, _ label: String = "", and others: [(SourceSpan, String)] = [],
    help: @autoclosure () -> [String?] = []
  ) {
    reported += 1
    guard reported <= Self.maximumReports else { return }
    let labels = [Label(spec.source, span, label)] + others.map { Label(spec.source, $0.0, $0.1) }
    let rule = rules[current]
    bag.add(
      Diagnostic(rule.explanation.code, rule.severity, message, labels: labels, help: help().compactMap(\.self)))
  }
}

/// All rules, and running them.
enum SpecRules {
  /// In the order in which the codes go.
  static let all: [SpecRule] =
    ProjectRules.all + NameRules.all + GoNameRules.all + StorageNameRules.all + TypeRules.all + ValueRules.all
    + AggregateRules.all
    + BehaviourRules.all + ProjectionRules.all + SourcingRules.all + RouteRules.all + EffectRules.all

  static func check(_ spec: Spec, into bag: inout DiagnosticBag) {
    var context = RuleContext(spec)
    context.run(all)
    bag.add(contentsOf: context.bag.diagnostics)
  }
}
