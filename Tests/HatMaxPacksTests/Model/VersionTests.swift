import Testing

@testable import HatMaxPacks

struct VersionTests {
  @Test func `precedence is that of the standard`() {
    // The chain of SemVer 2.0.0, item 11, with neighbours.
    let ordered: [Version] = [
      "0.0.1", "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
    ]
    for (index, version) in ordered.enumerated() {
      #expect(ordered.firstIndex(of: version) == index)
      for later in ordered[(index + 1)...] {
        #expect(version < later)
        #expect(!(later < version))
      }
    }
  }

  @Test(arguments: [
    "", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3+",
    "1.2.3+a+b", " 1.2.3", "1.2.3 ", "1.2.-3", "99999999999999999999.0.0", "1.2.3-ä", "９.0.0",
  ])
  func `what is not a version is not read`(_ text: String) {
    #expect(Version(text) == nil)
  }

  @Test(arguments: ["1.2.3", "0.0.0", "1.0.0-alpha.1", "1.0.0-0a", "1.0.0+001", "1.0.0-x-y-z.--+build.5"])
  func `a version prints as it was written`(_ text: String) {
    #expect(Version(text)?.description == text)
  }

  /// Examples of the Cargo book and of the crate `semver`.
  @Test(arguments: [
    ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "2.0.0-a", "1.3.0-a"]),
    ("1.2.3", ["1.2.3", "1.9.0"], ["2.0.0"]), ("^1", ["1.0.0", "1.9.9"], ["0.9.0", "2.0.0"]),
    ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]), ("^0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]),
    ("^0.0", ["0.0.0", "0.0.9"], ["0.1.0"]), ("^0", ["0.0.0", "0.9.0"], ["1.0.0"]),
    ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]), ("~1.2", ["1.2.0"], ["1.3.0"]), ("~1", ["1.9.0"], ["2.0.0"]),
    ("*", ["0.0.0", "9.9.9"], ["1.0.0-a"]), ("1.*", ["1.0.0", "1.9.0"], ["2.0.0"]), ("1.2.*", ["1.2.9"], ["1.3.0"]),
    ("=1.2.3", ["1.2.3"], ["1.2.4"]), ("=1.2", ["1.2.0", "1.2.7"], ["1.3.0"]), (">1.2", ["1.3.0"], ["1.2.9"]),
    (">1.2.3", ["1.2.4"], ["1.2.3"]), (">=1.2", ["1.2.0"], ["1.1.9"]), ("<2", ["1.9.9"], ["2.0.0", "2.0.0-a"]),
    ("<=1.2", ["1.2.9"], ["1.3.0"]), ("<=1.2.3", ["1.2.3"], ["1.2.4"]), (">=1.0, <1.5", ["1.4.9"], ["1.5.0"]),
    ("^1.2.3-beta.2", ["1.2.3-beta.2", "1.2.3-rc", "1.2.3", "1.3.0"], ["1.2.3-beta.1", "1.3.0-beta"]),
    ("=1.0.0", ["1.0.0", "1.0.0+build"], ["1.0.1"]), (" >= 1.0 ,<2 ", ["1.0.0"], ["2.0.0"]),
  ])
  func `ranges are cargo's`(_ text: String, _ inside: [String], _ outside: [String]) throws {
    let range = try #require(VersionRange(text))
    for version in inside { #expect(range.contains(try #require(Version(version))), "\(version) in \(text)") }
    for version in outside { #expect(!range.contains(try #require(Version(version))), "\(version) not in \(text)") }
  }

  @Test(arguments: ["", ",", "^", "1.2.3.4", "^1,", "a", "1.2.3-", "1.2-beta", ">=v1", "*.1", "1.2.3.*", "==1", "1 2"])
  func `what is not a range is not read`(_ text: String) {
    #expect(VersionRange(text) == nil)
  }

  @Test(arguments: [
    ("a", true), ("sqlite-repo", true), ("acme/base2", true), ("", false), ("A", false), ("1a", false), ("a-", false),
    ("a/b/c", false), ("/a", false), ("a/", false), ("a_b", false), ("a..b", false), ("..", false), ("é", false),
  ])
  func `names of packs`(_ text: String, _ isName: Bool) {
    #expect((PackName(text) != nil) == isName)
  }
}
