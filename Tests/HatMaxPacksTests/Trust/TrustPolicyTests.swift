import GoldenTesting
import Testing

@testable import HatMaxPacks

@Suite struct TrustPolicyTests {
  let key: SSHPrivateKey
  let statement: PackStatement

  init() throws {
    key = try testKey(1)
    statement = try PackStatement("acme/base", "1.2.0")
  }

  private func policy(_ line: String, _ require: TrustPolicy.Requirement = .signed) throws -> TrustPolicy {
    TrustPolicy(require: require, signers: try signers(line + "\n"))
  }

  private func sign(_ statement: PackStatement, _ key: SSHPrivateKey) throws -> [UInt8] {
    Array(try statement.signed(by: key).utf8)
  }

  /// The one code that a pack is refused with.
  private func code(
    _ policy: TrustPolicy, _ statement: PackStatement, _ signature: [UInt8]?, at time: Int64 = 0
  ) -> String? {
    let refused = failure { _ = try policy.evaluate(statement, signature: signature, at: time) }
    #expect(refused?.category == .refused)
    return refused?.codes.first
  }

  @Test func aPackOfAnAllowedSignerPasses() throws {
    let policy = try policy("acme/* \(key.publicKey.line) platform")
    #expect(try policy.evaluate(statement, signature: sign(statement, key), at: 0) == "platform")
  }

  @Test func withoutASignature() throws {
    #expect(try TrustPolicy().evaluate(statement, signature: nil, at: 0) == nil)
    #expect(code(TrustPolicy(require: .signed), statement, nil) == "PK0701")
  }

  @Test func aKeyThatNobodyNamed() throws {
    let signature = try sign(statement, testKey(2))
    let line = "acme/* \(key.publicKey.line) platform"
    #expect(code(try policy(line), statement, signature) == "PK0703")
    #expect(code(TrustPolicy(require: .signed), statement, signature) == "PK0703")
    #expect(try policy(line, .none).evaluate(statement, signature: signature, at: 0) == nil)
  }

  @Test(arguments: TrustPolicy.Requirement.allCases)
  func aKeyThatSignsWhatItMayNot(require: TrustPolicy.Requirement) throws {
    let policy = try policy("other/*,!acme/* \(key.publicKey.line) platform", require)
    #expect(code(policy, statement, try sign(statement, key)) == "PK0703")
  }

  @Test func aKeyForAnotherPurpose() throws {
    let policy = try policy("acme/* namespaces=\"git,file\" \(key.publicKey.line) platform")
    #expect(code(policy, statement, try sign(statement, key)) == "PK0703")
  }

  @Test func aKeyBeforeAndAfterItsTime() throws {
    let policy = try policy("acme/* valid-after=19700102,valid-before=19700103 \(key.publicKey.line) platform")
    let signature = try sign(statement, key)
    #expect(code(policy, statement, signature, at: 86_399) == "PK0703")
    #expect(try policy.evaluate(statement, signature: signature, at: 86_400) == "platform")
    #expect(code(policy, statement, signature, at: 172_800) == "PK0703")
  }

  @Test(arguments: TrustPolicy.Requirement.allCases)
  func anOlderVersionUnderANewerName(require: TrustPolicy.Requirement) throws {
    let older = try PackStatement("acme/base", "1.0.0")
    let policy = try policy("acme/* \(key.publicKey.line) platform", require)
    // The old content and its signature, offered as the new version.
    let replayed = PackStatement(statement.pack, older.digest)
    #expect(code(policy, replayed, try sign(older, key)) == "PK0702")
  }

  @Test func otherBytesUnderAPublishedVersion() throws {
    let policy = try policy("acme/* \(key.publicKey.line) platform")
    let changed = try PackStatement("acme/base", "1.2.0", content: "other content")
    #expect(code(policy, changed, try sign(statement, key)) == "PK0702")
  }

  @Test func aSignatureForAnotherNamespace() throws {
    let signature = try SSHSignature(of: Array(statement.line.utf8), namespace: "git", by: key).text
    #expect(code(try policy("* \(key.publicKey.line) platform"), statement, Array(signature.utf8)) == "PK0702")
  }

  @Test func whatPeopleAreTold() throws {
    let strict = try policy("other/* \(key.publicKey.line) platform@acme.example")
    let open = try policy("* \(key.publicKey.line) platform@acme.example")
    let git = try policy("* namespaces=\"git\" \(key.publicKey.line) platform@acme.example")
    let old = try policy("* valid-before=19700101 \(key.publicKey.line) platform@acme.example")
    let older = try PackStatement("acme/base", "1.0.0", content: "old")
    let signature = try sign(statement, key)
    let foreign = try SSHSignature(of: Array(statement.line.utf8), namespace: "git", by: key).text
    let cases: [(TrustPolicy, PackStatement, [UInt8]?)] = [
      (open, statement, nil),
      (open, statement, Array("hello".utf8)),
      (open, statement, Array(foreign.utf8)),
      (open, statement, try sign(older, key)),
      (open, try PackStatement("acme/base", "1.2.0", content: "x"), signature),
      (open, try PackStatement("acme/more", "1.2.0"), signature),
      (TrustPolicy(require: .signed), statement, signature),
      (open, statement, try sign(statement, testKey(2))),
      (strict, statement, signature), (git, statement, signature), (old, statement, signature),
    ]
    let texts = cases.compactMap { policy, statement, signature in
      failure {
        _ = try policy.evaluate(statement, signature: signature, at: 0, others: [older, self.statement])
      }?.shown
    }
    let keys: [SSHProblem] = [.malformed("it ends too early"), .unsupported(type: "ssh-rsa"), .encrypted]
    let rest = keys.map { PackFailure(PackDiagnostics.key($0, in: "id_signing")).shown }
    try Golden.expect((texts + rest).joined(separator: "\n"), equals: "../Fixtures/Trust/refusals.txt")
  }
}
