import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct CaseFilterTests {
  @Test(arguments: [
    ("HTTPServerID", "http server id"), ("oauth2_token", "oauth2 token"), ("URLs", "urls"), ("iOS", "ios"),
    ("userName", "user name"), ("user-name", "user name"), ("User Name", "user name"), ("USER_NAME", "user name"),
    ("user.name/first", "user name first"), ("", ""), ("___", ""), ("a", "a"), ("A", "a"), ("aB", "a b"),
    ("userID", "user id"), ("userIDs", "user ids"), ("userIDsByName", "user ids by name"), ("IDs", "ids"),
    ("parseURLsFrom", "parse urls from"), ("HTTPAPI", "http api"), ("HTTPAPIServer", "http api server"),
    ("userAPIIDs", "user api ids"), ("SHA256", "sha256"), ("SHA256Sum", "sha256 sum"), ("sha256sum", "sha256sum"),
    ("user2Name", "user2 name"), ("HTTP2Server", "http2 server"), ("UTF8String", "utf8 string"), ("B2B", "b2b"),
    ("B2B_SALES", "b2b sales"), ("3DModel", "3d model"), ("2fa_code", "2fa code"), ("address1", "address1"),
    ("version_1_2", "version 1 2"), ("xAxis", "x axis"), ("xYAxis", "x y axis"), ("xURL", "x url"),
    ("eSIM", "esim"), ("iOSVersion", "ios version"), ("OAuth2Token", "oauth2 token"),
    ("MyOAuthToken", "my oauth token"),
    ("OAuthor", "o author"), ("IPv4Address", "ipv4 address"), ("GraphQLSchema", "graphql schema"),
    ("SQLite", "sqlite"), ("MySQLite", "my sqlite"), ("gRPCServer", "grpc server"), ("TSDB", "tsdb"),
    ("user's name", "users name"), ("don’t", "dont"), ("'quoted'", "quoted"),
    ("straßeName", "straße name"), ("ÉtatCivil", "état civil"), ("ΟΔΟΣ", "οδος"), ("用户ID", "用户 id"),
    ("naïveCafé", "naïve café"), ("cafe\u{301}Bar", "cafe\u{301} bar"), ("ǅurđa", "ǆurđa"),
    ("данныеПользователя", "данные пользователя"), ("price€", "price"), ("a😀b", "a b"), ("९तकार्य", "९तकार्य"),
  ])
  func words(name: String, words: String) {
    let parts = words.split(separator: " ").map(String.init)
    #expect(applied(name, CaseFilters.snake) == parts.joined(separator: "_"))
    #expect(applied(name, CaseFilters.kebab) == parts.joined(separator: "-"))
  }

  @Test func styles() {
    #expect(applied("HTTPServerID", CaseFilters.camel) == "httpServerId")
    #expect(applied("HTTPServerID", CaseFilters.pascal) == "HttpServerId")
    #expect(applied("order-item", CaseFilters.screaming) == "ORDER_ITEM")
    #expect(applied("straße", CaseFilters.screaming) == "STRASSE")
    #expect(applied("ǆurđa", CaseFilters.pascal) == "ǅurđa")
    #expect(applied("user's name", CaseFilters.screaming) == "USERS_NAME")
    #expect(applied("order_item", CaseFilters.title) == "Order Item")
    #expect(applied("ORDER_ITEM", CaseFilters.title) == "Order Item")
    #expect(applied("HTTPServerIDs of iOS", CaseFilters.title) == "HTTP Server IDs Of iOS")
    #expect(applied("user's name", CaseFilters.title) == "User's Name")
    #expect(applied("orderItem list", CaseFilters.capitalize) == "OrderItem list")
    #expect(applied("élan", CaseFilters.capitalize) == "Élan")
    #expect(applied("", CaseFilters.capitalize) == "")
    #expect(applied("Straße, İ! ΣΊΣΥΦΟΣ", CaseFilters.lower) == "straße, i̇! σίσυφος")
    #expect(applied("straße_1", CaseFilters.upper) == "STRASSE_1")
  }

  @Test func illFormedBytesSeparateWords() {
    var output: [UInt8] = []
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE2, 0x82]
    CaseFilters.snake(bytes.span, into: &output)
    #expect(output == Array("a_b".utf8))
  }

  @Test func stylesAreStable() {
    var random = SeededGenerator(seed: 1)
    let characters = [
      "a", "b", "s", "X", "ID", "URL", "User", "item", "1", "42", "_", "-", " ", "é", "Ü", "ß", "用", "’",
    ]
    let styles: [(Span<UInt8>, inout [UInt8]) -> Void] = [
      CaseFilters.camel, CaseFilters.pascal, CaseFilters.snake, CaseFilters.screaming, CaseFilters.kebab,
    ]
    for _ in 0..<3000 {
      let name = random.text(of: characters, upTo: 7)
      let snake = applied(name, CaseFilters.snake)
      #expect(applied(snake, CaseFilters.snake) == snake)
      #expect(applied(applied(name, CaseFilters.kebab), CaseFilters.snake) == snake)
      for style in styles {
        let styled = applied(name, style)
        let again = applied(applied(styled, CaseFilters.snake), style)
        #expect(applied(applied(again, CaseFilters.snake), style) == again, "\(name)")
        #expect(!styled.contains("’"))
      }
      // Upper case loses ß; letters without case count as lower-case ones.
      if !name.contains("ß"), !name.contains("用") {
        #expect(applied(applied(name, CaseFilters.screaming), CaseFilters.snake) == snake, "\(name)")
      }
    }
  }

  @Test func snakeOfPascalGivesTheWordsBack() {
    var random = SeededGenerator(seed: 2)
    let words = ["order", "item", "user", "address", "oauth2", "sha256", "name", "état", "größe", "total"]
    for _ in 0..<1000 {
      let name = (0...Int.random(in: 0...4, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }.joined(separator: "_")
      #expect(applied(applied(name, CaseFilters.pascal), CaseFilters.snake) == name)
      #expect(applied(applied(name, CaseFilters.camel), CaseFilters.snake) == name)
      #expect(applied(applied(name, CaseFilters.title), CaseFilters.snake) == name)
    }
  }

  @Test func longNamesTakeLinearWork() {
    for unit in ["A", "a", "aB", "ID", "_", "1", "é", "'"] {
      let name = String(repeating: unit, count: 50_000)
      _ = applied(name, CaseFilters.snake)
      _ = applied(name) { GoNames.goName($0, into: &$1) }
    }
  }
}
