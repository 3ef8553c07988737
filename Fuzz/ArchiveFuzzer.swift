import Glibc
import HatMaxPacks

/// Any bytes as the tar inside an archive, or as the archive itself: installed or refused, and the store stays whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArchive(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let selector = bytes.first else { return 0 }
  let content = Array(bytes.dropFirst())
  let archive = scratch + "/fuzz.hatpack"
  write(selector % 8 == 0 ? content : stored(content), to: archive)
  if let pack = try? InstallArchiveOperation(store: store).install(archive: archive) {
    let whole = (try? store.verify())?.allSatisfy { $0.problems.isEmpty } ?? false
    precondition(whole, "an installed pack that is not whole")
    _ = try? store.remove(pack)
  }
  precondition((try? store.list())?.isEmpty ?? false, "a refused pack in the store")
  return 0
}

private let scratch: String = {
  var template = Array("/dev/shm/hatmax-fuzz-XXXXXX".utf8CString)
  return mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
}()

private let store = PackStore(home: scratch + "/home")

private func write(_ bytes: [UInt8], to path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  precondition(file >= 0 && Glibc.write(file, bytes, bytes.count) == bytes.count)
  close(file)
}

/// A gzip stream with the bytes uncompressed in it (RFC 1951, 3.2.4), so that the fuzzer works on the tar itself.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
  var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  var rest = bytes[...]
  repeat {
    let piece = rest.prefix(65_535)
    rest = rest.dropFirst(piece.count)
    let size = UInt16(piece.count)
    out += [rest.isEmpty ? 1 : 0, UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)] + piece
  } while !rest.isEmpty
  let sum = crc32(bytes)
  let length = UInt32(truncatingIfNeeded: bytes.count)
  return out
    + [sum, length].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) } }
}

private func crc32(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(UInt32.max) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
