import Foundation
import SourceDiagnostics
import Stencilish
import Testing

/// No allocation per rendered value: the heap doesn't know whether a template wrote a hundred values or thousands.
///
/// The probe below runs in a process of its own with a `malloc` that counts, which is compiled for the purpose.
struct AllocationTests {
  private static let template = """
    {{#each rows as row, i sep=","}}
    {{ i }} {{ row.name | pascal }} {{#if row.flag}}{{ row.n + 1 }}{{else}}{{ row.name | snake | upper }}{{/if}}
    {{#with row}}{{ name }}{{ .n }}{{/with}}{{> cell row=row}}
    {{/each}}
    """

  private static let environment = ProcessInfo.processInfo.environment

  /// Renders once over as many rows as the environment says.
  @Test(.enabled(if: environment["HATMAX_PROBE_ROWS"] != nil, "runs inside of the count"))
  func probe() throws {
    let rows = Int(Self.environment["HATMAX_PROBE_ROWS"] ?? "") ?? 0
    var builder = ContextBuilder()
    let samples = (0..<10).map { index in
      builder.add(["name": .string("name_\(index)"), "flag": .bool(index % 2 == 0), "n": .int(Int64(index))])
    }
    // Room for the largest probe is made in every probe, so that only the render differs.
    var elements: [NodeID] = []
    elements.reserveCapacity(30_000)
    for index in 0..<rows { elements.append(samples[index % 10]) }
    let context = builder.build(root: builder.record([("rows", builder.list(elements))]))
    let set = try Try.set([("main", Self.template), ("cell", "{{ row.name }}|{{ row.n }}")])
    var output: [UInt8] = []
    output.reserveCapacity(4 << 20)
    try set.render(TemplateName("main"), in: context, into: &output)
    #expect(output.count > rows)
  }

  @Test(.enabled(if: environment["HATMAX_PROBE_ROWS"] == nil, "runs outside of the count"))
  func `values take no allocations`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("count-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("count.c")
    let library = folder.appendingPathComponent("count.so")
    try Data(Self.counter.utf8).write(to: source)
    _ = try Self.run(["clang", "-shared", "-fPIC", "-O1", "-o", library.path, source.path], [:])
    func allocations(rows: Int) throws -> Int {
      let arguments = [
        CommandLine.arguments[0], "--testing-library", "swift-testing", "--filter", "AllocationTests.probe",
      ]
      let shown = try Self.run(arguments, ["HATMAX_PROBE_ROWS": "\(rows)", "LD_PRELOAD": library.path])
      let line = try #require(shown.split(separator: "\n").first { $0.hasPrefix("allocations ") })
      return try #require(Int(line.dropFirst("allocations ".count)))
    }
    let (few, many) = (try allocations(rows: 1_000), try allocations(rows: 21_000))
    // 20,000 more rows write 140,000 more values. The test runner's threads and buffers that double take some hundreds;
    // without optimization, each call of a partial boxes one thing more.
    #if DEBUG
      let limit = 25_000
    #else
      let limit = 2_000
    #endif
    #expect(few > 0 && many - few < limit, "1,000 rows: \(few) allocations, 21,000 rows: \(many)")
  }

  /// Stands before the C library's `malloc` and says at the end how often it was called.
  private static let counter = """
    #include <stdatomic.h>
    #include <stdio.h>
    #include <stddef.h>
    extern void *__libc_malloc(size_t);
    static atomic_long count;
    void *malloc(size_t size) { atomic_fetch_add(&count, 1); return __libc_malloc(size); }
    __attribute__((destructor)) static void show(void) { fprintf(stderr, "allocations %ld\\n", atomic_load(&count)); }
    """

  /// Runs a program to its end and gives what it wrote to standard error.
  private static func run(_ arguments: [String], _ added: [String: String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = environment.merging(added) { $1 }
    let output = Pipe()
    process.standardError = output
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}
