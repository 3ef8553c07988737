import Testing

@testable import Stencilish

@Suite struct NumberFilterTests {
  @Test func nouns() {
    #expect(NounList.pairs.count + NounList.invariable.count >= 300)
    for (singular, plural) in NounList.pairs {
      #expect(applied(singular, NumberFilters.plural) == plural)
      #expect(applied(plural, NumberFilters.singular) == singular)
      #expect(applied(plural, NumberFilters.plural) == plural, "the plural stays")
      #expect(applied(singular, NumberFilters.singular) == singular, "the singular stays")
    }
    for noun in NounList.invariable {
      #expect(applied(noun, NumberFilters.plural) == noun)
      #expect(applied(noun, NumberFilters.singular) == noun)
    }
    for (plural, singular) in NounList.otherPlurals {
      #expect(applied(plural, NumberFilters.singular) == singular)
    }
  }

  @Test(arguments: [
    ("OrderItem", "OrderItems"), ("user_identity", "user_identities"), ("USER_IDENTITY", "USER_IDENTITIES"),
    ("order-item", "order-items"), ("userID", "userIDs"), ("ID", "IDs"), ("orderSKU", "orderSKUs"), ("URL", "URLs"),
    ("USER_URL", "USER_URLS"), ("ORDER", "ORDERS"), ("BOX", "BOXES"), ("Person", "People"),
    ("SalesPerson", "SalesPeople"),
    ("PERSON", "PEOPLE"), ("user_id_", "user_ids_"), ("café", "cafés"), ("ÉCOLE", "ÉCOLES"), ("oauth2", "oauth2s"),
    ("Category (old)", "Category (olds)"), ("", ""), ("_", "_"), ("orderStatus", "orderStatuses"), ("Mouse", "Mice"),
  ])
  func styleIsKept(singular: String, plural: String) {
    #expect(applied(singular, NumberFilters.plural) == plural)
    #expect(applied(plural, NumberFilters.singular) == singular)
  }

  @Test func stylesAgree() {
    for (singular, plural) in NounList.pairs {
      for style in [CaseFilters.camel, CaseFilters.pascal, CaseFilters.snake, CaseFilters.screaming, CaseFilters.kebab]
      {
        let one = applied("order_" + singular, style)
        #expect(applied(one, NumberFilters.plural) == applied("order_" + plural, style))
        #expect(applied(applied(one, NumberFilters.plural), NumberFilters.singular) == one)
      }
    }
  }
}
