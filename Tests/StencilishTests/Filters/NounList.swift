/// Nouns that `plural` and `singular` must get right.
enum NounList {
  /// Singular and plural, right in both directions.
  static let pairs = parse(
    """
    person people, man men, woman women, child children, foot feet, tooth teeth, goose geese, mouse mice,
    louse lice, ox oxen, salesperson salespeople, chairman chairmen, businesswoman businesswomen,
    grandchild grandchildren, bookshelf bookshelves, housewife housewives, penknife penknives,
    werewolf werewolves, cloverleaf cloverleaves, criterion criteria, phenomenon phenomena, automaton automata,
    bacterium bacteria, curriculum curricula, stratum strata, addendum addenda, erratum errata,
    memorandum memoranda, ovum ova, spectrum spectra, quantum quanta, symposium symposia, millennium millennia,
    larva larvae, alga algae, vertebra vertebrae, nebula nebulae, alumna alumnae, stigma stigmata, cactus cacti,
    fungus fungi, nucleus nuclei, stimulus stimuli, radius radii, alumnus alumni, bacillus bacilli, locus loci,
    focus focuses, genus genera, corpus corpora, terminus termini, modulus moduli, matrix matrices,
    vertex vertices, appendix appendices, vortex vortices, helix helices, codex codices, index indexes,
    suffix suffixes, prefix prefixes, axis axes, oasis oases, crisis crises, thesis theses,
    hypothesis hypotheses, parenthesis parentheses, synthesis syntheses, analysis analyses, paralysis paralyses,
    catalysis catalyses, diagnosis diagnoses, prognosis prognoses, emphasis emphases, synopsis synopses,
    ellipsis ellipses, genesis geneses, nemesis nemeses, neurosis neuroses, metamorphosis metamorphoses,
    quiz quizzes, buzz buzzes, waltz waltzes, blitz blitzes, fox foxes, box boxes, tax taxes, fax faxes,
    mailbox mailboxes, hero heroes, potato potatoes, tomato tomatoes, echo echoes, veto vetoes,
    torpedo torpedoes, embargo embargoes, mosquito mosquitoes, volcano volcanoes, cargo cargoes,
    domino dominoes, mango mangoes, tornado tornadoes, photo photos, piano pianos, memo memos, logo logos,
    repo repos, info infos, video videos, radio radios, studio studios, demo demos, promo promos, combo combos,
    ratio ratios, portfolio portfolios, casino casinos, euro euros, kilo kilos, macro macros, todo todos,
    zoo zoos, tattoo tattoos, kangaroo kangaroos, zero zeros, scenario scenarios, folio folios, life lives,
    wife wives, knife knives, leaf leaves, loaf loaves, wolf wolves, shelf shelves, half halves, calf calves,
    elf elves, self selves, thief thieves, scarf scarves, hoof hooves, dwarf dwarves, sheaf sheaves, roof roofs,
    chief chiefs, proof proofs, belief beliefs, brief briefs, cliff cliffs, tariff tariffs, safe safes,
    cafe cafes, giraffe giraffes, gulf gulfs, staff staffs, archive archives, olive olives, wave waves,
    curve curves, valve valves, sleeve sleeves, glove gloves, cave caves, drive drives, move moves,
    reserve reserves, objective objectives, directive directives, primitive primitives, cookie cookies,
    movie movies, tie ties, pie pies, lie lies, zombie zombies, rookie rookies, selfie selfies, genie genies,
    calorie calories, hoodie hoodies, newbie newbies, city cities, country countries, category categories,
    company companies, entity entities, identity identities, query queries, entry entries, delivery deliveries,
    inventory inventories, history histories, policy policies, currency currencies, property properties,
    dependency dependencies, library libraries, directory directories, factory factories,
    repository repositories, summary summaries, party parties, reply replies, activity activities, day days,
    key keys, boy boys, toy toys, tray trays, array arrays, journey journeys, survey surveys, delay delays,
    gateway gateways, holiday holidays, valley valleys, attorney attorneys, monkey monkeys, essay essays,
    soliloquy soliloquies, colloquy colloquies, stomach stomachs, epoch epochs, monarch monarchs,
    patriarch patriarchs, tech techs, loch lochs, church churches, match matches, batch batches,
    branch branches, switch switches, watch watches, search searches, patch patches, sketch sketches,
    launch launches, speech speeches, beach beaches, cache caches, headache headaches, niche niches,
    avalanche avalanches, moustache moustaches, cliche cliches, tranche tranches, dish dishes, brush brushes,
    wish wishes, crash crashes, hash hashes, flash flashes, push pushes, shoe shoes, toe toes, canoe canoes,
    foe foes, horseshoe horseshoes, aloe aloes, gas gases, lens lenses, alias aliases, canvas canvases,
    atlas atlases, bias biases, iris irises, metropolis metropolises, pelvis pelvises, cosmos cosmoses,
    trellis trellises, bus buses, status statuses, virus viruses, bonus bonuses, campus campuses,
    census censuses, consensus consensuses, genius geniuses, octopus octopuses, circus circuses,
    chorus choruses, surplus surpluses, prospectus prospectuses, apparatus apparatuses, walrus walruses,
    minus minuses, plus pluses, hiatus hiatuses, nexus nexuses, syllabus syllabuses, address addresses,
    process processes, business businesses, class classes, glass glasses, boss bosses, loss losses,
    success successes, mattress mattresses, witness witnesses, access accesses, pass passes, case cases,
    database databases, house houses, warehouse warehouses, course courses, response responses,
    license licenses, purchase purchases, release releases, phase phases, phrase phrases, nurse nurses,
    horse horses, rose roses, nose noses, purpose purposes, cause causes, clause clauses, expense expenses,
    sense senses, exercise exercises, premise premises, promise promises, franchise franchises,
    enterprise enterprises, noise noises, cruise cruises, use uses, excuse excuses, spouse spouses,
    pause pauses, cheese cheeses, increase increases, lease leases, vase vases, dose doses, universe universes,
    size sizes, prize prizes, maze mazes, breeze breezes, menu menus, guru gurus, haiku haikus, sku skus,
    cpu cpus, emu emus, taxi taxis, ski skis, api apis, kpi kpis, uri uris, emoji emojis, wiki wikis,
    alibi alibis, safari safaris, tsunami tsunamis, specimen specimens, regimen regimens, omen omens,
    abdomen abdomens, human humans, german germans, roman romans, shaman shamans, talisman talismans,
    mongoose mongooses, album albums, forum forums, museum museums, stadium stadiums, aquarium aquariums,
    premium premiums, maximum maximums, formula formulas, schema schemas, agenda agendas, persona personas,
    camera cameras, area areas, idea ideas, quota quotas, bureau bureaus, plateau plateaus, chateau chateaus,
    order orders, item items, user users, account accounts, invoice invoices, payment payments,
    product products, customer customers, employee employees, list lists, task tasks, note notes, tag tags,
    role roles, permission permissions, image images, file files, message messages, event events,
    session sessions, token tokens, page pages, language languages, package packages, vehicle vehicles,
    table tables, column columns, row rows, field fields, value values, node nodes, edge edges, graph graphs,
    path paths, month months, cloth cloths, tree trees, fee fees, committee committees, degree degrees,
    kind kinds, type types, name names, plan plans, team teams, member members, price prices, service services,
    device devices, source sources, resource resources, interface interfaces, surface surfaces, lesson lessons,
    website websites, email emails, cart carts, coupon coupons, shipment shipments, warehouseman warehousemen,
    die dice, passerby passersby, superhero superheroes, opus opuses, summons summonses, yes yeses
    """)

  /// Nouns that are the same in both numbers.
  static let invariable = parse(
    """
    aircraft, bison, chassis, data, deer, equipment, evidence, feedback, fish, furniture, hardware,
    headquarters, homework, information, jeans, knowledge, luggage, mathematics, means, metadata, money, moose,
    music, news, offspring, physics, police, progress, research, rice, salmon, scissors, series, sheep,
    software, spacecraft, species, trousers, trout, middleware, firmware, shellfish, reindeer, arthritis, dns,
    https, analytics, barracks, chess
    """
  ).map(\.0)

  /// Plurals that are in use beside the preferred one, each with its singular.
  static let otherPlurals = parse(
    """
    indices index, schemata schema, formulae formula, antennae antenna, octopi octopus, cargos cargo,
    zeroes zero, mosquitos mosquito, persons person, cactuses cactus, appendixes appendix, matrixes matrix,
    media medium, dwarfs dwarf, referenda referendum, stadia stadium, bases base, lenses lens, axes axis
    """)

  private static func parse(_ list: String) -> [(String, String)] {
    list.split(separator: ",").map { entry in
      let words = entry.split { $0 == " " || $0 == "\n" }.map(String.init)
      return (words.first ?? "", words.last ?? "")
    }
  }
}
