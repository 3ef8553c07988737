import Foundation
import Stencilish

/// The Mustache specification's test files.
enum MustacheSuite {
  struct File: Decodable {
    let tests: [Case]
  }

  struct Case: Decodable, CustomStringConvertible {
    let name: String
    let template: String
    let data: JSONValue
    let partials: [String: String]?
    let expected: String
    /// Added while reading.
    var module: String?

    var description: String { "\(module ?? ""): \(name)" }
  }

  /// The folder of the files: `HATMAX_CONFORMANCE`, or the one beside the package.
  static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["HATMAX_CONFORMANCE"] { return URL(fileURLWithPath: path) }
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    return package.deletingLastPathComponent().appendingPathComponent("shared/conformance/mustache")
  }

  static func load() throws -> [Case] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    return try names.sorted().flatMap { name in
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      return try JSONDecoder().decode(File.self, from: data).tests.map { test in
        var test = test
        test.module = String(name.dropLast(5))
        return test
      }
    }
  }
}

/// JSON as the test files use it.
enum JSONValue: Decodable {
  case null
  case bool(Bool)
  case int(Int64)
  case decimal(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .decimal(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value with the lambdas of a test in the place of their source code.
  func data(lambda: Lambda? = nil) -> DataValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .decimal(let value): .decimal(value)
    case .string(let value): .string(value)
    case .list(let values): .list(values.map { $0.data(lambda: lambda) })
    case .object(let fields):
      if fields["__tag__"] != nil, let lambda {
        .lambda(lambda)
      } else {
        .record(fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value.data(lambda: lambda)) })
      }
    }
  }
}
