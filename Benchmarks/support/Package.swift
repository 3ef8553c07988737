// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmark-support",
  platforms: [.macOS(.v15)],
  products: [.library(name: "BenchmarkSupport", targets: ["BenchmarkSupport"])],
  targets: [.target(name: "BenchmarkSupport")],
  swiftLanguageModes: [.v6]
)
