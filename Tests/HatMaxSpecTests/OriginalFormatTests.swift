import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxSpec

/// Files of the original HatMax load unchanged; what has no effect any more is a warning.
@Suite struct OriginalFormatTests {
  private func original() throws -> (spec: Spec?, said: [Diagnostic]) {
    read(try contents("Tests/HatMaxSpecTests/Fixtures/specs/original.yml"), name: "original.yml")
  }

  @Test func loadsWithWarningsAlone() throws {
    let (spec, said) = try original()
    #expect(said.allSatisfy { $0.severity == .warning })
    try Golden.expect(shown(said), equals: "Fixtures/models/original.txt")
    try Golden.expect(try #require(spec).model().json(), equals: "Fixtures/models/original.json")
  }

  @Test func aSingleModelIsAnAggregate() throws {
    let pets = try #require(try original().spec?.services.named("pets"))
    #expect(pets.aggregates.map(\.name.value) == ["Pet"])
    #expect(pets.aggregates.first?.isAudited == true)
    #expect(
      pets.routes.map { "\($0.method) \($0.path) \($0.operation.rawValue)" } == [
        "GET /pets list", "GET /pets/{id} get", "POST /pets create", "PATCH /pets/{id} patch",
        "DELETE /pets/{id} delete",
      ])
  }

  @Test func aChildsRouteIsServedBelowItsOwner() throws {
    let visits = try #require(try original().spec?.services.named("visits"))
    #expect(
      visits.routes.map { "\($0.method) \($0.path)" } == [
        "GET /visits", "POST /visits/{visit_id}/findings", "GET /visits/{visit_id}/findings/{id}",
      ])
    #expect(
      visits.routes.last?.parameters == [.init(name: "visit_id", of: "Visit"), .init(name: "id", of: "findings")])
  }

  @Test func errorsOfTheOriginalAreErrors() {
    func document(_ handlers: String) -> String {
      """
      version: 0.1
      package: example.com/x
      services:
        s:
          kind: atom
          models: {Item: {fields: {text: string}}}
          api: {handlers: [\(handlers)]}
      """
    }
    let twice = "{route: GET /items, model: Item, op: list}, {route: GET /items, model: Item, op: list}"
    #expect(read(document(twice)).said.map(\.code) == ["SP0606"])
    #expect(read(document("{route: GET /items, model: Itme, op: list}")).said.map(\.code) == ["SP0602"])
  }
}
