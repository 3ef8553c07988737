import HatMaxPacks
import SourceDiagnostics

/// Any bytes are read as a manifest, a lock and an index without a crash; what can't be read is said to be so, and a lock
/// that can be is the same when it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPacks(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let selector = bytes.first else { return 0 }
  let source = SourceText(name: "fuzz", bytes: Array(bytes.dropFirst()))
  var bag = DiagnosticBag()
  switch selector % 3 {
  case 0:
    let manifest = PackManifestReader.read(source, into: &bag)
    precondition(manifest != nil || bag.hasErrors, "no manifest and no error")
    for fragment in manifest?.outputs.map(\.path) ?? [] where fragment.isVerbatim {
      let place = source.bytes[fragment.span.start..<fragment.span.end]
      precondition(place.elementsEqual(fragment.text.utf8), "a fragment that is elsewhere")
    }
  case 1:
    guard let lock = LockfileReader.read(source, into: &bag) else {
      precondition(bag.hasErrors, "no lock and no error")
      return 0
    }
    var again = DiagnosticBag()
    let copy = LockfileReader.read(SourceText(name: "again", text: lock.text), into: &again)
    precondition(copy == lock, "a lock that changes when it is written")
  default:
    let index = PackIndex.read(source, into: &bag)
    precondition(index != nil || bag.hasErrors, "no index and no error")
  }
  _ = DiagnosticRenderer().render(bag)
  return 0
}
