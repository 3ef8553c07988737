import Foundation
import Synchronization

/// A line on the terminal that says what is being done, once that has taken half a second; gone when it is done.
final class ProgressLine: Sendable {
  private let activity: String
  private let console: Console
  private let state = Mutex(State())

  private struct State {
    var detail = ""
    var isDone = false
    var isShown = false
    var isAsking = false
  }

  private static let patience = 0.5
  private static let pause = 0.1
  private static let pictures = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  private init(_ activity: String, _ console: Console) {
    self.activity = activity
    self.console = console
  }

  /// Runs `body` with a line, where people look at one.
  static func during<Value>(
    _ activity: String, on console: Console, _ body: (ProgressLine) throws -> Value
  ) rethrows -> Value {
    let progress = ProgressLine(activity, console)
    if console.showsProgress { Thread.detachNewThread { progress.draw() } }
    defer { progress.end() }
    return try body(progress)
  }

  /// Says how much of a download has arrived.
  func downloaded(_ address: String, _ bytes: Int, of size: Int?) {
    let name = address.split(separator: "/").last.map(String.init) ?? address
    let amount = size.map { "\(Self.megabytes(bytes)) of \(Self.megabytes($0)) MB" } ?? "\(Self.megabytes(bytes)) MB"
    state.withLock { $0.detail = ": \(name.prefix(40)), \(amount)" }
  }

  /// Says something meanwhile.
  func say(_ text: String) {
    state.withLock { state in
      if state.isShown { console.progress("") }
      console.say(text)
    }
  }

  /// Lets a person answer a question, undisturbed by the line.
  func asking<Value>(_ body: () throws -> Value) rethrows -> Value {
    state.withLock { state in
      state.isAsking = true
      if state.isShown { console.progress("") }
      state.isShown = false
    }
    defer { state.withLock { $0.isAsking = false } }
    return try body()
  }

  private static func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000).\(bytes / 100_000 % 10)" }

  private func draw() {
    Thread.sleep(forTimeInterval: Self.patience)
    for picture in 0... {
      let isDone = state.withLock { state in
        if !state.isDone, !state.isAsking {
          console.progress("\(Self.pictures[picture % Self.pictures.count]) \(activity)\(state.detail)")
          state.isShown = true
        }
        return state.isDone
      }
      if isDone { return }
      Thread.sleep(forTimeInterval: Self.pause)
    }
  }

  private func end() {
    state.withLock { state in
      state.isDone = true
      if state.isShown { console.progress("") }
    }
  }
}
