import Foundation
import TestServers
import Testing

extension CommandLine {
  /// A project with a registry under the alias `acme`; `trust` may follow.
  func project(registry: String, packs: String = "[acme/audit]", trust: Bool = false) throws {
    try write(
      """
      version: 1
      name: notes
      package: example.com/notes
      registries: {acme: "\(registry)"}
      \(trust ? "trust: {require: signed, signers: allowed_signers}" : "")
      services:
        notes:
          packs: \(packs)
          aggregates:
            Note: {fields: {text: {type: text}}}
      """, to: "project/hatmax.yml")
  }

  /// Writes the folder of the pack `acme/audit`, which generates one file a service, and gives its path.
  @discardableResult func audit(_ version: String, note: String = "") throws -> String {
    try write(
      """
      name: acme/audit
      version: \(version)
      description: An audit note beside every service
      license: MIT
      keywords: [compliance]
      options:
        owner: {type: string, default: nobody, description: who answers for the service}
      outputs:
        - {id: note, template: note.md.stencil, path: "services/{{ service.name }}/AUDIT.md"}
      """, to: "audit/pack.yml")
    try write("# audit\n\nNotes for auditors.\n", to: "audit/README.md")
    try write("audited by {{ options.owner }} {{ service.name }} \(note)\n", to: "audit/templates/note.md.stencil")
    return folder + "/audit"
  }

  /// Makes a pair of ed25519 keys with ssh-keygen and gives the path of the private one.
  func key(_ name: String) throws -> String {
    let path = folder + "/" + name
    let made = try #require(Tool("ssh-keygen")).run(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path])
    try #require(made.status == 0, "\(made.message)")
    return path
  }

  /// Builds `acme/audit` at a version, signs it if there is a key, and publishes it.
  func publish(_ version: String, to place: String, key: String? = nil, note: String = "") throws {
    let built = try run("pack", "build", try audit(version, note: note), "-o", folder + "/dist")
    try #require(built.status == 0, "\(built.messages)")
    let archive = folder + "/dist/audit-\(version).hatpack"
    if let key { #expect(try run("pack", "sign", archive, "--key", key).status == 0) }
    let published = try run("pack", "publish", archive, "--to", place)
    try #require(published.status == 0, "\(published.messages)")
  }
}
