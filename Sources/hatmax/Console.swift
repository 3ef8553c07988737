import Foundation
import SourceDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The only place that writes to the terminal: results to standard output, everything said about them to standard error.
struct Console: Sendable {
  /// How much is said.
  enum Verbosity: Int, Comparable {
    case quiet, normal, verbose

    static func < (left: Verbosity, right: Verbosity) -> Bool { left.rawValue < right.rawValue }
  }

  /// When colour is used.
  enum ColorMode: String, CaseIterable {
    case auto, always, never
  }

  let verbosity: Verbosity
  private let colorOnOutput: Bool
  /// Whether results are shown in colour.
  var usesColorOnOutput: Bool { colorOnOutput }
  private let colorOnError: Bool
  private let isTerminal: Bool

  init(color: ColorMode, verbosity: Verbosity, environment: [String: String]) {
    self.verbosity = verbosity
    func uses(_ descriptor: Int32) -> Bool {
      switch color {
      case .always: return true
      case .never: return false
      case .auto:
        if let forced = environment["CLICOLOR_FORCE"] ?? environment["FORCE_COLOR"], !forced.isEmpty, forced != "0" {
          return true
        }
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return !refused && environment["TERM"] != "dumb" && isatty(descriptor) == 1
      }
    }
    colorOnOutput = uses(STDOUT_FILENO)
    colorOnError = uses(STDERR_FILENO)
    isTerminal = environment["TERM"] != "dumb" && isatty(STDERR_FILENO) == 1
  }

  /// A result: text that another program may read.
  func output(_ text: String) {
    Self.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
  }

  /// A result that is bytes: nothing is added.
  func output(bytes: [UInt8]) {
    Self.write(bytes[...], to: STDOUT_FILENO)
  }

  /// What was done, unless `--quiet`.
  func say(_ text: String) {
    if verbosity >= .normal { Self.write(text + "\n", to: STDERR_FILENO) }
  }

  /// Details, with `--verbose` only.
  func detail(_ text: String) {
    if verbosity >= .verbose { Self.write(text + "\n", to: STDERR_FILENO) }
  }

  /// Whether people look at a line that is drawn anew again and again.
  var showsProgress: Bool { verbosity >= .normal && isTerminal }

  /// Draws what is being done in place of what was drawn before; nothing to take it away.
  func progress(_ text: String) {
    Self.write("\r\u{1B}[2K" + text, to: STDERR_FILENO)
  }

  /// Whether somebody is there to answer a question.
  var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks for a line; an empty one, or the end of input, means the default.
  func ask(_ question: String, default answer: String) -> String {
    Self.write("\(question) [\(answer)]: ", to: STDERR_FILENO)
    let line = readLine()?.trimmingCharacters(in: .whitespaces) ?? ""
    return line.isEmpty ? answer : line
  }

  /// Problems: errors always, warnings and notes unless `--quiet`.
  func report(_ diagnostics: [Diagnostic]) {
    let shown = diagnostics.filter { verbosity > .quiet || $0.severity == .error }
    guard !shown.isEmpty else { return }
    Self.write(DiagnosticRenderer(color: colorOnError).render(DiagnosticBag(shown)), to: STDERR_FILENO)
  }

  /// Colours of the classified plan.
  enum Tint: String {
    case added = "32"
    case changed = "33"
    case removed = "31"
    case dim = "2"
    case bold = "1"
  }

  /// `text` in a colour, where standard output shows colours.
  func tinted(_ text: String, _ tint: Tint) -> String {
    colorOnOutput ? "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        // The reader has gone away; there is nobody left to tell.
        return
      }
      rest = rest.dropFirst(written)
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
