import SourceDiagnostics

/// Every code that HatMaxPacks can report; `hatmax explain` shows `PackExplanations` for each.
public enum PackCode: String, Sendable, CaseIterable {
  case badName = "PK0101"
  case badVersion = "PK0102"
  case badRange = "PK0103"
  case missingFile = "PK0104"
  case duplicate = "PK0105"
  case badOption = "PK0106"
  case undeclaredPack = "PK0107"
  case noManifest = "PK0109"
  case badIdentifier = "PK0110"
  case badDigest = "PK0111"
  case unknownOption = "PK0112"
  case badOptionValue = "PK0113"
  case otherEngine = "PK0114"
  case badDelimiters = "PK0115"

  case notAnArchive = "PK0201"
  case entryPath = "PK0202"
  case entryKind = "PK0203"
  case entryCollision = "PK0204"
  case tooManyEntries = "PK0205"
  case tooLarge = "PK0206"
  case tooCompressed = "PK0207"
  case entrySize = "PK0208"
  case archiveNotWritten = "PK0209"
  case changedWhileReading = "PK0210"
  case otherIdentity = "PK0211"
  case noLibArchive = "PK0212"

  case fileFailed = "PK0301"
  case storeTooNew = "PK0302"
  case storeFailed = "PK0303"
  case notInstalled = "PK0304"
  case otherContent = "PK0305"
  case damagedPack = "PK0306"

  case unknownPack = "PK0401"
  case unknownVersion = "PK0402"
  case unreachable = "PK0403"
  case unauthorized = "PK0404"
  case badIndex = "PK0405"
  case badDownload = "PK0406"
  case offline = "PK0407"
  case badLocation = "PK0408"
  case republished = "PK0409"

  case noSolution = "PK0501"
  case downgrade = "PK0502"
  case ownerChanged = "PK0503"
  case unknownRegistry = "PK0504"

  case badLockLine = "PK0601"
  case lockConflict = "PK0602"
  case lockTooNew = "PK0603"
  case lockOutdated = "PK0604"
  case lockedDigest = "PK0605"

  case unsigned = "PK0701"
  case badSignature = "PK0702"
  case signerNotAllowed = "PK0703"
  case unsupportedKey = "PK0704"
  case badSignersLine = "PK0705"
  case badKey = "PK0706"

  /// What kind of failure it is.
  public var category: FailureCategory {
    switch self {
    case .entryPath, .entryKind, .entryCollision, .tooManyEntries, .tooLarge, .tooCompressed, .entrySize,
      .otherIdentity, .otherContent, .damagedPack, .badDownload, .republished, .downgrade, .ownerChanged, .lockedDigest,
      .unsigned, .badSignature, .signerNotAllowed, .unsupportedKey:
      .refused
    case .unreachable, .unauthorized, .badIndex, .offline: .unreachable
    case .lockOutdated: .outOfDate
    case .noLibArchive, .fileFailed, .storeTooNew, .storeFailed, .archiveNotWritten, .changedWhileReading: .system
    default: .input
    }
  }
}

extension Diagnostic {
  init(_ code: PackCode, _ message: String, labels: [Label] = [], notes: [String] = [], help: [String] = []) {
    self.init(DiagnosticCode(code.rawValue), .error, message, labels: labels, notes: notes, help: help)
  }
}
