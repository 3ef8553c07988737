import SourceDiagnostics

/// Rules about names and the Go that they become.
enum NameRules {
  static let all = [sameType, sameField, reservedField, keyword, fileEnding, enumMember, sameCommand]

  static let sameType = SpecRule(
    "SP0201", "two types with one Go name",
    "Aggregates, models, value objects, events, queries and projections of a service are types of one Go package. Names that "
      + "differ only in how words are joined (`OrderLine`, `Order_line`) become the same.", in: .service,
    wrong: "aggregates:\n  Order: {fields: {name: string}}\nvalues:\n  order: {fields: {name: string}}",
    right: "aggregates:\n  Order: {fields: {name: string, note: Note}}\nvalues:\n  Note: {fields: {text: string}}"
  ) { context in
    for index in context.services {
      let service = index.service
      var names = service.values.map { ("a value object", $0.name) } + service.models.map { ("a model", $0.name) }
      for aggregate in service.aggregates {
        names.append(("an aggregate", aggregate.name))
        names += aggregate.events.map { ("an event", $0.name) }
      }
      names += service.queries.map { ("a query", $0.name) } + service.projections.map { ("a projection", $0.name) }
      reportSame(names, &context) { "`\($0.value)` and `\($1.value)` become the same Go type" }
    }
  }

  static let sameField = SpecRule(
    "SP0202", "two fields with one Go name",
    "Fields and child collections become fields of one Go struct. `user_id` and `userID` both become `UserID`.",
    in: .fields,
    wrong: "user_id: uuid\nuserID: uuid", right: "user_id: uuid\nowner_id: uuid"
  ) { context in
    for index in context.services {
      for group in index.groups {
        if group.children.isEmpty, !mayHaveTwins(group.fields, name: \.snakeName) { continue }
        let names = group.fields.map { ("a field", $0.name) } + group.children.map { ("a child collection", $0.name) }
        reportSame(names, &context) { "`\($0.value)` and `\($1.value)` become the same name in \(group.what)" }
      }
    }
  }

  /// Whether two of the elements can have one Go name; pairs are compared where that is faster than a table.
  private static func mayHaveTwins<Element>(_ elements: [Element], name: (Element) -> String) -> Bool {
    if elements.count < 2 { return false }
    // Names of one Go name begin and end alike, so that most groups are done with a look at each.
    var places: UInt128 = 0
    let areApart = elements.allSatisfy { element in
      let bytes = name(element).utf8
      guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: "_") else { return false }
      let place: UInt128 = 1 << UInt128((Int(first | 0x20) &* 31 &+ Int(last | 0x20)) & 127)
      defer { places |= place }
      return places & place == 0
    }
    return !areApart && hasTwins(elements, name: name)
  }

  /// The same by looking at every pair.
  private static func hasTwins<Element>(_ elements: [Element], name: (Element) -> String) -> Bool {
    elements.count > 24
      || elements.indices.contains { at in
        let own = name(elements[at])
        return elements[..<at].contains { Words.mayBeSame(name($0), own) }
      }
  }

  private static func reportSame(
    _ names: [(what: String, name: Name)], _ context: inout RuleContext, message: (Name, Name) -> String
  ) {
    var first: [String: Int] = [:]
    first.reserveCapacity(names.count)
    for (position, (what, name)) in names.enumerated() {
      let key = Words.goKey(name.value)
      if let other = first[key].map({ names[$0] }) {
        context.report(
          message(other.name, name), at: name.span, what, and: [(other.name.span, other.what)],
          help: ["rename one of them"])
      } else {
        first[key] = position
      }
    }
  }

  static let reservedField = SpecRule(
    "SP0203", "a field that is always there",
    "Every aggregate has `id` and `version`, an audited one `created_at`, `created_by`, `updated_at`, `updated_by`, a "
      + "soft-deleted one `deleted_at` and `deleted_by`, and what is in a collection `id` and `position`. They are made and kept "
      + "by the generated code.", in: .fields, wrong: "id: uuid\nname: string", right: "name: string"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        var taken: NameClasses = .ofAggregate
        if aggregate.isAudited { taken.insert(.ofAudit) }
        if aggregate.isSoftDeleted { taken.insert(.ofDeletion) }
        reportTaken(
          taken, aggregate.fields, aggregate.children, "the aggregate `\(aggregate.name.value)`", &context)
      }
      for model in index.service.models {
        reportTaken(.ofElement, model.fields, model.children, "the model `\(model.name.value)`", &context)
      }
    }
  }

  private static func reportTaken(
    _ taken: NameClasses, _ fields: [Field], _ children: [Child], _ what: @autoclosure () -> String,
    _ context: inout RuleContext
  ) {
    var names: [Name] = []
    for field in fields where !field.nameClasses.isDisjoint(with: taken) { names.append(field.name) }
    for child in children where !child.nameClasses.isDisjoint(with: taken) { names.append(child.name) }
    for name in names {
      context.report(
        "`\(name.value)` is there already in \(what())", at: name.span, "made by the generated code",
        help: ["remove it, or give it another name"])
    }
  }

  static let keyword = SpecRule(
    "SP0204", .warning, "a keyword of Go as a name",
    "A field called like a keyword of Go can't have that name wherever Go wants it in lower case; it appears with a `_` "
      + "after it.", in: .fields, wrong: "type: string", right: "kind: string"
  ) { context in
    func check(_ name: Name) {
      guard Reserved.goKeywords.contains(name.value) else { return }
      context.report(
        "`\(name.value)` is a keyword of Go", at: name.span, "appears as `\(name.value)_` in places",
        help: ["another name reads better"])
    }
    for index in context.services {
      for group in index.groups {
        for field in group.fields where field.nameClasses.contains(.goKeyword) { check(field.name) }
        for child in group.children { check(child.name) }
      }
    }
  }

  static let fileEnding = SpecRule(
    "SP0205", "a name whose file Go would leave out",
    "Go decides by the last word of a file's name whether the file belongs to a build: `unit_test.go` is a test, "
      + "`mail_linux.go` is for Linux alone. Windows can't have files called `aux` or `con`.", in: .service,
    wrong: "aggregates:\n  UnitTest: {fields: {name: string}}",
    right: "aggregates:\n  UnitCheck: {fields: {name: string}}"
  ) { context in
    for index in context.services {
      let service = index.service
      var names = service.values.map(\.name) + service.models.map(\.name) + service.aggregates.map(\.name)
      names += service.queries.map(\.name) + service.projections.map(\.name)
      for aggregate in service.aggregates { names += aggregate.commands.map(\.name) + aggregate.events.map(\.name) }
      for name in names {
        let key = Words.snake(name.value)
        guard mayBeSpecial(key) else { continue }
        let words = key.split(separator: "_").map(String.init)
        if let last = words.last, words.count > 1, Reserved.goFileEndings.contains(last) {
          context.report(
            "Go would treat the file of `\(name.value)` in a special way", at: name.span,
            last == "test" ? "`…_test.go` is a test" : "`…_\(last).go` is only built for \(last)",
            help: ["let the name end with another word"])
        } else if Reserved.windowsFiles.contains(words.joined(separator: "_")) {
          context.report("Windows can't have a file called `\(name.value)`", at: name.span, help: ["rename it"])
        }
      }
    }
  }

  /// Whether the last word, or all of it, is one that means something in a file's name.
  private static func mayBeSpecial(_ key: String) -> Bool {
    if Reserved.windowsFiles.contains(key) { return true }
    guard let at = key.utf8.lastIndex(of: UInt8(ascii: "_")) else { return false }
    return Reserved.goFileEndings.contains(String(key[key.utf8.index(after: at)...]))
  }

  static let enumMember = SpecRule(
    "SP0206", "two members of an enum with one Go name",
    "Every member of an enum becomes a constant of the enum's Go type; its name must be its own. `values` is the name of the function "
      + "that lists them.", in: .fields,
    wrong: "status: {type: enum, values: [on_hold, onHold]}\nshown: {type: enum, values: [names, values]}",
    right: "status: {type: enum, values: [on_hold, sold]}\nshown: {type: enum, values: [names, all]}"
  ) { context in
    for index in context.services {
      for group in index.groups {
        for field in group.fields where mayHaveTwins(field.members, name: \.value) {
          reportSame(field.members.map { ("a member", $0) }, &context) {
            "`\($0.value)` and `\($1.value)` become the same constant"
          }
        }
        for member in group.fields.flatMap(\.members)
        where member.value.utf8.count == "values".utf8.count && Words.goKey(member.value) == "values" {
          context.report(
            "`\(member.value)` needs the Go name of the function that lists all members", at: member.span,
            help: ["rename it"])
        }
      }
    }
  }

  static let sameCommand = SpecRule(
    "SP0207", "two commands with one name",
    "The commands of an aggregate become handlers and routes of their own.", in: .aggregate,
    wrong: "commands:\n  PlaceOrder: {}\n  place_order: {}", right: "commands:\n  PlaceOrder: {}\n  CancelOrder: {}"
  ) { context in
    for index in context.services {
      for aggregate in index.service.aggregates {
        reportSame(aggregate.commands.map { ("a command", $0.name) }, &context) {
          "`\($0.value)` and `\($1.value)` become the same command"
        }
      }
    }
  }
}
