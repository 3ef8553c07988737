import Foundation

/// A template engine under measurement.
public protocol BenchmarkedEngine {
  /// A document in the form the engine renders.
  associatedtype Document

  /// Parses the templates; `main` is the one to render.
  init(templates: [String: String]) throws

  /// Makes documents of what JSONSerialization read, with Swift's `Int`, `Bool` and `String`.
  static func documents(_ json: [[String: Any]]) -> [Document]

  /// Renders `main` and appends the result.
  func render(_ document: Document, into output: inout [UInt8]) throws
}

/// Runs one workload with the runners' protocol and prints the result as a line of JSON.
///
/// `--workload NAME --seconds S --data FILE`; see tools/prepare.py for the data file. With BENCH_OUTPUT in the environment the
/// text rendered goes into the file of that name. With `--count N` the workload runs N times, unmeasured, for profilers.
public func runBenchmark<Engine: BenchmarkedEngine>(_ type: Engine.Type, name: String, syntax: String) throws {
  let workload = option("workload") ?? ""
  let seconds = option("seconds").flatMap(Double.init) ?? 1
  let data = try DataFile(path: option("data") ?? "")
  let templates = data.syntaxes[syntax] ?? [:]
  let documents = Engine.documents(data.documents)
  let engine = try Engine(templates: templates)

  var text: [UInt8] = []
  for document in documents { try engine.render(document, into: &text) }
  if let path = ProcessInfo.processInfo.environment["BENCH_OUTPUT"] {
    try Data(text).write(to: URL(fileURLWithPath: path))
  }
  let isParse = workload.hasPrefix("parse")
  let size = isParse ? templates.values.map(\.utf8.count).reduce(0, +) : text.count
  let perStep = isParse ? 1 : documents.count
  // One buffer that is kept between the renders.
  var output: [UInt8] = []
  func step() throws {
    if isParse {
      _ = try Engine(templates: templates)
    } else {
      for document in documents {
        output.removeAll(keepingCapacity: true)
        try engine.render(document, into: &output)
      }
    }
  }
  if let count = option("count").flatMap(Int.init) {
    for _ in 0..<count { try step() }
    return
  }

  let clock = ContinuousClock()
  let warm = clock.now
  while warm.duration(to: clock.now) < .seconds(seconds / 5) { try step() }
  var count = 0
  let before = Usage.now()
  let start = clock.now
  while start.duration(to: clock.now) < .seconds(seconds) {
    try step()
    count += 1
  }
  let elapsed = start.duration(to: clock.now) / .seconds(1)
  let after = Usage.now()
  let renders = Double(count * perStep)
  let fields = [
    ("engine", "\"\(name)\""), ("workload", "\"\(workload)\""), ("us_per_render", "\(elapsed * 1e6 / renders)"),
    ("cpu_us", "\((after.cpuMicroseconds - before.cpuMicroseconds) / renders)"),
    ("mb_per_s", "\(Double(size * count) / elapsed / 1e6)"), ("sha256", "\"\(SHA256.hash(text))\""),
    ("rss_kb", "\(after.residentKB)"),
  ]
  print("{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
}

/// The value of an option of the command line.
public func option(_ name: String) -> String? {
  let arguments = CommandLine.arguments
  guard let index = arguments.firstIndex(of: "--" + name), index + 1 < arguments.count else { return nil }
  return arguments[index + 1]
}

/// What the process used so far.
private struct Usage {
  let cpuMicroseconds: Double
  let residentKB: Int

  static func now() -> Usage {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    let microseconds = Double(user.tv_sec + system.tv_sec) * 1e6 + Double(user.tv_usec) + Double(system.tv_usec)
    return Usage(cpuMicroseconds: microseconds, residentKB: Int(usage.ru_maxrss))
  }
}
