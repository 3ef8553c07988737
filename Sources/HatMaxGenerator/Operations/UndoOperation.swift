/// `hatmax undo`: the tree as it was before the last run.
package struct UndoOperation: Sendable {
  private let output: String

  /// Creates the operation for an output folder.
  package init(output: String) { self.output = output }

  /// Runs it.
  ///
  /// - Parameter onWait: called when another run holds the output folder and this one waits for it.
  /// - Returns: the number of files that were brought back.
  package func run(onWait: () -> Void) throws(Stop) -> Int {
    try Workspace(output: output).undo(onWait: onWait)
  }
}
