import CLibYAML
import Foundation
import HatMaxSpec
import PositionedYAML
import SourceDiagnostics

/// Times the stages from the text of a large `hatmax.yml` to the model that templates see, beside libyaml's events alone.
@main
struct SpecBench {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let aggregates = arguments.first ?? 1000
    let rounds = arguments.dropFirst().first ?? 15
    let bytes = Array(document(aggregates: aggregates).utf8)
    print(
      "\(aggregates) aggregates, \(bytes.count { $0 == 10 }) lines, \(bytes.count) bytes; CPU time, median of \(rounds) rounds"
    )
    let stages: [(String, ([UInt8]) -> Void)] = [
      ("libyaml: events alone", events), ("YAML tree", tree), ("specification, read and checked", specification),
    ]
    var times: [[Double]] = Array(repeating: [], count: stages.count + 2)
    for _ in 0..<rounds {
      for (index, stage) in stages.enumerated() { times[index].append(seconds { stage.1(bytes) }) }
    }
    // Only now: what is kept in memory changes what the stages take, and nobody keeps one specification to read another.
    let spec = read(bytes)
    for _ in 0..<rounds {
      times[stages.count].append(seconds { precondition(spec.model()["services"]?.items.count == 1) })
      times[stages.count + 1].append(
        seconds { precondition(spec.relationalModel(of: spec.services[0]).tables.count >= aggregates) })
    }
    let names = stages.map(\.0) + ["model of templates", "relational model"]
    let base = median(times[0])
    for (name, times) in zip(names, times) {
      let time = median(times)
      print(
        "\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) \(text(time * 1000)) ms  "
          + "\(text(Double(bytes.count) / time / 1e6)) MB/s  \(text(time / base)) x libyaml")
    }
    print("peak memory \(text(Double(peakKilobytes()) / 1024)) MiB")
  }

  /// One service whose aggregates have ten fields of all kinds, twenty-two lines each.
  static func document(aggregates: Int) -> String {
    var text =
      "version: 1\nname: large\npackage: example.com/large\nservices:\n  large:\n    repo_impl: [sqlite]\n    aggregates:\n"
    for number in 1...aggregates {
      text += """
              Entity\(number):
                audit: true
                fields:
                  name: {type: string, validations: [required, {max_length: 200}]}
                  code:
                    type: string
                    unique: true
                    validations:
                      - required
                      - max_length: 32
                  amount: {type: decimal, validations: [{min: 0}]}
                  count: {type: int, default: 1, validations: [{min: 1}, {max: 999}]}
                  status: {type: enum, values: [draft, active, retired], default: draft}
                  created_on: {type: date}
                  email: {type: email}
                  notes:
                    type: text
                    description: What somebody noted
                  tags: {type: [string]}
                  other: {type: ref, to: Entity\(number % aggregates + 1), on_delete: restrict}

        """
    }
    return text
  }

  // MARK: - Stages

  private static func events(_ bytes: [UInt8]) {
    var parser = yaml_parser_t()
    precondition(yaml_parser_initialize(&parser) == 1)
    defer { yaml_parser_delete(&parser) }
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      while true {
        var event = yaml_event_t()
        precondition(yaml_parser_parse(&parser, &event) == 1)
        let isEnd = event.type == YAML_STREAM_END_EVENT
        yaml_event_delete(&event)
        if isEnd { return }
      }
    }
  }

  private static func tree(_ bytes: [UInt8]) {
    var bag = DiagnosticBag()
    precondition(YAMLParser.parse(SourceText(name: "hatmax.yml", bytes: bytes), into: &bag) != nil)
  }

  private static func specification(_ bytes: [UInt8]) { _ = read(bytes) }

  private static func read(_ bytes: [UInt8]) -> Spec {
    var bag = DiagnosticBag()
    let spec = SpecReader.read(SourceText(name: "hatmax.yml", bytes: bytes), into: &bag)
    precondition(bag.diagnostics.isEmpty, bag.diagnostics.first?.message ?? "")
    return spec!
  }

  // MARK: - Measuring

  /// The CPU time of some work, which other work on the machine disturbs less than it does the clock.
  private static func seconds(_ work: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    work()
    return now() - start
  }

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static func text(_ number: Double) -> String { String(format: "%8.2f", number) }

  private static func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
