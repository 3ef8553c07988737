/// Memory that is handed out piece by piece and given back all at once.
///
/// Pieces never move, are aligned to eight bytes and stay valid until `reset` or the end of the arena.
@safe final class Arena {
  @safe private struct Chunk {
    let base: UnsafeMutableRawPointer
    let count: Int
  }

  private var chunks: [Chunk] = []
  private var current = 0
  private var cursor = 0
  private let chunkSize: Int
  /// The bytes taken from the system.
  private(set) var reserved = 0

  init(chunkSize: Int) { self.chunkSize = chunkSize }

  deinit {
    for chunk in chunks { unsafe chunk.base.deallocate() }
  }

  /// A piece of memory; what is in it is zero or what earlier renders left there.
  @inline(__always) func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let rounded = (size + 7) & ~7
    if current < chunks.count, cursor + rounded + Bytes.padding <= chunks[current].count {
      let piece = unsafe chunks[current].base + cursor
      cursor += rounded
      return unsafe piece
    }
    return unsafe allocateInNewChunk(rounded)
  }

  @inline(never) private func allocateInNewChunk(_ size: Int) -> UnsafeMutableRawPointer {
    let needed = size + Bytes.padding
    if current < chunks.count { current += 1 }
    if current == chunks.count {
      let count = max(chunkSize, needed)
      let base = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
      unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: count)
      unsafe chunks.append(Chunk(base: base, count: count))
      reserved += count
    }
    cursor = size
    return unsafe chunks[current].base
  }

  /// Forgets all pieces; keeps the first chunk for the next use and returns the others to the system.
  func reset() {
    while chunks.count > 1 {
      let chunk = chunks.removeLast()
      reserved -= chunk.count
      unsafe chunk.base.deallocate()
    }
    current = 0
    cursor = 0
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
