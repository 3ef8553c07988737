// Peers: swift-mustache and Stencil. `--engine swift-mustache|Stencil` and the runners' protocol.
import BenchmarkSupport

switch option("engine") {
case "Stencil": try runBenchmark(StencilEngine.self, name: "Stencil", syntax: "stencil")
default: try runBenchmark(MustacheEngine.self, name: "swift-mustache", syntax: "mustache")
}
