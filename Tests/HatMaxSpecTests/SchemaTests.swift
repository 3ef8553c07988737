import Foundation
import GoldenTesting
import HatMaxSpec
import PositionedYAML
import SourceDiagnostics
import Testing

/// The JSON Schema and the reader accept and refuse the same documents.
@Suite struct SchemaTests {
  @Test func schemaFile() throws {
    try Golden.expect(SpecSchema.json, equals: "../../schema/hatmax.schema.json")
  }

  @Test func readerAcceptsAndRefusesTheCorpus() throws {
    for (name, document) in try corpus() {
      #expect(accepts(document) == name.hasPrefix("good"), "\(name):\n\(shown(read(document).said))")
    }
  }

  @Test func schemaAgreesWithTheReader() throws {
    let documents = try corpus()
    #expect(documents.count >= 150)
    guard let verdicts = try validate(documents) else { return }
    for (name, document) in documents {
      #expect(verdicts[name] == accepts(document), "\(name)")
    }
  }

  // MARK: - Documents

  private func corpus() throws -> [(name: String, document: String)] {
    var documents: [(String, String)] = []
    for kind in ["good", "bad"] {
      let folder = repository.appendingPathComponent("Tests/HatMaxSpecTests/Fixtures/corpus/\(kind)")
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
        documents.append(
          (
            "\(kind)-\(file.dropLast(4))", try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
          ))
      }
    }
    for example in ["todo", "shop", "bank"] {
      documents.append(("good-example-\(example)", try contents("examples/\(example)/hatmax.yml")))
    }
    for name in ["design", "original"] {
      documents.append(("good-spec-\(name)", try contents("Tests/HatMaxSpecTests/Fixtures/specs/\(name).yml")))
    }
    return documents
  }

  /// Whether the structure is right: what the rules say beyond is no matter of a schema.
  private func accepts(_ document: String) -> Bool {
    let errors = read(document).said.filter { $0.severity == .error }.map(\.code.description)
    return !errors.contains { $0.hasPrefix("YA") || $0.hasPrefix("SP00") }
  }

  // MARK: - Python

  /// What Python's jsonschema says of each document, or nil where it isn't installed.
  private func validate(_ documents: [(name: String, document: String)]) throws -> [String: Bool]? {
    guard try run(["-c", "import jsonschema; jsonschema.Draft202012Validator"]) != nil else {
      print("skipped: python3 with jsonschema is not installed")
      return nil
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hatmax-schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, document) in documents {
      var bag = DiagnosticBag()
      let node = try #require(YAMLParser.parse(SourceText(name: name, text: document), into: &bag))
      try Data(json(node).utf8).write(to: folder.appendingPathComponent(name + ".json"))
    }
    let schema = folder.appendingPathComponent("schema")
    try Data(SpecSchema.json.utf8).write(to: schema)
    let script = repository.appendingPathComponent("Tests/HatMaxSpecTests/Fixtures/validate.py")
    let output = try #require(try run([script.path, schema.path, folder.path]))
    var verdicts: [String: Bool] = [:]
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: " ")
      verdicts[String(parts[0])] = parts[1] == "ok"
    }
    return verdicts
  }

  /// The output of Python, or nil when it fails.
  private func run(_ arguments: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }

  private func json(_ node: Node) -> String {
    switch node.kind {
    case .mapping:
      "{" + node.entries.map { DiagnosticJSON.quote($0.key.text) + ":" + json($0.value) }.joined(separator: ",") + "}"
    case .sequence: "[" + node.items.map(json).joined(separator: ",") + "]"
    case .scalar:
      switch node.scalarType {
      case .null: "null"
      case .bool: node.bool == true ? "true" : "false"
      case .int: node.int.map(String.init) ?? "0"
      case .float: node.double.map { "\($0)" } ?? "0"
      case .string: DiagnosticJSON.quote(node.text)
      }
    }
  }
}
