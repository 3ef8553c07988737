import GoldenTesting
import SourceDiagnostics
import Testing

@testable import HatMaxPacks

@Suite struct AllowedSignersTests {
  @Test func linesAreTakenApart() throws {
    let key = try testKey(1).publicKey.line
    let read = try signers(
      """
      # comments and blank lines are skipped

      acme/*,!acme/legacy \(key) platform team
      \t"base" namespaces="git,hatmax-pack",valid-after="20260101",Valid-Before=20270101120000Z \(key)\r

      """)
    #expect(read.entries.map(\.principals.text) == ["acme/*,!acme/legacy", "base"])
    #expect(read.entries.map(\.comment) == ["platform team", ""])
    #expect(read.entries[1].options.namespaces == ["git", "hatmax-pack"])
    #expect(read.entries[1].options.validAfter == 1_767_225_600)
    #expect(read.entries[1].options.validBefore == 1_798_804_800)
    #expect(read.entries[1].name.hasPrefix("SHA256:"))
  }

  @Test(
    arguments: [
      ("19700101", 0), ("20000229", 951_782_400), ("202402291230Z", 1_709_209_800), ("20991231235959", 4_102_444_799),
      ("20230229", nil), ("20231301", nil), ("2023010124", nil), ("202301012400", nil), ("2023-01-01", nil), ("", nil),
      ("00000000", nil), ("Z", nil),
    ] as [(String, Int64?)])
  func timesAreUTC(text: String, seconds: Int64?) {
    #expect(SignersTime.seconds(text) == seconds)
  }

  @Test func everyBadLineIsReported() throws {
    let key = try testKey(1).publicKey.line
    let text = """
      acme/*
      acme/* namespace="hatmax-pack" \(key) misspelt
      acme/* cert-authority \(key) an authority
      acme/* valid-after="yesterday" \(key) no time
      acme/* ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB another type
      acme/* ssh-ed25519 AAAAC3Nza!!! no base64
      acme/* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA too short
      acme/* zz-wrong \(key) unknown option
      fine \(key) a good line
      """
    var bag = DiagnosticBag()
    #expect(AllowedSigners.read(SourceText(name: "allowed_signers", text: text), into: &bag) == nil)
    try Golden.expect(DiagnosticRenderer().render(bag), equals: "../Fixtures/Trust/bad_signers.txt")
  }

  @Test func hostileGlobsEnd() throws {
    let glob = String(repeating: "a*", count: 2_000) + "b"
    let name = try #require(PackName(String(repeating: "a", count: 64)))
    #expect(!PrincipalPattern(glob).contains(name))
  }
}
