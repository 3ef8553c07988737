import Foundation
import GoldenTesting
import HatMaxGenerator
import HatMaxPacks
import SourceDiagnostics
import Testing

/// Packs that extend others, presets, and templates that projects replace.
struct ExtendTests {
  private var project: Project
  private static let greeting = "{{> header}}hello from {{ service.name }}, {{ options.style }}\n"

  init() throws {
    project = try Project()
    try project.pack("go-service", Self.base, Self.baseFiles)
    try standard()
    project.spec += "\n    packs: [acme-standard]\n"
  }

  private static let base = """
    options:
      style: {type: string, default: plain, description: how it greets}
      level: {type: int, default: 1, description: how loud}
    tables: {kind: {int: INT}}
    filters: {loud: "{{ . | upper }}!"}
    slots: {lines: {type: set}}
    outputs:
      - {id: greeting, template: greeting.stencil, path: "{{ service.name }}/greeting.txt"}
      - {id: other, template: other.stencil, path: "{{ service.name }}/other.txt"}
    """

  private static let baseFiles = [
    "templates/greeting.stencil": greeting, "templates/other.stencil": "{{> header}}other\n\n\nend\n",
    "partials/header.stencil": "# plain header\n",
  ]

  private func standard(_ name: String = "acme-standard", of digest: String? = nil, _ more: String = "") throws {
    try project.pack(
      name,
      """
      extends: {go-service: ^1.0}
      replaces:
        - {template: greeting.stencil, with: greeting.stencil, of: \(digest ?? Self.digest(Self.greeting))}
        - {template: partials/header.stencil, with: partials/header.stencil, of: \(Self.digest("# plain header\n"))}
      presets: {go-service: {style: polite}}
      options: {company: {type: string, default: Acme, description: whose code it is}}
      outputs:
        - {id: other, template: mine.stencil, path: "{{ service.name }}/mine.txt"}
      \(more)
      """,
      [
        "templates/greeting.stencil": Self.greeting + "by {{ options.company }}, level {{ options.level }}\n",
        "templates/mine.stencil":
          "{{> header}}{{ \"int\" | kind }} {{ options.style | loud }}\n{{#slot lines type=set}}\na\n{{/slot}}\n\n\nend\n",
        "partials/header.stencil": "# header of a company\n",
      ])
  }

  private static func digest(_ text: String) -> String { ContentDigest(of: Array(text.utf8)).hex }

  @Test func `a pack that extends another changes single templates`() throws {
    #expect(try project.generate().diagnostics == [])
    #expect(
      project.file("orders/greeting.txt") == "# header of a company\nhello from orders, polite\nby Acme, level 1\n")
    #expect(project.file("orders/mine.txt") == "# header of a company\nINT POLITE!\na\n\n\nend\n")
    #expect(project.file("orders/other.txt") == nil)
    let manifest = try #require(project.folder.read("project/.hatmax/manifest"))
    #expect(manifest.contains("go-service/other/services.orders"))
  }

  @Test mutating func `without the pack everything is as it was, and files move along`() throws {
    project.spec.replace("packs: [acme-standard]", with: "packs: []")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/other.txt") == "# plain header\nother\n\n\nend\n")
    try project.edit("orders/other.txt") { $0 + "my own line\n" }
    project.spec.replace("packs: []", with: "packs: [acme-standard]")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/other.txt") == nil)
    #expect(project.file("orders/mine.txt")?.hasSuffix("end\nmy own line\n") == true)
  }

  @Test mutating func `options are the service's, the project's, the preset's, the default's`() throws {
    project.spec.replace(
      "packs: [acme-standard]", with: "packs: [{acme-standard: {options: {level: 7, company: Ours}}}]")
    project.spec += "packs: {go-service: {options: {style: curt}}}\n"
    #expect(try project.generate().diagnostics == [])
    #expect(
      project.file("orders/greeting.txt") == "# header of a company\nhello from orders, curt\nby Ours, level 7\n")
    project.spec.replace("company: Ours}}", with: "style: warm}}")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/greeting.txt")?.contains("orders, warm\nby Acme, level 7\n") == true)
  }

  @Test mutating func `a pack in somebody's folder is looked at every time`() throws {
    project.spec += "registries: {own: own}\n"
    project.spec.replace("[acme-standard]", with: "[mine]")
    let manifest =
      "name: mine\nversion: 1.0.0\ndescription: mine\noutputs: [{id: a, template: a, scope: project, path: a}]\n"
    try project.folder.write(manifest, to: "project/own/mine/pack.yml")
    for text in ["one\n", "two\n"] {
      try project.folder.write(text, to: "project/own/mine/templates/a")
      _ = try project.generate { $0.mayBeBrief = true }
      #expect(project.file("a") == text)
    }
  }

  @Test func `a change of a replaced template is told with the difference`() throws {
    _ = try project.generate()
    try project.pack(
      "go-service", Self.base, Self.baseFiles.merging(["templates/greeting.stencil": "new\n" + Self.greeting]) { $1 })
    try FileManager.default.removeItem(atPath: project.output + "/hatmax.lock")
    let report = try project.generate()
    #expect(report.diagnostics.map(\.code.description) == ["GE0213"])
    #expect(report.applied)
    let shown = DiagnosticRenderer().render(DiagnosticBag(report.diagnostics))
    try Golden.expect(shown, equals: "../Goldens/replaced-changed.txt")
  }

  @Test mutating func `a project replaces single templates`() throws {
    try project.folder.write("mine: {{ options.company }}\n", to: "project/templates/greeting.stencil")
    let override = "overrides: [{pack: go-service, template: greeting.stencil, with: templates/greeting.stencil"
    project.spec += override + ", of: \(Self.digest(Self.greeting))}]\n"
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/greeting.txt") == "mine: Acme\n")
    project.spec.replace(", of: \(Self.digest(Self.greeting))", with: "")
    #expect(try project.generate().diagnostics.map(\.code.description) == ["GE0214"])
    project.spec.replace("template: greeting.stencil", with: "template: greting.stencil, of: abc")
    #expect(try project.errors(project.generate()) == ["GE0108"])
    project.spec.replace(", of: abc", with: "")
    #expect(try project.errors(project.generate()) == ["GE0201"])
    project.spec.replace("with: templates/greeting", with: "with: templates/none")
    #expect(try project.errors(project.generate()) == ["GE0002"])
  }

  @Test mutating func `two packs that replace one template clash unless one extends the other`() throws {
    project.spec.replace("[acme-standard]", with: "[acme-standard, team]")
    try standard("team")
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0212", "GE0212"])
    #expect(report.diagnostics[0].labels.map(\.source.name).allSatisfy { $0.contains("pack.yml") })
    #expect(report.diagnostics[0].labels.count == 2)
    try project.pack(
      "team",
      """
      extends: {acme-standard: ^1.0, go-service: ^1.0}
      replaces: [{template: "go-service::greeting.stencil", with: greeting.stencil, of: \(Self.digest(Self.greeting))}]
      """, ["templates/greeting.stencil": "team\n"])
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/greeting.txt") == "team\n")
  }

  @Test(arguments: [
    ("template: greting.stencil", "GE0210"), ("template: both.stencil", "GE0211"),
  ]) func `what can't be replaced is reported`(_ template: String, _ code: String) throws {
    try project.pack("twin", "requires: {go-service: ^1.0}", ["templates/both.stencil": "x\n"])
    try project.pack("go-service", Self.base, Self.baseFiles.merging(["templates/both.stencil": "x\n"]) { $1 })
    try project.pack(
      "acme-standard",
      """
      extends: {go-service: ^1.0, twin: ^1.0}
      replaces: [{\(template), with: greeting.stencil, of: \(Self.digest(Self.greeting))}]
      """)
    #expect(try project.errors(project.generate()) == [code])
  }

  @Test func `headers stand on top of the files of all packs`() throws {
    try project.pack(
      "acme-standard",
      """
      extends: {go-service: ^1.0}
      options: {owner: {type: string, default: Acme, description: whose it is}}
      headers:
        - {files: "*.txt", template: partials/licence.stencil}
        - {files: "*/other.txt", template: partials/second.stencil, when: 'options.owner == "Acme"'}
        - {files: "*.go", template: partials/second.stencil}
      """,
      ["partials/licence.stencil": "# © {{ options.owner }}\n\n", "partials/second.stencil": "# second\n"])
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("orders/other.txt") == "# © Acme\n\n# second\n# plain header\nother\n\n\nend\n")
    #expect(project.file("orders/greeting.txt")?.hasPrefix("# © Acme\n\n# plain header\n") == true)
  }

  @Test func `outputs say how their templates are read`() throws {
    try project.pack(
      "acme-standard",
      """
      extends: {go-service: ^1.0}
      outputs:
        - {id: marks, template: marks.stencil, delimiters: "<% %>", escape: json, path: marks.txt}
        - {id: page, template: page.mustache, path: page.html}
      """,
      [
        "templates/marks.stencil": "{{ literal }} <% \"a\\\"b\" %>\n",
        "templates/page.mustache": "{{#aggregates}}{{name}},{{/aggregates}}\n",
      ])
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("marks.txt") == "{{ literal }} a\\\"b\n")
    #expect(project.file("page.html") == "Order,Customer,\n")
  }
}
