// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "hatmax-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "hatmax", path: ".."), .package(path: "support")],
  targets: [
    .executableTarget(
      name: "stencilish-bench",
      dependencies: [
        .product(name: "Stencilish", package: "hatmax"), .product(name: "BenchmarkSupport", package: "support"),
      ],
      path: "Sources/StencilishBench")
  ],
  swiftLanguageModes: [.v6]
)
