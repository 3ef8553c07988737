import ArgumentParser
import SourceDiagnostics

/// Who a command speaks to.
struct FormatOptions: ParsableArguments {
  @Flag(help: "Print the result as JSON.")
  var json = false
}

extension Console {
  /// Prints a text that is a result; programs get it as `{"text": …}`.
  func document(_ text: String, _ format: FormatOptions) {
    output(format.json ? JSON.object([("text", .string(text))]).text() : text)
  }

  /// Says what there is to say, to programs as `{"diagnostics": […]}`.
  func report(_ diagnostics: [Diagnostic], _ format: FormatOptions) {
    if format.json {
      output(JSON.object([("diagnostics", DiagnosticJSON.value(diagnostics))]).text())
    } else {
      report(diagnostics)
    }
  }

  /// Says what went wrong.
  ///
  /// - Returns: how the process ends.
  func failure(_ diagnostics: [Diagnostic], _ status: ExitStatus, _ format: FormatOptions) -> ExitCode {
    report(diagnostics, format)
    return status.exitCode
  }
}
