import Foundation
import SystemFiles
import TestServers
import Testing

@testable import HatMaxPacks

/// Several processes at one store, and processes that die.
@Suite(.serialized) struct StoreProcessTests {
  @Test func `eight processes install the same and different packs at once`() throws {
    let scratch = try ScratchFolder()
    for name in ["a", "b", "c", "d", "e", "f"] { try Samples.archive(name, "1.0.0", in: scratch) }
    let home = scratch.path + "/home"
    let workers = try (0..<8).map { try Worker("install", home: home, registry: scratch.path + "/registry", seed: $0) }
    for worker in workers { #expect(worker.wait() == 0) }
    let store = PackStore(home: home)
    let packs = try store.verify()
    #expect(packs.count == 6)
    #expect(packs.allSatisfy { $0.problems.isEmpty })
    #expect(try Files.list(store.quarantineRoot) == ["lock"])
  }

  @Test func `killed at any instant, a process leaves a whole store`() throws {
    let scratch = try ScratchFolder()
    for name in ["a", "b", "c"] {
      for version in ["1.0.0", "1.1.0"] { try Samples.archive(name, version, in: scratch) }
    }
    let home = scratch.path + "/home"
    let kills = Int(ProcessInfo.processInfo.environment["HATMAX_TEST_KILLS"] ?? "") ?? 10
    var states: Set<[String]> = []
    // Grows while nothing has happened: a busy machine may give the workers little time.
    var longestLife: UInt32 = 200_000
    for _ in 0..<kills {
      let worker = try Worker("forever", home: home, registry: scratch.path + "/registry")
      let ready = "\(home).ready-\(worker.process)"
      while !Files.exists(ready), kill(worker.process, 0) == 0 { usleep(2_000) }
      usleep(UInt32.random(in: 0...longestLife))
      worker.kill()
      worker.wait()
      let store = PackStore(home: home)
      let packs = try store.verify()
      #expect(packs.allSatisfy { $0.problems.isEmpty }, "\(packs)")
      // A process may die before it has made the folder.
      let left = Files.exists(store.quarantineRoot) ? try Files.list(store.quarantineRoot) : []
      #expect(left.allSatisfy { $0 == "lock" })
      for pack in packs {
        let readable = try store.pack(pack.pack.identity)
        #expect(readable != nil)
      }
      states.insert(packs.map { $0.pack.identity.description })
      if states.count == 1 { longestLife = min(longestLife * 2, 20_000_000) }
    }
    #expect(states.count > 1, "the workers did nothing")
  }
}
