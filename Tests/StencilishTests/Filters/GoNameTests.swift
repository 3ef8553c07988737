import GoldenTesting
import Testing

@testable import Stencilish

@Suite struct GoNameTests {
  @Test(arguments: [
    ("user_id", "UserID", "userID"), ("URLPath", "URLPath", "urlPath"), ("user_ids", "UserIDs", "userIDs"),
    ("IDs", "IDs", "ids"), ("id", "ID", "id"), ("http_server", "HTTPServer", "httpServer"),
    ("http2_server", "HTTP2Server", "http2Server"), ("utf8_text", "UTF8Text", "utf8Text"),
    ("HTTPAPI", "HTTPAPI", "httpAPI"), ("api_keys", "APIKeys", "apiKeys"), ("order-item", "OrderItem", "orderItem"),
    ("base_urls", "BaseURLs", "baseURLs"), ("https_only", "HTTPSOnly", "httpsOnly"), ("idle", "Idle", "idle"),
    ("oauth2_token", "OAuth2Token", "oauth2Token"), ("ip_address", "IPAddress", "ipAddress"),
    ("ipv4_address", "IPv4Address", "ipv4Address"), ("iOSVersion", "IOSVersion", "iosVersion"),
    ("status", "Status", "status"), ("css", "CSS", "css"), ("dns", "DNS", "dns"), ("größe_id", "GrößeID", "größeID"),
    ("", "", ""), ("x", "X", "x"), ("graphql_api", "GraphQLAPI", "graphqlAPI"),
    ("created_at", "CreatedAt", "createdAt"), ("row1_id2", "Row1ID2", "row1ID2"),
  ])
  func goName(name: String, exported: String, unexported: String) {
    #expect(applied(name) { GoNames.goName($0, into: &$1) } == exported)
    #expect(applied(name) { GoNames.goName($0, exported: false, into: &$1) } == unexported)
    #expect(applied(exported) { GoNames.goName($0, into: &$1) } == exported)
  }

  @Test func goNameOfAGoNameIsTheSame() {
    var random = SeededGenerator(seed: 10)
    let words = [
      "order", "id", "ids", "url", "api", "json", "sha256", "name", "größe", "sql", "urls", "total",
    ]
    for _ in 0..<1000 {
      let snake = (0...Int.random(in: 0...4, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }.joined(separator: "_")
      let exported = applied(snake) { GoNames.goName($0, into: &$1) }
      #expect(applied(exported) { GoNames.goName($0, into: &$1) } == exported, "\(snake)")
      #expect(applied(exported, CaseFilters.snake) == snake)
    }
  }

  @Test(arguments: [
    ("type", "type_"), ("len", "len_"), ("any", "any_"), ("nil", "nil_"), ("string", "string_"), ("Type", "Type"),
    ("user", "user"), ("2fa", "_2fa"), ("order-item", "order_item"), ("a--b", "a_b"), ("", "__"), ("_", "__"),
    ("!", "__"), ("größe", "größe"), ("e\u{301}", "e_"), ("用户", "用户"), ("٣", "_٣"), ("type-", "type_"),
  ])
  func goIdent(name: String, identifier: String) {
    #expect(applied(name, GoNames.goIdent) == identifier)
  }

  @Test func goIdentIsAlwaysAnIdentifierAndStaysOne() {
    var random = SeededGenerator(seed: 3)
    let characters = GoNames.reserved + ["", "_", "-", "1", "é", "\u{301}", "\u{0}", "x", "用", "\u{FEFF}"]
    for _ in 0..<3000 {
      let identifier = applied(random.text(of: characters, upTo: 2), GoNames.goIdent)
      #expect(!GoNames.reserved.contains(identifier) && identifier != "_" && !identifier.isEmpty)
      #expect(applied(identifier, GoNames.goIdent) == identifier)
      for (index, scalar) in identifier.unicodeScalars.enumerated() {
        let category = scalar.properties.generalCategory
        let isLetter =
          scalar == "_"
          || [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter].contains(category)
        #expect(isLetter || category == .decimalNumber && index > 0, "\(identifier)")
      }
    }
  }
}
