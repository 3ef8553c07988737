/// The files that `hatmax init` starts a project with; `examples/` has the same.
package enum SpecTemplate: String, Sendable, CaseIterable {
  /// One service with a list and its items.
  case todo
  /// Three services with every kind of relation.
  case shop
  /// An event-sourced service.
  case bank

  /// The file for a project.
  ///
  /// - Parameters:
  ///   - name: the project's name.
  ///   - package: the Go module's path.
  package func text(name: String, package: String) -> String {
    let (head, body) =
      switch self {
      case .todo: (Self.todoHead, Self.todoBody)
      case .shop: (Self.shopHead, Self.shopBody)
      case .bank: (Self.bankHead, Self.bankBody)
      }
    return "\(head)\nversion: 1\nname: \(name)\npackage: \(package)\n\n\(body)"
  }

  private static let todoHead = "# One service that keeps to-do lists: the smallest whole example."

  private static let todoBody = #"""
    services:
      todo:
        # Where lists are kept; the first is the default at run time.
        repo_impl: [sqlite]
        # What collections are made of.
        models:
          Item:
            fields:
              text: {type: text, validations: [required, {max_length: 500}]}
              done: {type: bool, default: false}
              due: {type: date}
          Tag:
            fields:
              name: {type: string, validations: [required, {max_length: 40}]}
              color: {type: string, default: blue}
        # What is loaded, checked and saved as a whole, with all that its collections hold.
        aggregates:
          List:
            # Who made and last changed it, and when.
            audit: true
            fields:
              name: {type: string, validations: [required, {max_length: 200}]}
              description: {type: text}
            children:
              # In the order in which they are kept.
              items: {of: Item, order: position}
              # No two tags of a list have one name.
              tags: {of: Tag, constraints: {unique: [[name]]}}

    """#

  private static let shopHead = "# Three services with every kind of relation."

  private static let shopBody = #"""
    services:
      # What is sold: many-to-many, nested collections, unique and index constraints.
      catalog:
        description: What the shop sells
        repo_impl: [sqlite, postgres]
        values:
          Money:
            fields:
              amount: {type: decimal, validations: [required, {min: 0}]}
              currency: {type: string, validations: [required, {length: 3}]}
        models:
          Variant:
            fields:
              sku: {type: string, validations: [required, {max_length: 64}, {pattern: "^[A-Z0-9-]+$"}]}
              price: {type: Money, required: true}
              weight: {type: float, validations: [{min: 0}]}
            children:
              images: {of: Image, max: 10}
          Image:
            fields:
              url: {type: url, required: true}
              caption: {type: string, validations: [{max_length: 200}]}
          Specification:
            fields:
              material: string
              warranty: {type: duration, default: 8760h}
        aggregates:
          Category:
            fields:
              name: {type: string, unique: true, validations: [required, {max_length: 100}]}
              # A category may lie below another, and takes its place when that goes.
              parent: {type: ref, to: Category, on_delete: set_null}
          Product:
            audit: true
            soft_delete: true
            fields:
              code: {type: string, unique: true, validations: [required, {max_length: 32}]}
              title: {type: string, validations: [required, {min_length: 2}, {max_length: 200}]}
              description: text
              status: {type: enum, values: [draft, active, retired], default: draft}
              # Many products in many categories.
              categories: {type: [ref], to: Category, on_delete: cascade}
              keywords: {type: [string], validations: [{max_length: 20}]}
              attributes: json
              released_on: date
            children:
              variants: {of: Variant, order: position, max: 100, constraints: {unique: [[sku]]}}
              specification: {of: Specification, many: false}
            constraints:
              indexes: [[status, released_on]]
        queries:
          ActiveProducts: {of: Product, filter: [status, title], sort: [-released_on, title], page: cursor}

      # Who buys: one-to-many references, strict concurrency.
      customers:
        description: Who buys
        repo_impl: [postgres]
        models:
          Address:
            fields:
              street: {type: string, required: true}
              city: {type: string, required: true}
              country: {type: string, validations: [required, {one_of: [AR, CL, DE, ES, PL, US]}]}
        aggregates:
          Group:
            fields:
              name: {type: string, unique: true, required: true}
              discount: {type: int, default: 0, validations: [{min: 0}, {max: 90}]}
          Customer:
            audit: true
            concurrency: strict
            fields:
              email: {type: email, unique: true, validations: [required]}
              name: {type: string, was: full_name, validations: [required, {custom: check_name}]}
              newsletter: {type: bool, default: false}
              group: {type: ref, to: Group, on_delete: restrict}
            children:
              addresses: {of: Address, order: position, max: 5}

      # What is bought: events, commands, a read model.
      orders:
        description: What is bought
        repo_impl: [sqlite]
        packs: [cqrs, event-sourcing]
        values:
          Money:
            fields:
              amount: {type: decimal, required: true}
              currency: {type: string, validations: [required, {length: 3}]}
        models:
          Line:
            fields:
              sku: {type: string, validations: [required, {max_length: 64}]}
              quantity: {type: int, default: 1, validations: [{min: 1}, {max: 999}]}
              price: {type: Money, required: true}
        aggregates:
          Order:
            persistence: events
            fields:
              customer: {type: uuid, required: true}
              status: {type: enum, values: [draft, placed, shipped, cancelled], default: draft}
              note: text
              placed_at: datetime
            children:
              lines: {of: Line, order: position, max: 100}
            commands:
              Create: {creates: true, input: {customer: uuid, note: text}, emits: OrderCreated}
              AddLine: {input: {line: Line}, when: status == draft, emits: LineAdded}
              RemoveLine: {input: {line_id: uuid}, when: status == draft, emits: LineRemoved}
              Place:
                when: status == draft and lines is set
                emits: {OrderPlaced: {placed_at: $now, customer: $self.customer}}
              Ship: {when: status == placed, emits: OrderShipped}
              Cancel:
                input: {reason: {type: string, validations: [required, {max_length: 500}]}}
                guards:
                  - {when: "status in [draft, placed]", message: only an order that was not shipped can be cancelled}
                emits: {OrderCancelled: {customer: $self.customer}}
            events:
              OrderCreated: {fields: {customer: uuid, note: text}, sets: {customer: $customer, note: $note}}
              LineAdded: {fields: {line: Line}, appends: {lines: $line}}
              LineRemoved: {fields: {line_id: uuid}, removes: {lines: $line_id}}
              OrderPlaced:
                version: 2
                fields: {placed_at: datetime, customer: uuid}
                sets: {status: placed, placed_at: $placed_at}
                history: {1: {placed_at: datetime}}
              OrderShipped: {sets: {status: shipped}}
              OrderCancelled: {fields: {customer: uuid, reason: string}, sets: {status: cancelled}}
        projections:
          CustomerTotals:
            key: {customer: uuid}
            fields: {orders: int, cancelled: int, last: datetime}
            on:
              OrderPlaced: {increment: {orders: 1}, set: {last: $placed_at}}
              OrderCancelled: {increment: {cancelled: 1}}
        queries:
          BestCustomers: {of: CustomerTotals, sort: [-orders], page: offset}
          OrdersOfCustomer: {of: Order, filter: [customer, status], sort: [-placed_at, id]}
        api:
          base_path: /shop

    """#

  private static let bankHead = "# An event-sourced service: what is kept is what happened."

  private static let bankBody = #"""
    services:
      bank:
        description: Accounts whose balance is the sum of what happened to them
        repo_impl: [sqlite, postgres, mongo]
        packs: [cqrs, event-sourcing]
        aggregates:
          Account:
            persistence: events
            concurrency: strict
            fields:
              owner: {type: string, validations: [required, {max_length: 200}]}
              iban: {type: string, unique: true, validations: [required, {pattern: "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"}]}
              # In cents, so that sums are exact.
              balance: {type: int, default: 0}
              status: {type: enum, values: [open, frozen, closed], default: open}
              closed_at: datetime
            commands:
              Open:
                creates: true
                input:
                  owner: {type: string, validations: [required, {max_length: 200}]}
                  iban: {type: string, validations: [required]}
                emits: AccountOpened
              Deposit:
                input:
                  amount: {type: int, validations: [required, {min: 1}]}
                  reference: string
                guards:
                  - {when: status == open, message: the account is not open}
                emits: {MoneyDeposited: {account: $id}}
              Withdraw:
                input:
                  amount: {type: int, validations: [required, {min: 1}]}
                  reference: string
                guards:
                  - {when: status == open, message: the account is not open}
                  - {when: balance >= $amount, message: the balance is too low}
                emits: {MoneyWithdrawn: {account: $id}}
              Freeze: {when: status == open, emits: AccountFrozen}
              Unfreeze: {when: status == frozen, emits: AccountUnfrozen}
              Close:
                when: status != closed and balance == 0
                emits: {AccountClosed: {closed_at: $now}}
            events:
              AccountOpened: {fields: {owner: string, iban: string}, sets: {owner: $owner, iban: $iban}}
              MoneyDeposited:
                version: 2
                fields: {account: uuid, amount: int, reference: string}
                increments: {balance: $amount}
                history: {1: {account: uuid, amount: int}}
              MoneyWithdrawn:
                fields: {account: uuid, amount: int, reference: string}
                decrements: {balance: $amount}
              AccountFrozen: {sets: {status: frozen}}
              AccountUnfrozen: {sets: {status: open}}
              AccountClosed: {fields: {closed_at: datetime}, sets: {status: closed, closed_at: $closed_at}}
        projections:
          AccountActivity:
            key: {account: uuid}
            fields: {deposits: int, deposited: int, withdrawals: int, withdrawn: int}
            on:
              MoneyDeposited: {increment: {deposits: 1, deposited: $amount}}
              MoneyWithdrawn: {increment: {withdrawals: 1, withdrawn: $amount}}
        queries:
          BusiestAccounts: {of: AccountActivity, sort: [-deposits], page: offset}
          RichestAccounts: {of: Account, filter: [owner, status], sort: [-balance]}

    """#
}
