import GoldenTesting
import HatMaxSpec
import SourceDiagnostics
import Testing

/// The tree that templates see.
@Suite struct ModelTests {
  @Test(arguments: ["todo"])
  func examples(_ name: String) throws {
    let (spec, said) = read(try contents("examples/\(name)/hatmax.yml"), name: "examples/\(name)/hatmax.yml")
    #expect(shown(said) == "")
    let model = try #require(spec).model()
    try Golden.expect(model.json(), equals: "Fixtures/models/\(name).json")
  }
}
