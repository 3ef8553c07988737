import Foundation
public import Testing

/// Compares text with a file of the repository; `UPDATE_GOLDEN=1 swift test` writes the files instead.
public enum Golden {
  /// Records an issue unless `actual` equals the content of `path`, a path relative to the folder of the calling test.
  ///
  /// With `UPDATE_GOLDEN=1` in the environment the file is written, except where `CI` is set, so that an update can't
  /// pass unnoticed there.
  public static func expect(
    _ actual: String, equals path: String, testFile: String = #filePath, location: SourceLocation = #_sourceLocation
  ) throws {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    let file = folder.appendingPathComponent(path)
    let environment = ProcessInfo.processInfo.environment
    if environment["UPDATE_GOLDEN"] == "1", environment["CI"] == nil {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
      return
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record("no golden file \(path); `make golden` writes it. Actual:\n\(actual)", sourceLocation: location)
      return
    }
    if actual != expected {
      Issue.record(
        "\(path) differs; `make golden` updates it.\n--- expected\n\(expected)\n--- actual\n\(actual)",
        sourceLocation: location)
    }
  }
}
