import Foundation
import GoldenTesting
import TestServers
import Testing

/// The manual pages, which are made from the definitions of the commands.
struct ManualTests {
  private let shell: CommandLine
  private let pages: [String]

  init() throws {
    shell = try CommandLine()
    pages = try shell.run("docs", "man").output.split(separator: "\n").map(String.init)
  }

  @Test func `every command has a page`() throws {
    #expect(pages.first == "hatmax")
    #expect(Set(pages).isSuperset(of: ["hatmax-generate", "hatmax-pack", "hatmax-pack-install", "hatmax-docs-man"]))
    let root = try shell.run("docs", "man", "hatmax").output
    for line in try shell.run("--help").output.split(separator: "SUBCOMMANDS:").last?.split(separator: "\n") ?? [] {
      guard line.dropFirst(2).first?.isLowercase == true, let name = line.split(separator: " ").first else { continue }
      #expect(pages.contains("hatmax-\(name)"))
      #expect(root.contains("hatmax\\-\(name)(1)"))
    }
    #expect(root.contains("70\ta bug in hatmax"))
  }

  @Test func `a page`() throws {
    try Golden.expect(shell.run("docs", "man", "hatmax-docs-man").output, equals: "Goldens/man-page.txt")
  }

  @Test func `a page that is not there`() throws {
    let result = try shell.run("docs", "man", "hatmax-nonsense")
    #expect(result.status == 64)
    #expect(result.messages.contains("`hatmax docs man` lists them"))
  }

  @Test(
    .enabled(if: Tool("groff") != nil, "skipped: no groff here"),
    arguments: ["hatmax", "hatmax-generate", "hatmax-undo", "hatmax-add-field", "hatmax-pack-install"])
  func `groff has nothing to complain about`(page: String) throws {
    let source = try shell.run("docs", "man", page).output
    let result = try #require(Tool("groff")).run(["-man", "-Tutf8", "-ww", "-z"], input: source)
    #expect(result.status == 0 && result.message == "", "\(result.message)")
  }
}
