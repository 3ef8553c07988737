import Testing

@testable import HatMaxPacks

@Suite struct HTTPMessagesTests {
  @Test(arguments: [1, 2, 3, 7, 1_000]) func aStreamIsTakenApartWhereverItIsCut(size: Int) throws {
    let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nETag: \"a\"\r\nX-Empty:\r\n\r\nthe\r\n\r\ncontent"
    var reader = HTTPStreamReader()
    var content: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      content += try reader.take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    #expect(reader.head?.status == 200)
    #expect(reader.head?["etag"] == "\"a\"")
    #expect(reader.head?["x-empty"] == "")
    #expect(String(decoding: content, as: UTF8.self) == "the\r\n\r\ncontent")
  }

  @Test func headersWithoutEndAreRefused() {
    var reader = HTTPStreamReader()
    let line = Array(("X: " + String(repeating: "y", count: 1_000) + "\r\n").utf8)
    #expect(throws: HTTPStreamReader.Problem.self) {
      _ = try reader.take(Array("HTTP/1.1 200 OK\r\n".utf8)[...])
      for _ in 0..<1_000 { _ = try reader.take(line[...]) }
    }
  }

  @Test(arguments: ["", "HTTP/1.1", "HTTP/1.1 abc", "HTTP/1.1 20", "220 smtp", "HTTP/1.1 -200"])
  func whatIsNoStatusLineIsRefused(line: String) {
    #expect(HTTPHead(line) == nil)
  }

  @Test(arguments: [
    "ftp://packs.example/x", "https://", "https://user:secret@packs.example/", "https://user@packs.example/", "packs",
    "https://packs.example/a b", "https://packs.example/\n", "https://packs.example/\"", "https://packs.example/#part",
    "file:///etc/passwd", "//packs.example/x", "",
  ])
  func whatIsNotAWebAddressIsRefused(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test func addressesAreJoinedAndCompared() throws {
    let index = try #require(WebAddress("https://Packs.example:443/acme/index.json"))
    #expect(index.host == "packs.example")
    #expect(index.hostAndPort == "packs.example")
    #expect(
      WebAddress("a/b-1.0.0.hatpack", relativeTo: index)?.description
        == "https://Packs.example:443/acme/a/b-1.0.0.hatpack")
    #expect(WebAddress("//evil.example/x", relativeTo: index)?.hasOrigin(of: index) == false)
    #expect(WebAddress("http://packs.example/acme", relativeTo: index)?.hasOrigin(of: index) == false)
    #expect(WebAddress("https://packs.example/x")?.hasOrigin(of: index) == true)
    #expect(
      index.adding(query: [("scope", "a b&c"), ("n", "1")])?.description.hasSuffix("?scope=a%20b%26c&n=1") == true)
  }

  @Test(arguments: [
    ("http://localhost:5000/", true), ("http://127.0.0.1/", true), ("http://127.1.2.3/", true),
    ("http://[::1]:5/", true),
    ("http://127.0.0.1.evil.example/", false), ("http://packs.example/", false), ("http://127.evil.x.y/", false),
  ])
  func loopbackIsRecognized(text: String, isLoopback: Bool) throws {
    #expect(try #require(WebAddress(text)).isLoopback == isLoopback)
  }
}
