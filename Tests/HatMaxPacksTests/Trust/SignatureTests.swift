import Crypto
import Foundation
import TestServers
import Testing

@testable import HatMaxPacks

@Suite struct SignatureTests {
  let statement: PackStatement

  init() throws { statement = try PackStatement("acme/base", "1.2.0") }

  @Test func aSignatureIsReadBackAndFitsItsStatementAlone() throws {
    let key = try testKey(1)
    let text = try statement.signed(by: key)
    let signature = try SSHSignature(Array(text.utf8))
    #expect(signature.text == text)
    #expect(signature.namespace == "hatmax-pack")
    #expect(signature.key == key.publicKey)
    #expect(signature.isValid(for: Array(statement.line.utf8)))
    #expect(!signature.isValid(for: Array(statement.line.utf8.dropLast())))
    #expect(!signature.isValid(for: Array(try PackStatement("acme/base", "1.2.1").line.utf8)))
  }

  /// Made by `ssh-keygen -Y sign -n hatmax-pack`, OpenSSH 9.2.
  @Test func aSignatureOfOpenSSHIsValid() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures/Trust")
    let text = try Data(contentsOf: folder.appendingPathComponent("openssh.sig"))
    let signature = try SSHSignature(Array(text))
    #expect(signature.isValid(for: Array("acme/base 1.2.0 sha256:\(String(repeating: "ab", count: 32))\n".utf8)))
    #expect(signature.text == String(decoding: text, as: UTF8.self))
  }

  @Test func anyChangedByteIsNoticed() throws {
    let original = Array(try statement.signed(by: testKey(1)).utf8)
    let blob = try SSHArmor.decode(original, label: "SSH SIGNATURE")
    for index in blob.indices {
      var changed = blob
      changed[index] ^= 1
      let text = Array(SSHArmor.encode(changed, label: "SSH SIGNATURE").utf8)
      let codes = failure { _ = try TrustPolicy().evaluate(statement, signature: text, at: 0) }?.codes
      #expect(codes == ["PK0702"] || codes == ["PK0704"], "byte \(index)")
    }
  }

  @Test func anyTruncationIsRefusedWithoutACrash() throws {
    let blob = try SSHArmor.decode(Array(try statement.signed(by: testKey(1)).utf8), label: "SSH SIGNATURE")
    for length in 0..<blob.count {
      let text = Array(SSHArmor.encode(Array(blob.prefix(length)), label: "SSH SIGNATURE").utf8)
      #expect(throws: SSHProblem.self, "\(length) bytes") { try SSHSignature(text) }
    }
  }

  @Test(arguments: [
    "", "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n-----BEGIN SSH SIGNATURE-----",
    "-----BEGIN SSH SIGNATURE-----\n%%%%\n-----END SSH SIGNATURE-----",
    "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
  ])
  func whatIsNotASignatureIsRefused(text: String) {
    #expect(throws: SSHProblem.self) { try SSHSignature(Array(text.utf8)) }
  }

  @Test func theFingerprintIsThatOfOpenSSH() throws {
    let keygen = try #require(Tool("ssh-keygen"), "skipped: no ssh-keygen (Debian: openssh-client)")
    let folder = try ScratchFolder()
    let key = try testKey(3).publicKey
    let file = try folder.write(key.line + " me\n", to: "key.pub")
    #expect(try keygen.run(["-l", "-f", file]).output.contains(key.fingerprint))
  }
}
