import Crypto
import SourceDiagnostics
import Testing

@testable import HatMaxPacks

/// The failure that `body` ends with.
func failure(_ body: () throws -> Void, location: SourceLocation = #_sourceLocation) -> PackFailure? {
  do {
    try body()
    Issue.record("nothing was refused", sourceLocation: location)
  } catch let failure as PackFailure {
    return failure
  } catch {
    Issue.record("another error: \(error)", sourceLocation: location)
  }
  return nil
}

extension PackFailure {
  var codes: [String] { diagnostics.map(\.code.description) }

  /// The text that a person sees.
  var shown: String { DiagnosticRenderer().render(DiagnosticBag(diagnostics)) }
}

extension PackStatement {
  /// `name`, `version` and the digest of `content`.
  init(_ name: String, _ version: String, content: String = "content") throws {
    let pack = PackVersion(try #require(PackName(name)), try #require(Version(version)))
    self.init(pack, ContentDigest(of: Array(content.utf8)))
  }
}

/// A key that is the same in every run.
func testKey(_ number: UInt8) throws -> SSHPrivateKey {
  SSHPrivateKey(try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: number, count: 32)))
}

func signers(_ text: String) throws -> AllowedSigners {
  var bag = DiagnosticBag()
  let signers = AllowedSigners.read(SourceText(name: "allowed_signers", text: text), into: &bag)
  return try #require(signers, "\(bag.diagnostics)")
}
