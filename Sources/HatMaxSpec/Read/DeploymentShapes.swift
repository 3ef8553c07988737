import PositionedYAML
import SourceDiagnostics

/// How the deployment and auth sections of the original format are written.
///
/// They are checked and kept as they are, for
/// the packs that will use them.
enum DeploymentShapes {
  private typealias Nothing = Record<Bool>

  private static func key<Value>(_ name: String, _ shape: Shape<Value>, _ documentation: String) -> Key<Bool> {
    Key(name, shape, isOriginal: true, documentation) { _, _ in }
  }

  private static func section(_ name: String, _ what: String, _ documentation: String, _ keys: [Key<Bool>]) -> Shape<
    Bool
  > {
    Nothing(name, what, documentation, make: { _, _ in true }, keys).shape
  }

  private static let anyInteger = Shape<Located<Int64>>.integer(0...Int64(Int32.max))
  private static let texts = Shape<[Name]>.list(.text())

  private static let resources = section(
    "Resources", "resources", "What a service may use.",
    [key("cpu", anyInteger, "In MHz."), key("memory", anyInteger, "In MiB.")])

  static let service: Shape<Node> = .checked(
    section(
      "ServiceDeployment", "a deployment", "How the service is deployed.",
      [
        key(
          "nomad",
          section(
            "ServiceNomad", "a Nomad section", "The service as a Nomad job.",
            [
              key("port", .integer(0...65535), "The port."),
              key("replicas", anyInteger, "The number of instances."),
              key("resources", resources, "What it may use."),
              key(
                "health_check",
                section(
                  "HealthCheck", "a health check", "How Nomad asks for health.",
                  [key("path", .text(), "The path."), key("interval", .text(), "The interval.")]), "Its health check."),
              key(
                "traefik",
                section(
                  "ServiceTraefik", "a Traefik section", "How Traefik routes to it.",
                  [key("rule", .text(), "The rule."), key("priority", anyInteger, "The priority.")]), "Routing."),
              key(
                "consul",
                section(
                  "ServiceConsul", "a Consul section", "How it is registered.",
                  [key("service_name", .text(), "The name."), key("tags", texts, "The tags.")]), "Registration."),
            ]), "Nomad.")
      ]))

  static let project: Shape<Node> = .checked(
    section(
      "Deployment", "a deployment", "How the project is deployed.",
      [
        key("platforms", texts, "The platforms."),
        key(
          "nomad",
          section(
            "Nomad", "a Nomad section", "The project's Nomad cluster.",
            [
              key("datacenter", .text(), "The data centre."),
              key("consul_integration", .bool, "Whether services are registered in Consul."),
              key("traefik_integration", .bool, "Whether Traefik routes to services."),
              key("default_resources", resources, "What a service may use unless it says otherwise."),
            ]), "Nomad."),
        key(
          "infrastructure",
          section(
            "Infrastructure", "an infrastructure section", "What the services stand on.",
            [
              key(
                "consul",
                section(
                  "Consul", "a Consul section", "The Consul server.",
                  [key("enabled", .bool, "Whether it is used."), key("address", .text(), "Its address.")]), "Consul."),
              key(
                "traefik",
                section(
                  "Traefik", "a Traefik section", "The Traefik proxy.",
                  [
                    key("enabled", .bool, "Whether it is used."), key("entrypoint", .text(), "The entry point."),
                    key("domain", .text(), "The domain."),
                  ]), "Traefik."),
            ]), "Consul and Traefik."),
      ]))

  static let auth: Shape<Node> = .checked(
    section(
      "Auth", "an auth section", "Authentication of a service.",
      [
        key("enabled", .bool, "Whether callers must be known."), key("mode", .text(), "The mode."),
        key("required_scopes", texts, "Scopes that a caller needs."),
        key("identity_service", .text(), "The service that knows the callers."),
        key("cache_ttl", .text(), "How long decisions are remembered."),
      ]))
}
