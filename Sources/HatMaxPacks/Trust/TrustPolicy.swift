/// Which packs a project takes: `trust: {require: signed, signers: FILE}` of its specification.
public struct TrustPolicy: Sendable {
  /// How much is asked of a pack.
  public enum Requirement: String, Sendable, CaseIterable {
    /// A pack may come without a signature.
    case none
    /// A pack must be signed by a key that may sign it.
    case signed
  }

  private let require: Requirement
  private let signers: AllowedSigners?

  /// A policy; without signers, no signature is enough for `.signed`.
  public init(require: Requirement = .none, signers: AllowedSigners? = nil) {
    self.require = require
    self.signers = signers
  }

  /// Whether a pack without a signature is refused.
  var needsSignature: Bool { require == .signed }

  /// Decides on a pack whose content was hashed.
  ///
  /// A signature that is there must be right even where none is required: a wrong one means that something was changed.
  ///
  /// - Parameters:
  ///   - statement: what the pack claims to be, and the digest of what it is.
  ///   - signature: the text of its `.hatpack.sig`, nil when it has none.
  ///   - time: now, in seconds since 1970.
  ///   - others: other versions and digests of the pack, to say what a replayed signature was made for.
  /// - Returns: Who signed, as the allowed-signers file names them; nil for an unsigned pack or an unlisted key, which
  ///   only `.none` admits.
  /// - Throws: `PK0701` unsigned, `PK0702` not the signature of this pack, `PK0703` a key that may not sign it, `PK0704`
  ///   not ed25519.
  public func evaluate(
    _ statement: PackStatement, signature: [UInt8]?, at time: Int64, others: [PackStatement] = []
  ) throws(PackFailure) -> String? {
    guard let signature else {
      if require == .none { return nil }
      throw PackFailure(PackDiagnostics.unsigned(statement.pack))
    }
    let signer = try valid(signature, for: statement, others)
    let entries = signers?.entries(of: signer.key) ?? []
    if entries.isEmpty, require == .none { return nil }
    return try allowed(entries, signer.key, statement.pack, at: time)
  }

  private func valid(_ text: [UInt8], for statement: PackStatement, _ others: [PackStatement]) throws(PackFailure)
    -> SSHSignature
  {
    let signature: SSHSignature
    do {
      signature = try SSHSignature(text)
    } catch {
      throw PackFailure(PackDiagnostics.signature(error, of: statement.pack))
    }
    guard signature.namespace == PackStatement.namespace else {
      throw PackFailure(PackDiagnostics.otherNamespace(signature.namespace, statement.pack))
    }
    guard signature.isValid(for: Array(statement.line.utf8)) else {
      let replayed = others.first { $0 != statement && signature.isValid(for: Array($0.line.utf8)) }
      throw PackFailure(PackDiagnostics.otherSignature(statement, replayed: replayed))
    }
    return signature
  }

  private func allowed(_ entries: [AllowedSigners.Entry], _ key: SSHPublicKey, _ pack: PackVersion, at time: Int64)
    throws(PackFailure) -> String
  {
    guard !entries.isEmpty else { throw PackFailure(PackDiagnostics.unknownSigner(key, pack, signers?.place)) }
    let named = entries.filter { $0.principals.contains(pack.name) }
    guard let first = named.first else {
      let allowed = entries.map(\.principals.text)
      throw PackFailure(PackDiagnostics.signerNotAllowed(entries[0].name, pack, allowed: allowed, signers?.place))
    }
    let forPacks = named.filter { $0.options.allow(namespace: PackStatement.namespace) }
    guard !forPacks.isEmpty else {
      throw PackFailure(PackDiagnostics.signerNamespace(first.name, pack, signers?.place))
    }
    guard let current = forPacks.first(where: { $0.options.allow(time: time) }) else {
      throw PackFailure(PackDiagnostics.signerExpired(first.name, pack, signers?.place))
    }
    return current.name
  }
}
