import GoldenTesting
import Testing

@testable import HatMaxPacks

/// The solver against trying everything, on many small registries.
struct ResolverPropertyTests {
  private static let names: [PackName] = ["a", "b", "c", "d", "e"]
  private static let versions: [Version] = ["1.0.0", "1.1.0", "2.0.0-rc.1", "2.0.0"]
  private static let ranges: [VersionRange] = ["*", "^1.0", "^2.0", "=1.0.0", ">=1.1", "<2", "^2.0.0-rc.1", "^3"]

  private static func requirements(
    upTo count: Int, but own: PackName?, _ numbers: inout SeededGenerator
  ) -> [Requirement] {
    (0..<Int.random(in: 0...count, using: &numbers)).compactMap { _ in
      guard let name = names.randomElement(using: &numbers), name != own,
        let range = ranges.randomElement(using: &numbers)
      else { return nil }
      return Requirement(name, range)
    }
  }

  private static func registry(_ numbers: inout SeededGenerator) -> MemoryCatalog {
    var catalog = MemoryCatalog()
    for name in names {
      for version in versions where Bool.random(using: &numbers) {
        catalog.add(name, version, requirements(upTo: 2, but: name, &numbers))
      }
    }
    return catalog
  }

  private static func isSolution(
    _ chosen: [PackName: Version], _ requirements: [Requirement], _ catalog: MemoryCatalog
  ) -> Bool {
    let all = requirements + chosen.flatMap { catalog.requirements(of: $0.key, at: $0.value) }
    return all.allSatisfy { requirement in chosen[requirement.name].map(requirement.range.contains) ?? false }
      && chosen.allSatisfy { catalog.versions(of: $0.key).contains($0.value) }
  }

  /// Whether any choice of versions will do.
  private static func hasSolution(_ requirements: [Requirement], _ catalog: MemoryCatalog) -> Bool {
    func search(_ rest: ArraySlice<PackName>, _ chosen: [PackName: Version]) -> Bool {
      guard let name = rest.first else { return isSolution(chosen, requirements, catalog) }
      if search(rest.dropFirst(), chosen) { return true }
      return catalog.versions(of: name).contains { version in
        var more = chosen
        more[name] = version
        return search(rest.dropFirst(), more)
      }
    }
    return search(names[...], [:])
  }

  @Test func `it finds a solution exactly when there is one`() throws {
    var numbers = SeededGenerator(seed: 4)
    var (solved, failed) = (0, 0)
    for round in 0..<600 {
      let catalog = Self.registry(&numbers)
      let requirements = Self.requirements(upTo: 4, but: nil, &numbers)
      let expected = Self.hasSolution(requirements, catalog)
      switch try Resolver.resolve(requirements, catalog: catalog) {
      case .success(let resolution):
        solved += 1
        #expect(Self.isSolution(resolution.versions, requirements, catalog), "round \(round)")
        #expect(expected, "round \(round)")
        #expect(Self.isNeeded(resolution.versions, requirements, catalog), "round \(round)")
      case .failure(let conflict):
        failed += 1
        #expect(!expected, "round \(round): \(conflict.explanation)")
        #expect(conflict.explanation.hasSuffix("."))
      }
    }
    #expect(solved > 100 && failed > 100)
  }

  /// Whether every chosen pack is required by the project or by another chosen one.
  private static func isNeeded(
    _ chosen: [PackName: Version], _ requirements: [Requirement], _ catalog: MemoryCatalog
  ) -> Bool {
    var open = requirements.map(\.name)
    var reached: Set<PackName> = []
    while let name = open.popLast() {
      guard reached.insert(name).inserted, let version = chosen[name] else { continue }
      open += catalog.requirements(of: name, at: version).map(\.name)
    }
    return reached == Set(chosen.keys)
  }

  @Test func `the same question has the same answer, and fewer requirements never make it harder`() throws {
    var numbers = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      let catalog = Self.registry(&numbers)
      let requirements = Self.requirements(upTo: 4, but: nil, &numbers)
      let first = try Resolver.resolve(requirements, catalog: catalog)
      let second = try Resolver.resolve(requirements, catalog: catalog)
      switch (first, second) {
      case (.success(let one), .success(let two)):
        #expect(one == two)
        let fewer = Array(requirements.dropLast())
        guard case .success = try Resolver.resolve(fewer, catalog: catalog) else {
          Issue.record("fewer requirements, and no solution")
          continue
        }
        let again = try Resolver.resolve(requirements, catalog: catalog, preferred: one.versions)
        guard case .success(let kept) = again else { continue }
        #expect(kept == one, "a lock that fits is kept")
      case (.failure(let one), .failure(let two)): #expect(one.explanation == two.explanation)
      default: Issue.record("two answers to one question")
      }
    }
  }

  @Test func `two thousand packs of twenty versions resolve`() throws {
    var numbers = SeededGenerator(seed: 2)
    var catalog = MemoryCatalog()
    let names = (0..<2_000).map { PackName(unchecked: "p\($0)") }
    for (index, name) in names.enumerated() {
      for minor in 0..<20 {
        let needs = (0..<3).compactMap { _ -> Requirement? in
          guard index + 1 < names.count else { return nil }
          let other = names[Int.random(in: (index + 1)..<min(index + 60, names.count), using: &numbers)]
          return Requirement(other, VersionRange(">=1.\(Int.random(in: 0...minor, using: &numbers))") ?? .any)
        }
        catalog.add(name, Version(1, minor, 0), needs)
      }
    }
    let wanted = names.prefix(20).map { Requirement($0, "^1.0") }
    let result = try Resolver.resolve(wanted, catalog: catalog)
    guard case .success(let resolution) = result else {
      Issue.record("no solution")
      return
    }
    #expect(resolution.versions.count > 1_000)
  }
}
