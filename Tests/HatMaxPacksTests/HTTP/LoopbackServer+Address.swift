import Foundation
import TestServers
import Testing

@testable import HatMaxPacks

extension LoopbackServer {
  func address(_ path: String) throws -> WebAddress { try #require(WebAddress("\(root)/\(path)")) }
}

extension HTTPSettings {
  /// Settings that lose no time.
  static func impatient(_ environment: [String: String] = [:]) -> HTTPSettings {
    var settings = HTTPSettings(environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
    settings.environment.merge(environment) { $1 }
    settings.connectTimeout = 5
    settings.stallTimeout = 1
    settings.attempts = 3
    settings.firstPause = 1
    return settings
  }
}
