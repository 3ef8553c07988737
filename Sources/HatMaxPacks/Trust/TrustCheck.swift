/// How packs are looked at before they are taken: by the project's policy, and by the user's own.
public struct TrustCheck: Sendable {
  private let policies: [TrustPolicy]
  private let time: Int64

  /// Creates a check; without policies signatures are not required.
  ///
  /// - Parameters:
  ///   - policies: all of them must agree.
  ///   - time: now, in seconds since 1970, for the periods of signers.
  public init(_ policies: [TrustPolicy] = [], time: Int64 = 0) {
    self.policies = policies.isEmpty ? [TrustPolicy()] : policies
    self.time = time
  }

  /// Whether a pack without a signature is refused.
  var needsSignature: Bool { policies.contains(where: \.needsSignature) }

  /// Asks every policy about a pack whose content was hashed.
  ///
  /// - Parameter others: other versions and digests of the pack, to say what a replayed signature was made for.
  /// - Throws: What the first policy that refuses says.
  func check(_ statement: PackStatement, _ signature: [UInt8]?, _ others: [PackStatement]) throws(PackFailure) {
    for policy in policies { _ = try policy.evaluate(statement, signature: signature, at: time, others: others) }
  }
}
