import Glibc
import SystemFiles

extension OpenFile {
  /// The digest of the whole content, wherever the file was read or written last.
  func digest() throws(PackFailure) -> ContentDigest {
    lseek(descriptor, 0, SEEK_SET)
    var builder = ContentDigest.Builder()
    while case let piece = try read(65_536), !piece.isEmpty { builder.update(piece) }
    return builder.finish()
  }
}
