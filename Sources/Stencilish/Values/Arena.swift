/// Memory that is handed out piece by piece and given back all at once.
///
/// Pieces never move, are aligned to eight bytes and stay valid until `reset` or the end of the arena.
@safe final class Arena {
  @safe private struct Chunk {
    let base: UnsafeMutableRawPointer
    let count: Int
  }

  /// All chunks, of which pieces come from the last.
  private var chunks: [Chunk] = []
  private var next: UnsafeMutableRawPointer?
  /// The bytes left from `next`.
  private var left = 0
  private let chunkSize: Int
  /// The bytes taken from the system.
  private(set) var reserved = 0

  init(chunkSize: Int) { self.chunkSize = chunkSize }

  deinit {
    for chunk in chunks { unsafe chunk.base.deallocate() }
  }

  /// A piece of memory with padding of zeros after it; in it is what happens to be there.
  @inline(__always) func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let rounded = (size + 7) & ~7
    if rounded + Bytes.padding > left { addChunk(rounded + Bytes.padding) }
    let piece = unsafe next.unsafelyUnwrapped
    unsafe next = piece + rounded
    left &-= rounded
    unsafe piece.storeBytes(of: 0, toByteOffset: size, as: UInt64.self)
    unsafe piece.storeBytes(of: 0, toByteOffset: size + 8, as: UInt64.self)
    return unsafe piece
  }

  @inline(never) private func addChunk(_ needed: Int) {
    let count = max(chunkSize, needed)
    let base = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    unsafe chunks.append(Chunk(base: base, count: count))
    reserved += count
    unsafe next = base
    left = count
  }

  /// Forgets all pieces; keeps the first chunk for the next use and returns the others to the system.
  func reset() {
    while chunks.count > 1 {
      let chunk = chunks.removeLast()
      reserved -= chunk.count
      unsafe chunk.base.deallocate()
    }
    guard let first = chunks.first else { return }
    unsafe next = first.base
    left = first.count
  }
}

extension Arena {
  /// Copies bytes into the arena.
  func copy(_ bytes: UnsafeRawBufferPointer) -> Bytes {
    let memory = unsafe allocate(bytes.count)
    if let base = bytes.baseAddress { unsafe memory.copyMemory(from: base, byteCount: bytes.count) }
    return unsafe Bytes(base: UnsafeRawPointer(memory), count: bytes.count)
  }

  func copy(_ bytes: borrowing [UInt8]) -> Bytes { unsafe bytes.withUnsafeBytes { unsafe copy($0) } }

  func copy(_ bytes: Bytes) -> Bytes { unsafe copy(UnsafeRawBufferPointer(bytes.buffer)) }

  func copy(_ text: String) -> Bytes {
    var text = text
    return text.withUTF8 { unsafe copy(UnsafeRawBufferPointer($0)) }
  }
}
