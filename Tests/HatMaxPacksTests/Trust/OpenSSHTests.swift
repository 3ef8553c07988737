import Foundation
import TestServers
import Testing

@testable import HatMaxPacks

private let hasKeygen = Tool("ssh-keygen") != nil

/// Our signatures against those of OpenSSH, both ways.
@Suite(.enabled(if: hasKeygen, "skipped: no ssh-keygen here (Debian: openssh-client)"))
struct OpenSSHTests {
  let keygen: Tool
  let folder: ScratchFolder
  let statement: PackStatement

  init() throws {
    keygen = try #require(Tool("ssh-keygen"))
    folder = try ScratchFolder()
    statement = try PackStatement("acme/base", "1.2.0")
  }

  private func generate(_ name: String, type: String = "ed25519", passphrase: String = "") throws -> String {
    let file = folder.path + "/" + name
    let bits = type == "rsa" ? ["-b", "2048"] : []
    let result = try keygen.run(["-q", "-t", type] + bits + ["-N", passphrase, "-C", name, "-f", file])
    #expect(result.status == 0, "\(result.message)")
    return file
  }

  @Test(arguments: ["sha512", "sha256"]) func weVerifyWhatOpenSSHSigned(hash: String) throws {
    let key = try generate("signer")
    let message = try folder.write(statement.line, to: "statement")
    let made = try keygen.run(["-Y", "sign", "-n", "hatmax-pack", "-O", "hashalg=\(hash)", "-f", key, message])
    #expect(made.status == 0, "\(made.message)")
    let signature = Array(try folder.read("statement.sig").utf8)
    let policy = TrustPolicy(require: .signed, signers: try signers("acme/* \(try folder.read("signer.pub"))"))
    #expect(try policy.evaluate(statement, signature: signature, at: 0) == "signer")
  }

  @Test func openSSHVerifiesWhatWeSigned() throws {
    let key = try SSHPrivateKey.read(generate("signer"))
    let signature = try folder.write(statement.signed(by: key), to: "pack.sig")
    let allowed = try folder.write("acme/* namespaces=\"hatmax-pack\" \(key.publicKey.line) me\n", to: "allowed")
    func verify(as name: String, _ text: String) throws -> Bool {
      let words = ["-Y", "verify", "-n", "hatmax-pack", "-f", allowed, "-I", name, "-s", signature]
      return try keygen.run(words, input: text).status == 0
    }
    #expect(try verify(as: "acme/base", statement.line))
    #expect(try !verify(as: "other/base", statement.line))
    #expect(try !verify(as: "acme/base", PackStatement("acme/base", "1.3.0").line))
  }

  /// Both read the same file and must come to the same answer for every name.
  @Test func principalsMeanWhatTheyMeanToOpenSSH() throws {
    let key = try SSHPrivateKey.read(generate("signer"))
    let lists = [
      "*", "acme/*", "base", "b?se", "*,!acme/*", "a*e/b*e,!acme/base", "!base", "*-repo", "acme/*,base", "?*",
    ]
    let names = ["base", "acme/base", "sqlite-repo", "acme/sqlite-repo", "bse", "b-se"]
    for name in names {
      let statement = try PackStatement(name, "1.0.0")
      let signature = try folder.write(statement.signed(by: key), to: "pack.sig")
      for list in lists {
        let line = "\(list) \(key.publicKey.line) me\n"
        let allowed = try folder.write(line, to: "allowed")
        let words = ["-Y", "verify", "-n", "hatmax-pack", "-f", allowed, "-I", name, "-s", signature]
        let theirs = try keygen.run(words, input: statement.line).status == 0
        let policy = TrustPolicy(require: .signed, signers: try signers(line))
        let ours = (try? policy.evaluate(statement, signature: Array(folder.read("pack.sig").utf8), at: 0)) != nil
        #expect(ours == theirs, "\(name) against \(list)")
      }
    }
  }

  @Test(arguments: ["rsa", "ecdsa"]) func otherTypesAreRefusedByName(type: String) throws {
    let key = try generate("other", type: type)
    #expect(failure { _ = try SSHPrivateKey.read(key) }?.codes == ["PK0704"])
    let message = try folder.write(statement.line, to: "statement")
    try keygen.run(["-Y", "sign", "-n", "hatmax-pack", "-f", key, message])
    let signature = Array(try folder.read("statement.sig").utf8)
    let refused = failure { _ = try TrustPolicy().evaluate(statement, signature: signature, at: 0) }
    #expect(refused?.codes == ["PK0704"])
    #expect(refused?.category == .refused)
  }

  @Test func aPassphraseIsNamedAsTheReason() throws {
    let key = try generate("locked", passphrase: "a long passphrase")
    let refused = failure { _ = try SSHPrivateKey.read(key) }
    #expect(refused?.codes == ["PK0704"])
    #expect(refused?.shown.contains("passphrase") == true)
  }

  @Test func brokenPrivateKeysAreRefusedWithoutACrash() throws {
    let text = Array(try folder.read(generate("whole").split(separator: "/").last.map(String.init) ?? "").utf8)
    let blob = try SSHArmor.decode(text, label: "OPENSSH PRIVATE KEY")
    for length in 0..<(blob.count - 20) {
      let cut = Array(SSHArmor.encode(Array(blob.prefix(length)), label: "OPENSSH PRIVATE KEY").utf8)
      #expect(throws: SSHProblem.self, "\(length) bytes") { try SSHPrivateKey(cut) }
    }
    #expect(throws: SSHProblem.self) { try SSHPrivateKey(Array("-----BEGIN RSA PRIVATE KEY-----".utf8)) }
  }
}
