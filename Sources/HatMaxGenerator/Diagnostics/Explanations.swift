import HatMaxPacks
import HatMaxSpec
import PositionedYAML
package import SourceDiagnostics
import Stencilish

/// What `hatmax explain` knows: the long form of every code that has one.
package enum Explanations {
  /// All explanations, ordered by code.
  package static let all: [CodeExplanation] =
    (YAMLExplanations.all + SpecExplanations.all + PackExplanations.all + StencilishExplanations.all
    + GeneratorExplanations.all + AuthoringExplanations.all)
    .sorted { $0.code < $1.code }

  /// The explanation of a code, whatever its case.
  package static func explanation(of code: String) -> CodeExplanation? {
    all.first { $0.code.description == code.uppercased() }
  }
}
