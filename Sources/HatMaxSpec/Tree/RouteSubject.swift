/// What a route is about: an aggregate, or one of its own collections.
///
/// Templates that make a file per aggregate find its routes by their positions; a look at every route for every aggregate
/// would take as long as the square of both.
struct RouteSubject: Hashable {
  let aggregate: String
  var child: String?

  /// The positions of the routes about each subject, in order; those about a collection are about its aggregate, too.
  static func positions(in routes: [Route]) -> [RouteSubject: [Int]] {
    var positions: [RouteSubject: [Int]] = [:]
    for (position, route) in routes.enumerated() {
      guard let aggregate = route.aggregate?.name.value else { continue }
      positions[RouteSubject(aggregate: aggregate), default: []].append(position)
      if let child = route.child?.name.value {
        positions[RouteSubject(aggregate: aggregate, child: child), default: []].append(position)
      }
    }
    return positions
  }
}
