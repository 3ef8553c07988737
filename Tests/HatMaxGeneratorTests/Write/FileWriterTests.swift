import Foundation
import SystemFiles
import Testing

@testable import HatMaxGenerator

struct FileWriterTests {
  private let folder: TemporaryFolder
  private let writer: FileWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = FileWriter(root: folder.path)
  }

  private func change(_ path: String, _ before: String?, _ after: String?) -> FileWriter.Change {
    FileWriter.Change(
      path: path, before: before.map { ContentHash(of: Array($0.utf8)) }, content: after.map { Array($0.utf8) })
  }

  @Test func `creates, replaces and removes`() throws {
    try folder.write("old", to: "a/replaced.txt")
    try folder.write("gone", to: "b/c/removed.txt")
    try writer.apply([
      change("a/replaced.txt", "old", "new"), change("b/c/removed.txt", "gone", nil),
      change("d/created.sh", nil, "#!/bin/sh\n"),
    ])
    #expect(try folder.tree() == ["a/replaced.txt": "new", "d/created.sh": "#!/bin/sh\n"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/b"), "an emptied folder goes too")
    #expect(FileManager.default.isExecutableFile(atPath: folder.path + "/d/created.sh"))
  }

  @Test func `a new folder gets its place whole, and is gone after undo`() throws {
    try folder.write("kept", to: "services/kept.txt")
    try writer.apply([
      change("services/new/a.txt", nil, "a"), change("services/new/deep/b.txt", nil, "b"),
      change("services/beside.txt", nil, "c"), change("other/d.txt", nil, "d"),
    ])
    let tree = [
      "services/kept.txt": "kept", "services/new/a.txt": "a", "services/new/deep/b.txt": "b",
      "services/beside.txt": "c",
      "other/d.txt": "d",
    ]
    #expect(try folder.tree() == tree)
    try writer.apply(#require(try writer.undoChanges()))
    #expect(try folder.tree() == ["services/kept.txt": "kept"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/services/new"))
  }

  @Test func `a file that is to be replaced in a folder that is gone stops the run`() throws {
    #expect { try writer.apply([change("a/b.txt", "old", "new"), change("a/c.txt", nil, "c")]) } throws: { error in
      if case .changedMeanwhile(["a/b.txt"]) = error as? FileWriter.Failure { true } else { false }
    }
    #expect(try folder.tree().isEmpty)
  }

  @Test func `undo and undo of the undo`() throws {
    try folder.write("old", to: "a.txt")
    try folder.write("gone", to: "b/removed.txt")
    let before = try folder.tree()
    try writer.apply([change("a.txt", "old", "new"), change("b/removed.txt", "gone", nil), change("c.txt", nil, "c")])
    let after = try folder.tree()
    try writer.apply(#require(try writer.undoChanges()))
    #expect(try folder.tree() == before)
    try writer.apply(#require(try writer.undoChanges()))
    #expect(try folder.tree() == after)
  }

  @Test func `undo refuses where a file was changed since`() throws {
    try writer.apply([change("a.txt", nil, "a")])
    try folder.write("mine", to: "a.txt")
    #expect { try writer.undoChanges() } throws: { error in
      if case .changedSinceRun(["a.txt"]) = error as? FileWriter.Failure { true } else { false }
    }
    #expect(folder.read("a.txt") == "mine")
  }

  @Test func `undo refuses where a file was removed since`() throws {
    try writer.apply([change("a.txt", nil, "a"), change("b.txt", nil, "b")])
    try FileManager.default.removeItem(atPath: folder.path + "/a.txt")
    #expect { try writer.undoChanges() } throws: { error in
      if case .changedSinceRun(["a.txt"]) = error as? FileWriter.Failure { true } else { false }
    }
    #expect(folder.read("b.txt") == "b")
  }

  @Test func `a file that changed since the decision stops the run`() throws {
    try folder.write("theirs", to: "b.txt")
    #expect { try writer.apply([change("a.txt", nil, "a"), change("b.txt", "old", "new")]) } throws: { error in
      if case .changedMeanwhile(["b.txt"]) = error as? FileWriter.Failure { true } else { false }
    }
    #expect(try folder.tree() == ["b.txt": "theirs"])
  }

  @Test func `a file in the place of a folder stops the run`() throws {
    try folder.write("in the way", to: "a")
    #expect { try writer.apply([change("x/new.txt", nil, "x"), change("a/b.txt", nil, "b")]) } throws: { error in
      if case .notWritten(let failure) = error as? FileWriter.Failure { failure.path.hasSuffix("/a") } else { false }
    }
    #expect(try folder.tree() == ["a": "in the way"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"), "no empty folder stays behind")
  }

  @Test func `a link that leads out of the folder is refused`() throws {
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: elsewhere.path)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/nowhere", withDestinationPath: "/nonexistent/x")
    for path in ["link/a.txt", "nowhere/b.txt", "link/deep/er/a.txt"] {
      #expect { try writer.apply([change(path, nil, "a")]) } throws: { error in
        if case .outside([path]) = error as? FileWriter.Failure { true } else { false }
      }
    }
    #expect(try elsewhere.tree().isEmpty)
  }

  @Test func `a staged run without a journal never happened`() throws {
    try folder.write("half", to: ".hatmax/local/stage/new/0")
    #expect(try writer.recover() == nil)
    #expect(folder.read(".hatmax/local/stage/new/0") == nil)
  }

  /// Every prefix of the renames, as a kill would leave it, is finished by the next run to the same tree.
  @Test func `an interrupted run is finished from every step`() throws {
    for doneRenames in 0...3 {
      let folder = try TemporaryFolder()
      try folder.write("old", to: "a.txt")
      try folder.write("gone", to: "b.txt")
      let stage = ".hatmax/local/stage"
      func digest(_ text: String) -> String { ContentHash(of: Array(text.utf8)).sha256 }
      let journal = Journal([
        JournalEntry(path: "a.txt", before: digest("old"), after: digest("new")),
        JournalEntry(path: "b.txt", before: digest("gone"), after: nil),
        JournalEntry(path: "c/d.txt", before: nil, after: digest("d")),
      ])
      try folder.write("new", to: stage + "/new/0")
      try folder.write("d", to: stage + "/new/2")
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + stage + "/old", withIntermediateDirectories: true)
      try folder.write(journal.text, to: stage + "/journal")
      let root = folder.path
      if doneRenames > 0 {
        try FileSystem.link(root + "/a.txt", to: root + "/" + stage + "/old/0")
        try FileSystem.move(root + "/" + stage + "/new/0", to: root + "/a.txt")
      }
      if doneRenames > 1 {
        try FileSystem.link(root + "/b.txt", to: root + "/" + stage + "/old/1")
        try FileSystem.removeFile(root + "/b.txt")
      }
      if doneRenames > 2 {
        try FileSystem.makeFolder(root + "/c")
        try FileSystem.move(root + "/" + stage + "/new/2", to: root + "/c/d.txt")
      }
      let writer = FileWriter(root: root)
      #expect(try writer.recover() == 3)
      #expect(try folder.tree() == ["a.txt": "new", "c/d.txt": "d"])
      try writer.apply(#require(try writer.undoChanges()))
      #expect(try folder.tree() == ["a.txt": "old", "b.txt": "gone"])
    }
  }

  /// A run that was killed before, between and after the moves of its new folders, one of which somebody else has made.
  @Test func `an interrupted run with new folders is finished`() throws {
    func digest(_ text: String) -> String { ContentHash(of: Array(text.utf8)).sha256 }
    let journal = Journal(
      [
        JournalEntry(path: "a/deep/1.txt", before: nil, after: digest("1")),
        JournalEntry(path: "b/2.txt", before: nil, after: digest("2")),
        JournalEntry(path: "b/3.txt", before: nil, after: digest("3")),
      ], newFolders: ["a", "b"])
    #expect(Journal(reading: journal.text) == journal)
    for doneMoves in 0...2 {
      for isMadeMeanwhile in [false, true] {
        let folder = try TemporaryFolder()
        let stage = ".hatmax/local/stage"
        try folder.write("1", to: stage + "/tree/0/deep/1.txt")
        try folder.write("2", to: stage + "/tree/1/2.txt")
        try folder.write("3", to: stage + "/tree/1/3.txt")
        try folder.write(journal.text, to: stage + "/journal")
        for number in 0..<doneMoves {
          try FileSystem.move(folder.path + "/\(stage)/tree/\(number)", to: folder.path + ["/a", "/b"][number])
        }
        if isMadeMeanwhile { try folder.write("theirs", to: "b/4.txt") }
        #expect(try FileWriter(root: folder.path).recover() == 3)
        var tree = ["a/deep/1.txt": "1", "b/2.txt": "2", "b/3.txt": "3"]
        if isMadeMeanwhile { tree["b/4.txt"] = "theirs" }
        #expect(try folder.tree() == tree)
      }
    }
  }

  @Test func `an interrupted run stops where somebody touched a file`() throws {
    try folder.write("mine", to: "a.txt")
    let journal = Journal([JournalEntry(path: "a.txt", before: nil, after: ContentHash(of: [1]).sha256)])
    try folder.write("\u{1}", to: ".hatmax/local/stage/new/0")
    try folder.write(journal.text, to: ".hatmax/local/stage/journal")
    #expect { try writer.recover() } throws: { error in
      if case .unfinished(["a.txt"]) = error as? FileWriter.Failure { true } else { false }
    }
    #expect(folder.read("a.txt") == "mine")
  }
}
