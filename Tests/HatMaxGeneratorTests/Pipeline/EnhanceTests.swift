import HatMaxGenerator
import SourceDiagnostics
import Testing

/// Packs that add to others which may be absent.
struct EnhanceTests {
  private var project: Project

  init() throws {
    project = try Project()
    for backend in ["sqlite", "postgres"] {
      try project.pack(
        "\(backend)-repo",
        """
        requires: {go-service: ^1.0}
        tables: {kind: {int: \(backend.uppercased())}}
        slots: {storage.fields: {type: text, arguments: {service: Service}}}
        outputs: [{id: storage, template: storage.stencil, path: "services/{{ service.name }}/\(backend).txt"}]
        """, ["templates/storage.stencil": "{{#slot storage.fields service=service}}\nnothing\n{{/slot}}\n"])
    }
    try project.pack(
      "journal",
      """
      requires: {go-service: ^1.0}
      enhances: {sqlite-repo: ^1.0, postgres-repo: ">=1.0, <3"}
      outputs:
        - {id: notes, template: notes.stencil, packs: [sqlite-repo], path: "services/{{ service.name }}/notes.txt"}
        - {id: all, template: all.stencil, packs: [postgres-repo], scope: project, path: all.txt}
      contributes:
        sqlite-repo::storage.fields: {template: partials/fields.stencil}
        postgres-repo::storage.fields: {template: partials/postgres_fields.stencil}
        main.wiring: {template: partials/wiring.stencil}
      """,
      [
        "templates/notes.stencil": "{{ \"int\" | sqlite-repo::kind }}\n",
        "templates/all.stencil": "{{ \"int\" | postgres-repo::kind }}\n",
        "partials/fields.stencil": "journal of {{ service.name }}\n",
        "partials/postgres_fields.stencil": "journal as {{ \"int\" | postgres-repo::kind }}\n",
        "partials/wiring.stencil": "journal.Start()\n",
      ])
    try project.pack("probe", "")
    project.spec = Project.spec(
      """
        orders:
          packs: [journal, probe]
          repo_impl: [sqlite]
          aggregates: {Order: {fields: {number: {type: string}}}}
        mail:
          repo_impl: [sqlite]
          aggregates: {Letter: {fields: {text: {type: string}}}}

      """)
  }

  @Test func `a pack fills the slots of the packs that are there`() throws {
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/sqlite.txt") == "journal of orders\n")
    #expect(project.file("services/orders/notes.txt") == "SQLITE\n")
    #expect(project.file("services/mail/sqlite.txt") == "nothing\n")
    #expect(project.file("services/mail/notes.txt") == nil)
    #expect(project.file("services/orders/main.go")?.contains("\tjournal.Start()\n") == true)
    #expect(project.file("all.txt") == nil)
    #expect(project.file("hatmax.lock")?.contains("postgres-repo") == false)
  }

  @Test mutating func `where both are active it fills the slots of both`() throws {
    project.spec.replace("repo_impl: [sqlite]", with: "repo_impl: [sqlite, postgres]", maxReplacements: 1)
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/postgres.txt") == "journal as POSTGRES\n")
    #expect(project.file("services/orders/sqlite.txt") == "journal of orders\n")
    #expect(project.file("all.txt") == "POSTGRES\n")
  }

  @Test mutating func `a template sees which packs are active, also those that others require`() throws {
    let template = "{{ service.packs | join(\", \") }}\n"
    try project.pack(
      "probe",
      "requires: {go-service: ^1.0}\noutputs: [{id: a, template: a, path: \"services/{{ service.name }}/packs.txt\"}]",
      ["templates/a": template])
    try project.pack("bundle", "requires: {go-service: ^1.0, journal: ^1.0, probe: ^1.0}")
    project.spec.replace("packs: [journal, probe]", with: "packs: [bundle]")
    #expect(try project.generate().diagnostics == [])
    #expect(project.file("services/orders/packs.txt") == "go-service, probe, sqlite-repo, journal, bundle\n")
  }

  @Test func `a template that needs an absent pack is made only where that pack is active`() throws {
    try project.pack(
      "journal",
      "requires: {go-service: ^1.0}\nenhances: {postgres-repo: ^1.0}\noutputs: [{id: a, template: a, path: a}]",
      ["templates/a": "{{ \"int\" | postgres-repo::kind }}\n"])
    #expect(try project.errors(project.generate()) == ["GE0209"])
  }

  @Test func `a version that is not enhanced is refused`() throws {
    try project.pack(
      "probe", "requires: {go-service: ^1.0}\nenhances: {sqlite-repo: ^2.0}\n")
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0107"])
    #expect(report.diagnostics.first?.labels.first?.source.name.contains("probe") == true)
  }

  @Test func `a slot that an enhanced pack does not declare is reported`() throws {
    try project.pack(
      "probe",
      "requires: {go-service: ^1.0}\nenhances: {sqlite-repo: ^1.0}\ncontributes: {sqlite-repo::storage.field: {template: x.stencil}}",
      ["templates/x.stencil": "x\n"])
    let report = try project.generate()
    #expect(project.errors(report) == ["GE0204"])
    #expect(report.diagnostics.first?.help == ["did you mean `storage.fields`?"])
  }
}
