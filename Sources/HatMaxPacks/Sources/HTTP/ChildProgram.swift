import Glibc
import SystemFiles

/// Another program that is given text and gives bytes, such as `curl` and Docker's credential helpers.
///
/// Nothing secret is among its arguments, which everybody on the machine can read: it goes through standard input.
struct ChildProgram {
  let path: String
  let environment: [String: String]

  /// Finds a program on the `PATH` of an environment; nil when there is none.
  init?(_ name: String, environment: [String: String]) {
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    guard let found = folders.map({ "\($0)/\(name)" }).first(where: { access($0, X_OK) == 0 && Files.isFile($0) })
    else {
      return nil
    }
    path = found
    self.environment = environment
  }

  /// How a run ended.
  struct Ending {
    /// The exit status, or 128 and the number of the signal.
    let status: Int32
    /// The first part of what it said on standard error.
    let message: String
  }

  /// Runs the program to its end, handing on its output as it comes.
  ///
  /// The program is killed when `receive` throws, and the error goes on to the caller.
  func run(
    _ arguments: [String], input: [UInt8], receive: (ArraySlice<UInt8>) throws(PackFailure) -> Void
  ) throws(PackFailure) -> Ending {
    var pipes = try ChildPipes()
    let child = try spawn(arguments, pipes)
    pipes.closeChildEnds()
    do {
      try pipes.pump(input, receive: receive)
    } catch {
      kill(child, SIGKILL)
      _ = Self.wait(for: child)
      throw error
    }
    return Ending(status: Self.wait(for: child), message: String(decoding: pipes.message, as: UTF8.self))
  }

  private func spawn(_ arguments: [String], _ pipes: borrowing ChildPipes) throws(PackFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, end) in [pipes.input.child, pipes.output.child, pipes.errors.child].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(descriptor))
    }
    // A worker thread has signals blocked, and its children would too: they could not be interrupted from the terminal.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = CStrings([path] + arguments)
    let variables = CStrings(environment.map { "\($0)=\($1)" }.sorted())
    var child: pid_t = 0
    let code = withExtendedLifetime((words, variables)) {
      posix_spawn(&child, path, &actions, &attributes, words.pointers, variables.pointers)
    }
    if code != 0 { throw .file("run", path, code: code) }
    return child
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { return 127 } }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// Both ends of what connects us with a child, closed with the value.
private struct ChildPipes: ~Copyable {
  struct Pair {
    var own: Int32 = -1
    var child: Int32 = -1
  }

  private(set) var input = Pair()
  private(set) var output = Pair()
  private(set) var errors = Pair()
  private(set) var message: [UInt8] = []

  private static let pieceSize = 65_536
  private static let longestMessage = 16_384

  init() throws(PackFailure) {
    input = try Self.pair()
    output = try Self.pair()
    errors = try Self.pair()
    _ = fcntl(input.own, F_SETFL, O_NONBLOCK)
  }

  /// Sockets, as writing to one that nobody reads any more can be told not to raise a signal.
  private static func pair() throws(PackFailure) -> Pair {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .file("make", "a socket") }
    return Pair(own: ends[0], child: ends[1])
  }

  deinit {
    for end in [input.own, input.child, output.own, output.child, errors.own, errors.child] where end >= 0 {
      close(end)
    }
  }

  mutating func closeChildEnds() {
    Self.closeEnd(&input.child)
    Self.closeEnd(&output.child)
    Self.closeEnd(&errors.child)
  }

  private static func closeEnd(_ end: inout Int32) {
    if end >= 0 { close(end) }
    end = -1
  }

  /// Writes all input and reads all output until the child has closed both of its outputs.
  mutating func pump(_ text: [UInt8], receive: (ArraySlice<UInt8>) throws(PackFailure) -> Void) throws(PackFailure) {
    var rest = text[...]
    if rest.isEmpty { Self.closeEnd(&input.own) }
    while output.own >= 0 || errors.own >= 0 {
      var waiting = [
        pollfd(fd: output.own, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.own, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input.own, events: Int16(POLLOUT), revents: 0),
      ]
      if poll(&waiting, nfds_t(waiting.count), -1) < 0 {
        if errno == EINTR { continue }
        throw .file("wait for", "a program")
      }
      if waiting[2].revents != 0 {
        send(&rest)
        if rest.isEmpty { Self.closeEnd(&input.own) }
      }
      if waiting[1].revents != 0 {
        let piece = try Self.read(&errors.own)
        message += piece.prefix(Self.longestMessage - message.count)
      }
      if waiting[0].revents != 0 {
        let piece = try Self.read(&output.own)
        if !piece.isEmpty { try receive(piece[...]) }
      }
    }
  }

  private func send(_ rest: inout ArraySlice<UInt8>) {
    let sent = rest.withUnsafeBytes { Glibc.send(input.own, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if sent >= 0 {
      rest = rest.dropFirst(sent)
    } else if errno != EAGAIN, errno != EINTR {
      // The child has closed its input; what it says and how it ends tells why.
      rest = []
    }
  }

  /// What there is to read; at the end, nothing, and the end is closed.
  private static func read(_ end: inout Int32) throws(PackFailure) -> [UInt8] {
    let descriptor = end
    var failed: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, filled in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { failed = errno }
      filled = max(0, count)
    }
    if failed == EINTR || failed == EAGAIN { return [] }
    if failed != 0 { throw .file("read from", "a program", code: failed) }
    if bytes.isEmpty { closeEnd(&end) }
    return bytes
  }
}

/// Strings as C wants a list of them, freed with the value.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
    pointers[count] = nil
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
