import FoundationEssentials

/// An image manifest of the OCI image specification 1.1, which is what packs are in a registry.
struct OCIManifest: Codable {
  var schemaVersion = 2
  var mediaType: String? = Self.mediaType
  var artifactType: String?
  var config: OCIDescriptor
  var layers: [OCIDescriptor]
  var annotations: [String: String]?

  static let mediaType = "application/vnd.oci.image.manifest.v1+json"

  /// The layer of a media type, the first where there are several.
  func layer(_ mediaType: String) -> OCIDescriptor? { layers.first { $0.mediaType == mediaType } }
}

/// Says which blob is meant, and of what kind it is.
struct OCIDescriptor: Codable, Hashable {
  var mediaType: String
  var digest: String
  var size: Int
  /// The content itself in base64, for a small one.
  var data: String?
  var annotations: [String: String]?

  init(_ mediaType: String, _ digest: ContentDigest, size: Int, title: String? = nil) {
    self.mediaType = mediaType
    self.digest = digest.description
    self.size = size
    annotations = title.map { ["org.opencontainers.image.title": $0] }
  }

  /// The SHA-256 digest; nil for another algorithm.
  var contentDigest: ContentDigest? { ContentDigest(digest) }

  /// The content in `data`, if it is what the digest says.
  var embedded: [UInt8]? {
    guard let data, let bytes = Data(base64Encoded: data).map(Array.init), bytes.count == size,
      ContentDigest(of: bytes) == contentDigest
    else { return nil }
    return bytes
  }

  /// Puts the content that the descriptor is about into it.
  mutating func embed(_ bytes: [UInt8]) { data = Data(bytes).base64EncodedString() }
}

/// The media types of packs.
enum OCIMediaType {
  static let pack = "application/vnd.hatmax.pack.v1"
  /// A release as `index.json` writes it.
  static let release = "application/vnd.hatmax.pack.release.v1+json"
  static let archive = "application/vnd.hatmax.pack.content.v1.tar+gzip"
  static let signature = "application/vnd.hatmax.pack.signature.v1"
}
