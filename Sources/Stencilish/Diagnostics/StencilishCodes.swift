public import SourceDiagnostics

/// The codes of everything that Stencilish says.
public enum StencilishCodes {
  /// All codes, in order.
  public static let all: [DiagnosticCode] = numbers.map { number in
    let digits = String(number)
    return DiagnosticCode("ST" + String(repeating: "0", count: 4 - digits.count) + digits)
  }

  private static let numbers = Array(1...25) + Array(101...112) + Array(201...220) + Array(301...305) + Array(401...404)
}
