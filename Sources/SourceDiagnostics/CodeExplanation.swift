/// What `hatmax explain CODE` says about a diagnostic code.
public struct CodeExplanation: Sendable, Hashable {
  /// The code.
  public let code: DiagnosticCode
  /// The problem in a few words.
  public let title: String
  /// What it means, why it matters and what to do, in a paragraph.
  public let text: String
  /// An input that has the problem; empty where no input has it by itself.
  public let wrong: String
  /// The same input without it; empty like `wrong`.
  public let right: String

  /// Creates an explanation.
  public init(_ code: DiagnosticCode, _ title: String, _ text: String, wrong: String = "", right: String = "") {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }
}
