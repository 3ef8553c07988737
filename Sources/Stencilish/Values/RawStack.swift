/// A growing block of trivial elements outside of Swift's arrays: no reference counting and no uniqueness checks.
///
/// The owner calls `free`. Positions are checked by whoever computes them, which is the compiler of templates.
@safe struct RawStack<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  var count = 0

  init(capacity: Int) {
    unsafe base = .allocate(capacity: max(capacity, 1))
    self.capacity = max(capacity, 1)
  }

  func free() { unsafe base.deallocate() }

  @inline(__always) subscript(index: Int) -> Element {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  @inline(__always) var top: Element {
    get { unsafe base[count - 1] }
    nonmutating set { unsafe base[count - 1] = newValue }
  }

  @inline(__always) mutating func push(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  @inline(__always) mutating func pop() -> Element {
    count -= 1
    return unsafe base[count]
  }

  /// Adds `extra` copies of `element`.
  @inline(__always) mutating func extend(by extra: Int, with element: Element) {
    if count + extra > capacity { grow(to: count + extra) }
    unsafe (base + count).initialize(repeating: element, count: extra)
    count += extra
  }

  @inline(never) mutating func grow(to wanted: Int) {
    let larger = max(wanted, capacity * 2)
    let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe moved.moveInitialize(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = moved
    capacity = larger
  }
}
