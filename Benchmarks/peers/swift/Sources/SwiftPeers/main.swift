// Peers: swift-mustache and Stencil. `--engine swift-mustache|Stencil` and the runners' protocol.
import Foundation

struct DataFile {
  let syntaxes: [String: [String: String]]
  let documents: [[String: Any]]

  init(path: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    syntaxes = object?["syntaxes"] as? [String: [String: String]] ?? [:]
    documents = (object?["documents"] as? [[String: Any]] ?? []).map { Self.plain($0) as? [String: Any] ?? [:] }
  }

  /// Foundation's numbers as Swift's, so that they print as such.
  private static func plain(_ value: Any) -> Any {
    switch value {
    case let record as [String: Any]: record.mapValues(plain)
    case let list as [Any]: list.map(plain)
    case let number as NSNumber: CFBooleanLike(number) ? number.boolValue : number.intValue
    default: value
    }
  }

  private static func CFBooleanLike(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

func option(_ name: String) -> String {
  let arguments = CommandLine.arguments
  guard let index = arguments.firstIndex(of: "--" + name), index + 1 < arguments.count else { return "" }
  return arguments[index + 1]
}

func usage() -> (cpu: Double, rss: Int) {
  var usage = rusage()
  getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
  let cpu =
    Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  return (cpu, Int(usage.ru_maxrss))
}

func measure<E: Engine>(_ type: E.Type, name: String, syntax: String) throws {
  let (workload, seconds) = (option("workload"), Double(option("seconds")) ?? 1)
  let data = try DataFile(path: option("data"))
  let templates = data.syntaxes[syntax] ?? [:]
  let documents = data.documents.map(E.prepared)
  let engine = try E(templates: templates)
  let output = try documents.map(engine.render).joined()
  if let path = ProcessInfo.processInfo.environment["BENCH_OUTPUT"] {
    try Data(output.utf8).write(to: URL(fileURLWithPath: path))
  }
  let isParse = workload.hasPrefix("parse")
  let size = isParse ? templates.values.map(\.utf8.count).reduce(0, +) : output.utf8.count
  let perStep = isParse ? 1 : documents.count
  let step = {
    if isParse {
      _ = try E(templates: templates)
    } else {
      for document in documents { _ = try engine.render(document) }
    }
  }
  let clock = ContinuousClock()
  let warm = clock.now
  while warm.duration(to: clock.now) < .seconds(seconds / 5) { try step() }
  var count = 0
  let (start, before) = (clock.now, usage())
  while start.duration(to: clock.now) < .seconds(seconds) {
    try step()
    count += 1
  }
  let elapsed = start.duration(to: clock.now) / .seconds(1)
  let after = usage()
  let renders = Double(count * perStep)
  let fields: [(String, String)] = [
    ("engine", "\"\(name)\""), ("workload", "\"\(workload)\""), ("us_per_render", "\(elapsed * 1e6 / renders)"),
    ("cpu_us", "\((after.cpu - before.cpu) / renders)"), ("mb_per_s", "\(Double(size * count) / elapsed / 1e6)"),
    ("sha256", "\"\(SHA256.hash(Array(output.utf8)))\""), ("rss_kb", "\(after.rss)"),
  ]
  print("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
}

switch option("engine") {
case "Stencil": try measure(StencilEngine.self, name: "Stencil", syntax: "stencil")
default: try measure(MustacheEngine.self, name: "swift-mustache", syntax: "mustache")
}
