/// The memory behind values that outlive a render: a built context, or what an expression evaluated to.
final class ValueStorage: @unchecked Sendable {
  // Sendable because nothing changes after `init`.
  private let arena: Arena
  let origins: [Origin]
  let lambdas: [Lambda]
  /// What else values of this one point into: other storages, programs.
  private let kept: [AnyObject]

  init(arena: Arena, origins: [Origin] = [], lambdas: [Lambda] = [], keeping kept: [AnyObject] = []) {
    self.arena = arena
    self.origins = origins
    self.lambdas = lambdas
    self.kept = kept
  }
}

/// Filled in when the storage exists, since values are made before it.
@safe struct StorageCell: BitwiseCopyable {
  var storage: UnsafeRawPointer?
}

extension OriginEntry {
  /// The origin itself; valid while the storage is.
  var origin: Origin? {
    let cell = unsafe storage.assumingMemoryBound(to: StorageCell.self).pointee
    guard let pointer = unsafe cell.storage else { return nil }
    return unsafe Unmanaged<ValueStorage>.fromOpaque(pointer).takeUnretainedValue().origins[index]
  }
}

extension Value {
  /// The closure of a lambda value.
  var lambda: Lambda? {
    guard kind == .lambda else { return nil }
    let cell = unsafe lambdaStorage.assumingMemoryBound(to: StorageCell.self).pointee
    guard let pointer = unsafe cell.storage else { return nil }
    return unsafe Unmanaged<ValueStorage>.fromOpaque(pointer).takeUnretainedValue().lambdas[count]
  }

  /// Where a list or record came from, if its maker said so.
  var originValue: Origin? { origin.flatMap { unsafe $0.entry.pointee.origin } }
}
