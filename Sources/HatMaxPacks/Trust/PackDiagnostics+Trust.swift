import SourceDiagnostics

/// What there is to say about keys, signatures and who may sign.
extension PackDiagnostics {
  // MARK: - Signatures of packs

  static func unsigned(_ pack: PackVersion) -> Diagnostic {
    Diagnostic(
      .unsigned, "\(pack) is not signed, and `trust.require` asks for a signature",
      help: [
        "ask its publisher to sign it: `hatmax pack sign \(pack.archiveFileName) --key FILE`",
        "or trust unsigned packs: `trust: {require: none}` in `hatmax.yml`",
      ])
  }

  static func signature(_ problem: SSHProblem, of pack: PackVersion) -> Diagnostic {
    switch problem {
    case .unsupported(let type): unsupportedKey("\(pack) is signed with a key of the type `\(type)`")
    case .malformed(let reason):
      Diagnostic(
        .badSignature, "the signature of \(pack) can't be read: \(reason)",
        help: ["get the pack again, or sign it anew"])
    case .encrypted: Diagnostic(.badSignature, "the signature of \(pack) can't be read")
    }
  }

  static func otherNamespace(_ namespace: String, _ pack: PackVersion) -> Diagnostic {
    Diagnostic(
      .badSignature, "the signature of \(pack) was made for `\(namespace)`",
      notes: ["signatures of packs are made for `\(PackStatement.namespace)`, so that others can't pass as them"],
      help: ["sign it with `hatmax pack sign`, or `ssh-keygen -Y sign -n \(PackStatement.namespace)`"])
  }

  static func otherSignature(_ statement: PackStatement, replayed: PackStatement?) -> Diagnostic {
    let what =
      replayed.map { other in
        other.pack == statement.pack
          ? "it is the signature of the same version with other content: \(other.digest)"
          : "it is the signature of \(other.pack), \(other.digest)"
      } ?? "its content, name or version was changed after it was signed, or the signature belongs to another pack"
    return Diagnostic(
      .badSignature, "the signature of \(statement.pack) does not fit it",
      notes: ["what is here: \(statement.line.trimmedLine)", what],
      help: ["don't use it; ask its publisher, who can check with `hatmax pack verify`"])
  }

  // MARK: - Who may sign

  static func unknownSigner(_ key: SSHPublicKey, _ pack: PackVersion, _ signers: String?) -> Diagnostic {
    guard let signers else {
      return Diagnostic(
        .signerNotAllowed, "\(pack) is signed, but nobody is named who may sign it",
        help: ["name a file in `hatmax.yml`: `trust: {require: signed, signers: allowed_signers}`"])
    }
    return Diagnostic(
      .signerNotAllowed, "\(pack) is signed by a key that `\(signers)` does not have",
      notes: ["the key is \(key.fingerprint)"],
      help: ["if you trust its owner, add the line `\(pack.name) \(key.line)` to `\(signers)`"])
  }

  static func signerNotAllowed(_ signer: String, _ pack: PackVersion, allowed: [String], _ signers: String?)
    -> Diagnostic
  {
    Diagnostic(
      .signerNotAllowed, "`\(signer)` signed \(pack), but may not sign `\(pack.name)`",
      notes: ["`\(signers ?? "")` lets that key sign \(allowed.map { "`\($0)`" }.joined(separator: " and "))"],
      help: ["don't use it unless its publisher can say why that key signed it"])
  }

  static func signerNamespace(_ signer: String, _ pack: PackVersion, _ signers: String?) -> Diagnostic {
    Diagnostic(
      .signerNotAllowed, "`\(signer)` signed \(pack), but may not sign packs",
      notes: ["the `namespaces` of that key in `\(signers ?? "")` don't have `\(PackStatement.namespace)`"],
      help: ["add `\(PackStatement.namespace)` to them if it may"])
  }

  static func signerExpired(_ signer: String, _ pack: PackVersion, _ signers: String?) -> Diagnostic {
    Diagnostic(
      .signerNotAllowed, "`\(signer)` signed \(pack), but that key is not valid now",
      notes: ["`valid-after` or `valid-before` in `\(signers ?? "")` exclude this day"],
      help: ["ask its publisher for a signature by a current key"])
  }

  // MARK: - Keys and files of them

  static func key(_ problem: SSHProblem, in path: String) -> Diagnostic {
    switch problem {
    case .malformed(let reason):
      Diagnostic(
        .badKey, "`\(path)` is not an OpenSSH private key: \(reason)",
        help: ["make one: `ssh-keygen -t ed25519 -N '' -f FILE`"])
    case .unsupported(let type): unsupportedKey("`\(path)` is a key of the type `\(type)`")
    case .encrypted:
      Diagnostic(
        .unsupportedKey, "`\(path)` is protected by a passphrase",
        notes: ["hatmax reads only keys without one"],
        help: [
          "let ssh-keygen sign: `echo \"NAME VERSION DIGEST\" | ssh-keygen -Y sign -n \(PackStatement.namespace) "
            + "-f \(path) > ARCHIVE.sig`, with the digest as `sha256:…`"
        ])
    }
  }

  private static func unsupportedKey(_ message: String) -> Diagnostic {
    Diagnostic(
      .unsupportedKey, message, notes: ["packs are signed with ed25519 keys"],
      help: ["make one: `ssh-keygen -t ed25519 -f FILE`"])
  }

  static func signersKey(_ problem: SSHProblem, _ label: Label) -> Diagnostic {
    switch problem {
    case .unsupported(let type):
      Diagnostic(
        .unsupportedKey, "a key of the type `\(type)` can't sign packs", labels: [label],
        help: ["packs are signed with ed25519 keys: `ssh-keygen -t ed25519 -f FILE`"])
    case .malformed(let reason): signersLine(reason, label)
    case .encrypted: signersLine("the key can't be read", label)
    }
  }

  static func signersLine(_ reason: String, _ label: Label) -> Diagnostic {
    Diagnostic(
      .badSignersLine, "this line does not say who may sign: \(reason)", labels: [label],
      help: ["a line is `NAMES ssh-ed25519 KEY WHO`, where NAMES are globs such as `acme/*`"])
  }

  static func signersOption(_ option: String, _ label: Label) -> Diagnostic {
    let name = option.split(separator: "=").first.map(String.init) ?? option
    let known = ["namespaces", "valid-after", "valid-before"]
    return Diagnostic(
      .badSignersLine, "`\(name)` is not an option of a signer", labels: [label],
      help: Suggestion.help(for: name, among: known).map { [$0] }
        ?? ["the options are `namespaces=\"…\"`, `valid-after=\"YYYYMMDD\"` and `valid-before=\"YYYYMMDD\"`"])
  }
}

extension String {
  fileprivate var trimmedLine: String { hasSuffix("\n") ? String(dropLast()) : self }
}
