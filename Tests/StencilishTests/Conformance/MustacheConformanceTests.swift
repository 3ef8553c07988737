import Foundation
import SourceDiagnostics
import Stencilish
import Synchronization
import Testing

/// Every case of the Mustache specification, its optional modules included.
///
/// There are no skips.
@Suite(
  .enabled(if: FileManager.default.fileExists(atPath: MustacheSuite.folder.path), "no specification at this place"))
struct MustacheConformanceTests {
  /// Cases that aren't run, with the reason.
  static let skips: [String: String] = [:]

  private final class Counter: Sendable {
    private let calls = Mutex(0)

    func next() -> Int {
      calls.withLock {
        $0 += 1; return $0
      }
    }
  }

  /// The closures of the lambdas module, whose data hold source code for other languages.
  static func lambda(_ name: String) -> Lambda? {
    switch name {
    case "Interpolation": return { _ in "world" }
    case "Interpolation - Expansion": return { _ in "{{planet}}" }
    case "Interpolation - Alternate Delimiters": return { _ in "|planet| => {{planet}}" }
    case "Interpolation - Multiple Calls":
      let counter = Counter()
      return { _ in .int(Int64(counter.next())) }
    case "Escaping": return { _ in ">" }
    case "Section": return { text in .string(text == "{{x}}" ? "yes" : "no") }
    case "Section - Expansion": return { text in .string("\(text ?? ""){{planet}}\(text ?? "")") }
    case "Section - Alternate Delimiters":
      return { text in .string("\(text ?? ""){{planet}} => |planet|\(text ?? "")") }
    case "Section - Multiple Calls": return { text in .string("__\(text ?? "")__") }
    case "Inverted Section": return { _ in false }
    default: return nil
    }
  }

  @Test func `all cases`() throws {
    let cases = try MustacheSuite.load()
    #expect(cases.count > 150)
    for test in cases {
      if let reason = Self.skips[test.name] {
        print("skipped \(test): \(reason)")
        continue
      }
      let data = test.data.data(lambda: test.module == "~lambdas" ? Self.lambda(test.name) : nil)
      let partials = (test.partials ?? [:]).sorted { $0.key < $1.key }
      let actual = Try.render(
        test.template, data, partials: partials, options: TemplateOptions(mode: .mustache))
      #expect(actual == test.expected, "\(test)\n\(test.template)")
    }
  }
}
