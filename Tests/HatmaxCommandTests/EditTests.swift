import Foundation
import GoldenTesting
import Testing

/// `hatmax init`, `hatmax add` and `hatmax rename`: the file changes where it should and nowhere else.
struct EditTests {
  private let shell: CommandLine

  init() throws { shell = try CommandLine() }

  private static let file = """
    # The shop.
    version: 1
    package: example.com/shop   # the module

    services:
      shop:
        models:
          Line: {fields: {sku: string}}   # a line
        aggregates:
          Customer:
            fields: {email: email}
          # What is bought.
          Order:
            fields:
              note: text
            children:
              lines: {of: Line, order: sku}
            commands:
              Place: {when: note is set, emits: OrderPlaced}
            events:
              OrderPlaced: {sets: {note: $self.note}}

    """

  /// Every command of the kind, one after the other on one file, as a golden difference each.
  @Test func `adds and renames show what they change`() throws {
    try shell.write(Self.file, to: "project/hatmax.yml")
    let commands: [[String]] = [
      ["add", "service", "billing", "--repo", "sqlite", "--kind", "domain"],
      ["add", "aggregate", "Invoice", "number:string!", "tags:[string]", "--service", "billing"],
      ["add", "value", "Money", "amount:decimal!", "currency:string", "--service", "shop"],
      ["add", "model", "Remark", "text:text", "by:ref:Customer", "--service", "shop"],
      ["add", "child", "Order", "remarks", "Remark", "--service", "shop"],
      ["add", "child", "Customer", "line", "Line", "--one", "--service", "shop"],
      [
        "add", "field", "Order", "status", "enum", "--values", "draft,placed", "--default", "draft", "--service",
        "shop",
        "--description", "How far it is",
      ],
      ["add", "field", "Order", "total", "Money", "--required", "--service", "shop"],
      ["add", "field", "Customer", "points", "int", "--default", "5", "--unique", "--service", "shop"],
      ["add", "event", "Order", "OrderCancelled", "reason:string", "--service", "shop"],
      [
        "add", "command", "Order", "Cancel", "reason:string!", "--when", "status == placed", "--emits",
        "OrderCancelled",
        "--service", "shop",
      ],
      ["add", "query", "Drafts", "Order", "--filter", "status", "--sort=-note", "--service", "shop"],
      [
        "add", "projection", "Cancellations", "reason:string", "--fields", "orders:int", "last:uuid", "--on",
        "OrderCancelled:orders+=1,last=$id", "--service", "shop",
      ],
      ["add", "pack", "cqrs", "--service", "shop"],
      ["add", "pack", "event-sourcing", "--version", "^1.2", "--service", "shop"],
      ["add", "pack", "sqlite-repo", "--version", "^1", "--everywhere"],
      ["rename", "aggregate", "Order", "Purchase", "--service", "shop"],
      ["rename", "field", "Purchase.note", "remark", "--service", "shop"],
      ["rename", "event", "Purchase.OrderPlaced", "PurchaseMade", "--service", "shop"],
      ["rename", "service", "billing", "accounting"],
    ]
    var shown = ""
    for command in commands {
      let preview = try shell.run(command + ["--dry-run"])
      let before = shell.read("project/hatmax.yml")
      let result = try shell.run(command)
      #expect(preview.status == 0)
      #expect(result.status == 0)
      #expect(before != shell.read("project/hatmax.yml"))
      shown += "$ hatmax \(command.joined(separator: " "))\n\(preview.messages)\(preview.output)\(result.messages)\n"
    }
    try Golden.expect(shown, equals: "Goldens/edits.txt")
    #expect(try shell.run("spec", "check").status == 0)
  }

  static let refusals: [(name: String, command: [String])] = [
    ("unknown-service", ["add", "aggregate", "Invoice", "--service", "shpo"]),
    ("unknown-owner", ["add", "field", "Ordr", "due", "date"]),
    ("taken", ["add", "aggregate", "Order"]),
    ("invalid", ["add", "field", "Order", "customer", "ref", "--to", "Nobody"]),
    ("unknown-event", ["add", "command", "Order", "Cancel", "--emits", "OrderCanceled"]),
    ("unknown-followed", ["add", "projection", "Totals", "note:text", "--on", "OrderLost:delete"]),
    ("bad-handler", ["add", "projection", "Totals", "note:text", "--on", "OrderPlaced:orders"]),
    ("no-fields", ["add", "value", "Money"]),
    ("rename-unknown", ["rename", "field", "Order.nota", "remark"]),
    ("rename-taken", ["rename", "aggregate", "Order", "Customer"]),
    ("rename-owner", ["rename", "field", "note", "remark"]),
    ("bad-field", ["add", "aggregate", "Invoice", "number"]),
    ("bad-pack", ["add", "pack", "Sqlite Repo"]),
  ]

  @Test(arguments: refusals.map(\.name))
  func `a refused edit leaves the file alone`(_ name: String) throws {
    try shell.write(Self.file, to: "project/hatmax.yml")
    let command = try #require(Self.refusals.first { $0.name == name }).command
    let result = try shell.run(command)
    #expect([2, 64].contains(result.status))
    #expect(result.output == "")
    #expect(shell.read("project/hatmax.yml") == Self.file)
    try Golden.expect(result.messages, equals: "Goldens/edit-\(name).txt")
  }

  @Test func `JSON tells the difference`() throws {
    try shell.write(Self.file, to: "project/hatmax.yml")
    let result = try shell.run("add", "field", "Order", "due", "date", "--json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["written"] as? Bool == true)
    #expect((json["diff"] as? String)?.contains("+          due: date\n") == true)
    let refused = try shell.run("add", "field", "Order", "due", "date", "--json")
    #expect(refused.status == 2)
    #expect(refused.messages == "")
    #expect(refused.output.contains("SP0803"))
  }

  @Test(arguments: ["todo", "shop", "bank"])
  func `a first file is checked and generated from`(_ template: String) throws {
    let result = try shell.run("init", "new", "--template", template, "--package", "example.com/acme/\(template)")
    #expect(result.status == 0)
    #expect(result.messages == "wrote new/hatmax.yml; next: `hatmax generate -C new`\n")
    #expect(
      shell.read("project/new/hatmax.yml")?.contains("\nname: new\npackage: example.com/acme/\(template)\n") == true)
    let check = try shell.run("spec", "check", "-C", "new")
    #expect(check.status == 0)
    #expect(check.messages == "no errors\n")
    let again = try shell.run("init", "new")
    #expect(again.status == 2)
    #expect(again.messages.contains("GE0003"))
  }

  @Test func `a first file needs no answers where nobody can give them`() throws {
    #expect(try shell.run("init").status == 0)
    #expect(shell.read("project/hatmax.yml")?.contains("name: project\npackage: example.com/project\n") == true)
    #expect(try shell.run("init", "other", "--dry-run").output.contains("version: 1\n"))
    #expect(shell.read("project/other/hatmax.yml") == nil)
    let bad = try shell.run("init", "other", "--package", "no spaces here")
    #expect(bad.status == 2)
    #expect(bad.messages.contains("SP0102"))
    #expect(shell.read("project/other/hatmax.yml") == nil)
  }
}
