import Foundation
import SystemFiles
import Testing

@testable import HatMaxPacks

/// Another process that uses a store: this test program, started again to run `WorkerTests` alone.
struct Worker {
  let process: pid_t

  /// Starts `job` on the store in `home` with packs from `registry`.
  init(_ job: String, home: String, registry: String, seed: Int = 0) throws {
    let words = [
      "/proc/self/exe", "--testing-library", "swift-testing", "--filter", "WorkerTests", "--no-parallel",
    ]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let own = ProcessInfo.processInfo.environment.merging([
      "HATMAX_TEST_JOB": job, "HATMAX_TEST_HOME": home, "HATMAX_TEST_REGISTRY": registry, "HATMAX_TEST_SEED": "\(seed)",
    ]) { $1 }
    let environment: [UnsafeMutablePointer<CChar>?] = own.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, home + ".log", O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var child: pid_t = 0
    guard posix_spawn(&child, words[0], &actions, nil, arguments, environment) == 0 else { throw Shell.ShellFailure() }
    process = child
  }

  func kill() { Foundation.kill(process, SIGKILL) }

  /// Waits for its end; 0 when it was content.
  @discardableResult func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}

/// What workers do; in an ordinary run it does nothing.
struct WorkerTests {
  @Test func job() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let job = environment["HATMAX_TEST_JOB"], let home = environment["HATMAX_TEST_HOME"],
      let registry = environment["HATMAX_TEST_REGISTRY"]
    else { return }
    let store = PackStore(home: home)
    let registries = Registries([.init(alias: "main", source: FolderSource(registry))])
    let all = try FolderSource(registry).names()
    try Files.writeNew([], to: "\(home).ready-\(getpid())", sync: false)
    switch job {
    case "install":
      for name in all {
        _ = try EnsureOperation(registries: registries, store: store).run(
          [PackWish(Requirement(name, .any))], lock: Lockfile())
      }
    default:
      // Install, update and remove until somebody kills us.
      while true {
        for name in all {
          for version in ["=1.0.0", "^1.0"] {
            let wish = PackWish(Requirement(name, VersionRange(version) ?? .any))
            _ = try EnsureOperation(registries: registries, store: store, updating: { _ in true }).run(
              [wish], lock: Lockfile())
          }
        }
        for pack in try store.list() { try store.remove(pack.identity) }
      }
    }
  }
}
