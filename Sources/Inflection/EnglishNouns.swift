/// The nouns that the rules of ``EnglishInflector`` get wrong, in lower case.
enum EnglishNouns {
  /// Same in both numbers, or without a plural.
  static let invariable = pairs(
    """
    advice, aircraft, aws, baggage, bison, chaos, chassis, chess, cms, corps, css, data, debris, deer, diabetes,
    dns, equipment, electronics, evidence, feedback, fish, furniture, garbage, gallows, gold, gps, halibut,
    hardware, headquarters, health, help, homework, https, information, ios, jeans, jewelry, kudos, knowledge,
    luggage, logistics, mail, mathematics, means, metadata, middleware, moose, money, mud, music, news, offspring,
    pants, physics, police, politics, progress, qps, research, rice, salmon, scissors, series, sheep, shorts,
    shrimp, sms, software, spacecraft, spam, species, spyware, statistics, subspecies, swine, telemetry, thanks,
    tls, traffic, trousers, trout, tuna, tweezers, weather, wildlife, xss, firmware, malware, economics, analytics,
    graphics, basics, ethics, genetics, mechanics, measles, mumps, rabies, barracks, crossroads, hertz, binoculars,
    pajamas, tongs, clothes, goods, hovercraft, watercraft, squid, plankton, underwear, wheat, wood
    """)

  /// Singular and plural; the plural is the preferred one.
  static let irregular = pairs(
    """
    person people, man men, woman women, child children, foot feet, tooth teeth, goose geese, mouse mice,
    louse lice, ox oxen, die dice, passerby passersby, criterion criteria, phenomenon phenomena, automaton automata,
    polyhedron polyhedra, taxon taxa, ganglion ganglia, bacterium bacteria, medium media, curriculum curricula,
    stratum strata, addendum addenda, erratum errata, memorandum memoranda, ovum ova, spectrum spectra,
    quantum quanta, symposium symposia, millennium millennia, datum data, desideratum desiderata, larva larvae,
    alga algae, vertebra vertebrae, nebula nebulae, alumna alumnae, supernova supernovae, stigma stigmata,
    cactus cacti, fungus fungi, nucleus nuclei, stimulus stimuli, radius radii, alumnus alumni, bacillus bacilli,
    locus loci, focus focuses, genus genera, corpus corpora, opus opuses, terminus termini, modulus moduli,
    calculus calculi, matrix matrices, vertex vertices, appendix appendices, vortex vortices, helix helices,
    codex codices, directrix directrices, axis axes, testis testes, oasis oases, basis bases, quiz quizzes,
    whiz whizzes, hero heroes, potato potatoes, tomato tomatoes, echo echoes, veto vetoes, torpedo torpedoes,
    embargo embargoes, mosquito mosquitoes, volcano volcanoes, buffalo buffaloes, cargo cargoes, domino dominoes,
    mango mangoes, tornado tornadoes, superhero superheroes, tuxedo tuxedoes, life lives, wife wives, knife knives,
    leaf leaves, loaf loaves, wolf wolves, shelf shelves, half halves, calf calves, elf elves, self selves,
    thief thieves, scarf scarves, hoof hooves, dwarf dwarves, wharf wharves, sheaf sheaves, afterlife afterlives,
    cookie cookies, movie movies, tie ties, pie pies, lie lies, zombie zombies, rookie rookies, selfie selfies,
    genie genies, calorie calories, brownie brownies, hoodie hoodies, smoothie smoothies, prairie prairies,
    magpie magpies, hippie hippies, newbie newbies, pixie pixies, foodie foodies, birdie birdies, junkie junkies,
    freebie freebies, goalie goalies, groupie groupies, necktie neckties, menagerie menageries, stomach stomachs,
    epoch epochs, monarch monarchs, patriarch patriarchs, matriarch matriarchs, oligarch oligarchs, loch lochs,
    tech techs, eunuch eunuchs, cache caches, ache aches, headache headaches, toothache toothaches, niche niches,
    avalanche avalanches, moustache moustaches, cliche cliches, quiche quiches, creche creches, psyche psyches,
    tranche tranches, apache apaches, brioche brioches, cartouche cartouches, pastiche pastiches,
    stomachache stomachaches, axe axes, shoe shoes, toe toes, canoe canoes, hoe hoes, foe foes, doe does,
    oboe oboes, floe floes, roe roes, woe woes, aloe aloes, horseshoe horseshoes, snowshoe snowshoes,
    tiptoe tiptoes, gas gases, lens lenses, alias aliases, canvas canvases, atlas atlases, bias biases, iris irises,
    pancreas pancreases, trellis trellises, pelvis pelvises, ibis ibises, metropolis metropolises,
    necropolis necropolises, cosmos cosmoses, rhinoceros rhinoceroses, thermos thermoses, christmas christmases,
    biogas biogases, yes yeses, summons summonses, cannabis cannabises, clematis clematises, pos poses,
    crisis crises, ellipsis ellipses, synopsis synopses, diagnosis diagnoses, prognosis prognoses,
    hypnosis hypnoses, neurosis neuroses, psychosis psychoses, symbiosis symbioses, metamorphosis metamorphoses,
    thrombosis thromboses, osmosis osmoses, genesis geneses, nemesis nemeses, metastasis metastases, stasis stases,
    emphasis emphases, use uses, fuse fuses, muse muses, abuse abuses, excuse excuses, ruse ruses, recluse recluses,
    reuse reuses, misuse misuses, menu menus, gnu gnus, emu emus, guru gurus, haiku haikus, sku skus, cpu cpus,
    gpu gpus, tutu tutus, tofu tofus, flu flus, kudu kudus, zebu zebus, tpu tpus, thou thous, caribou caribous,
    bayou bayous, ski skis, taxi taxis, bikini bikinis, api apis, kpi kpis, uri uris, emoji emojis, wiki wikis,
    alibi alibis, kiwi kiwis, rabbi rabbis, safari safaris, salami salamis, tsunami tsunamis, gui guis, cli clis,
    ui uis, pi pis, chi chis, phi phis, psi psis, xi xis, graffiti graffitis, spaghetti spaghettis, khaki khakis,
    yeti yetis, zucchini zucchinis, specimen specimens, lumen lumens, bluetooth bluetooths, doberman dobermans,
    brahman brahmans, walkman walkmans, regimen regimens, omen omens, abdomen abdomens, stamen stamens,
    human humans, german germans, roman romans, shaman shamans, talisman talismans, ottoman ottomans,
    caiman caimans, norman normans, mongoose mongooses, waltz waltzes, blitz blitzes, quartz quartzes,
    topaz topazes, bureau bureaus, plateau plateaus, chateau chateaus, tableau tableaus, beau beaus, hiatus hiatuses
    """)

  /// Other plurals in use, each with its singular.
  static let otherPlurals = pairs(
    """
    indices index, schemata schema, formulae formula, antennae antenna, octopi octopus, syllabi syllabus,
    foci focus, cargos cargo, zeroes zero, mosquitos mosquito, volcanos volcano, mangos mango, dominos domino,
    tornados tornado, persons person, cactuses cactus, funguses fungus, appendixes appendix, matrixes matrix,
    vertexes vertex, vortexes vortex, helixes helix, codexes codex, radiuses radius, spectrums spectrum,
    mediums medium, curriculums curriculum, memorandums memorandum, symposiums symposium, millenniums millennium,
    stadia stadium, aquaria aquarium, fora forum, maxima maximum, minima minimum, optima optimum,
    referenda referendum, dogmata dogma, lemmata lemma, apices apex, cortices cortex, hoofs hoof, scarfs scarf,
    dwarfs dwarf, wharfs wharf, vertebras vertebra, larvas larva, supernovas supernova, automatons automaton,
    criterions criterion, bureaux bureau, plateaux plateau, chateaux chateau, tableaux tableau, busses bus,
    focusses focus, gasses gas, personae persona, termini terminus, bases base, ellipses ellipsis, axes axis,
    uses use, poses pose, does doe, lenses lens
    """)

  /// Endings that inflect like a word of their own: `salesperson`, `grandchild`, `bookshelf`.
  static let irregularEndings = pairs(
    """
    person people, woman women, man men, child children, foot feet, tooth teeth, mouse mice, wife wives,
    knife knives, shelf shelves, leaf leaves, loaf loaves, wolf wolves, calf calves, thief thieves
    """)

  /// Endings of words that have no plural: `firmware`, `shellfish`.
  static let invariableEndings = pairs("ware, fish, sheep, deer, series, species, itis")

  /// The pairs of a list separated by commas; a word without another is its own.
  private static func pairs(_ list: String) -> [(String, String)] {
    list.utf8.split(separator: UInt8(ascii: ",")).compactMap { entry in
      let words = entry.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      guard let first = words.first, let last = words.last else { return nil }
      return (String(decoding: first, as: UTF8.self), String(decoding: last, as: UTF8.self))
    }
  }
}
