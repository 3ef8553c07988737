import Foundation

/// A workload's file as tools/prepare.py writes it.
struct DataFile {
  let syntaxes: [String: [String: String]]
  let documents: [[String: Any]]

  init(path: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    syntaxes = object?["syntaxes"] as? [String: [String: String]] ?? [:]
    documents = (object?["documents"] as? [[String: Any]] ?? []).map { $0.mapValues(Self.plain) }
  }

  /// Foundation's numbers as Swift's, so that they print as such.
  private static func plain(_ value: Any) -> Any {
    switch value {
    case let record as [String: Any]: record.mapValues(plain)
    case let list as [Any]: list.map(plain)
    case let number as NSNumber: isBool(number) ? number.boolValue : number.intValue
    default: value
    }
  }

  private static func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
