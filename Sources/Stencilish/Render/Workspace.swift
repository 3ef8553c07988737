import Synchronization

/// A loop that is running.
@safe struct LoopState: BitwiseCopyable {
  /// The elements of a list or the values of a record; nil for a section that isn't a loop.
  var elements: UnsafePointer<Value>?
  /// The record, for its keys.
  var source: Value
  var count: UInt32
  var index: UInt32
  /// Where the item goes: a local variable, or -1 for `.`, or -2 when a section only tests its value.
  var itemSlot: Int32
  var keySlot: Int32
}

/// A template that called another one.
struct Frame: BitwiseCopyable {
  /// The instruction after the call.
  var returnAddress: Int32
  var localBase: Int32
  var localCount: Int32
  var dotBase: Int32
  var dotCount: Int32
  var loopBase: Int32
  var loopCount: Int32
  var indentCount: Int32
  /// The overrides in force, or -1.
  var overrides: Int32
  var overrideCount: Int32
}

/// Output that is being captured, and what the capture suspended.
struct Capture: BitwiseCopyable {
  var start: Int
  var indentBase: Int
  var isPending: Bool
}

/// The blocks given to a parent, and where they were given.
struct OverrideSet: BitwiseCopyable {
  /// The call site of the parent tag.
  var site: Int32
  /// The set of the template that calls this one's, or -1.
  var outer: Int32
  // The scope of the parent tag, in which the blocks run:
  var localBase: Int32
  var dotBase: Int32
  var loopBase: Int32
}

/// What a lookup remembers: in records of this shape the field is in this place, or nowhere (-1).
struct FieldCache: BitwiseCopyable {
  var shapeID: UInt64
  var slot: Int
}

/// The memory of a render, kept for the next one.
struct Workspace {
  var stack = RawStack<Value>(capacity: 64)
  var locals = RawStack<Value>(capacity: 256)
  var dots = RawStack<Value>(capacity: 64)
  var loops = RawStack<LoopState>(capacity: 32)
  var frames = RawStack<Frame>(capacity: 32)
  var captures = RawStack<Capture>(capacity: 8)
  var overrides = RawStack<OverrideSet>(capacity: 8)
  var indent = RawStack<UInt8>(capacity: 64)
  var output = RawStack<UInt8>(capacity: 16 << 10)
  var caches: RawStack<FieldCache>
  var memo = FilterMemo()
  var recent = RecentResults()
  /// The inputs of filters whose results are to be remembered.
  var memoKeys = RawStack<Value>(capacity: 8)
  var memory = FilterMemory(arena: Arena(chunkSize: 32 << 10))

  init(caches count: Int) {
    caches = RawStack(capacity: count)
    caches.extend(by: count, with: FieldCache(shapeID: 0, slot: -1))
  }

  /// Empties everything but what later renders can use.
  mutating func reset() {
    stack.count = 0
    locals.count = 0
    dots.count = 0
    loops.count = 0
    frames.count = 0
    captures.count = 0
    overrides.count = 0
    indent.count = 0
    output.count = 0
    memoKeys.count = 0
    memo.clearIfFull()
    recent.reset()
    memory.arena.reset()
  }

  /// Leaves the values made so far to somebody else.
  mutating func giveAwayValues() {
    if memory.arena.reserved > 0 { memory = FilterMemory(arena: Arena(chunkSize: 32 << 10)) }
    if memo.arena.reserved > 0 {
      memo.free()
      memo = FilterMemo()
    }
  }

  func free() {
    stack.free()
    locals.free()
    dots.free()
    loops.free()
    frames.free()
    captures.free()
    overrides.free()
    indent.free()
    output.free()
    caches.free()
    memo.free()
    recent.free()
    memoKeys.free()
  }
}

/// Workspaces of a program that no render uses at the moment.
final class WorkspacePool: Sendable {
  private struct Box: ~Copyable, @unchecked Sendable {
    // Sendable because the mutex hands each workspace to one render at a time.
    var idle: [Workspace] = []

    deinit { for workspace in idle { workspace.free() } }
  }

  private let box = Mutex(Box())
  private let caches: Int
  private static let maximumIdle = 8
  private static let maximumOutput = 8 << 20

  init(caches: Int) { self.caches = caches }

  func take() -> Workspace {
    let idle = box.withLock { box in Handover(workspace: box.idle.popLast()) }
    return idle.workspace ?? Workspace(caches: caches)
  }

  func give(_ workspace: consuming Workspace) {
    workspace.reset()
    let handover = Handover(workspace: workspace)
    let isKept = box.withLock { box in
      guard let workspace = handover.workspace, box.idle.count < Self.maximumIdle,
        workspace.output.capacity <= Self.maximumOutput
      else { return false }
      box.idle.append(workspace)
      return true
    }
    if !isKept { handover.workspace?.free() }
  }

  /// Carries a workspace across the lock.
  private struct Handover: @unchecked Sendable {
    let workspace: Workspace?
  }
}
