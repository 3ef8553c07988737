extension Spec {
  /// Makes the counting fields of projections always have a value.
  mutating func startCounters() {
    for service in services.indices {
      for projection in services[service].projections.indices {
        let counters = services[service].projections[projection].counters
        for field in services[service].projections[projection].fields.indices
        where counters.contains(services[service].projections[projection].fields[field].name.value) {
          services[service].projections[projection].fields[field].isRequiredByKey = true
        }
      }
    }
  }
}
